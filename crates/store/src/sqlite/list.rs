//! Lists of cases.

use acts::journal::{AccountId, CaseId};
use acts::projection::{CaseFilter, CaseRow, Page};
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, Row, ToSql, params_from_iter};
use uuid::Uuid;

use super::Fault;
use super::values::{Micros, Text};
use crate::filter::{Conditions, Value, window};

/// Cases due first come first, cases without a running term last; a candidate's own list has the newest first.
pub(super) fn list(tx: &Connection, filter: &CaseFilter) -> Result<Page<CaseRow>, Fault> {
    let conditions = Conditions::of(filter);
    let meets = conditions.sql();
    let total = tx
        .prepare_cached(&format!("SELECT count(*) FROM case_row WHERE {meets}"))?
        .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
    let narrow = filter.search.is_some() || filter.sitting_on.is_some() || filter.protocol.is_some();
    let order = match filter.candidate {
        Some(_) => "filed_on DESC, case_id DESC",
        // The plus keeps SQLite from walking a whole centre in order when few of its cases are asked for.
        None if narrow => "+due_order, filed_on, case_id",
        None => "due_order, filed_on, case_id",
    };
    let values = conditions.values.into_iter().chain(window(filter));
    let lines = tx
        .prepare_cached(&format!("SELECT * FROM case_row WHERE {meets} ORDER BY {order} LIMIT ? OFFSET ?"))?
        .query_map(params_from_iter(values), case_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Page { lines, total })
}

pub(super) fn case_row(row: &Row) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        number: row.get("number")?,
        version: row.get("version")?,
        candidate: row.get::<_, Option<Uuid>>("candidate")?.map(AccountId),
        name: row.get("name")?,
        name_key: row.get("name_key")?,
        iin: row.get("iin")?,
        stage: row.get::<_, Text<_>>("stage")?.0,
        programme: row.get("programme")?,
        filed_on: row.get("filed_on")?,
        due: row.get("due")?,
        due_clause: row.get("due_clause")?,
        sitting_on: row.get("sitting_on")?,
        sitting_at: row.get("sitting_at")?,
        protocol: row.get("protocol")?,
        serial: row.get("serial")?,
        changed_at: row.get::<_, Micros>("changed_at")?.0,
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Id(id) => id.to_sql(),
            Self::Day(day) => day.to_sql(),
            Self::Number(number) => number.to_sql(),
        }
    }
}
