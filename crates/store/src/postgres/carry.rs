//! Carrying PostgreSQL.

use acts::ports::PortError;
use async_trait::async_trait;
use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use tokio::sync::mpsc;

use super::{Postgres, facts, fault, fill, inconsistent};
use crate::carry::tables::{Kind, TABLES, Table, by_name};
use crate::carry::{Carrier, Cell, Part, Parts, ROWS, received};
use crate::sql;
use crate::vault::{from_hex, hex};

/// Parts under way between the database and whoever takes them.
const UNDER_WAY: usize = 8;
/// Values that one statement takes.
const VALUES: usize = 30_000;

#[async_trait]
impl Carrier for Postgres {
    async fn dump(&self) -> Result<Parts, PortError> {
        let mut tx = self.begin().await?;
        run(&mut tx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
        // Whoever takes the parts may be slow.
        run(&mut tx, "SET LOCAL statement_timeout = 0").await?;
        run(&mut tx, "SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        let (sender, receiver) = mpsc::channel(UNDER_WAY);
        tokio::spawn(async move {
            if let Err(error) = read(&mut tx, &sender).await {
                let _ = sender.send(Err(error)).await;
            }
        });
        Ok(received(receiver))
    }

    async fn load(&self, mut parts: Parts) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        run(&mut tx, "SET LOCAL statement_timeout = 0").await?;
        run(&mut tx, "SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        for table in &TABLES {
            let count = format!("SELECT count(*) FROM {}", table.name);
            let found: i64 =
                sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *tx).await.map_err(fault)?;
            if found > 0 && table.name != "fact" {
                return Err(PortError::Conflict);
            }
        }
        let (mut projected, mut counted) = (false, false);
        let mut filling: Option<(&'static Table, Vec<String>)> = None;
        while let Some(part) = parts.try_next().await? {
            match part {
                Part::Table { name, columns } => {
                    projected |= name == "term_row";
                    counted |= name == "case_outcome";
                    let known = by_name(&name).filter(|table| table.kinds(&columns).is_some());
                    let table = known.ok_or_else(|| inconsistent(format!("table {name} is not known")))?;
                    filling = Some((table, columns));
                }
                Part::Rows(rows) => {
                    let (table, columns) =
                        filling.as_ref().ok_or_else(|| inconsistent("rows before their table"))?;
                    for some in rows.chunks((VALUES / columns.len().max(1)).max(1)) {
                        insert(&mut tx, table, columns, some).await?;
                    }
                }
            }
        }
        // Written by a program that had no board yet.
        if !projected {
            fill::fill(&mut tx).await?;
        }
        // Nor terms and outcomes to count.
        if !counted {
            facts::fill(&mut tx).await?;
        }
        tx.commit().await.map_err(fault)
    }

    async fn is_empty(&self) -> Result<bool, PortError> {
        sqlx::query_scalar(sql::IS_EMPTY).fetch_one(&self.pool).await.map_err(fault)
    }

    async fn newest(&self) -> Result<Option<Timestamp>, PortError> {
        let newest: Option<jiff_sqlx::Timestamp> =
            sqlx::query_scalar(sql::NEWEST).fetch_one(&self.pool).await.map_err(fault)?;
        Ok(newest.map(jiff_sqlx::Timestamp::to_jiff))
    }
}

async fn run(tx: &mut PgConnection, statement: &'static str) -> Result<(), PortError> {
    sqlx::query(statement).execute(tx).await.map_err(fault).map(drop)
}

/// All tables in one transaction: of one moment, whatever is written meanwhile.
async fn read(tx: &mut PgConnection, to: &mpsc::Sender<Result<Part, PortError>>) -> Result<(), PortError> {
    for table in &TABLES {
        let columns = table.columns.iter().map(|(column, _)| (*column).to_owned()).collect();
        let begin = Part::Table { name: table.name.into(), columns };
        let mut found = sqlx::query(AssertSqlSafe(table.select(read_as))).fetch(&mut *tx).chunks(ROWS);
        let mut ready = begin;
        loop {
            if to.send(Ok(ready)).await.is_err() {
                return Ok(());
            }
            let Some(rows) = found.next().await else { break };
            let rows = rows.into_iter().map(|row| cells(&row.map_err(fault)?, table));
            ready = Part::Rows(rows.collect::<Result<_, _>>()?);
        }
    }
    Ok(())
}

fn read_as(column: &str, kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::Bytes => column.to_owned(),
        Kind::Int => format!("{column}::bigint"),
        Kind::Uuid => format!("uuid_send({column})"),
        Kind::Moment => format!("(extract(epoch FROM {column}) * 1000000)::bigint"),
        Kind::Day => format!("to_char({column}, 'YYYY-MM-DD')"),
        Kind::Clock => format!("to_char({column}, 'HH24:MI:SS')"),
    }
}

