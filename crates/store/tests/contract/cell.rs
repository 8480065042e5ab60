//! A cell of two PostgreSQL whose leader falls while answers are being saved: none that was acknowledged is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use acts::ports::{Save, SaveKind};
use store::{DatabaseAt, FilesAt, Store};
use tempfile::TempDir;
use tokio::task::JoinSet;

use self::patroni::Cell;
use crate::fixture::{at, centre, id};
use crate::keeper::keeper;

#[path = "../../../../tests/support/patroni.rs"]
mod patroni;

const BROWSERS: u128 = 8;
/// Saved before the leader falls.
const BEFORE: Duration = Duration::from_secs(2);
/// Longer than a cell needs for a new leader.
const PATIENCE: Duration = Duration::from_mins(2);

fn save(browser: u128, seq: u64) -> Save {
    Save {
        centre: centre("0042"),
        attempt: id(browser),
        client: id(browser),
        seq,
        at: at(0),
        kind: SaveKind::Answer,
        body: format!(r#"{{"answer":{seq}}}"#),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_answer_is_lost_when_the_leader_falls() {
    let cell = tokio::task::spawn_blocking(Cell::start).await.unwrap();
    store::migrate(&cell.leaders_address("migrator")).await.unwrap();
    let home = TempDir::new().unwrap();
    let database = DatabaseAt::Postgres(cell.addresses("app"));
    let store = Store::open(&database, &FilesAt::Folder(home.path().into()), keeper()).await.unwrap();

    let (over, mut browsers) = (Arc::new(AtomicBool::new(false)), JoinSet::new());
    for browser in 0..BROWSERS {
        let (saves, over) = (store.saves(), Arc::clone(&over));
        browsers.spawn(async move {
            let mut acknowledged = 0;
            while !over.load(Ordering::Relaxed) {
                // Without an answer the browser sends the same again.
                match saves.save(save(browser, acknowledged + 1)).await {
                    Ok(_) => acknowledged += 1,
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
            (browser, acknowledged)
        });
    }
    tokio::time::sleep(BEFORE).await;
    let (cell, fell) = tokio::task::spawn_blocking(move || {
        cell.fell_leader();
        #[allow(clippy::disallowed_methods, reason = "the test stands outside of the program")]
        (cell, Instant::now())
    })
    .await
    .unwrap();
    // By a browser that had not saved before.
    while store.saves().save(save(BROWSERS, 1)).await.is_err() {
        assert!(fell.elapsed() < PATIENCE, "no leader came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let first = fell.elapsed();
    tokio::time::sleep(BEFORE).await;
    over.store(true, Ordering::Relaxed);

    let (mut told, mut lost) = (0, 0);
    for (browser, acknowledged) in browsers.join_all().await {
        let kept = store.saves().saved(&centre("0042"), id(browser)).await.unwrap();
        assert!(
            acknowledged > 0 && kept.iter().zip(1..).all(|(save, seq)| save.seq == seq),
            "each once, in order"
        );
        told += acknowledged;
        lost += acknowledged.saturating_sub(kept.len() as u64);
    }
    println!(
        "first write {:.1} s after the leader fell; {told} acknowledged, {lost} lost",
        first.as_secs_f64()
    );
    assert_eq!(lost, 0);
    drop(cell);
}
