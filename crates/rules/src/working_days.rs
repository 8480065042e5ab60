//! Q1 Q2. Counting working days, day by day, so that the count can be shown and checked.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Bilingual;
use crate::calendar::{Calendar, Day, DayKind};

/// A run of consecutive days off inside a count, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skipped {
    pub from: Date,
    pub to: Date,
    /// The holidays of the run, or the weekend where there is none.
    pub why: Bilingual,
    pub estimated: bool,
}

/// A finished count: `days` are the working days counted, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    pub due: Date,
    pub days: Vec<Date>,
    pub skipped: Vec<Skipped>,
    /// The count passes a day that the calendar only estimates.
    pub estimated: bool,
}

/// Q1. Day `n` after the day of `start`, which itself does not count; `due` is the last of `days`.
///
/// `n` = 0 gives `start`. A count that runs out of dates (year 9999) ends there.
pub fn after(calendar: &Calendar, start: Date, n: u16) -> Count {
    let mut count = Count { due: start, days: Vec::new(), skipped: Vec::new(), estimated: false };
    let mut off = Vec::new();
    for date in start.series(1.day()).skip(1) {
        if count.days.len() >= usize::from(n) {
            break;
        }
        let day = calendar.day(date);
        count.estimated |= day.is_estimated();
        if day.is_working() {
            count.days.push(date);
            count.due = date;
        } else {
            off.push(day);
        }
    }
    count.skipped = off.chunk_by(|a, b| a.date.tomorrow().ok() == Some(b.date)).filter_map(run).collect();
    count
}

/// Q2. The earliest working day with `n` whole working days strictly between it and `sent`.
///
/// `due` is that day; `days` are the whole days between.
pub fn earliest_after_whole_days(calendar: &Calendar, sent: Date, n: u16) -> Count {
    let mut count = after(calendar, sent, n.saturating_add(1));
    count.days.pop();
    count
}

/// The number of working days strictly between two days; 0 where `b` is not after `a`.
pub fn between(calendar: &Calendar, a: Date, b: Date) -> u16 {
    let inside = a.series(1.day()).skip(1).take_while(|day| *day < b);
    let working = inside.filter(|day| calendar.day(*day).is_working()).count();
    u16::try_from(working).unwrap_or(u16::MAX)
}

