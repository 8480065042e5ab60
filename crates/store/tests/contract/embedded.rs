//! The embedded store: how it is made, and what only it promises.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use acts::ports::PortError;
use rusqlite::Connection;
use store::{DatabaseAt, FilesAt, Store, StoreError};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::fixture::{Ports, account, begin, begin_with, case, filed, go_on, withdrawn};
use crate::keeper::{keeper, keeper_with};

pub(crate) async fn ports() -> Ports {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(&home.path().join("data"), keeper()).await.unwrap();
    Ports::of(&store, home)
}

/// The only object in the folder of files, besides the mark of whose it is.
fn object(data: &Path) -> PathBuf {
    let folders = fs::read_dir(data.join(store::FILES)).unwrap().map(|entry| entry.unwrap().path());
    let mut objects = folders
        .filter(|path| !path.ends_with("part") && !path.ends_with("76"))
        .flat_map(|path| fs::read_dir(path).unwrap());
    let object = objects.next().unwrap().unwrap().path();
    assert!(objects.next().is_none());
    object
}

#[tokio::test]
async fn everything_is_there_after_a_new_start() {
    let home = TempDir::new().unwrap();
    let mut row = begin(1).row;
    let mut digests = vec![];
    for start in 0..4_u32 {
        let store = Store::open_folder(home.path(), keeper()).await.unwrap();
        let write = if start == 0 { begin(1) } else { go_on(&row, vec![withdrawn(&start.to_string())]) };
        store.cases().commit(write.clone()).await.unwrap();
        row = write.row;
        digests.push(store.blobs().put(account(7), start.to_le_bytes().to_vec()).await.unwrap());
        assert_eq!(store.cases().row(case(1)).await, Ok(Some(row.clone())));
        assert_eq!(store.cases().journal(case(1)).await.unwrap().len() as u64, row.version);
        for digest in &digests {
            assert!(store.blobs().get(account(7), digest).await.unwrap().is_some());
        }
        // One start ends in order, the next by falling.
        if start % 2 == 0 {
            store.close().await.unwrap();
        }
    }
    assert_eq!(row.version, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_finishes_what_was_begun() {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    let mut writers = JoinSet::new();
    for number in 1..=200 {
        let cases = store.cases();
        writers.spawn(async move { (number, cases.commit(begin(number)).await) });
    }
    tokio::task::yield_now().await;
    store.close().await.unwrap();
    let late = store.cases().commit(begin(999)).await;
    assert!(matches!(late, Err(PortError::Unavailable(_))), "{late:?}");
    let log = home.path().join("bilikti.db-wal");
    assert_eq!(fs::metadata(log).map_or(0, |log| log.len()), 0, "the log is moved into the database");
    let again = Store::open_folder(home.path(), keeper()).await.unwrap();
    for (number, outcome) in writers.join_all().await {
        let kept = again.cases().row(case(number)).await.unwrap().is_some();
        assert_eq!(kept, outcome.is_ok(), "case {number}: {outcome:?}");
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn only_its_user_can_enter() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("some/where");
    let _store = Store::open_folder(&data, keeper()).await.unwrap();
    for folder in [data.clone(), data.join("files")] {
        assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let home = TempDir::new().unwrap();
    drop(Store::open_folder(home.path(), keeper()).await.unwrap());
    let database = Connection::open(home.path().join(store::DATABASE)).unwrap();
    let known: i64 =
        database.query_row("SELECT max(version) FROM schema_migration", [], |row| row.get(0)).unwrap();
    database
        .execute("INSERT INTO schema_migration (version, name) VALUES (?1, 'later')", [known + 1])
        .unwrap();
    // As long as it keeps this program, this program goes on.
    drop(Store::open_folder(home.path(), keeper()).await.unwrap());
    database.execute("UPDATE fact SET value = '99' WHERE name = 'oldest-program'", []).unwrap();
    drop(database);
    let refused = Store::open_folder(home.path(), keeper()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found, .. } if found == known + 1), "{refused}");
    assert!(refused.to_string().contains("newer program"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "x").unwrap();
    let refused = Store::open_folder(&file, keeper()).await.unwrap_err();
    assert!(refused.to_string().contains(file.to_str().unwrap()), "{refused}");
}

#[tokio::test]
async fn every_table_is_strict_and_writes_are_durable() {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    store.cases().commit(begin(1)).await.unwrap();
    let database = Connection::open(home.path().join(store::DATABASE)).unwrap();
    let mode: String = database.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let loose: i64 = database
        .query_row(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
             AND name NOT LIKE 'sqlite%' AND NOT strict",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(loose, 0);
    for wrong in ["UPDATE case_journal SET event = 'x'", "UPDATE case_row SET filed_on = '2026-02-30'"] {
        assert!(database.execute(wrong, []).is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_told_and_mended() {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    let digest = store.blobs().put(account(7), b"diploma".to_vec()).await.unwrap();
    let path = object(home.path());
    let mut bytes = fs::read(&path).unwrap();
    assert!(!bytes.windows(7).any(|some| some == b"diploma"), "sealed");
    bytes[3] ^= 1;
    fs::write(&path, bytes).unwrap();
    let damaged = store.blobs().get(account(7), &digest).await;
    assert!(matches!(damaged, Err(PortError::Inconsistent(_))), "{damaged:?}");
    store.blobs().put(account(7), b"diploma".to_vec()).await.unwrap();
    assert_eq!(store.blobs().get(account(7), &digest).await, Ok(Some(b"diploma".to_vec())));
}

#[tokio::test]
async fn half_written_files_are_swept_unless_somebody_writes_them() {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    let parts = home.path().join("files/part");
    store.blobs().put(account(7), b"whole".to_vec()).await.unwrap();
    assert_eq!(fs::read_dir(&parts).unwrap().count(), 0);
    fs::write(parts.join("1-1"), b"half").unwrap();
    let written = fs::File::create(parts.join("2-1")).unwrap();
    written.lock().unwrap();
    drop(store);
    let _again = Store::open_folder(home.path(), keeper()).await.unwrap();
    assert!(!parts.join("1-1").exists());
    assert!(parts.join("2-1").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_master_key_is_refused() {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    let digest = store.blobs().put(account(7), b"diploma".to_vec()).await.unwrap();
    drop(store);
    let refused = Store::open_folder(home.path(), keeper_with([8; 32])).await.unwrap_err();
    assert!(matches!(refused, StoreError::WrongKey { .. }), "{refused}");
    // Whoever changes the fingerprint in the database still has no key of any person.
    let database = Connection::open(home.path().join(store::DATABASE)).unwrap();
    database.execute("DELETE FROM fact WHERE name = 'master-key'", []).unwrap();
    drop(database);
    let store = Store::open_folder(home.path(), keeper_with([8; 32])).await.unwrap();
    let sealed = store.blobs().get(account(7), &digest).await;
    assert!(matches!(sealed, Err(PortError::Inconsistent(_))), "{sealed:?}");
}

#[tokio::test]
async fn two_stores_over_one_place_of_files_are_refused() {
    let home = TempDir::new().unwrap();
    let files = FilesAt::Folder(home.path().join("files"));
    let at = |name: &str| DatabaseAt::Folder(home.path().join(name));
    drop(Store::open(&at("one"), &files, keeper()).await.unwrap());
    let refused = Store::open(&at("other"), &files, keeper()).await.unwrap_err();
    assert!(matches!(refused, StoreError::ForeignFiles), "{refused}");
    drop(Store::open(&at("one"), &files, keeper()).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_on_one_store_do_not_disturb_each_other() {
    let home = TempDir::new().unwrap();
    let open = async || Store::open_folder(home.path(), keeper()).await.unwrap();
    let stores = [open().await, open().await];
    let mut writers = JoinSet::new();
    for number in 1..=60_u128 {
        let cases = stores[(number % 2) as usize].cases();
        writers.spawn(async move { cases.commit(begin(number)).await.unwrap() });
    }
    writers.join_all().await;
    for store in &stores {
        assert_eq!(store.audit().slice(None, 1000).await.unwrap().entries.len(), 60);
    }
}

#[tokio::test]
async fn journals_from_before_the_links_get_theirs() {
    let home = TempDir::new().unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    store.cases().commit(begin_with(1, vec![filed(), withdrawn("бір"), withdrawn("екі")])).await.unwrap();
    store.cases().commit(begin(2)).await.unwrap();
    let before = store.audit().slice(None, 100).await.unwrap();
    store.close().await.unwrap();

    let database = Connection::open(home.path().join(store::DATABASE)).unwrap();
    database
        .execute_batch(
            "ALTER TABLE case_journal DROP COLUMN link;
             DROP TABLE log_waiting; DROP TABLE log_record; DROP TABLE log_node; DROP TABLE log_checkpoint;
             DROP TABLE job; DROP TABLE save;
             DROP TABLE file_holder; DROP TABLE file; DROP TABLE upload_slice; DROP TABLE upload;
             DROP TABLE person_key; DROP TABLE loose_object; DROP TABLE fact;
             DROP TABLE invitation; DROP TABLE read_log; DROP TABLE recovery_code; DROP TABLE factor;
             DROP TABLE contact; DROP TABLE sign_in_code; DROP TABLE tries;
             ALTER TABLE seat DROP COLUMN since; ALTER TABLE seat DROP COLUMN until;
             ALTER TABLE seat DROP COLUMN given_by; ALTER TABLE seat DROP COLUMN ended_by;
             ALTER TABLE seat DROP COLUMN stands_for;
             DELETE FROM schema_migration WHERE version > 1;",
        )
        .unwrap();
    drop(database);
    // It had no files of this kind.
    fs::remove_dir_all(home.path().join(store::FILES)).unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    let after = store.audit().slice(None, 100).await.unwrap();
    assert_eq!(after.entries, before.entries);
    assert_eq!(after.waiting, before.waiting);
    assert_eq!(after.entries.len(), 4);
}
