//! A PostgreSQL for servers of several nodes.

use std::sync::{Arc, OnceLock};

use self::postgres::{Cluster, FIELD};
use crate::server::run_with;

#[path = "../support/postgres.rs"]
mod postgres;

/// A database of a server's own, with the schema.
#[derive(Debug)]
pub(crate) struct Database {
    cluster: Arc<Cluster>,
    name: String,
}

/// It is never the machine that falls, so PostgreSQL need not wait for the disk.
const OPTIONS: &str = "-c fsync=off -c max_connections=200";

/// Names of the migrations, by their files: `0002_evidence.sql` → `evidence`.
fn migrations() -> Vec<String> {
    let folder = crate::server::project().join("crates/store/migrations/postgres");
    let files =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.collect();
    files.sort();
    files.iter().map(|file| file[5..].strip_suffix(".sql").unwrap().to_owned()).collect()
}

impl Database {
    /// In the PostgreSQL that all tests share.
    pub(crate) fn fresh() -> Self {
        static CLUSTER: OnceLock<Arc<Cluster>> = OnceLock::new();
        Self::within(Arc::clone(CLUSTER.get_or_init(|| Arc::new(Cluster::start(OPTIONS)))))
    }

    /// In a PostgreSQL of its own, which may fall.
    pub(crate) fn alone() -> Self {
        Self::within(Arc::new(Cluster::start(OPTIONS)))
    }

    fn within(cluster: Arc<Cluster>) -> Self {
        let name = cluster.database("template0");
        let owner = ("BILIKTI_STORE__MIGRATOR", cluster.address("migrator", &name));
        let (_, plan) = run_with(&["migrate", "--plan"], [owner.clone()]);
        let (code, text) = run_with(&["migrate"], [owner]);
        assert_eq!((code, &plan), (0, &text), "what was planned was done");
        assert_eq!((code, text.trim()), (0, migrations().join(", ").as_str()));
        Self { cluster, name }
    }

    /// `kill -9` of PostgreSQL, which comes back by itself.
    pub(crate) fn fell(&self) {
        self.cluster.fell();
    }

    /// It falls and stays away until it is let come back.
    pub(crate) fn hold(&self) {
        self.cluster.hold();
    }

    pub(crate) fn let_come_back(&self) {
        self.cluster.let_come_back();
    }

    /// What tells the program where its database is.
    pub(crate) fn variables(&self) -> [(&'static str, String); 1] {
        [("BILIKTI_STORE__DATABASE", self.cluster.address("app", &self.name))]
    }

    /// What a statement finds, as text.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let found = self.cluster.sql(&self.name, sql);
        found.lines().map(|line| line.split(FIELD).map(str::to_owned).collect()).collect()
    }
}
