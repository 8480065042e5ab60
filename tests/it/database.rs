//! A PostgreSQL for servers of several nodes.

use std::sync::OnceLock;

use self::postgres::{Cluster, FIELD};
use crate::server::run_with;

#[path = "../support/postgres.rs"]
mod postgres;

/// A database of a server's own, with the schema.
#[derive(Debug)]
pub(crate) struct Database {
    name: String,
}

/// One PostgreSQL for all tests. It is never the machine that falls, so it need not wait for the disk.
fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start("-c fsync=off -c max_connections=200"))
}

impl Database {
    pub(crate) fn fresh() -> Self {
        let name = cluster().database("template0");
        let owner = ("BILIKTI_STORE__MIGRATOR", cluster().address("migrator", &name));
        let (code, text) = run_with(&["migrate"], [owner]);
        assert_eq!((code, text.trim()), (0, "start, evidence"));
        Self { name }
    }

    /// What tells the program where its database is.
    pub(crate) fn variables(&self) -> [(&'static str, String); 1] {
        [("BILIKTI_STORE__DATABASE", cluster().address("app", &self.name))]
    }

    /// What a statement finds, as text.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let found = cluster().sql(&self.name, sql);
        found.lines().map(|line| line.split(FIELD).map(str::to_owned).collect()).collect()
    }
}
