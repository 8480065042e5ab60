//! The answers in words.

use std::fmt::Write as _;

use jiff::civil::Date;
use rules::calendar::Calendar;
use rules::identifiers::SerialNumber;
use rules::regulation::ClauseEntry;
use rules::terms::Term;
use rules::theory::Admission;
use rules::working_days::{Count, Skipped};

pub(crate) fn term(term: &Term) -> String {
    let mut text =
        format!("{} working days after {} ({}):\n", term.working_days, day(term.start), term.clause);
    days(&mut text, &term.days, &term.skipped);
    let _ = write!(text, "due {}", day(term.due));
    rests_on(&mut text, &term.calendar, term.estimated);
    text
}

pub(crate) fn notice(sent: Date, count: &Count, calendar: &Calendar) -> String {
    let mut text = format!("notice sent {} (¶6, Q2), whole working days between:\n", day(sent));
    days(&mut text, &count.days, &count.skipped);
    let _ = write!(text, "earliest day of the procedure {}", day(count.due));
    rests_on(&mut text, &calendar.version, count.estimated);
    text
}

fn days(text: &mut String, days: &[Date], skipped: &[Skipped]) {
    for (number, date) in (1..).zip(days) {
        let _ = writeln!(text, "  day {number} = {}", day(*date));
    }
    for run in skipped {
        let until = if run.from == run.to { String::new() } else { format!(" – {}", day(run.to)) };
        let mark = if run.estimated { " (estimated)" } else { "" };
        let _ = writeln!(text, "  skipped {}{until}: {} / {}{mark}", day(run.from), run.why.kk, run.why.ru);
    }
}

fn rests_on(text: &mut String, calendar: &str, estimated: bool) {
    let rests = if estimated { "rests on an estimated day" } else { "confirmed" };
    let _ = write!(text, " — calendar {calendar}, {rests}");
}

fn day(date: Date) -> String {
    date.strftime("%Y-%m-%d %a").to_string()
}

pub(crate) fn theory(verdict: Admission) -> String {
    let word = if verdict.admitted { "admitted" } else { "not admitted" };
    format!(
        "{}/{}: {word}. More than 70 % of all questions is needed (¶15): at least {} correct.",
        verdict.correct, verdict.total, verdict.needed
    )
}

pub(crate) fn serial(serial: &SerialNumber) -> String {
    format!(
        "{serial}\n  1 activity (OKED)  {}  {}\n  2 occupation (NKZ) {}\n  3 level (NQF)      {}\n  4 date             {}\n  5 centre           {}\n  6 number           {}",
        serial.oked(),
        serial.oked().name_ru(),
        serial.nkz(),
        serial.nqf().get(),
        serial.date(),
        serial.centre(),
        serial.ordinal()
    )
}

pub(crate) fn clauses(entries: &[ClauseEntry]) -> String {
    let mut text = String::new();
    for entry in entries {
        let status = serde_json::to_value(entry.status).ok();
        let status = status.as_ref().and_then(|status| status.as_str()).unwrap_or_default();
        let _ = writeln!(text, "{:<12} {:<13} {}", entry.id.to_string(), status, entry.title.kk);
    }
    text.trim_end().to_owned()
}
