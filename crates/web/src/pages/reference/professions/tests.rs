use std::collections::BTreeMap;

use acts::ports::TableRow;
use acts::reference::professions::{Report, RowFault, Wrong, built_in, check};
use jiff::civil::date;
use rules::identifiers::{NkzError, NqfError, OkedError};

use super::report::{ReportPage, SHOWN};
use super::*;
use crate::form::{Errors, Values};
use crate::pages::public::tests::catalogue;
use crate::pages::reference::oked::OkedPage;
use crate::pages::reference::tables;
use crate::pages::reference::tests::{visit, wrong};
use crate::table::Cell;
use crate::testing::holds_up;

fn asked(query: &str) -> list::Asked {
    let uri = format!("/reference/professions?{query}").parse().unwrap();
    axum::extract::Query::try_from_uri(&uri).unwrap().0
}

fn found(query: &str) -> Vec<String> {
    asked(query).found(&catalogue()).iter().map(|one| one.code.to_string()).collect()
}

#[test]
fn a2_professions_are_found_by_words_codes_section_and_level() {
    assert_eq!(found("").len(), 14);
    assert_eq!(found("q=ПИСИРУШИ+7212-1"), ["7212-1-008"]);
    assert_eq!(found("q=сварщик"), ["7212-1-008", "7212-2-005"]);
    // The sample says neither OKED nor level: its programmes do.
    assert_eq!(found("section=C&level=3"), ["7212-1-008"]);
    assert!(found("section=U").is_empty() && found("section=7").is_empty() && found("level=8").is_empty());
}

#[test]
fn a2_the_pages_of_professions_hold_up_in_every_language() {
    let mut catalogue = catalogue();
    let outside = catalogue.programmes[0].profession.clone();
    let told = catalogue.professions.values().next().unwrap().clone();
    for language in Language::ALL {
        let visit = visit(language);
        let frame = || visit.frame("professions-title").dense();
        for (query, may) in [("", true), ("q=жоқ", false), ("section=C&level=3&page=9&done=1", true)] {
            holds_up(language, &list::ProfessionsPage::new(frame(), &catalogue, asked(query), may));
        }
        for code in ["", "C", "25", "25620"] {
            holds_up(language, &OkedPage::new(frame(), &catalogue, code));
        }
        for profession in catalogue.professions.values() {
            let page = one::ProfessionPage::new(frame(), &catalogue, profession, date(2026, 11, 23), vec![]);
            holds_up(language, &page);
        }
        let errors = wrong("file", import::key(acts::ports::IntakeFault::WrongType));
        holds_up(language, &import::page(&visit, &Values::new(), &errors));
        for report in [
            faulty(),
            Report { fresh: vec![told.clone(); SHOWN + 1], ..Report::default() },
            changing(),
            Report::default(),
        ] {
            holds_up(language, &ReportPage::new(&visit, "0", &report, &Values::new(), &Errors::none()));
        }
    }
    catalogue.professions = BTreeMap::new();
    let frame = visit(Language::En).frame("professions-title");
    let page = holds_up(Language::En, &list::ProfessionsPage::new(frame, &catalogue, asked(""), false));
    assert!(page.contains(outside.as_str()), "a code that the register lacks is told");
}

/// A table with every kind of fault.
fn faulty() -> Report {
    let all = [
        Wrong::NoRows,
        Wrong::TooManyRows,
        Wrong::ColumnMissing,
        Wrong::ColumnUnknown,
        Wrong::ColumnTwice,
        Wrong::Empty,
        Wrong::TooLong,
        Wrong::Formula,
        Wrong::Unprintable,
        Wrong::Twice { first: 2 },
        Wrong::Code(NkzError::Length { got: 7 }),
        Wrong::Code(NkzError::NotDigits),
        Wrong::Code(NkzError::Hyphens),
        Wrong::Code(NkzError::MajorGroup),
        Wrong::Oked(OkedError::Length { got: 4 }),
        Wrong::Oked(OkedError::NotDigits),
        Wrong::Oked(OkedError::Unknown),
        Wrong::Level(NqfError::NotDigits),
    ];
    let one = |wrong| RowFault { row: 3, column: "code".into(), seen: "<b>=1".into(), wrong };
    let faults: Vec<RowFault> = all.into_iter().map(one).collect();
    Report { faults: faults.iter().cycle().take(SHOWN + 1).cloned().collect(), ..Report::default() }
}

fn changing() -> Report {
    let before = built_in().into_values().next().unwrap();
    let after = Profession { name_en: "x".into(), ..before.clone() };
    Report { rows: 1, changed: vec![(before, after)], ..Report::default() }
}

/// What is taken away can be brought back: nothing in it is new or wrong.
#[test]
fn a2_the_register_taken_away_and_brought_back_changes_nothing() {
    let mut catalogue = catalogue();
    for one in catalogue.professions.values_mut() {
        (one.oked, one.nqf_level) = (OkedCode::parse("25620").ok(), NqfLevel::parse("3").ok());
        one.name_en = "name, \"quoted\"".into();
    }
    let frame = visit(Language::Kk).frame("professions-title");
    let sheet = tables::professions(&frame, &catalogue, &list::Asked::default());
    let text = String::from_utf8(sheet.csv().unwrap()).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = (1..).zip(reader.records()).map(|(number, record)| TableRow {
        number,
        cells: record.unwrap().iter().map(str::to_owned).collect(),
    });
    let report = check(&rows.collect::<Vec<_>>(), &catalogue.professions);
    assert_eq!((report.faults, report.unchanged), (vec![], 14));
}

#[test]
fn p02_centres_and_programmes_are_given_out_with_a_cell_for_each_column() {
    let mut catalogue = catalogue();
    catalogue.centres[0].name.kk = "=cmd|' /C calc'!A0".into();
    let frame = visit(Language::Ru).frame("professions-title");
    for sheet in
        [tables::centres(&frame, &catalogue, date(2026, 11, 23)), tables::programmes(&frame, &catalogue)]
    {
        assert!(!sheet.rows.is_empty());
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.head.len()), "{:?}", sheet.head);
    }
    let centres = tables::centres(&frame, &catalogue, date(2026, 11, 23));
    assert_eq!(centres.rows[0][2], Cell::text("=cmd|' /C calc'!A0"));
    let text = String::from_utf8(centres.csv().unwrap()).unwrap();
    assert!(text.contains(",'=cmd|") && !text.contains(",=cmd"), "no formula leaves the program");
}
