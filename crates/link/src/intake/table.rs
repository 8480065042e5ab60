//! Tables: CSV in UTF-8 (or UTF-16, as spreadsheets write «Unicode text»), and the first sheet of an XLSX file.

use std::collections::BTreeMap;
use std::io::Cursor;

use acts::ports::{TABLE_ROWS, TableRow};
use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};

use super::Fault;

/// Rows that are read: the head, all that are taken, and one by which it is seen that there are more.
const ROWS: usize = TABLE_ROWS + 2;
/// Columns that are read.
const COLUMNS: u32 = 50;
/// Characters of a cell that are read.
const CHARACTERS: usize = 1_000;

/// The rows with something in them.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<TableRow>, Fault> {
    if bytes.starts_with(b"PK\x03\x04") { sheet(bytes) } else { Ok(lines(&text(bytes)?)) }
}

fn wrong(seen: &str) -> Fault {
    Fault::WrongType { seen: seen.to_owned() }
}

/// Any other encoding is refused: the Kazakh letters of a file in a code page of Windows are gone already.
fn text(bytes: Vec<u8>) -> Result<String, Fault> {
    let text = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => {
            let pairs = rest.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
            let units: Vec<u16> = pairs.map(u16::from_le_bytes).collect();
            String::from_utf16(&units).ok()
        }
        _ => String::from_utf8(bytes).ok(),
    };
    let text = text.filter(|text| !text.contains('\0')).ok_or_else(|| wrong("application/octet-stream"))?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n"))
}

fn lines(text: &str) -> Vec<TableRow> {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let times = |sign: char| head.matches(sign).count();
    let between = [',', ';', '\t'].into_iter().max_by_key(|sign| times(*sign)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(between).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let (mut rows, mut number, mut counted) = (vec![], 1, 0);
    for record in reader.records().take(ROWS) {
        // The text is UTF-8 and rows may differ in length: nothing else can be wrong with it.
        let Ok(record) = record else { break };
        let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        number += breaks(text.get(counted..start).unwrap_or_default());
        // Blank lines before a record count as rows; the reader passes over them.
        let rest = text.get(start..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches('\n').len();
        number += u32::try_from(blank).unwrap_or(u32::MAX);
        counted = start + blank;
        // A cell may hold line breaks; a spreadsheet shows it as one row.
        let inside: u32 = record.iter().map(breaks).sum();
        rows.push(TableRow { number, cells: record.iter().take(COLUMNS as usize).map(cut).collect() });
        number -= inside;
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

fn breaks(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

fn cut(text: &str) -> String {
    text.chars().take(CHARACTERS).collect()
}

fn sheet(bytes: Vec<u8>) -> Result<Vec<TableRow>, Fault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let name = book.sheet_names().first().cloned().ok_or(Fault::Unreadable)?;
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut put = |(row, column): (u32, u32), text: String| {
        let room = rows.len() < ROWS || rows.contains_key(&row);
        if room && column < COLUMNS && !text.is_empty() {
            rows.entry(row).or_default().insert(column, cut(&text));
        }
        room
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| fault(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| fault(&error))? {
        if !put(cell.get_position(), written(cell.get_value())) {
            break;
        }
    }
    drop(cells);
    // What a formula gave when it was last computed says nothing of what it gives now.
    let mut formulas = book.worksheet_cells_reader(&name).map_err(|error| fault(&error))?;
    while let Some(cell) = formulas.next_formula().map_err(|error| fault(&error))? {
        let formula = cell.get_value();
        if !formula.is_empty() && !put(cell.get_position(), format!("={formula}")) {
            break;
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| TableRow { number: row + 1, cells: filled(&cells) }).collect())
}

fn filled(cells: &BTreeMap<u32, String>) -> Vec<String> {
    let last = cells.keys().next_back().copied().unwrap_or_default();
    (0..=last).map(|column| cells.get(&column).cloned().unwrap_or_default()).collect()
}

fn written(value: &DataRef<'_>) -> String {
    Data::from(value.clone()).to_string()
}

fn fault(error: &XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Encrypted,
        XlsxError::FileNotFound(_) => wrong("application/zip"),
        _ => Fault::Unreadable,
    }
}
