//! ¶5 ¶6 ¶17–¶20 ¶22 ¶23. Terms in working days, local days, and where a term stands now (Q1 Q25).

use std::cmp::Ordering;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::Clause;
use crate::calendar::Calendar;
use crate::working_days::{Skipped, after};

/// A term as it was counted. The act may be done until the end of the day `due`, local time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub clause: Clause,
    /// The day of the event; it does not count.
    pub start: Date,
    pub working_days: u16,
    pub due: Date,
    /// Day 1, day 2, … of the term.
    pub days: Vec<Date>,
    pub skipped: Vec<Skipped>,
    /// Version of the calendar that the term was counted with.
    pub calendar: String,
    /// The term passes a day that the calendar only estimates.
    pub estimated: bool,
    /// How it was counted before an act about the calendar moved its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

/// Q25. A count that was overtaken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    pub due: Date,
    pub calendar: String,
}

/// Where a term stands, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Working days from tomorrow to the due day, both included.
    DaysLeft(u16),
    DueToday,
    /// The working day of delay that is running, or on a day off the one that comes next; 1 is the first.
    Overdue(u16),
}

/// Q1. The term of `clause`: within `working_days` after the day of `start`.
pub fn term(calendar: &Calendar, clause: Clause, start: Date, working_days: u16) -> Term {
    let count = after(calendar, start, working_days);
    Term {
        clause,
        start,
        working_days,
        due: count.due,
        days: count.days,
        skipped: count.skipped,
        calendar: calendar.version.clone(),
        estimated: count.estimated,
        before: None,
    }
}

impl Term {
    /// Q25. The term under a newer calendar. Where that would shorten it, the term stands as it was counted before.
    #[must_use]
    pub fn recomputed(&self, calendar: &Calendar) -> Self {
        let fresh = term(calendar, self.clause.clone(), self.start, self.working_days);
        match fresh.due.cmp(&self.due) {
            Ordering::Less => self.clone(),
            Ordering::Equal => Self { before: self.before.clone(), ..fresh },
            Ordering::Greater => {
                let before = Before { due: self.due, calendar: self.calendar.clone() };
                Self { before: Some(before), ..fresh }
            }
        }
    }

    /// Where the term stands at `now`.
    pub fn standing(&self, now: Timestamp, calendar: &Calendar) -> Standing {
        let today = local_date(now);
        match today.cmp(&self.due) {
            Ordering::Equal => Standing::DueToday,
            Ordering::Less => Standing::DaysLeft(working_days_until(calendar, today, self.due)),
            Ordering::Greater => {
                let running = u16::from(!calendar.day(today).is_working());
                Standing::Overdue(working_days_until(calendar, self.due, today).saturating_add(running))
            }
        }
    }
}

/// The civil time of an instant in Asia/Almaty (UTC+5 since 1 March 2024, UTC+6 before).
pub fn local(now: Timestamp) -> DateTime {
    now.to_zoned(almaty().clone()).datetime()
}

/// The legal day of an instant.
pub fn local_date(now: Timestamp) -> Date {
    local(now).date()
}

/// The first instant of a legal day.
pub fn start_of(day: Date) -> Timestamp {
    day.to_zoned(almaty().clone()).map_or(Timestamp::MIN, |start| start.timestamp())
}

/// Q1. The last instant of a legal day: 23:59:59.999999999 local time. Done at it is in time, later is late.
pub fn end_of(day: Date) -> Timestamp {
    let end = day.to_zoned(almaty().clone()).and_then(|start| start.end_of_day());
    end.map_or(Timestamp::MAX, |end| end.timestamp())
}

/// Working days after `from`, up to and with `to`.
pub fn working_days_until(calendar: &Calendar, from: Date, to: Date) -> u16 {
    let days = from.series(1.day()).skip(1).take_while(|day| *day <= to);
    let working = days.filter(|day| calendar.day(*day).is_working()).count();
    u16::try_from(working).unwrap_or(u16::MAX)
}

