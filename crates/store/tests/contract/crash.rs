//! A process killed while it writes: what it was told is durable is there, and nothing is half there.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use acts::CaseId;
use store::Store;
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::fixture::{account, begin, case, go_on, withdrawn};
use crate::keeper::keeper;

const HOME: &str = "STORE_CRASH_HOME";
const ROUND: &str = "STORE_CRASH_ROUND";
const KILLS: u128 = 20;
const WRITERS: u128 = 8;

/// The child: writes until it is killed; tells each write once it is acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child_that_writes() {
    let (Ok(home), Ok(round)) = (env::var(HOME), env::var(ROUND)) else { return };
    let round: u128 = round.parse().unwrap();
    let store = Store::open_folder(Path::new(&home), keeper()).await.unwrap();
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (cases, blobs) = (store.cases(), store.blobs());
        let number = 1 + round * WRITERS + writer;
        writers.spawn(async move {
            let mut write = begin(number);
            for step in 0..10_000_u32 {
                let row = write.row.clone();
                cases.commit(write).await.unwrap();
                println!("\nwrote {number} {}", row.version);
                if writer == 0 && step % 8 == 0 {
                    let digest = blobs.put(account(7), format!("{round} {step}").into_bytes()).await.unwrap();
                    println!("\nfile {digest}");
                }
                write = go_on(&row, vec![withdrawn("бір"), withdrawn("екі")]);
            }
        });
    }
    writers.join_all().await;
}

/// What a child said before it was killed after `lines` lines.
fn killed_after(home: &Path, round: u128, lines: usize) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "crash::child_that_writes", "--nocapture"])
        .env(HOME, home)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = vec![];
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map(|line| line.unwrap());
    for line in said.filter(|line| line.starts_with("wrote ") || line.starts_with("file ")) {
        told.push(line);
        if told.len() == lines {
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "killed, not ended");
    assert!(told.len() >= lines, "the child ended by itself");
    told
}

#[tokio::test]
async fn no_acknowledged_write_is_lost_by_a_kill() {
    let home = TempDir::new().unwrap();
    let mut told = vec![];
    for round in 0..KILLS {
        let lines = 1 + usize::try_from(round * 37 % 101).unwrap();
        told.extend(killed_after(home.path(), round, lines));
    }
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    for line in &told {
        let words: Vec<&str> = line.split(' ').collect();
        if let ["file", digest] = words[..] {
            assert!(store.blobs().get(account(7), digest).await.unwrap().is_some(), "{line}");
        } else {
            let row = store.cases().row(case(words[1].parse().unwrap())).await.unwrap().unwrap();
            assert!(row.version >= words[2].parse().unwrap(), "{line}");
        }
    }
    let everything = store.audit().slice(None, u32::MAX).await.unwrap();
    let ids: BTreeSet<CaseId> = everything.entries.iter().map(|entry| entry.case).collect();
    assert!(told.len() as u128 >= KILLS && ids.len() as u128 <= KILLS * WRITERS);
    for id in ids {
        let journal = store.cases().journal(id).await.unwrap();
        assert!(journal.iter().map(|entry| entry.stamp().seq).eq(1..=journal.len() as u64), "no gap");
        assert_eq!(store.cases().row(id).await.unwrap().unwrap().version, journal.len() as u64);
        assert_eq!(journal.len() % 2, 1, "a write of two entries is whole");
    }
}
