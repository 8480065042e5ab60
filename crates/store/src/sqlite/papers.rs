//! Numbered papers by their day.

use acts::journal::CaseId;
use acts::projection::{Page, PaperFilter, PaperLine, PaperRow};
use rusqlite::{Connection, Row, params};

use super::Fault;
use super::values::Text;
use crate::sql;

pub(super) fn keep(tx: &Connection, paper: &PaperRow) -> Result<(), Fault> {
    tx.prepare_cached(sql::KEEP_PAPER)?.execute(params![
        paper.centre.as_str(),
        paper.case.0,
        paper.seq,
        paper.kind.code(),
        paper.number,
        paper.on
    ])?;
    Ok(())
}

pub(super) fn list(tx: &Connection, filter: &PaperFilter) -> Result<Page<PaperLine>, Fault> {
    let (centre, kind) = (filter.centre.as_str(), filter.kind.code());
    let total = tx
        .prepare_cached(sql::COUNT_PAPERS)?
        .query_row(params![centre, kind, filter.from, filter.until], |row| row.get(0))?;
    let window = (filter.per_page, u64::from(filter.page) * u64::from(filter.per_page));
    let lines = tx
        .prepare_cached(sql::PAPERS)?
        .query_map(params![centre, kind, filter.from, filter.until, window.0, window.1], line)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Page { lines, total })
}

fn line(row: &Row) -> rusqlite::Result<PaperLine> {
    Ok(PaperLine {
        paper: paper_row(row)?,
        case_number: row.get("case_number")?,
        name: row.get("name")?,
        programme: row.get("programme")?,
    })
}

pub(super) fn paper_row(row: &Row) -> rusqlite::Result<PaperRow> {
    Ok(PaperRow {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        seq: row.get("seq")?,
        kind: row.get::<_, Text<_>>("kind")?.0,
        number: row.get("number")?,
        on: row.get("made_on")?,
    })
}