fn written_from(place: usize, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("${place}::text"),
        Kind::Bytes => format!("${place}::bytea"),
        Kind::Int => format!("${place}::bigint"),
        Kind::Uuid => format!("encode(${place}::bytea, 'hex')::uuid"),
        Kind::Moment => format!("timestamptz 'epoch' + ${place}::bigint * interval '1 microsecond'"),
        Kind::Day => format!("${place}::text::date"),
        Kind::Clock => format!("${place}::text::time"),
    }
}

fn cells(row: &PgRow, table: &Table) -> Result<Vec<Cell>, PortError> {
    let cell = |(place, (_, kind)): (usize, &(&str, Kind))| {
        let found = match kind {
            Kind::Text | Kind::Day | Kind::Clock => {
                row.try_get(place).map(|text: Option<String>| text.map(Cell::Text))
            }
            Kind::Int | Kind::Moment => row.try_get(place).map(|number: Option<i64>| number.map(Cell::Int)),
            Kind::Bytes | Kind::Uuid => row
                .try_get(place)
                .map(|bytes: Option<Vec<u8>>| bytes.map(|bytes| Cell::Bytes { hex: hex(&bytes) })),
        };
        found.map(|cell| cell.unwrap_or(Cell::Null)).map_err(fault)
    };
    table.columns.iter().enumerate().map(cell).collect()
}

async fn insert(
    tx: &mut PgConnection,
    table: &Table,
    columns: &[String],
    rows: &[Vec<Cell>],
) -> Result<(), PortError> {
    let kinds = table.kinds(columns).unwrap_or_default();
    let mut place = 0;
    let mut tuple = || {
        let values: Vec<String> = kinds
            .iter()
            .map(|kind| {
                place += 1;
                written_from(place, *kind)
            })
            .collect();
        format!("({})", values.join(", "))
    };
    let tuples: Vec<String> = rows.iter().map(|_| tuple()).collect();
    // Opened, a store knows itself by its own master key already.
    let known = if table.name == "fact" { " ON CONFLICT DO NOTHING" } else { "" };
    let statement =
        format!("INSERT INTO {} ({}) VALUES {}{known}", table.name, columns.join(", "), tuples.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for row in rows {
        if row.len() != kinds.len() {
            return Err(inconsistent(format!("a row of {} has {} values", table.name, row.len())));
        }
        for (cell, kind) in row.iter().zip(&kinds) {
            query = bind(query, cell, *kind)?;
        }
    }
    query.execute(tx).await.map_err(fault).map(drop)
}

type Asked<'q> = Query<'q, sqlx::Postgres, PgArguments>;

fn bind<'q>(query: Asked<'q>, cell: &Cell, kind: Kind) -> Result<Asked<'q>, PortError> {
    Ok(match (kind, cell) {
        (Kind::Text | Kind::Day | Kind::Clock, Cell::Text(text)) => query.bind(text.clone()),
        (Kind::Text | Kind::Day | Kind::Clock, Cell::Null) => query.bind(None::<String>),
        (Kind::Int | Kind::Moment, Cell::Int(number)) => query.bind(*number),
        (Kind::Int | Kind::Moment, Cell::Null) => query.bind(None::<i64>),
        (Kind::Bytes | Kind::Uuid, Cell::Bytes { hex }) => query.bind(from_hex(hex)?),
        (Kind::Bytes | Kind::Uuid, Cell::Null) => query.bind(None::<Vec<u8>>),
        _ => return Err(inconsistent("a value of another kind")),
    })
}
