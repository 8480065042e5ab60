//! A table of professions against the register: what is new, what changes, what is wrong in which row and column.

use std::collections::{BTreeMap, HashMap};

use rules::Bilingual;
use rules::identifiers::{NkzCode, NkzError, NqfError, NqfLevel, OkedCode, OkedError};
use rules::profession::Profession;

use crate::ports::{TABLE_ROWS, TableRow};

/// Names of the columns, in the order in which they are written out. The first three must be there; a column that is not
/// there leaves what the register has.
pub const COLUMNS: [&str; 6] = ["code", "name_kk", "name_ru", "name_en", "oked", "nqf_level"];
const NEEDED: usize = 3;
/// Characters of a name.
pub const LONGEST: usize = 300;
/// Of a cell's content that is told beside its fault.
const SHOWN: usize = 60;

/// What a table would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows below the head that are not blank.
    pub rows: usize,
    /// In the order of the rows.
    pub faults: Vec<RowFault>,
    pub fresh: Vec<Profession>,
    /// As it is, and as it becomes.
    pub changed: Vec<(Profession, Profession)>,
    pub unchanged: usize,
}

impl Report {
    /// What would be written into the register.
    pub fn taken(self) -> Vec<Profession> {
        self.fresh.into_iter().chain(self.changed.into_iter().map(|(_, after)| after)).collect()
    }
}

/// A fault by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// As a spreadsheet counts, from 1.
    pub row: u32,
    /// Name of the column; empty where the row or the table is meant.
    pub column: String,
    /// What stands there, cut where it is long.
    pub seen: String,
    pub wrong: Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// There is no row below the head.
    NoRows,
    /// More rows than are taken at once.
    TooManyRows,
    ColumnMissing,
    ColumnUnknown,
    ColumnTwice,
    Empty,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// It begins as a formula does: a spreadsheet would compute it.
    Formula,
    /// Line breaks and the like inside.
    Unprintable,
    Code(NkzError),
    /// The code stands in this row already.
    Twice {
        first: u32,
    },
    Oked(OkedError),
    Level(NqfError),
}

/// The table against the register as it is.
pub fn check(rows: &[TableRow], known: &BTreeMap<NkzCode, Profession>) -> Report {
    let mut report = Report::default();
    let mut filled = rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some(head) = filled.next() else {
        report.fault(1, "", "", Wrong::NoRows);
        return report;
    };
    let columns = columns(head, &mut report);
    if !report.faults.is_empty() {
        return report;
    }
    let mut met: HashMap<NkzCode, u32> = HashMap::new();
    for row in filled {
        report.rows += 1;
        if report.rows > TABLE_ROWS {
            report.fault(row.number, "", "", Wrong::TooManyRows);
            break;
        }
        let before = report.faults.len();
        let line = Line { row, columns: &columns };
        let read = line.read(&mut met, known, &mut report);
        if let Some(read) = read.filter(|_| report.faults.len() == before) {
            report.take(read, known);
        }
    }
    if report.rows == 0 {
        report.fault(head.number, "", "", Wrong::NoRows);
    }
    report
}

/// Where each column of the register stands in the table.
fn columns(head: &TableRow, report: &mut Report) -> [Option<usize>; COLUMNS.len()] {
    let mut places = [None; COLUMNS.len()];
    for (at, cell) in head.cells.iter().enumerate() {
        let name = cell.trim().to_lowercase();
        if name.is_empty() {
            continue;
        }
        let known = COLUMNS.iter().zip(places.iter_mut()).find(|(column, _)| **column == name);
        match known {
            None => report.fault(head.number, &name, cell, Wrong::ColumnUnknown),
            Some((column, Some(_))) => report.fault(head.number, column, cell, Wrong::ColumnTwice),
            Some((_, place)) => *place = Some(at),
        }
    }
    for (column, place) in COLUMNS.iter().zip(places).take(NEEDED) {
        if place.is_none() {
            report.fault(head.number, column, "", Wrong::ColumnMissing);
        }
    }
    places
}

