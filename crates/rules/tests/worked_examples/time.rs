//! Answers of the tables about days and terms.

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use rules::calendar::Calendar;
use rules::edition::Edition;
use rules::notice::{Appointment, Cause};
use rules::programme::Mode;
use rules::terms::{Standing, local_date};
use rules::{Clause, appeal as appeals, notice as notices, terms, working_days};

use crate::exam::programme;

fn kz() -> &'static Calendar {
    Calendar::kazakhstan()
}

fn now() -> &'static Edition {
    Edition::current()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn yes(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

/// The items joined, or `none`.
pub(crate) fn list(items: impl IntoIterator<Item = String>, separator: &str) -> String {
    let items: Vec<_> = items.into_iter().collect();
    if items.is_empty() { "none".to_owned() } else { items.join(separator) }
}

fn counted(calendar: &Calendar, start: &str, working_days: &str) -> terms::Term {
    terms::term(calendar, Clause::new("¶5"), day(start), working_days.parse().unwrap())
}

pub(crate) fn edition(row: &[&str]) -> Vec<String> {
    vec![list(Edition::on(day(row[0])).map(|edition| edition.id.clone()), "")]
}

pub(crate) fn edition_term(row: &[&str]) -> Vec<String> {
    let terms = &Edition::by_id(row[0]).unwrap().terms;
    let term = match row[1] {
        "¶5" => terms.completeness,
        "¶6" => terms.notice,
        "¶17" => terms.protocol,
        "¶18" | "¶23" => terms.issue,
        "¶19" => terms.not_passed,
        "¶20" => terms.appeal,
        "¶22" => terms.appeal_decision,
        other => panic!("{other} sets no term"),
    };
    vec![term.to_string()]
}

pub(crate) fn term(row: &[&str]) -> Vec<String> {
    vec![counted(kz(), row[0], row[1]).due.to_string()]
}

pub(crate) fn explained(row: &[&str]) -> Vec<String> {
    let term = counted(kz(), row[0], row[1]);
    let skipped = term.skipped.iter().map(|run| format!("{}–{} {}", run.from, run.to, run.why.ru));
    vec![list(term.days.iter().map(Date::to_string), ", "), list(skipped, "; "), yes(term.estimated)]
}

pub(crate) fn days_off(row: &[&str]) -> Vec<String> {
    let year: i16 = row[0].parse().unwrap();
    let days: Vec<_> =
        Date::new(year, 1, 1).unwrap().series(1.day()).take_while(|day| day.year() == year).collect();
    let weekdays = days.iter().filter(|day| day.weekday().to_monday_one_offset() <= 5);
    let off = weekdays.filter(|day| !kz().day(**day).is_working());
    let estimated = days.iter().all(|day| kz().day(*day).is_estimated());
    vec![list(off.map(|day| day.strftime("%d.%m").to_string()), ", "), yes(estimated)]
}

pub(crate) fn local_day(row: &[&str]) -> Vec<String> {
    vec![local_date(row[0].parse().unwrap()).to_string()]
}

pub(crate) fn standing(row: &[&str]) -> Vec<String> {
    let standing = counted(kz(), row[0], row[1]).standing(row[2].parse().unwrap(), kz());
    vec![match standing {
        Standing::DaysLeft(days) => format!("{days} left"),
        Standing::DueToday => "today".to_owned(),
        Standing::Overdue(days) => format!("{days} over"),
    }]
}

/// The term is counted before and after an act swaps the announced day; both years hold nothing else.
pub(crate) fn recompute(row: &[&str]) -> Vec<String> {
    let year = format!("version = \"v\"\nyear = {}\n", day(row[0]).year());
    let act = format!(
        "[[day]]\ndate = \"{}\"\nkind = \"{}\"\nstatus = \"confirmed\"\nname = {{ kk = \"-\", ru = \"-\" }}\n",
        row[3], row[4]
    );
    let before = counted(&Calendar::parse(&[&year]).unwrap(), row[0], row[1]);
    assert_eq!(before.due.to_string(), row[2], "due before the act");
    let after = before.recomputed(&Calendar::parse(&[&(year + &act)]).unwrap());
    vec![after.due.to_string()]
}

pub(crate) fn notice(row: &[&str]) -> Vec<String> {
    vec![notices::earliest(kz(), now(), day(row[0]), None).to_string()]
}

pub(crate) fn gap(row: &[&str]) -> Vec<String> {
    let (sent, date) = (day(row[0]), day(row[1]));
    let appointment = Appointment {
        date,
        time: Time::constant(10, 0, 0, 0),
        place: "-".to_owned(),
        mode: Mode::Offline,
        seat: None,
    };
    let lawful = notices::lawful(kz(), now(), sent, None, &appointment, &programme(true, 0, &[]));
    vec![working_days::between(kz(), sent, date).to_string(), yes(lawful.is_ok())]
}

pub(crate) fn new_date(row: &[&str]) -> Vec<String> {
    let cause = match row[1] {
        "incapacity" => Cause::Incapacity,
        "fault" => Cause::Fault,
        "annulled-end" => Cause::AnnulledEnd,
        "no-show" => Cause::NoShow,
        other => panic!("no cause {other}"),
    };
    vec![notices::earliest(kz(), now(), day(row[0]), Some(cause)).to_string()]
}

pub(crate) fn appeal(row: &[&str]) -> Vec<String> {
    let received = (row[0] != "none").then(|| day(row[0]));
    let filed = local_date(row[1].parse().unwrap());
    vec![yes(appeals::in_time(kz(), now(), received, filed))]
}
