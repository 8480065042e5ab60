//! Back-ups, and moving to another store: everything comes along, or nothing is touched.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::LocalSet;

use self::seaweed::Seaweed;
use crate::database::Database;
use crate::server::{Server, run, run_with};
use crate::steps::{Draft, SCANS, pairs, scan};

#[path = "../support/seaweed.rs"]
mod seaweed;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A back-up of the server's data.
fn backed_up(server: &Server, into: &Path) -> PathBuf {
    let (code, told) = run(&["backup", "create", "--data", text(&server.data()), "--to", text(into)]);
    assert_eq!(code, 0, "{told}");
    told.split(": ").next().unwrap().into()
}

/// Restores on a machine that has nothing but the master key.
fn restored(backup: &Path, key: &Path, data: &Path) -> (i32, String) {
    run(&["backup", "restore", text(backup), "--data", text(data), "--master-key", text(key)])
}

fn count(data: &Path, sql: &str) -> i64 {
    let database = Connection::open(data.join("bilikti.db")).unwrap();
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_backup_made_under_load_is_restored_whole_on_an_empty_machine() {
    let server = Server::demo();
    let home = TempDir::new().unwrap();
    let candidate = server.candidate("omirzhanov").await;
    let draft = Draft::begin(&candidate).await;
    let (kind, name) = SCANS[0];
    let documents = draft.path("documents");
    for (path, fields) in draft.parts() {
        candidate.does(&path, &pairs(&fields)).await;
    }
    candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await;
    let known = "SELECT max(version) FROM draft";
    let before = count(&server.data(), known);

    let local = LocalSet::new();
    let backup = local
        .run_until(async {
            let load = tokio::task::spawn_local(async move {
                loop {
                    for (path, fields) in draft.parts() {
                        candidate.does(&path, &pairs(&fields)).await;
                    }
                }
            });
            let (data, into) = (server.data(), home.path().join("backups"));
            let made = tokio::task::spawn_blocking(move || {
                let create = ["backup", "create", "--data", text(&data), "--to", text(&into)];
                (0..3).map(|_| run(&create)).collect::<Vec<_>>()
            });
            let made = made.await.unwrap();
            load.abort();
            assert!(made.iter().all(|(code, _)| *code == 0), "{made:?}");
            PathBuf::from(made.last().unwrap().1.split(": ").next().unwrap())
        })
        .await;

    let after = count(&server.data(), known);
    assert!(after > before, "nothing was written meanwhile");
    let data = home.path().join("restored");
    let (code, told) = restored(&backup, &server.data().join("keys/master.key"), &data);
    assert!(code == 0 && told.contains("0 broken"), "{told}");
    let there = count(&data, known);
    assert!((before..=after).contains(&there), "{before} ≤ {there} ≤ {after}");
    for table in ["case_journal", "register", "account", "log_record", "message"] {
        let rows = format!("SELECT count(*) FROM {table}");
        assert_eq!(count(&data, &rows), count(&server.data(), &rows), "{table}");
    }
    for file in ["keys/log.key", "keys/seal.key", "log/public-key", "catalogue/centres.toml"] {
        assert_eq!(fs::read(data.join(file)).unwrap(), fs::read(server.data().join(file)).unwrap(), "{file}");
    }
    // Nobody is signed in on the new machine, and no message was lost or made.
    assert_eq!(count(&data, "SELECT count(*) FROM session"), 0);
    let (code, told) = run(&["backup", "list", "--folder", text(&home.path().join("backups"))]);
    assert!(code == 0 && told.contains(text(&backup)), "{told}");
}

#[test]
fn a_backup_that_cannot_be_used_is_refused_before_anything_is_written() {
    let server = Server::demo();
    let home = TempDir::new().unwrap();
    let backup = backed_up(&server, &home.path().join("backups"));
    let key = server.data().join("keys/master.key");
    let bytes = fs::read(&backup).unwrap();
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    let flipped = |at: usize| {
        let mut bad = bytes.clone();
        bad[at] ^= 1;
        bad
    };
    let header = String::from_utf8(bytes[..line].to_vec()).unwrap();
    let with_header = |header: String| [header.as_bytes(), &bytes[line..]].concat();
    let mut bad = vec![
        ("cut at its end", bytes[..bytes.len() - 1].to_vec()),
        ("cut after a piece", bytes[..=line + 3 * (65_536 + 16)].to_vec()),
        ("only its line", bytes[..=line].to_vec()),
        ("empty", vec![]),
        ("foreign", b"PK\x03\x04 something else".to_vec()),
        ("longer", [&bytes[..], b"x"].concat()),
        ("too new", with_header(header.replace("\"version\":1", "\"version\":2"))),
        ("another moment", with_header(header.replace("2026", "2025"))),
        ("another schema", with_header(header.replace("\"schema\":", "\"schema\":1"))),
    ];
    for part in 1..20 {
        bad.push(("one bit", flipped(line + 1 + (bytes.len() - line - 2) * part / 20)));
    }
    let file = home.path().join("bad.bilikti-backup");
    for (what, bytes) in bad {
        fs::write(&file, bytes).unwrap();
        let (code, told) = run(&["backup", "check", text(&file), "--data", text(&server.data())]);
        assert!(code == 1 && told.contains("cannot be used"), "{what}: {told}");
        let data = home.path().join("data");
        let (code, told) = restored(&file, &key, &data);
        assert!(code == 1 && told.contains("cannot be used"), "{what}: {told}");
        assert!(!data.exists(), "{what}: something was written");
    }
    let wrong = home.path().join("wrong.key");
    fs::write(&wrong, [9; 32]).unwrap();
    let (code, told) = restored(&backup, &wrong, &home.path().join("data"));
    assert!(code == 1 && told.contains("master key"), "{told}");
    assert!(!home.path().join("data").exists());

    let other = Server::demo();
    let before = other.entries();
    let (code, told) = run(&["backup", "restore", text(&backup), "--data", text(&other.data())]);
    assert!(code == 1 && told.contains("not empty"), "{told}");
    assert_eq!(other.entries(), before);
}

/// Settings with PostgreSQL and a bucket.
async fn far_settings(home: &Path, database: &Database, bucket: &Seaweed, name: &str) -> PathBuf {
    let data = home.join(name);
    let address = bucket.bucket().await;
    let file = home.join(format!("{name}.toml"));
    let settings = format!(
        "[store]\ndata = {:?}\ndatabase = {:?}\n[files]\nendpoint = {:?}\nbucket = {:?}\naccess_key = {:?}\n\
         secret_key = {:?}\n",
        text(&data),
        database.variables()[0].1,
        address.endpoint,
        address.bucket,
        address.access_key,
        address.secret_key
    );
    fs::write(&file, settings).unwrap();
    copied(&home.join("data"), &data);
    file
}

/// What lies beside the store.
fn copied(from: &Path, to: &Path) {
    for folder in ["keys", "log", "catalogue", "catalogue/programmes"] {
        fs::create_dir_all(to.join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_file() {
                fs::copy(&entry, to.join(folder).join(entry.file_name().unwrap())).unwrap();
            }
        }
    }
}

#[test]
fn one_damaged_file_costs_no_other() {
    let server = Server::demo();
    let home = TempDir::new().unwrap();
    let issued = server.case_in("issued").id.parse().unwrap();
    let (digest, path) = server.document_file(issued);
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, bytes).unwrap();
    let backups = home.path().join("backups");
    let (code, told) = run(&["backup", "create", "--data", text(&server.data()), "--to", text(&backups)]);
    assert!(code == 1 && told.contains(&digest), "{told}");
    let backup: PathBuf = told.split(": ").next().unwrap().into();
    let data = home.path().join("restored");
    let (code, told) = restored(&backup, &server.data().join("keys/master.key"), &data);
    assert!(code == 1 && told.contains(&digest) && told.contains("1 broken"), "{told}");
    assert_eq!(
        count(&data, "SELECT count(*) FROM case_row"),
        count(&server.data(), "SELECT count(*) FROM case_row")
    );
}

