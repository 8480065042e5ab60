//! PostgreSQL behind a pooler.

use std::sync::OnceLock;

use tempfile::TempDir;

use self::pgbouncer::Pooler;
use crate::cluster::{TEMPLATE, cluster, connect};
use crate::fixture::Ports;

#[path = "../../../../tests/support/pgbouncer.rs"]
mod pgbouncer;

/// One for all tests.
fn pooler() -> &'static Pooler {
    static POOLER: OnceLock<Pooler> = OnceLock::new();
    POOLER.get_or_init(|| Pooler::start(cluster().socket()))
}

pub(crate) async fn ports() -> Ports {
    let home = TempDir::new().unwrap();
    let database = cluster().database(TEMPLATE);
    Ports::of(&connect(&pooler().address(&database), home.path()).await.unwrap(), home)
}
