#![allow(clippy::unwrap_used, clippy::panic)]

use jiff::civil::date;

use super::*;

fn rows(years: std::ops::RangeInclusive<i16>) -> impl Iterator<Item = Date> {
    date(*years.start(), 1, 1).series(1.day()).take_while(move |day| day.year() <= *years.end())
}

#[test]
fn p05_the_embedded_calendar_is_readable_and_dated() {
    let calendar = Calendar::parse(&TEXTS).unwrap();
    assert_eq!(calendar.version, "2026-11-23");
    assert_eq!(calendar.years.keys().copied().collect::<Vec<_>>(), [2023, 2024, 2025, 2026, 2027]);
}

#[test]
fn p05_each_year_has_its_number_of_working_days() {
    let calendar = Calendar::kazakhstan();
    for (year, working) in [(2023, 246), (2024, 249), (2025, 246), (2026, 247), (2027, 247)] {
        let counted = rows(year..=year).filter(|day| calendar.day(*day).is_working()).count();
        assert_eq!(counted, working, "{year}");
    }
}

#[test]
fn p05_the_rules_of_the_law_reproduce_every_day_that_no_act_swapped() {
    let calendar = Calendar::kazakhstan();
    let by_rule = Calendar { years: BTreeMap::new(), ..calendar.clone() };
    for day in rows(2023..=2027) {
        let (table, rule) = (calendar.day(day), by_rule.day(day));
        if matches!(table.kind, DayKind::SwappedOn | DayKind::SwappedOff) {
            assert_eq!(table.is_working(), is_weekend(day), "{day}: a swap exchanges two ordinary days");
            assert_eq!(rule.is_working(), !is_weekend(day), "{day}: no rule makes a swap");
            continue;
        }
        assert_eq!(table.is_working(), rule.is_working(), "{day}");
        // The table does not name a holiday that fell on a weekend; every other day has the same kind and name.
        if !is_weekend(day) {
            assert_eq!((table.kind, table.name, table.act), (rule.kind, rule.name, rule.act), "{day}");
        }
    }
}

#[test]
fn p05_constitution_day_leaves_august_in_2026_and_comes_to_march_in_2027() {
    let calendar = Calendar::kazakhstan();
    let working = |year, month, day| calendar.day(date(year, month, day)).is_working();
    assert!(!working(2025, 9, 1), "30 August 2025 was a Saturday and moved");
    assert!(working(2026, 8, 31) && working(2026, 3, 16) && !working(2027, 3, 15));
    assert!(working(2028, 8, 30) && !working(2028, 3, 15));
}

#[test]
fn p05_a_generated_year_is_estimated_throughout_and_a_table_year_only_where_it_says_so() {
    let calendar = Calendar::kazakhstan();
    assert!(rows(2028..=2028).all(|day| calendar.day(day).is_estimated()));
    let estimated: Vec<_> = rows(2023..=2027).filter(|day| calendar.day(*day).is_estimated()).collect();
    assert_eq!(estimated, [date(2027, 5, 16)]);
}

#[test]
fn p05_christmas_and_kurban_ait_never_move() {
    let calendar = Calendar::kazakhstan();
    assert!(calendar.day(date(2029, 1, 8)).is_working(), "7 January 2029 is a Sunday");
    assert!(calendar.day(date(2030, 4, 15)).is_working(), "13 April 2030 is a Saturday");
    assert_eq!(calendar.day(date(2028, 5, 5)).name.kk, "Құрбан айттың бірінші күні");
    // In 2032, 21 March is a Sunday and moves; 22 March is Nauryz and Kurban Ait at once and moves nothing.
    assert_eq!(calendar.day(date(2032, 3, 24)).kind, DayKind::Moved);
    assert!(calendar.day(date(2032, 3, 25)).is_working());
}

#[test]
fn p05_several_holidays_on_one_weekend_move_to_several_days() {
    let calendar = Calendar::kazakhstan();
    // 1 and 2 January 2028 are Saturday and Sunday; 6 July 2030 is a Saturday.
    for moved in [date(2028, 1, 3), date(2028, 1, 4), date(2030, 7, 8)] {
        assert_eq!(calendar.day(moved).kind, DayKind::Moved, "{moved}");
    }
    assert!(calendar.day(date(2028, 1, 5)).is_working());
}

#[test]
fn p05_a_wrong_table_is_refused() {
    let row = |date: &str, kind: &str| {
        format!(
            "[[day]]\ndate = \"{date}\"\nkind = \"{kind}\"\nstatus = \"confirmed\"\nname = {{ kk = \"а\", ru = \"а\" }}\n"
        )
    };
    let parse = |rows: &str| Calendar::parse(&["version = \"1\"", &format!("year = 2030\n{rows}")]);
    assert!(parse(&row("2030-01-02", "holiday")).is_ok());
    let twice = row("2030-01-02", "holiday") + &row("2030-01-02", "moved");
    assert!(matches!(parse(&twice), Err(CalendarError::DayTwice(_))));
    assert!(matches!(parse(&row("2031-01-02", "holiday")), Err(CalendarError::OtherYear(_))));
    for (day, kind) in [
        ("2030-01-02", "swapped-on"),
        ("2030-01-05", "swapped-off"),
        ("2030-01-05", "moved"),
        ("2030-01-02", "working"),
        ("2030-01-05", "weekend"),
    ] {
        assert!(matches!(parse(&row(day, kind)), Err(CalendarError::WrongKind(_))), "{day} {kind}");
    }
    assert!(matches!(parse("holidy = 1"), Err(CalendarError::Unreadable(_))));
    assert!(matches!(Calendar::parse(&["year = 2030"]), Err(CalendarError::NoVersion)));
    let years = ["version = \"1\"", "year = 2030", "year = 2030"];
    assert!(matches!(Calendar::parse(&years), Err(CalendarError::YearTwice(2030))));
}

#[test]
fn p05_q25_an_act_has_the_last_word_on_a_day() {
    let issued = Calendar::kazakhstan();
    let (monday, saturday) = (date(2026, 11, 30), date(2026, 12, 5));
    let swapped = issued.after(&[Day::by_act(monday, false, "№ 712"), Day::by_act(saturday, true, "№ 712")]);
    assert_eq!(swapped.day(monday).kind, DayKind::SwappedOff);
    assert_eq!(swapped.day(saturday).kind, DayKind::SwappedOn);
    assert_eq!(swapped.version, format!("{}+1", issued.version));
    let undone = swapped.after(&[Day::by_act(monday, true, "№ 713"), Day::by_act(saturday, false, "№ 713")]);
    assert_eq!(undone.day(monday).kind, DayKind::Working);
    assert_eq!(undone.day(saturday).kind, DayKind::Weekend);
    assert_eq!(undone.version, format!("{}+2", issued.version));
    assert_eq!(issued.day(monday).kind, DayKind::Working, "an earlier version stays as it was");
}

#[test]
fn p05_the_special_days_of_a_year_are_those_of_law_and_acts() {
    let issued = Calendar::kazakhstan();
    let special = issued.special(2026);
    assert!(special.iter().all(|day| day.act.is_some() && day.date.year() == 2026));
    let monday = date(2026, 11, 30);
    let more = issued.after(&[Day::by_act(monday, false, "№ 712")]).special(2026);
    assert_eq!(more.len(), special.len() + 1);
    assert!(more.iter().any(|day| day.date == monday && !day.is_working()));
}
