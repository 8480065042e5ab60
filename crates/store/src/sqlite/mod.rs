//! The embedded database: one writer with group commit, a few readers, one schema.

mod accounts;
mod carry;
mod cases;
mod commissions;
mod commit;
mod desk;
mod entries;
mod evidence;
mod facts;
mod figures;
mod fill;
mod hooks;
mod jobs;
mod ledger;
mod links;
mod list;
mod outbox;
mod papers;
mod people;
mod reader;
mod reference;
mod referrals;
mod rooms;
mod saves;
mod schema;
mod services;
mod values;
mod writer;

use std::path::{Path, PathBuf};
use std::time::Duration;

use acts::ports::PortError;
use async_trait::async_trait;
use rusqlite::{Connection, OpenFlags};

use self::reader::Readers;
use self::writer::Writer;
use crate::{Database, StoreError};

/// How long a connection waits for another process that holds the database (a running server, a maintenance command).
const BUSY: Duration = Duration::from_secs(10);
/// Prepared statements a connection keeps.
const STATEMENTS: usize = 128;

#[derive(Debug)]
pub(crate) struct Sqlite {
    file: PathBuf,
    writer: Writer,
    readers: Readers,
}

impl Sqlite {
    pub(crate) fn open(file: &Path) -> Result<Self, StoreError> {
        let mut connection = open_writer(file)?;
        schema::bring_up_to_date(&mut connection)?;
        Ok(Self { file: file.into(), writer: Writer::start(connection)?, readers: Readers::new(file) })
    }
}

/// The number of the newest migration.
pub(crate) fn known_schema() -> i64 {
    schema::known()
}

/// Names of the migrations that the database in `file` still lacks.
pub(crate) fn planned(file: &Path) -> Result<Vec<&'static str>, StoreError> {
    if file.is_file() { Ok(schema::planned(&open_reader(file)?)?) } else { Ok(vec![]) }
}

#[async_trait]
impl Database for Sqlite {
    async fn close(&self) -> Result<(), StoreError> {
        self.writer.close().await
    }
}

fn open_writer(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // An answer is acknowledged after it is durable, also when the power fails.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is deleted is overwritten: a used-up draft holds personal data.
    connection.pragma_update(None, "secure_delete", true)?;
    // An act touches some fifteen pages: a log of 40 MiB gathers many of them before it is moved into the database.
    connection.pragma_update(None, "wal_autocheckpoint", 10_000)?;
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    Ok(connection)
}

fn open_reader(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// What went wrong in a statement, and for whom.
#[derive(Debug)]
enum Fault {
    /// This write alone cannot be made: a rule of the store was met.
    Refused(PortError),
    /// The database failed: nothing of the transaction holds.
    Broken(rusqlite::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        match error.sqlite_error().map(|error| error.extended_code) {
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Refused(PortError::Conflict)
            }
            Some(code) if code & 0xff == ffi::SQLITE_CONSTRAINT => {
                Self::Refused(PortError::Inconsistent(error.to_string()))
            }
            _ => Self::Broken(error),
        }
    }
}

impl From<Fault> for PortError {
    fn from(fault: Fault) -> Self {
        use rusqlite::Error;
        match fault {
            Fault::Refused(error) => error,
            Fault::Broken(
                error @ (Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)),
            ) => Self::Inconsistent(error.to_string()),
            Fault::Broken(error) => unavailable(error),
        }
    }
}

fn unavailable(error: impl std::fmt::Display) -> PortError {
    PortError::Unavailable(format!("database: {error}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn setting(connection: &Connection, name: &str) -> String {
        let text = |row: &rusqlite::Row| row.get::<_, rusqlite::types::Value>(0);
        let value = connection.query_row(&format!("PRAGMA {name}"), [], text).unwrap();
        format!("{value:?}")
    }

    #[test]
    fn the_writer_makes_durable_and_the_reader_cannot_write() {
        let home = tempfile::TempDir::new().unwrap();
        let file = home.path().join("x.db");
        let writer = open_writer(&file).unwrap();
        let settings = ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"];
        let found = settings.map(|name| setting(&writer, name));
        // 2 is FULL: the log is flushed to the disk by every commit.
        assert_eq!(found, ["Text(\"wal\")", "Integer(2)", "Integer(1)", "Integer(1)", "Integer(10000)"]);
        writer.execute_batch("CREATE TABLE x (x INTEGER)").unwrap();
        let reader = open_reader(&file).unwrap();
        assert!(reader.execute("INSERT INTO x VALUES (1)", []).is_err());
    }
}