/// One run of days off; `why` names each holiday once.
fn run(days: &[Day]) -> Option<Skipped> {
    let (first, last) = (days.first()?, days.last()?);
    let mut names: Vec<&Bilingual> = Vec::new();
    for day in days.iter().filter(|day| day.kind != DayKind::Weekend) {
        if !names.contains(&&day.name) {
            names.push(&day.name);
        }
    }
    if names.is_empty() {
        names.push(&first.name);
    }
    let join =
        |text: fn(&Bilingual) -> &str| names.iter().map(|name| text(name)).collect::<Vec<_>>().join(", ");
    let why = Bilingual::new(join(|name| &name.kk), join(|name| &name.ru));
    Some(Skipped { from: first.date, to: last.date, why, estimated: days.iter().any(Day::is_estimated) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn kz() -> &'static Calendar {
        Calendar::kazakhstan()
    }

    #[test]
    fn p05_the_day_of_the_event_does_not_count() {
        let count = after(kz(), date(2026, 11, 23), 3);
        assert_eq!(count.due, date(2026, 11, 26));
        assert_eq!(count.days, [date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)]);
        assert!(count.skipped.is_empty() && !count.estimated);
        assert_eq!(after(kz(), date(2026, 11, 23), 0).due, date(2026, 11, 23));
    }

    #[test]
    fn p05_a_skipped_run_is_named_by_its_holiday_and_a_bare_weekend_by_itself() {
        let count = after(kz(), date(2026, 3, 19), 3);
        assert_eq!(count.due, date(2026, 3, 27));
        assert_eq!(count.skipped.len(), 1);
        assert_eq!((count.skipped[0].from, count.skipped[0].to), (date(2026, 3, 21), date(2026, 3, 25)));
        assert_eq!(count.skipped[0].why, Bilingual::new("Наурыз мейрамы", "Наурыз мейрамы"));
        let weekend = after(kz(), date(2026, 11, 20), 1);
        assert_eq!(weekend.skipped[0].why, Bilingual::new("Демалыс күні", "Выходной день"));
    }

    #[test]
    fn p05_a_run_of_two_holidays_names_both() {
        let count = after(kz(), date(2026, 5, 6), 2);
        let runs: Vec<_> = count.skipped.iter().map(|run| (run.from, run.to, run.why.ru.as_str())).collect();
        assert_eq!(
            runs,
            [
                (date(2026, 5, 7), date(2026, 5, 7), "День защитника Отечества"),
                (date(2026, 5, 9), date(2026, 5, 11), "День Победы"),
            ]
        );
        let joined = after(kz(), date(2032, 3, 19), 1);
        assert_eq!(joined.skipped.len(), 1);
        assert_eq!(joined.skipped[0].why.ru, "Первый день Курбан айта, Наурыз мейрамы");
    }

    #[test]
    fn p05_a_count_over_kurban_ait_of_2027_is_estimated() {
        let over = after(kz(), date(2027, 5, 14), 1);
        assert!(over.estimated && over.skipped[0].estimated);
        assert!(!after(kz(), date(2027, 5, 12), 2).estimated);
        assert!(after(kz(), date(2027, 12, 30), 3).estimated, "2028 is a generated year");
    }

    #[test]
    fn p06_ten_whole_working_days_lie_strictly_between() {
        let count = earliest_after_whole_days(kz(), date(2026, 3, 20), 10);
        assert_eq!(count.due, date(2026, 4, 9));
        assert_eq!(count.days.len(), 10);
        assert_eq!(count.days.last(), Some(&date(2026, 4, 8)));
        assert_eq!(between(kz(), date(2026, 3, 20), date(2026, 4, 9)), 10);
        assert_eq!(between(kz(), date(2026, 3, 20), date(2026, 4, 8)), 9);
    }

    #[test]
    fn p06_between_is_zero_backwards_and_within_a_day() {
        assert_eq!(between(kz(), date(2026, 4, 9), date(2026, 3, 20)), 0);
        assert_eq!(between(kz(), date(2026, 4, 9), date(2026, 4, 9)), 0);
        assert_eq!(between(kz(), date(2026, 4, 9), date(2026, 4, 10)), 0);
    }

    #[test]
    fn p05_a_count_at_the_end_of_time_ends() {
        let last = after(kz(), date(9999, 12, 30), 20);
        assert_eq!((last.due, last.days.len()), (date(9999, 12, 31), 1));
        assert_eq!(earliest_after_whole_days(kz(), Date::MAX, 10).due, Date::MAX);
    }

    proptest! {
        #[test]
        fn p05_p06_counting_holds_for_any_day(offset in 0i64..6500, n in 0u16..25) {
            let start = date(2023, 9, 4).checked_add(offset.days()).unwrap();
            let count = after(kz(), start, n);
            prop_assert_eq!(count.days.len(), usize::from(n));
            prop_assert!(count.days.iter().all(|day| kz().day(*day).is_working() && *day > start));
            let skipped: i64 = count.skipped.iter().map(|run| i64::from((run.to - run.from).get_days()) + 1).sum();
            let length = i64::from((count.due - start).get_days());
            prop_assert_eq!(length, i64::from(n) + skipped);
            let earliest = earliest_after_whole_days(kz(), start, n);
            prop_assert_eq!(between(kz(), start, earliest.due), n);
            prop_assert!(kz().day(earliest.due).is_working());
            prop_assert!(n == 0 || between(kz(), start, earliest.due.yesterday().unwrap()) <= n);
        }
    }
}
