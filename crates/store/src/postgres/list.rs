//! Lists of cases.

use acts::journal::{AccountId, CaseId};
use acts::ports::PortError;
use acts::projection::{CaseFilter, CaseRow, Page};
use jiff_sqlx::ToSqlx as _;
use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use uuid::Uuid;

use super::values::Columns as _;
use super::{Postgres, all, fault};
use crate::filter::{Conditions, Value, window};

/// Cases due first come first, cases without a running term last; a candidate's own list has the newest first.
pub(super) async fn list(store: &Postgres, filter: &CaseFilter) -> Result<Page<CaseRow>, PortError> {
    let conditions = Conditions::of(filter);
    let meets = conditions.sql();
    let order = match filter.candidate {
        Some(_) => "filed_on DESC, case_id DESC",
        None => "due_order, filed_on, case_id",
    };
    let mut tx = store.begin().await?;
    let count = numbered(&format!("SELECT count(*) FROM case_row WHERE {meets}"));
    let count = conditions.values.iter().fold(sqlx::query(count), bound);
    let total = count.fetch_one(&mut *tx).await.map_err(fault)?.counted("count")?;
    let select = numbered(&format!("SELECT * FROM case_row WHERE {meets} ORDER BY {order} LIMIT ? OFFSET ?"));
    let window = window(filter);
    let select = conditions.values.iter().chain(&window).fold(sqlx::query(select), bound);
    let rows = select.fetch_all(&mut *tx).await.map_err(fault)?;
    Ok(Page { lines: all(&rows, case_row)?, total })
}

/// Each `?` becomes `$1`, `$2` and so on.
pub(super) fn numbered(sql: &str) -> AssertSqlSafe<String> {
    let mut parts = sql.split('?');
    let first = parts.next().unwrap_or_default().to_owned();
    AssertSqlSafe((1..).zip(parts).fold(first, |sql, (number, part)| sql + &format!("${number}") + part))
}

pub(super) type Asked<'q> = Query<'q, sqlx::Postgres, PgArguments>;

pub(super) fn bound<'q>(query: Asked<'q>, value: &'q Value) -> Asked<'q> {
    match value {
        Value::Text(text) => query.bind(text),
        Value::Id(id) => query.bind(id),
        Value::Day(day) => query.bind(day.to_sqlx()),
        Value::Number(number) => query.bind(number),
    }
}

pub(super) fn case_row(row: &PgRow) -> Result<CaseRow, PortError> {
    Ok(CaseRow {
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        number: row.field("number")?,
        version: row.counted("version")?,
        candidate: row.field::<Option<Uuid>>("candidate")?.map(AccountId),
        name: row.field("name")?,
        name_key: row.field("name_key")?,
        iin: row.field("iin")?,
        stage: row.code("stage")?,
        programme: row.field("programme")?,
        filed_on: row.some_day("filed_on")?,
        due: row.day("due")?,
        due_clause: row.field("due_clause")?,
        sitting_on: row.day("sitting_on")?,
        sitting_at: row.field::<Option<jiff_sqlx::Time>>("sitting_at")?.map(jiff_sqlx::Time::to_jiff),
        protocol: row.field("protocol")?,
        serial: row.field("serial")?,
        changed_at: row.at("changed_at")?,
    })
}