#[test]
fn a_node_with_other_keys_does_not_start() {
    let mut server = Server::demo();
    server.kill();
    for key in ["seal.key", "log.key"] {
        let path = server.data().join("keys").join(key);
        let own = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let (code, told) = run(&["doctor", "--data", text(&server.data())]);
        assert!(code == 1 && told.contains("the store knows key"), "{key}: {told}");
        fs::write(&path, own).unwrap();
    }
    let (code, told) = run(&["doctor", "--data", text(&server.data())]);
    assert_eq!(code, 0, "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_to_postgresql_and_s3_and_back() {
    let mut server = Server::demo();
    server.kill();
    let home = TempDir::new().unwrap();
    fs::rename(server.data(), home.path().join("data")).unwrap();
    let (database, bucket) = (Database::fresh(), Seaweed::start());
    let far = far_settings(home.path(), &database, &bucket, "far").await;
    let data = home.path().join("data");
    let (code, told) = run(&["move-data", "--data", text(&data), "--to", text(&far)]);
    assert!(code == 0 && told.contains("both stores hold the same"), "{told}");
    let entries = count(&data, "SELECT count(*) FROM case_journal");
    assert_eq!(database.rows("SELECT count(*) FROM case_journal"), [[entries.to_string()]]);
    for command in ["verify", "doctor"] {
        let (code, told) = run(&[command, "--config", text(&far)]);
        assert_eq!(code, 0, "{command}: {told}");
    }
    let (code, told) = run(&["move-data", "--data", text(&data), "--to", text(&far)]);
    assert!(code == 1 && told.contains("not empty"), "{told}");

    // And back, which gives the same tables by their digests.
    let near = home.path().join("near.toml");
    fs::write(&near, format!("[store]\ndata = {:?}\n", text(&home.path().join("near")))).unwrap();
    copied(&data, &home.path().join("near"));
    let (code, back) = run(&["move-data", "--config", text(&far), "--to", text(&near)]);
    assert_eq!(code, 0, "{back}");
    let (code, told) = run(&["verify", "--config", text(&near)]);
    assert!(code == 0 && told.contains("0 broken"), "{told}");

    // A back-up of the far one goes into a folder, too.
    let backups = home.path().join("backups");
    let (code, told) = run(&["backup", "create", "--config", text(&far), "--to", text(&backups)]);
    assert_eq!(code, 0, "{told}");
    let backup: PathBuf = told.split(": ").next().unwrap().into();
    let (code, told) = restored(&backup, &data.join("keys/master.key"), &home.path().join("restored"));
    assert!(code == 0 && told.contains("0 broken"), "{told}");
}

#[test]
fn doctor_says_what_is_wrong() {
    let mut server = Server::demo();
    server.kill();
    let data = server.data();
    let doctor = |variables: &[(&'static str, String)]| {
        run_with(&["doctor", "--data", text(&data)], variables.iter().cloned())
    };
    let (code, told) = doctor(&[]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("better  keys") && told.contains("well    files"), "{told}");
    // Something was written before the clock was set back.
    let database = Connection::open(data.join("bilikti.db")).unwrap();
    database.execute("UPDATE case_row SET changed_at = changed_at + 3000000000000", []).unwrap();
    drop(database);
    let (code, told) = doctor(&[]);
    assert!(code == 1 && told.contains("WRONG   clock"), "{told}");
    let nowhere = server.data().join("nowhere");
    let (code, told) = doctor(&[("BILIKTI_BACKUP__FOLDER", text(&nowhere).into())]);
    assert!(code == 1 && told.contains("WRONG   back-ups"), "{told}");
    let (code, told) =
        doctor(&[("BILIKTI_STORE__DATABASE", "postgres://app@localhost/x?host=/nowhere".into())]);
    assert!(code == 1 && told.contains("WRONG   store"), "{told}");
    fs::write(data.join("keys/master.key"), [1; 32]).unwrap();
    let (code, told) = doctor(&[]);
    assert!(code == 1 && told.contains("master key"), "{told}");
}
