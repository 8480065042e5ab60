//! `bilikti verify` names what was changed behind the program's back.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Params};

use crate::server::Server;
use crate::steps::{Crew, WITHDRAW};
use crate::stored::CaseLine;

/// A stopped server with the demonstration's data, and an issued case of it.
fn stopped() -> (Server, CaseLine) {
    let mut server = Server::demo();
    server.kill();
    server.assert_sound();
    let case = server.case_in("issued");
    (server, case)
}

fn change(server: &Server, sql: &str, values: impl Params) {
    let connection = Connection::open(server.database_file()).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    let changed = connection.execute(sql, values).unwrap();
    assert!(changed > 0, "{sql}");
}

/// Exit code 1, and a line that has all of `words`.
fn assert_named(server: &Server, words: &[&str]) {
    let (code, text) = server.verify();
    assert_eq!(code, 1, "{text}");
    assert!(text.lines().any(|line| words.iter().all(|word| line.contains(word))), "{words:?}: {text}");
}

fn uuid(case: &CaseLine) -> uuid::Uuid {
    case.id.parse().unwrap()
}

#[test]
fn a_changed_line_of_the_list_is_named() {
    for change_of in
        ["stage = 'withdrawn'", "name = 'X'", "due = '2027-01-01'", "iin = '900101300017'", "version = 2"]
    {
        let (server, case) = stopped();
        change(&server, &format!("UPDATE case_row SET {change_of} WHERE case_id = ?1"), [uuid(&case)]);
        assert_named(&server, &[&case.id, "list row"]);
    }
}

#[test]
fn p05_a_changed_line_of_the_board_or_the_calendar_is_named() {
    let (server, _) = stopped();
    let case = server.case_in("noticed");
    change(&server, "UPDATE sitting_row SET day = '2027-01-11' WHERE case_id = ?1", [uuid(&case)]);
    assert_named(&server, &[&case.id, "sitting differs"]);
    let owed = server.case_in("filed");
    change(&server, "UPDATE term_row SET due = '2027-01-11' WHERE case_id = ?1", [uuid(&owed)]);
    assert_named(&server, &[&owed.id, "running terms differ"]);
    change(&server, "DELETE FROM term_row WHERE case_id = ?1", [uuid(&owed)]);
    assert_named(&server, &[&owed.id, "running terms differ"]);
}

#[test]
fn a_changed_entry_of_a_journal_is_named() {
    let changes = [
        "json_set(event, '$.application.person.surname', 'Басқа') WHERE seq = 1",
        "json_set(event, '$.serial', '25620-072121008-3-081226-0042-000000099') WHERE event ->> 'event' = 'document-issued'",
        "json_set(event, '$.number', '0042-2026-999999') WHERE seq = 1",
        "json_set(event, '$.event', 'unknown') WHERE seq = 2",
    ];
    for change_of in changes {
        let (server, case) = stopped();
        change(
            &server,
            &format!("UPDATE case_journal SET event = {change_of} AND case_id = ?1"),
            [uuid(&case)],
        );
        assert_named(&server, &[&case.id]);
    }
}

#[test]
fn an_entry_put_to_another_time_is_named() {
    let (server, case) = stopped();
    change(
        &server,
        "UPDATE case_journal SET at = at - 40 * 86400000000 WHERE seq = 5 AND case_id = ?1",
        [uuid(&case)],
    );
    assert_named(&server, &[&case.id, "back in time"]);
}

#[test]
fn a_missing_entry_of_a_journal_is_named() {
    for (seq, word) in [
        ("1", "journal"),
        ("4", "entry 4"),
        ("(SELECT max(seq) FROM case_journal AS j WHERE j.case_id = ?1)", "differs"),
    ] {
        let (server, case) = stopped();
        change(
            &server,
            &format!("DELETE FROM case_journal WHERE case_id = ?1 AND seq = {seq}"),
            [uuid(&case)],
        );
        assert_named(&server, &[&case.id, word]);
    }
}

