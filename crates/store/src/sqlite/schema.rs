//! The schema, forward only: each file of `migrations/sqlite/` is applied once, in a transaction.

use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;

/// In order; a number is never used twice and a released file never changes.
const MIGRATIONS: [(i64, &str, &str); 1] =
    [(1, "start", include_str!("../../migrations/sqlite/0001_start.sql"))];

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
    let known = MIGRATIONS.iter().map(|(version, ..)| *version).max().unwrap_or(0);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (version, name, sql) in MIGRATIONS.iter().filter(|(version, ..)| *version > found) {
        tx.execute_batch(sql)?;
        tx.execute("INSERT INTO schema_migration (version, name) VALUES (?1, ?2)", (version, name))?;
    }
    Ok(tx.commit()?)
}
