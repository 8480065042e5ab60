//! One database on several servers, of which one takes writes: which, may change at any moment.

use std::time::Duration;

use futures_util::future::join_all;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, PgPool};

use crate::StoreError;

/// How often the servers are asked while the known leader does not answer as one.
const LOOK: Duration = Duration::from_millis(500);
/// Longer than a server that lives needs to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The servers of one database.
#[derive(Debug, Clone)]
pub(super) struct Servers(Vec<PgConnectOptions>);

impl Servers {
    /// Addresses with white space between them.
    pub(super) fn parse(addresses: &str) -> Result<Self, StoreError> {
        let parsed = addresses.split_whitespace().map(|address| {
            let options: PgConnectOptions = address.parse()?;
            Ok(options.application_name("bilikti"))
        });
        parsed.collect::<Result<_, StoreError>>().map(Self)
    }

    /// With one server there is nothing to choose.
    pub(super) fn are_many(&self) -> bool {
        self.0.len() > 1
    }

    /// The one that takes writes; the first while none is known.
    pub(super) async fn leader(&self) -> Option<PgConnectOptions> {
        if !self.are_many() {
            return self.0.first().cloned();
        }
        let asked = join_all(self.0.iter().map(leads)).await;
        let leading = self.0.iter().zip(asked).find(|(_, leads)| *leads).map(|(server, _)| server);
        leading.or(self.0.first()).cloned()
    }

    /// Leads new connections to whichever server takes writes, as long as the pool is open.
    pub(super) fn follow(self, pool: PgPool) {
        tokio::spawn(async move {
            while !pool.is_closed() {
                tokio::time::sleep(LOOK).await;
                if !leads(&pool.connect_options()).await
                    && let Some(leader) = self.leader().await
                {
                    pool.set_connect_options(leader);
                }
            }
        });
    }
}

/// Whether the server can be reached and takes writes.
async fn leads(server: &PgConnectOptions) -> bool {
    let ask = async {
        let mut connection = PgConnection::connect_with(server).await?;
        let leads = takes_writes(&mut connection).await;
        connection.close().await?;
        leads
    };
    matches!(tokio::time::timeout(PATIENCE, ask).await, Ok(Ok(true)))
}

pub(super) async fn takes_writes(connection: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT NOT pg_is_in_recovery()").fetch_one(connection).await
}