#[test]
fn a_missing_journal_is_named() {
    let (server, case) = stopped();
    change(&server, "DELETE FROM case_journal WHERE case_id = ?1", [uuid(&case)]);
    assert_named(&server, &[&case.id, "without a journal"]);
}

#[test]
fn a_removed_or_changed_line_of_the_register_is_named() {
    let (server, case) = stopped();
    change(&server, "DELETE FROM register WHERE case_id = ?1", [uuid(&case)]);
    assert_named(&server, &[&case.id, "register row"]);
    let (server, case) = stopped();
    change(&server, "UPDATE register SET valid_until = '2099-01-01' WHERE case_id = ?1", [uuid(&case)]);
    assert_named(&server, &[&case.id, "register row"]);
}

#[test]
fn what_figures_are_counted_from_cannot_be_bent() {
    for (sql, word) in [
        ("UPDATE case_term SET due = '2099-01-01' WHERE case_id = ?1", "terms differ"),
        ("DELETE FROM case_term WHERE case_id = ?1 AND place = 0", "terms differ"),
        ("UPDATE case_outcome SET violations = 9 WHERE case_id = ?1", "outcome differs"),
        ("DELETE FROM platform_entry WHERE case_id = ?1", "entries for the platform differ"),
    ] {
        let (server, case) = stopped();
        change(&server, sql, [uuid(&case)]);
        assert_named(&server, &[&case.id, word]);
    }
}

#[test]
fn an_altered_or_missing_file_is_named() {
    let (server, case) = stopped();
    let (digest, file) = server.document_file(uuid(&case));
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert_named(&server, &[&case.id, &digest]);
    fs::remove_file(&file).unwrap();
    assert_named(&server, &[&case.id, &digest]);
}

#[tokio::test]
async fn a2_the_public_check_never_calls_an_altered_document_unaltered() {
    let mut server = Server::demo();
    let issued = server.case_in("issued");
    let serial = issued.serial.clone().unwrap();
    server.kill();
    change(&server, "UPDATE register SET valid_until = '2099-01-01' WHERE case_id = ?1", [uuid(&issued)]);
    server.restart();
    let page = server.visitor().get(&format!("/t/{serial}")).await;
    assert!(page.text().contains("app-answer app-bad"), "{}", page.words());
}

/// Number of records that the newest checkpoint beside the store signs, once it is above `more_than`.
async fn signed(server: &Server, more_than: u64) -> u64 {
    for _ in 0..600 {
        let files = fs::read_dir(server.data().join("log")).unwrap().map(|entry| entry.unwrap().path());
        let newest = files.filter(|file| file.to_string_lossy().contains("/checkpoint-")).max();
        let size = newest
            .map_or(0, |file| fs::read_to_string(file).unwrap().lines().nth(1).unwrap().parse().unwrap());
        if size > more_than {
            return size;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no checkpoint above {more_than}: {}", server.log());
}

fn copy_database(from: &Path, to: &Path) {
    for file in ["bilikti.db", "bilikti.db-wal"] {
        let _ = fs::remove_file(to.join(file));
        if from.join(file).exists() {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
    }
}

#[tokio::test]
async fn an_older_store_put_back_is_named() {
    let mut server = Server::demo();
    let before = signed(&server, 0).await;
    server.kill();
    let older = tempfile::TempDir::new().unwrap();
    copy_database(&server.data(), older.path());
    server.restart();
    let case = server.case_in("filed");
    let crew = Crew::of(&server, &case.login).await;
    crew.does(WITHDRAW, &case.id).await;
    let after = signed(&server, before).await;
    server.kill();
    server.assert_sound();
    copy_database(older.path(), &server.data());
    assert_named(&server, &["older store", &before.to_string(), &after.to_string()]);
    // A server that runs on it says so too, and leaves the checkpoint as it is.
    server.restart();
    let told = format!("signs {after} records, the log has {before}");
    for _ in 0..600 {
        if server.log().contains(&told) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{}", server.log());
}
