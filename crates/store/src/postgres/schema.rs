//! The schema, forward only: each file of `migrations/postgres/` is applied once, in a transaction, by the role that owns
//! the tables.

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, PgPool};

use super::facts;
use super::fill;
use crate::StoreError;
use crate::sql::{self, KEEPS, OLDEST, for_postgres, keeps};

/// In order; a number is never used twice and a released file never changes. The names are those of SQLite's.
const MIGRATIONS: [(i64, &str, &str); 12] = [
    (1, "start", include_str!("../../migrations/postgres/0001_start.sql")),
    (2, "evidence", include_str!("../../migrations/postgres/0002_evidence.sql")),
    (3, "saves", include_str!("../../migrations/postgres/0003_saves.sql")),
    (4, "files", include_str!("../../migrations/postgres/0004_files.sql")),
    (5, "intake", include_str!("../../migrations/postgres/0005_intake.sql")),
    (6, "outbox", include_str!("../../migrations/postgres/0006_outbox.sql")),
    (7, "board", include_str!("../../migrations/postgres/0007_board.sql")),
    (8, "register", include_str!("../../migrations/postgres/0008_register.sql")),
    (9, "people", include_str!("../../migrations/postgres/0009_people.sql")),
    (10, "reference", include_str!("../../migrations/postgres/0010_reference.sql")),
    (11, "api", include_str!("../../migrations/postgres/0011_api.sql")),
    (12, "keys", include_str!("../../migrations/postgres/0012_keys.sql")),
];

/// One migration at a time, whoever starts it. The number is the program's own.
const LOCK: &str = "SELECT pg_advisory_xact_lock(374)";
const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    version bigint NOT NULL PRIMARY KEY,
    name    text   NOT NULL
)";
const LATEST: &str = "SELECT coalesce(max(version), 0) FROM schema_migration";

pub(super) fn known() -> i64 {
    MIGRATIONS.iter().map(|(version, ..)| *version).max().unwrap_or(0)
}

/// Brings the schema of the database at `address` up to date, as the role that owns its tables; names of the migrations
/// made. The role `app` must be there.
pub async fn migrate(address: &str) -> Result<Vec<&'static str>, StoreError> {
    let options: PgConnectOptions = address.parse()?;
    let mut connection = PgConnection::connect_with(&options).await?;
    let mut tx = connection.begin().await?;
    sqlx::query(LOCK).execute(&mut *tx).await?;
    sqlx::query(TABLE).execute(&mut *tx).await?;
    let found: i64 = sqlx::query_scalar(LATEST).fetch_one(&mut *tx).await?;
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    let mut made = Vec::new();
    for (version, name, sql) in MIGRATIONS.iter().filter(|(version, ..)| *version > found) {
        sqlx::raw_sql(*sql).execute(&mut *tx).await?;
        if *name == "board" {
            fill::fill(&mut tx).await.map_err(|fault| StoreError::Migration { name, fault })?;
        }
        let record = "INSERT INTO schema_migration (version, name) VALUES ($1, $2)";
        sqlx::query(record).bind(version).bind(name).execute(&mut *tx).await?;
        if *name == "register" {
            facts::fill(&mut tx).await.map_err(|fault| StoreError::Migration { name, fault })?;
        }
        made.push(*name);
    }
    if !made.is_empty() {
        let set = sqlx::query(for_postgres(sql::SET_FACT)).bind(OLDEST).bind(KEEPS.to_string());
        set.execute(&mut *tx).await?;
    }
    sqlx::query("GRANT SELECT ON schema_migration TO app").execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(made)
}

/// Names of the migrations that the database at `address` still lacks.
pub(crate) async fn planned(address: &str) -> Result<Vec<&'static str>, StoreError> {
    let options: PgConnectOptions = address.parse()?;
    let mut connection = PgConnection::connect_with(&options).await?;
    let there: bool = sqlx::query_scalar("SELECT to_regclass('schema_migration') IS NOT NULL")
        .fetch_one(&mut connection)
        .await?;
    let found: i64 = if there { sqlx::query_scalar(LATEST).fetch_one(&mut connection).await? } else { 0 };
    Ok(MIGRATIONS.iter().filter(|(version, ..)| *version > found).map(|(_, name, _)| *name).collect())
}

pub(super) async fn must_be_known(pool: &PgPool) -> Result<(), StoreError> {
    let found: i64 = sqlx::query_scalar(LATEST).fetch_one(pool).await?;
    match found.cmp(&known()) {
        std::cmp::Ordering::Less => Err(StoreError::Older { found, known: known() }),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => {
            let oldest: Option<String> =
                sqlx::query_scalar(for_postgres(sql::FACT)).bind(OLDEST).fetch_optional(pool).await?;
            let newer = StoreError::Newer { found, known: known() };
            if keeps(oldest.as_deref(), known()) { Ok(()) } else { Err(newer) }
        }
    }
}
