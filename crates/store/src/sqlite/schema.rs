//! The schema, forward only: each file of `migrations/sqlite/` is applied once, in a transaction.

use acts::ports::PortError;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};

use super::{Fault, facts, fill, links};
use crate::StoreError;
use crate::sql::{self, KEEPS, OLDEST, keeps};

struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
    /// What SQL cannot say.
    fill: fn(&Transaction<'_>) -> Result<(), Fault>,
}

/// In order; a number is never used twice and a released file never changes.
const MIGRATIONS: [Migration; 12] = [
    Migration {
        version: 1,
        name: "start",
        sql: include_str!("../../migrations/sqlite/0001_start.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 2,
        name: "evidence",
        sql: include_str!("../../migrations/sqlite/0002_evidence.sql"),
        fill: links::fill,
    },
    Migration {
        version: 3,
        name: "saves",
        sql: include_str!("../../migrations/sqlite/0003_saves.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 4,
        name: "files",
        sql: include_str!("../../migrations/sqlite/0004_files.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 5,
        name: "intake",
        sql: include_str!("../../migrations/sqlite/0005_intake.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 6,
        name: "outbox",
        sql: include_str!("../../migrations/sqlite/0006_outbox.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 7,
        name: "board",
        sql: include_str!("../../migrations/sqlite/0007_board.sql"),
        fill: |tx| fill::fill(tx),
    },
    Migration {
        version: 8,
        name: "register",
        sql: include_str!("../../migrations/sqlite/0008_register.sql"),
        fill: |tx| facts::fill(tx),
    },
    Migration {
        version: 9,
        name: "people",
        sql: include_str!("../../migrations/sqlite/0009_people.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 10,
        name: "reference",
        sql: include_str!("../../migrations/sqlite/0010_reference.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 11,
        name: "api",
        sql: include_str!("../../migrations/sqlite/0011_api.sql"),
        fill: |_| Ok(()),
    },
    Migration {
        version: 12,
        name: "keys",
        sql: include_str!("../../migrations/sqlite/0012_keys.sql"),
        fill: |_| Ok(()),
    },
];

pub(super) fn known() -> i64 {
    MIGRATIONS.iter().map(|one| one.version).max().unwrap_or(0)
}

pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (
            version INTEGER NOT NULL PRIMARY KEY,
            name    TEXT    NOT NULL
        ) STRICT",
    )?;
    let found: i64 =
        tx.query_row("SELECT coalesce(max(version), 0) FROM schema_migration", [], |row| row.get(0))?;
    if found > known() {
        let oldest: Option<String> = tx.query_row(sql::FACT, [OLDEST], |row| row.get(0)).optional()?;
        return if keeps(oldest.as_deref(), known()) {
            Ok(())
        } else {
            Err(StoreError::Newer { found, known: known() })
        };
    }
    for Migration { version, name, sql, fill, .. } in MIGRATIONS.iter().filter(|one| one.version > found) {
        tx.execute_batch(sql)?;
        fill(&tx).map_err(|fault| StoreError::Migration { name, fault: PortError::from(fault) })?;
        tx.execute("INSERT INTO schema_migration (version, name) VALUES (?1, ?2)", (version, name))?;
    }
    if found < known() {
        tx.execute(sql::SET_FACT, (OLDEST, KEEPS.to_string()))?;
    }
    Ok(tx.commit()?)
}

/// Names of the migrations that an existing database still lacks.
pub(super) fn planned(connection: &Connection) -> rusqlite::Result<Vec<&'static str>> {
    let found: i64 =
        connection
            .query_row("SELECT coalesce(max(version), 0) FROM schema_migration", [], |row| row.get(0))?;
    Ok(MIGRATIONS.iter().filter(|one| one.version > found).map(|one| one.name).collect())
}
