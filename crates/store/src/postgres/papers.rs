//! Numbered papers by their day.

use acts::journal::CaseId;
use acts::ports::PortError;
use acts::projection::{Page, PaperFilter, PaperLine, PaperRow};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use sqlx::postgres::PgRow;

use super::values::{Columns as _, count};
use super::{Postgres, all, fault};
use crate::sql::{self, for_postgres};

pub(super) async fn keep(tx: &mut PgConnection, paper: &PaperRow) -> Result<(), PortError> {
    let keep = sqlx::query(for_postgres(sql::KEEP_PAPER))
        .bind(paper.centre.as_str())
        .bind(paper.case.0)
        .bind(count(paper.seq)?)
        .bind(paper.kind.code())
        .bind(&paper.number)
        .bind(paper.on.to_sqlx());
    keep.execute(tx).await.map_err(fault).map(drop)
}

pub(super) async fn list(store: &Postgres, filter: &PaperFilter) -> Result<Page<PaperLine>, PortError> {
    let mut tx = store.begin().await?;
    let asked = |statement: &'static str| {
        sqlx::query(for_postgres(statement))
            .bind(filter.centre.as_str())
            .bind(filter.kind.code())
            .bind(filter.from.to_sqlx())
            .bind(filter.until.to_sqlx())
    };
    let total = asked(sql::COUNT_PAPERS).fetch_one(&mut *tx).await.map_err(fault)?.counted("count")?;
    let (limit, page) = (i64::from(filter.per_page), i64::from(filter.page));
    let lines = asked(sql::PAPERS).bind(limit).bind(page * limit).fetch_all(&mut *tx).await.map_err(fault)?;
    Ok(Page { lines: all(&lines, line)?, total })
}

fn line(row: &PgRow) -> Result<PaperLine, PortError> {
    Ok(PaperLine {
        paper: paper_row(row)?,
        case_number: row.field("case_number")?,
        name: row.field("name")?,
        programme: row.field("programme")?,
    })
}

pub(super) fn paper_row(row: &PgRow) -> Result<PaperRow, PortError> {
    Ok(PaperRow {
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        seq: row.counted("seq")?,
        kind: row.code("kind")?,
        number: row.field("number")?,
        on: row.some_day("made_on")?,
    })
}