/// From the bundled database alone: the zone data of the machine may be old, and the answer must not depend on it.
fn almaty() -> &'static TimeZone {
    static ALMATY: LazyLock<TimeZone> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "compiled-in zone data; a test reads it")]
        TimeZoneDatabase::bundled().get("Asia/Almaty").expect("Asia/Almaty is bundled")
    });
    &ALMATY
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    fn kz() -> &'static Calendar {
        Calendar::kazakhstan()
    }

    fn utc(day: Date, time: &str) -> Timestamp {
        format!("{day}T{time}Z").parse().unwrap()
    }

    fn check(start: Date, n: u16) -> Term {
        term(kz(), Clause::new("¶5"), start, n)
    }

    /// Each day of `from..to` ends at `last` UTC, one second before `next` UTC.
    fn boundaries(from: Date, to: Date, last: &str, next: &str) -> usize {
        let days = from.series(1.day()).take_while(|day| *day < to);
        days.inspect(|&day| {
            assert_eq!(local_date(utc(day, last)), day);
            assert_eq!(local_date(utc(day, next)), day.tomorrow().unwrap());
            assert!(utc(day, last) <= end_of(day) && end_of(day) < utc(day, next), "{day}");
            assert!(utc(day, next) <= end_of(day.tomorrow().unwrap()));
        })
        .count()
    }

    #[test]
    fn p05_since_1_march_2024_the_local_day_ends_at_19_utc() {
        let days = boundaries(date(2024, 3, 1), date(2028, 3, 1), "18:59:59", "19:00:00");
        assert!(days >= 1000, "{days}");
    }

    #[test]
    fn p05_before_1_march_2024_the_local_day_ended_at_18_utc() {
        let days = boundaries(date(2021, 3, 1), date(2024, 2, 29), "17:59:59", "18:00:00");
        assert!(days >= 1000, "{days}");
    }

    #[test]
    fn p05_the_day_of_the_change_of_clocks_had_25_hours() {
        assert_eq!(boundaries(date(2024, 2, 29), date(2024, 3, 1), "18:59:59", "19:00:00"), 1);
        assert_eq!(local_date(utc(date(2024, 2, 29), "18:00:00")), date(2024, 2, 29));
    }

    #[test]
    fn p05_a_term_names_clause_days_and_calendar() {
        let term = check(date(2026, 3, 19), 3);
        assert_eq!(term.due, date(2026, 3, 27));
        assert_eq!(term.days, [date(2026, 3, 20), date(2026, 3, 26), date(2026, 3, 27)]);
        assert_eq!((term.clause.as_str(), term.calendar.as_str()), ("¶5", kz().version.as_str()));
        let text = serde_json::to_string(&term).unwrap();
        assert!(text.contains(r#""due":"2026-03-27""#), "{text}");
        assert_eq!(serde_json::from_str::<Term>(&text).unwrap(), term);
    }

    #[test]
    fn p05_a_term_stands_in_working_days() {
        let term = check(date(2026, 11, 19), 3); // Thursday; due Tuesday the 24th
        let noon = |day| term.standing(utc(date(2026, 11, day), "07:00:00"), kz());
        assert_eq!(noon(19), Standing::DaysLeft(3));
        assert_eq!(noon(20), Standing::DaysLeft(2));
        assert_eq!(noon(21), Standing::DaysLeft(2));
        assert_eq!(noon(22), Standing::DaysLeft(2));
        assert_eq!(noon(23), Standing::DaysLeft(1));
        assert_eq!(noon(24), Standing::DueToday);
        assert_eq!(noon(25), Standing::Overdue(1));
        assert_eq!(noon(27), Standing::Overdue(3));
        assert_eq!(noon(28), Standing::Overdue(4), "Saturday: the fourth working day of delay comes next");
        assert_eq!(noon(30), Standing::Overdue(4));
    }

    #[test]
    fn p05_the_last_second_of_the_due_day_is_in_time() {
        let term = check(date(2026, 11, 23), 3);
        let due = date(2026, 11, 26);
        assert_eq!(term.standing(utc(due, "18:59:59"), kz()), Standing::DueToday);
        assert_eq!(term.standing(utc(due, "19:00:00"), kz()), Standing::Overdue(1));
        assert_eq!(term.standing(end_of(due), kz()), Standing::DueToday);
    }

    fn changed(version: &str, rows: &[(&str, &str)]) -> Calendar {
        let rows = rows.iter().map(|(date, kind)| {
            format!("[[day]]\ndate = \"{date}\"\nkind = \"{kind}\"\nstatus = \"confirmed\"\nname = {{ kk = \"а\", ru = \"а\" }}\n")
        });
        let year = format!("version = \"{version}\"\nyear = 2026\n{}", rows.collect::<String>());
        Calendar::parse(&[&year]).unwrap()
    }

    #[test]
    fn p05_a_newly_announced_day_off_lengthens_an_open_term() {
        let old = changed("old", &[]);
        let new = changed("new", &[("2026-11-25", "swapped-off")]);
        let before = term(&old, Clause::new("¶5"), date(2026, 11, 23), 3);
        let after = before.recomputed(&new);
        assert_eq!((before.due, before.calendar.as_str()), (date(2026, 11, 26), "old"));
        assert_eq!((after.due, after.calendar.as_str()), (date(2026, 11, 27), "new"));
        // A calendar that changes nothing of the term is the one it is counted by from now on.
        let same = before.recomputed(&changed("same", &[("2026-12-25", "swapped-off")]));
        assert_eq!((same.due, same.calendar.as_str()), (before.due, "same"));
    }

    #[test]
    fn p05_a_change_of_the_calendar_never_shortens_a_term() {
        let old = changed("old", &[]);
        let new = changed("new", &[("2026-11-28", "swapped-on")]);
        let before = term(&old, Clause::new("¶5"), date(2026, 11, 26), 3);
        assert_eq!(before.due, date(2026, 12, 1));
        assert_eq!(term(&new, Clause::new("¶5"), date(2026, 11, 26), 3).due, date(2026, 11, 30));
        assert_eq!(before.recomputed(&new), before);
        assert_eq!(before.recomputed(&old), before);
    }
}