impl Report {
    fn fault(&mut self, row: u32, column: &str, seen: &str, wrong: Wrong) {
        let short = |text: &str| text.chars().filter(|sign| !sign.is_control()).take(SHOWN).collect();
        self.faults.push(RowFault { row, column: short(column), seen: short(seen), wrong });
    }

    fn take(&mut self, read: Profession, known: &BTreeMap<NkzCode, Profession>) {
        match known.get(&read.code) {
            None => self.fresh.push(read),
            Some(before) if *before == read => self.unchanged += 1,
            Some(before) => self.changed.push((before.clone(), read)),
        }
    }
}

/// One row, with the places of the columns.
struct Line<'a> {
    row: &'a TableRow,
    columns: &'a [Option<usize>; COLUMNS.len()],
}

impl Line<'_> {
    /// Every fault of the row is told, not the first alone. `None` where there is no code to know it by.
    fn read(
        &self,
        met: &mut HashMap<NkzCode, u32>,
        known: &BTreeMap<NkzCode, Profession>,
        report: &mut Report,
    ) -> Option<Profession> {
        let [code, kk, ru, en, oked, level] = [0, 1, 2, 3, 4, 5].map(|column| self.cell(column, report));
        let needed = |cell: &Option<String>| cell.as_deref() == Some("");
        for (column, cell) in COLUMNS.iter().zip([&code, &kk, &ru]) {
            if needed(cell) {
                report.fault(self.row.number, column, "", Wrong::Empty);
            }
        }
        let code = self.parsed(0, code.as_deref(), NkzCode::parse, Wrong::Code, report);
        let oked_read = self.parsed(4, oked.as_deref(), OkedCode::parse, Wrong::Oked, report);
        let level_read = self.parsed(5, level.as_deref(), NqfLevel::parse, Wrong::Level, report);
        let code = code?;
        let first = *met.entry(code.clone()).or_insert(self.row.number);
        if first != self.row.number {
            report.fault(self.row.number, "code", code.as_str(), Wrong::Twice { first });
        }
        let before = known.get(&code);
        Some(Profession {
            name: Bilingual::new(kk.unwrap_or_default(), ru.unwrap_or_default()),
            name_en: en.or(before.map(|one| one.name_en.clone())).unwrap_or_default(),
            oked: if oked.is_some() { oked_read } else { before.and_then(|one| one.oked.clone()) },
            nqf_level: if level.is_some() { level_read } else { before.and_then(|one| one.nqf_level) },
            code,
        })
    }

    /// The text of a cell, spaces around it gone; `None` where the table has no such column. What is wrong with any text is
    /// told, and the cell counts as unread.
    fn cell(&self, column: usize, report: &mut Report) -> Option<String> {
        let (name, place) = (COLUMNS.get(column)?, (*self.columns.get(column)?)?);
        let text = self.row.cells.get(place).map_or("", String::as_str);
        let trimmed = text.trim();
        let wrong = if text.starts_with(['=', '+', '-', '@', '\t', '\r'])
            || trimmed.starts_with(['=', '+', '-', '@'])
        {
            Some(Wrong::Formula)
        } else if trimmed.chars().any(char::is_control) {
            Some(Wrong::Unprintable)
        } else if trimmed.chars().count() > LONGEST {
            Some(Wrong::TooLong)
        } else {
            None
        };
        let Some(wrong) = wrong else { return Some(trimmed.to_owned()) };
        report.fault(self.row.number, name, trimmed, wrong);
        None
    }

    fn parsed<T, E>(
        &self,
        column: usize,
        text: Option<&str>,
        parse: impl Fn(&str) -> Result<T, E>,
        wrong: impl Fn(E) -> Wrong,
        report: &mut Report,
    ) -> Option<T> {
        let text = text.filter(|text| !text.is_empty())?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                report.fault(self.row.number, COLUMNS.get(column)?, text, wrong(error));
                None
            }
        }
    }
}
