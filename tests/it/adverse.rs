//! A disk that is full, a clock that is set back.

use std::fs::{self, File};
use std::io::Write as _;

use crate::kill::{Plan, expected, found, on_the_day};
use crate::server::{DAY, Options, Server};
use crate::steps::{BEFORE, By, Crew, Filled, Step, case_of};

/// Room for the demonstration and some acts, in MiB.
const DISK: u32 = 160;

/// Takes all the room that is left, but for `spare` bytes.
fn fill(server: &Server, spare: usize) {
    // The write-ahead log has room of its own, from acts before.
    let connection = rusqlite::Connection::open(server.database_file()).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);
    let path = server.data().join("ballast");
    let mut ballast = File::create(&path).unwrap();
    let block = vec![1; 64 * 1024];
    while ballast.write_all(&block).is_ok() {}
    let length = ballast.metadata().unwrap().len();
    ballast.set_len(length.saturating_sub(spare as u64)).unwrap();
}

/// Sends the form until it is done; whenever the disk is full, there is room again afterwards. How often it was full.
async fn surely(server: &Server, crew: &Crew, by: By, form: &Filled, spare: usize) -> (String, u32) {
    fill(server, spare);
    let full = form.send(crew.person(by)).await;
    fs::remove_file(server.data().join("ballast")).unwrap();
    if full.status == 303 {
        return (full.location().to_owned(), 0);
    }
    assert!(
        [500, 503].contains(&full.status) && full.text().contains("<h1"),
        "{}: {}",
        form.action,
        full.status
    );
    let done = form.send(crew.person(by)).await;
    assert_eq!(done.status, 303, "{}: {:?} {}", form.action, done.errors(), done.words());
    (done.location().to_owned(), 1)
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_the_server_goes_on_once_there_is_room() {
    let server = Server::start(Options { disk: Some(DISK), ..Options::default() });
    let crew = Crew::of(&server, "omirzhanov").await;
    let application = crew.application().await;
    let (location, mut full) = surely(&server, &crew, By::Candidate, &application, 0).await;
    let case = case_of(&location);
    let steps = BEFORE.into_iter().chain(on_the_day(Plan::Passes)).enumerate();
    for (number, step) in steps {
        if number == BEFORE.len() {
            server.set_day(server.sitting_day(&case));
        }
        let form = crew.fill(step, &case).await;
        // A page of the database, a few, or more than an act takes.
        full += surely(&server, &crew, step.by, &form, number % 4 * 4_096).await.1;
    }
    println!("the disk was full {full} times");
    assert!(full >= 3, "{full}");
    assert_eq!(found(&server, &case), expected(Plan::Passes));
    server.assert_sound();
}

#[tokio::test]
async fn p05_a_clock_set_back_makes_no_journal_run_back() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    let [check, offer, rest @ ..] = BEFORE;
    crew.does(check, &case).await;
    server.set_time(DAY.at(9, 30, 0, 0));
    crew.does(offer, &case).await;
    let steps: [Step; 1] = [rest[0]];
    crew.do_all(&steps, &case).await;
    server.assert_sound();
}
