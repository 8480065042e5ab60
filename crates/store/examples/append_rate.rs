//! How many acts a second the store makes durable, with 1, 16 and 64 tasks at once: each commit is one entry of a
//! journal with its row, its receipt and its message.
//!
//! `cargo run --release -p store --example append_rate [folder]`

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement: it may stop and read a clock"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use acts::journal::{AccountId, CaseId, Entry, Receipt, RequestId, Stamp};
use acts::ports::{CaseWrite, Message};
use acts::projection::{CaseRow, fold_name};
use jiff::Timestamp;
use jiff::civil::date;
use rules::case::{Event, Stage};
use rules::identifiers::CentreNumber;
use store::Store;
use tokio::task::JoinSet;
use uuid::Uuid;

#[path = "../../../tests/support/keeper.rs"]
#[allow(dead_code, clippy::indexing_slicing)]
mod keeper;

use self::keeper::keeper;

const LASTING: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() {
    let home = std::env::args().nth(1).unwrap_or_else(|| std::env::temp_dir().display().to_string());
    let home = tempfile::tempdir_in(Path::new(&home)).unwrap();
    let store = Store::open_folder(home.path(), keeper()).await.unwrap();
    for (round, tasks) in (1..).zip([1_u32, 16, 64]) {
        let start = Instant::now();
        let mut running = JoinSet::new();
        for task in 0..tasks {
            let cases = store.cases();
            running.spawn(async move {
                let mut row = beginning(round, task);
                let mut acts = 0_u32;
                while start.elapsed() < LASTING {
                    let write = next(&row);
                    row = write.row.clone();
                    cases.commit(write).await.unwrap();
                    acts += 1;
                }
                acts
            });
        }
        let acts: u32 = running.join_all().await.into_iter().sum();
        println!("{tasks:>3} tasks: {:>8.0} acts a second", f64::from(acts) / start.elapsed().as_secs_f64());
    }
    store.close().await.unwrap();
}

fn beginning(round: u128, task: u32) -> CaseRow {
    let name = "Сәрсенов Болат Ерланұлы";
    CaseRow {
        case: CaseId(Uuid::from_u128(round << 96 | u128::from(task) << 64)),
        centre: CentreNumber::parse(&format!("{task:04}")).unwrap(),
        number: format!("{task:04}-2026-{round:06}"),
        version: 0,
        candidate: None,
        name: name.into(),
        name_key: fold_name(name),
        iin: "900101300017".into(),
        stage: Stage::Filed,
        programme: "welder".into(),
        filed_on: date(2026, 11, 20),
        due: Some(date(2026, 11, 25)),
        due_clause: None,
        sitting_on: None,
        sitting_at: None,
        protocol: None,
        serial: None,
        changed_at: Timestamp::UNIX_EPOCH,
    }
}

fn next(row: &CaseRow) -> CaseWrite {
    let row = CaseRow { version: row.version + 1, ..row.clone() };
    let (case, centre, at, by) = (row.case, row.centre.clone(), row.changed_at, AccountId(Uuid::nil()));
    let id = Uuid::from_u128(case.0.as_u128() | u128::from(row.version));
    let event = Event::Withdrawn { reason: "жеке себептермен".repeat(10), on: row.filed_on };
    let stamp = Stamp { case, centre: centre.clone(), seq: row.version, at, actor: Some(by) };
    CaseWrite {
        request: RequestId(id),
        by,
        about: format!("withdraw {case}"),
        receipt: Receipt { case, number: row.number.clone(), version: row.version, at },
        expected: row.version - 1,
        entries: vec![Entry::after(None, stamp, event).unwrap()],
        files: vec![],
        messages: vec![Message { id, case, centre, to: Some(by), kind: "withdrawn".into(), at }],
        dispatches: vec![],
        row,
        register: None,
        papers: vec![],
        referral: None,
        terms: vec![],
        sitting: None,
        taken: vec![],
        draft: None,
        term_facts: vec![],
        outcome: None,
        platform: None,
    }
}
