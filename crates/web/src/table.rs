//! Tables that people take away: CSV by RFC 4180 and XLSX. What a spreadsheet would take for a formula stays a text.

use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::problem::Problem;

pub use csv::Error as CsvError;

pub const CSV: &str = "text/csv; charset=utf-8";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Tells a spreadsheet that the text is UTF-8.
pub const MARK: &str = "\u{feff}";
/// A name of a sheet has no more letters.
const NAME: usize = 31;

/// One value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(u64),
    Day(Date),
    Empty,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn number(number: Option<impl Into<u64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => neutral(text),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Empty => String::new(),
        }
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// A table with a name and the words above its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A text that begins like a formula gets an apostrophe before it, so that a spreadsheet shows it and computes nothing.
fn neutral(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Lines of a CSV file.
pub fn csv<'a>(rows: impl IntoIterator<Item = &'a [Cell]>) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(vec![]);
    for row in rows {
        writer.write_record(row.iter().map(Cell::written))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

impl Sheet {
    /// The whole table as a CSV file for a spreadsheet.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let head: Vec<Cell> = self.head.iter().map(Cell::text).collect();
        let lines = csv(std::iter::once(head.as_slice()).chain(self.rows.iter().map(Vec::as_slice)))?;
        Ok([MARK.as_bytes(), &lines].concat())
    }
}

/// The sheets as one XLSX file. It computes: not for the tasks that answer requests.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("dd.mm.yyyy"));
    for sheet in sheets {
        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(
            sheet
                .name
                .replace(['[', ']', ':', '*', '?', '/', '\\'], " ")
                .chars()
                .take(NAME)
                .collect::<String>(),
        )?;
        page.set_freeze_panes(1, 0)?;
        for (column, words) in (0..).zip(&sheet.head) {
            page.set_column_width(column, 22)?;
            page.write_string_with_format(0, column, words, &bold)?;
        }
        for (line, row) in (1..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(row) {
                write(page, line, column, cell, &day)?;
            }
        }
    }
    book.save_to_buffer()
}

fn write(page: &mut Worksheet, line: u32, column: u16, cell: &Cell, day: &Format) -> Result<(), XlsxError> {
    match cell {
        // As a string, never as a formula, whatever it begins with.
        Cell::Text(text) => page.write_string(line, column, text)?,
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        Cell::Number(number) => page.write_number(line, column, *number as f64)?,
        Cell::Day(date) => {
            let (year, month, day_of) = (date.year(), date.month(), date.day());
            let at =
                ExcelDateTime::from_ymd(year.unsigned_abs(), month.unsigned_abs(), day_of.unsigned_abs())?;
            page.write_datetime_with_format(line, column, &at, day)?
        }
        Cell::Empty => page,
    };
    Ok(())
}

/// The sheets as an XLSX file to keep.
pub async fn xlsx_answer(name: &str, sheets: Vec<Sheet>) -> Result<Response, Problem> {
    let failed =
        |error: &dyn std::fmt::Display| Problem::Internal(format!("a table could not be written: {error}"));
    let made = tokio::task::spawn_blocking(move || xlsx(&sheets)).await;
    let bytes = made.map_err(|error| failed(&error))?.map_err(|error| failed(&error))?;
    Ok((kept_as(name, XLSX), bytes).into_response())
}

/// A sheet as a CSV file to keep.
pub fn csv_answer(name: &str, sheet: &Sheet) -> Result<Response, Problem> {
    let bytes =
        sheet.csv().map_err(|error| Problem::Internal(format!("a table could not be written: {error}")))?;
    Ok((kept_as(name, CSV), bytes).into_response())
}

/// Headers of a file that the browser keeps; the name is plain ASCII.
pub fn kept_as(name: &str, kind: &'static str) -> [(HeaderName, String); 2] {
    [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            name: "Тізілім: 1/2".into(),
            head: vec!["Нөмірі".into(), "Саны".into(), "Күні".into()],
            rows: vec![
                vec![Cell::text("a, \"b\"\nc"), Cell::Number(7), Cell::Day(date(2026, 11, 23))],
                vec![Cell::text("=HYPERLINK(\"http://x\")"), Cell::Empty, Cell::from(None::<Date>)],
            ],
        }
    }

    #[test]
    fn csv_is_quoted_by_the_rule_and_begins_with_its_mark() {
        let text = String::from_utf8(sheet().csv().unwrap()).unwrap();
        let expected = "\u{feff}Нөмірі,Саны,Күні\r\n\"a, \"\"b\"\"\nc\",7,2026-11-23\r\n\
                        \"'=HYPERLINK(\"\"http://x\"\")\",,\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for text in ["=1+1", "+7 701", "-5", "@sum", "\tx", "\r=1"] {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        for text in ["25620-072121008", "«Орталық»", "", "a=b"] {
            assert_eq!(neutral(text), text);
        }
    }

    #[test]
    fn an_xlsx_file_is_a_zip_and_holds_no_formula() {
        let bytes = xlsx(&[sheet()]).unwrap();
        assert!(bytes.starts_with(b"PK\x03\x04"));
        // Formulas would stand in a part of their own kind; the text of one is a shared or inline string.
        assert!(!bytes.windows(4).any(|part| part == b"<f>="));
    }
}
