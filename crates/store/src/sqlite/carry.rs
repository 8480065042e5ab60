//! Carrying the embedded database.

use acts::ports::PortError;
use async_trait::async_trait;
use futures_util::StreamExt as _;
use jiff::Timestamp;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, TransactionBehavior};
use tokio::sync::mpsc;

use super::values::Micros;
use super::{Fault, Sqlite, facts, fill, open_reader, open_writer, unavailable};
use crate::carry::tables::{self, TABLES, Table, by_name};
use crate::carry::{Carrier, Cell, Part, Parts, ROWS, received};
use crate::sql;
use crate::vault::hex;

/// Parts under way between the database and whoever takes them.
const UNDER_WAY: usize = 8;

#[async_trait]
impl Carrier for Sqlite {
    async fn dump(&self) -> Result<Parts, PortError> {
        let file = self.file.clone();
        let (sender, receiver) = mpsc::channel(UNDER_WAY);
        tokio::task::spawn_blocking(move || {
            if let Err(fault) =
                open_reader(&file).map_err(Fault::from).and_then(|mut from| read(&mut from, &sender))
            {
                let _ = sender.blocking_send(Err(fault.into()));
            }
        });
        Ok(received(receiver))
    }

    async fn load(&self, mut parts: Parts) -> Result<(), PortError> {
        let file = self.file.clone();
        let (sender, receiver) = mpsc::channel::<Option<Part>>(UNDER_WAY);
        let writing = tokio::task::spawn_blocking(move || -> Result<(), PortError> {
            let mut into = open_writer(&file).map_err(unavailable)?;
            Ok(write(&mut into, receiver)?)
        });
        while let Some(part) = parts.next().await {
            // Without the end that `None` says, the writer undoes everything.
            let part = part?;
            if sender.send(Some(part)).await.is_err() {
                break;
            }
        }
        let _ = sender.send(None).await;
        writing.await.map_err(unavailable)?
    }

    async fn is_empty(&self) -> Result<bool, PortError> {
        self.readers.read(|tx| Ok(tx.query_row(sql::IS_EMPTY, [], |row| row.get(0))?)).await
    }

    async fn newest(&self) -> Result<Option<Timestamp>, PortError> {
        let newest = |tx: &Connection| {
            let newest: Option<Micros> = tx.query_row(sql::NEWEST, [], |row| row.get(0))?;
            Ok(newest.map(|at| at.0))
        };
        self.readers.read(newest).await
    }
}

/// All tables in one transaction: of one moment, whatever is written meanwhile.
fn read(from: &mut Connection, to: &mpsc::Sender<Result<Part, PortError>>) -> Result<(), Fault> {
    let tx = from.transaction_with_behavior(TransactionBehavior::Deferred)?;
    for table in &TABLES {
        let columns = table.columns.iter().map(|(column, _)| (*column).to_owned()).collect();
        let mut ready = Part::Table { name: table.name.into(), columns };
        let mut select = tx.prepare(&table.select(|column, _| column.to_owned()))?;
        let mut found = select.query([])?;
        loop {
            if to.blocking_send(Ok(ready)).is_err() {
                // Nobody takes it any more.
                return Ok(());
            }
            let mut rows = Vec::new();
            while rows.len() < ROWS
                && let Some(row) = found.next()?
            {
                rows.push(cells(row, table)?);
            }
            if rows.is_empty() {
                break;
            }
            ready = Part::Rows(rows);
        }
    }
    Ok(())
}

fn cells(row: &Row, table: &Table) -> rusqlite::Result<Vec<Cell>> {
    let cell = |place: usize| {
        Ok(match row.get_ref(place)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Int(number),
            ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Cell::Bytes { hex: hex(bytes) },
            ValueRef::Real(_) => {
                return Err(rusqlite::Error::InvalidColumnType(
                    place,
                    table.name.into(),
                    rusqlite::types::Type::Real,
                ));
            }
        })
    };
    (0..table.columns.len()).map(cell).collect()
}

fn write(into: &mut Connection, mut parts: mpsc::Receiver<Option<Part>>) -> Result<(), Fault> {
    let tx = into.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in TABLES.iter().rev() {
        let found: i64 =
            tx.query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| row.get(0))?;
        // Opened, a store knows itself by its own master key.
        if found > 0 && table.name != "fact" {
            return Err(Fault::Refused(PortError::Conflict));
        }
    }
    tx.execute(&format!("DELETE FROM fact WHERE {}", tables::FACTS), [])?;
    let mut insert = String::new();
    let (mut projected, mut counted) = (false, false);
    loop {
        match parts.blocking_recv() {
            Some(Some(Part::Table { name, columns })) => {
                projected |= name == "term_row";
                counted |= name == "case_outcome";
                insert = statement(&name, &columns)?;
            }
            Some(Some(Part::Rows(rows))) => {
                let mut insert = tx.prepare_cached(&insert)?;
                for row in rows {
                    let values = row.into_iter().map(value).collect::<Result<Vec<_>, _>>()?;
                    insert.execute(rusqlite::params_from_iter(values))?;
                }
            }
            Some(None) => {
                // Written by a program that had no board yet.
                if !projected {
                    fill::fill(&tx)?;
                }
                // Nor terms and outcomes to count.
                if !counted {
                    facts::fill(&tx)?;
                }
                return Ok(tx.commit()?);
            }
            // Whoever sent them failed.
            None => return Ok(()),
        }
    }
}

fn statement(name: &str, columns: &[String]) -> Result<String, Fault> {
    let known = by_name(name).filter(|table| table.kinds(columns).is_some());
    let table = known.ok_or_else(|| {
        Fault::Refused(PortError::Inconsistent(format!("table {name} ({}) is not known", columns.join(", "))))
    })?;
    let places = vec!["?"; columns.len()].join(", ");
    Ok(format!("INSERT INTO {} ({}) VALUES ({places})", table.name, columns.join(", ")))
}

fn value(cell: Cell) -> Result<Value, Fault> {
    Ok(match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => Value::Integer(number),
        Cell::Text(text) => Value::Text(text),
        Cell::Bytes { hex } => Value::Blob(crate::vault::from_hex(&hex).map_err(Fault::Refused)?),
    })
}
