//! PostgreSQL, where several machines serve together: a pool of connections, one schema.

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
mod leader;
mod ledger;
mod list;
mod outbox;
mod papers;
mod people;
mod reference;
mod referrals;
mod rooms;
mod saves;
mod schema;
mod services;
mod values;

use std::time::Duration;

use acts::ports::PortError;
use async_trait::async_trait;
use sqlx::postgres::{PgPoolOptions, PgRow};
use sqlx::{Encode, Executor as _, PgConnection, PgPool, Transaction, Type};

use self::leader::{Servers, takes_writes};
use self::saves::Groups;
pub use self::schema::migrate;
pub(crate) use self::schema::planned;
use crate::sql::for_postgres;
use crate::{Database, StoreError};

/// Connections of one node at most.
const CONNECTIONS: u32 = 16;
/// How long a request waits for a connection; then the database counts as away.
const WAIT: Duration = Duration::from_secs(5);
/// Of every connection: no statement and no lock holds a request for longer, no forgotten transaction holds others up.
const LIMITS: &str = "SET statement_timeout = '15s'; SET lock_timeout = '5s'; \
     SET idle_in_transaction_session_timeout = '30s'; SET TIME ZONE 'UTC'";

/// What a row is found by.
trait Key: for<'q> Encode<'q, sqlx::Postgres> + Type<sqlx::Postgres> + Send + 'static {}
impl<K: for<'q> Encode<'q, sqlx::Postgres> + Type<sqlx::Postgres> + Send + 'static> Key for K {}

#[derive(Debug)]
pub(crate) struct Postgres {
    pool: PgPool,
    groups: Groups,
}

impl Postgres {
    /// Connects as the role that serves people; the schema must be there ([`migrate`]).
    pub(crate) async fn open(address: &str) -> Result<Self, StoreError> {
        let servers = Servers::parse(address)?;
        let many = servers.are_many();
        let leader = servers.leader().await.ok_or(StoreError::NoAddress)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .after_connect(move |connection, _| Box::pin(prepare(connection, many)))
            // The question takes the place of the pool's own ping.
            .test_before_acquire(!many)
            .before_acquire(move |connection, _| {
                Box::pin(async move { if many { takes_writes(connection).await } else { Ok(true) } })
            })
            .connect_with(leader)
            .await?;
        schema::must_be_known(&pool).await?;
        if many {
            servers.follow(pool.clone());
        }
        Ok(Self { groups: Groups::start(pool.clone()), pool })
    }

    /// One row by its key.
    async fn one<T, K: Key>(
        &self,
        statement: &str,
        key: K,
        read: impl FnOnce(&PgRow) -> Result<T, PortError>,
    ) -> Result<Option<T>, PortError> {
        let row = sqlx::query(for_postgres(statement)).bind(key).fetch_optional(&self.pool).await;
        row.map_err(fault)?.as_ref().map(read).transpose()
    }

    /// All rows of a key.
    async fn many<T, K: Key>(
        &self,
        statement: &str,
        key: K,
        read: impl FnMut(&PgRow) -> Result<T, PortError>,
    ) -> Result<Vec<T>, PortError> {
        let rows = sqlx::query(for_postgres(statement)).bind(key).fetch_all(&self.pool).await;
        all(&rows.map_err(fault)?, read)
    }

    async fn begin(&self) -> Result<Transaction<'static, sqlx::Postgres>, PortError> {
        self.pool.begin().await.map_err(fault)
    }
}

/// A new connection; that to a server which takes no writes is of no use.
async fn prepare(connection: &mut PgConnection, many: bool) -> sqlx::Result<()> {
    connection.execute(LIMITS).await?;
    if many && !takes_writes(connection).await? {
        return Err(sqlx::Error::Protocol("the server takes no writes now".into()));
    }
    Ok(())
}

#[async_trait]
impl Database for Postgres {
    async fn close(&self) -> Result<(), StoreError> {
        self.pool.close().await;
        Ok(())
    }
}

/// Rows read one by one into values of the domain.
fn all<T>(rows: &[PgRow], read: impl FnMut(&PgRow) -> Result<T, PortError>) -> Result<Vec<T>, PortError> {
    rows.iter().map(read).collect()
}

/// What a failed statement means.
fn fault(error: sqlx::Error) -> PortError {
    /// A transaction that another one made impossible: to be decided again.
    const UNDONE_BY_ANOTHER: [&str; 2] = ["40001", "40P01"];
    match &error {
        sqlx::Error::Database(told) if told.is_unique_violation() => PortError::Conflict,
        sqlx::Error::Database(told) if told.is_check_violation() || told.is_foreign_key_violation() => {
            inconsistent(error)
        }
        sqlx::Error::Database(told)
            if told.code().is_some_and(|code| UNDONE_BY_ANOTHER.contains(&code.as_ref())) =>
        {
            PortError::Conflict
        }
        // Class 22: a value that its column cannot take.
        sqlx::Error::Database(told) if told.code().is_some_and(|code| code.starts_with("22")) => {
            inconsistent(error)
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => inconsistent(error),
        _ => PortError::Unavailable(format!("database: {error}")),
    }
}

fn inconsistent(error: impl std::fmt::Display) -> PortError {
    PortError::Inconsistent(error.to_string())
}
