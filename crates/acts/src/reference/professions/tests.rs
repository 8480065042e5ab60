#![allow(clippy::unwrap_used)]

use rules::identifiers::{NkzError, NqfError, NqfLevel, OkedCode, OkedError};

use super::*;
use crate::ports::TABLE_ROWS;

const HEAD: &str = "code|name_kk|name_ru|name_en|oked|nqf_level";

/// One row a line, cells between bars.
fn table(text: &str) -> Vec<TableRow> {
    let row = |(number, line): (u32, &str)| TableRow {
        number,
        cells: line.split('|').map(str::to_owned).collect(),
    };
    (1..).zip(text.lines()).map(row).collect()
}

fn report(rows: &str) -> Report {
    check(&table(rows), &built_in())
}

/// Row, column and fault of every wrong cell below the whole head.
fn faults(rows: &str) -> Vec<(u32, String, Wrong)> {
    let found = report(&format!("{HEAD}\n{rows}"));
    found.faults.into_iter().map(|fault| (fault.row, fault.column, fault.wrong)).collect()
}

fn one(column: &str, wrong: Wrong) -> Vec<(u32, String, Wrong)> {
    vec![(2, column.to_owned(), wrong)]
}

#[test]
fn a2_new_changed_and_unchanged_rows_are_told_apart() {
    let found = report(&format!(
        "{HEAD}\n7212-1-008|пісіруші|сварщик||25620|3\n\n7126-1-001|слесарь-сантехник|слесарь-сантехник|||\n\
         7214-1-037| токарь |токарь|turner|25620|4"
    ));
    assert_eq!((found.rows, found.faults.len(), found.unchanged), (3, 0, 1));
    let (before, after) = &found.changed[0];
    assert_eq!((before.nqf_level, after.nqf_level), (None, Some(NqfLevel::parse("3").unwrap())));
    let fresh = &found.fresh[0];
    assert_eq!(
        (fresh.code.as_str(), fresh.name.kk.as_str(), fresh.name_en.as_str()),
        ("7214-1-037", "токарь", "turner")
    );
    assert_eq!(fresh.oked, OkedCode::parse("25620").ok());
    let codes: Vec<String> = found.taken().iter().map(|one| one.code.to_string()).collect();
    assert_eq!(codes, ["7214-1-037", "7212-1-008"]);
}

#[test]
fn a2_a_column_that_is_not_there_leaves_what_the_register_has() {
    let mut known = built_in();
    let welder = known.values_mut().find(|one| one.code.as_str() == "7212-1-008").unwrap();
    (welder.oked, welder.name_en) = (OkedCode::parse("25620").ok(), "welder".into());
    let short = check(&table("Code|NAME_RU|name_kk\n72121008|сварщик|пісіруші"), &known);
    assert_eq!((short.unchanged, short.faults), (1, vec![]));
    let cleared = check(&table(&format!("{HEAD}\n72121008|пісіруші|сварщик|||")), &known);
    assert_eq!(cleared.changed[0].1.oked, None, "an empty cell is an empty cell");
}

#[test]
fn a2_every_kind_of_wrong_cell_is_told_by_its_row_and_column() {
    let cell = |row: &str, column: &str, wrong: Wrong| assert_eq!(faults(row), one(column, wrong), "{row}");
    cell("7212-1-08|а|б|||", "code", Wrong::Code(NkzError::Length { got: 7 }));
    cell("7212-1-0O8|а|б|||", "code", Wrong::Code(NkzError::NotDigits));
    cell("72-121-008|а|б|||", "code", Wrong::Code(NkzError::Hyphens));
    cell("0212-1-008|а|б|||", "code", Wrong::Code(NkzError::MajorGroup));
    cell("|а|б|||", "code", Wrong::Empty);
    cell("7212-1-009|  |б|||", "name_kk", Wrong::Empty);
    cell("7212-1-009|а||||", "name_ru", Wrong::Empty);
    cell("7212-1-009|а|б||62010|", "oked", Wrong::Oked(OkedError::Unknown));
    cell("7212-1-009|а|б||1111|", "oked", Wrong::Oked(OkedError::Length { got: 4 }));
    cell("7212-1-009|а|б|||9", "nqf_level", Wrong::Level(NqfError::Range { got: 9 }));
    cell("7212-1-009|а|б|||0", "nqf_level", Wrong::Level(NqfError::Range { got: 0 }));
    cell("7212-1-009|а|б|||үш", "nqf_level", Wrong::Level(NqfError::NotDigits));
    cell(&format!("7212-1-009|{}|б|||", "ә".repeat(LONGEST + 1)), "name_kk", Wrong::TooLong);
    cell("7212-1-009|а\u{1}б|б|||", "name_kk", Wrong::Unprintable);
    for formula in ["=1+1", "+7", "-а", "@SUM(A1)", "\tа", " =1"] {
        cell(&format!("7212-1-009|{formula}|б|||"), "name_kk", Wrong::Formula);
    }
}

#[test]
fn a2_all_faults_of_a_row_and_codes_given_twice_are_told() {
    let many: Vec<String> = faults("7212|=а||||12").into_iter().map(|(_, column, _)| column).collect();
    assert_eq!(many, ["name_kk", "name_ru", "code", "nqf_level"]);
    let twice = faults("7212-1-009|а|б|||\n72121009|в|г|||");
    assert_eq!(twice, [(3, "code".to_owned(), Wrong::Twice { first: 2 })]);
}

#[test]
fn a2_a_head_that_is_no_head_is_told_before_any_row() {
    let wrong = |rows: &str| -> Vec<(String, Wrong)> {
        report(rows).faults.into_iter().map(|fault| (fault.column, fault.wrong)).collect()
    };
    assert_eq!(wrong(""), [(String::new(), Wrong::NoRows)]);
    assert_eq!(wrong(HEAD), [(String::new(), Wrong::NoRows)]);
    assert_eq!(wrong("code|name_kk\n7212|а"), [("name_ru".to_owned(), Wrong::ColumnMissing)]);
    assert_eq!(
        wrong("code|name_kk|name_ru|салары|code\n"),
        [("салары".to_owned(), Wrong::ColumnUnknown), ("code".to_owned(), Wrong::ColumnTwice)]
    );
}

#[test]
fn a2_a_table_has_its_most_rows() {
    let rows = |count: usize| -> String {
        let row = |n: usize| format!("\n{}-{}-{:03}|а|б", 1000 + n / 10_000, n / 1000 % 10, n % 1000);
        (0..count).map(row).fold("code|name_kk|name_ru".to_owned(), |text, row| text + &row)
    };
    let whole = report(&rows(TABLE_ROWS));
    assert_eq!((whole.faults, whole.fresh.len()), (vec![], TABLE_ROWS));
    let more = report(&rows(TABLE_ROWS + 1));
    assert_eq!(more.faults[0].wrong, Wrong::TooManyRows);
}
