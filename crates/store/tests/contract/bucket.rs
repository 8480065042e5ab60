//! Files in a bucket of S3, with the ledger in PostgreSQL.

use std::sync::OnceLock;

use store::{DatabaseAt, FilesAt, Store};

use self::seaweed::Seaweed;
use crate::cluster::{TEMPLATE, cluster};
use crate::fixture::Ports;
use crate::keeper::keeper;

#[path = "../../../../tests/support/seaweed.rs"]
mod seaweed;

/// One server for all tests.
fn server() -> &'static Seaweed {
    static SERVER: OnceLock<Seaweed> = OnceLock::new();
    SERVER.get_or_init(Seaweed::start)
}

pub(crate) async fn ports() -> Ports {
    let database = cluster().database(TEMPLATE);
    let database = DatabaseAt::Postgres(cluster().address("app", &database));
    let files = FilesAt::Bucket(server().bucket().await);
    Ports::of(&Store::open(&database, &files, keeper()).await.unwrap(), ())
}
