//! PostgreSQL: how a store in it is made, and what only it promises.

use std::sync::OnceLock;
use std::time::Duration;

use acts::ports::PortError;
use rules::case::Event;
use store::{DatabaseAt, FilesAt, Store, StoreError};
use tempfile::TempDir;

use self::postgres::Cluster;

use crate::fixture::{DAY, Ports, begin, begin_with, case, filed, term_started, undo_after};
use crate::keeper::keeper;

#[path = "../../../../tests/support/postgres.rs"]
mod postgres;

/// Name of the database that has the schema and nothing else.
pub(crate) const TEMPLATE: &str = "empty_store";

/// Names of the migrations, by their files: `0002_evidence.sql` → `evidence`.
fn migrations() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let files =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.collect();
    files.sort();
    files.iter().map(|file| file[5..].strip_suffix(".sql").unwrap().to_owned()).collect()
}

/// One server for all tests. What a crash of the whole machine would lose is not tested with it.
pub(crate) fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let cluster = Cluster::start("-c fsync=off -c max_connections=600");
        cluster.sql("postgres", &format!("CREATE DATABASE {TEMPLATE} OWNER migrator"));
        let migrator = cluster.address("migrator", TEMPLATE);
        let migrating = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(store::migrate(&migrator)).unwrap()
        });
        assert_eq!(migrating.join().unwrap(), migrations());
        cluster
    })
}

pub(crate) async fn connect(address: &str, home: &std::path::Path) -> Result<Store, StoreError> {
    let database = DatabaseAt::Postgres(address.into());
    Store::open(&database, &FilesAt::Folder(home.join(store::FILES)), keeper()).await
}

pub(crate) async fn ports() -> Ports {
    let home = TempDir::new().unwrap();
    let database = cluster().database(TEMPLATE);
    let store = connect(&cluster().address("app", &database), home.path()).await.unwrap();
    Ports::of(&store, home)
}

#[tokio::test]
async fn migrations_are_made_once() {
    let database = cluster().database(TEMPLATE);
    let migrator = cluster().address("migrator", &database);
    assert_eq!(store::migrate(&migrator).await.unwrap(), Vec::<&str>::new());
    cluster().sql(&database, "DELETE FROM schema_migration WHERE version > 2");
    let planned = store::planned(&DatabaseAt::Postgres(migrator)).await.unwrap();
    assert_eq!(planned, migrations()[2..]);
}

#[tokio::test]
async fn journals_from_before_the_projections_get_theirs() {
    let home = TempDir::new().unwrap();
    let database = cluster().database(TEMPLATE);
    let app = cluster().address("app", &database);
    let store = connect(&app, home.path()).await.unwrap();
    let offered = Event::ContractOffered { number: "0042-2026-7".into(), price: "1".into(), on: DAY };
    store.cases().commit(begin_with(1, vec![filed(), term_started(), offered])).await.unwrap();
    store.cases().commit(begin(2)).await.unwrap();
    store.close().await.unwrap();
    for statement in undo_after(4, "postgres") {
        cluster().sql(&database, &statement);
    }
    let made = store::migrate(&cluster().address("migrator", &database)).await.unwrap();
    assert_eq!(made, migrations()[4..]);
    let store = connect(&app, home.path()).await.unwrap();
    let slice = store.audit().slice(None, 100).await.unwrap();
    let term = slice.terms[0].as_ref().unwrap();
    assert_eq!((slice.terms.len(), term.case, term.place, term.clause.as_str()), (1, case(1), 0, "¶5"));
    let paper = slice.papers[0].as_ref().unwrap();
    assert_eq!(
        (slice.papers.len(), paper.case, paper.seq, paper.number.as_str()),
        (1, case(1), 3, "0042-2026-7")
    );
}

#[tokio::test]
async fn the_release_before_goes_on_under_a_migration_that_keeps_it() {
    let home = TempDir::new().unwrap();
    let database = cluster().database(TEMPLATE);
    cluster().sql(
        &database,
        "INSERT INTO schema_migration VALUES (99, 'later'); ALTER TABLE account ADD later text",
    );
    let store = connect(&cluster().address("app", &database), home.path()).await.unwrap();
    store.cases().commit(begin(1)).await.unwrap();
    assert!(store.cases().row(case(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_schema_of_another_program_is_refused() {
    let home = TempDir::new().unwrap();
    for (change, word) in [
        ("DELETE FROM schema_migration WHERE version > 1", "bilikti migrate"),
        (
            "INSERT INTO schema_migration VALUES (99, 'later'); UPDATE fact SET value = '99' WHERE name = 'oldest-program'",
            "newer program",
        ),
    ] {
        let database = cluster().database(TEMPLATE);
        cluster().sql(&database, change);
        let refused = connect(&cluster().address("app", &database), home.path()).await.unwrap_err();
        assert!(refused.to_string().contains(word), "{refused}");
    }
    let away = connect("postgres://app@localhost/x?host=/nowhere", home.path()).await.unwrap_err();
    assert!(matches!(away, StoreError::Postgres(_)), "{away}");
}

#[tokio::test]
async fn the_role_that_serves_people_cannot_change_what_was_written() {
    let database = cluster().database(TEMPLATE);
    for forbidden in [
        "UPDATE case_journal SET seq = 2",
        "DELETE FROM case_journal",
        "DELETE FROM case_row",
        "DELETE FROM register",
        "UPDATE log_record SET version = 2",
        "DELETE FROM log_record",
        "UPDATE log_checkpoint SET note = ''",
        "UPDATE request SET about = ''",
        "DELETE FROM seat",
        "UPDATE read_log SET account = id",
        "DELETE FROM read_log",
        "DELETE FROM invitation",
        "DROP TABLE session",
        "CREATE TABLE mine (x integer)",
        "INSERT INTO schema_migration VALUES (3, 'x')",
    ] {
        let psql = std::process::Command::new("psql")
            .args(["--no-psqlrc", "--set=ON_ERROR_STOP=1", "--command", forbidden])
            .arg(cluster().address("app", &database))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&psql.stderr).into_owned();
        assert!(told.contains("permission denied") || told.contains("must be owner"), "{forbidden}: {told}");
    }
}

#[tokio::test]
async fn a_database_that_fell_is_away_until_it_is_back() {
    let fragile = Cluster::start("-c fsync=off");
    let database = fragile.database("template0");
    store::migrate(&fragile.address("migrator", &database)).await.unwrap();
    let home = TempDir::new().unwrap();
    let store = connect(&fragile.address("app", &database), home.path()).await.unwrap();
    store.cases().commit(begin(1)).await.unwrap();
    fragile.fell();
    // It may be back before anybody has noticed; an error says that it is away, and nothing else.
    let mut done = 0;
    while done < 50 {
        match store.cases().commit(begin(2 + done)).await {
            // Repeated: its answer was lost, not the write.
            Ok(()) | Err(PortError::Repeated) => done += 1,
            Err(error) => {
                assert!(matches!(error, PortError::Unavailable(_)), "{error:?}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    assert!(store.cases().row(case(1)).await.unwrap().is_some());
}
