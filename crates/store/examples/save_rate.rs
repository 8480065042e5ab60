//! How many answers a second are made durable, beside the raw limit of the same database in the same run.
//!
//! `cargo xtask bench saves`

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a measurement: it may stop and read a clock"
)]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use acts::ports::{Save, SaveKind, Saves};
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, TransactionBehavior, params};
use store::{DatabaseAt, FilesAt, Store};
use tokio::task::JoinSet;
use uuid::Uuid;

use self::keeper::keeper;
use self::postgres::Cluster;

#[path = "../../../tests/support/keeper.rs"]
#[allow(dead_code, clippy::indexing_slicing)]
mod keeper;
#[path = "../../../tests/support/kept.rs"]
mod kept;
#[path = "../../../tests/support/postgres.rs"]
#[allow(dead_code)]
mod postgres;

const LASTING: Duration = Duration::from_secs(5);
/// Browsers that save at the same time.
const AT_ONCE: u32 = 64;
const ROUNDS: u32 = 3;
const BODY: &str =
    r#"{"item":"7212-1-008/17","answer":["б","г"],"changed":3,"seen":"2026-11-23T05:00:00.123456Z"}"#;
const INSERT: &str = "INSERT INTO save (centre, attempt, client, seq, at, kind, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";

#[tokio::main]
async fn main() {
    println!("{AT_ONCE} browsers at once, {} s each, {} bytes a save\n", LASTING.as_secs(), BODY.len());
    println!("| store | saves/s | raw/s | share | processor µs per save |\n|---|---|---|---|---|");
    for _ in 0..ROUNDS {
        let home = tempfile::tempdir_in(std::env::current_dir().unwrap().join("target")).unwrap();
        let store = Store::open_folder(&home.path().join("store"), keeper()).await.unwrap();
        let (saves, processor) = rate(&store.saves()).await;
        store.close().await.unwrap();
        line("SQLite", saves, raw_sqlite(&home.path().join("store").join(store::DATABASE)), processor);
    }
    let cluster = Cluster::start("");
    for _ in 0..ROUNDS {
        let home = tempfile::TempDir::new().unwrap();
        let database = cluster.database("template0");
        store::migrate(&cluster.address("migrator", &database)).await.unwrap();
        let store = {
            let database = DatabaseAt::Postgres(cluster.address("app", &database));
            let files = FilesAt::Folder(home.path().join(store::FILES));
            Store::open(&database, &files, keeper()).await.unwrap()
        };
        let (saves, processor) = rate(&store.saves()).await;
        store.close().await.unwrap();
        line("PostgreSQL", saves, pgbench(&cluster, &database, home.path()), processor);
    }
}

fn line(store: &str, saves: f64, raw: f64, processor: f64) {
    println!("| {store} | {saves:.0} | {raw:.0} | {:.0} % | {:.0} |", saves / raw * 100.0, processor * 1e6);
}

fn save(client: Uuid, seq: u64, centre: &CentreNumber) -> Save {
    Save {
        centre: centre.clone(),
        attempt: client,
        client,
        seq,
        at: Timestamp::now(),
        kind: SaveKind::Answer,
        body: BODY.into(),
    }
}

/// Saves a second, and seconds of processor for each.
async fn rate(saves: &Arc<dyn Saves>) -> (f64, f64) {
    let (start, processor) = (Instant::now(), processor());
    let mut running = JoinSet::new();
    for _ in 0..AT_ONCE {
        let saves = Arc::clone(saves);
        running.spawn(async move {
            let (client, centre) = (Uuid::now_v7(), CentreNumber::parse("0042").unwrap());
            let mut done = 0_u64;
            while start.elapsed() < LASTING {
                done += 1;
                saves.save(save(client, done, &centre)).await.unwrap();
            }
            done
        });
    }
    let done = running.join_all().await.into_iter().sum::<u64>() as f64;
    (done / start.elapsed().as_secs_f64(), (self::processor() - processor) / done)
}

/// Seconds of processor that this process has used: user and system, in hundredths (proc(5), stat, fields 14 and 15).
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let ticks: f64 =
        after_name.split_whitespace().skip(11).take(2).map(|part| part.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}

/// A tight loop on one connection, as many inserts in a commit as there are browsers.
fn raw_sqlite(file: &Path) -> f64 {
    let mut connection = Connection::open(file).unwrap();
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL"), ("wal_autocheckpoint", "10000")] {
        connection.pragma_update(None, name, value).unwrap();
    }
    connection.pragma_update(None, "secure_delete", true).unwrap();
    let (start, mut done) = (Instant::now(), 0_u64);
    let clients: Vec<Uuid> = (0..AT_ONCE).map(|_| Uuid::now_v7()).collect();
    let mut seq = 0_u64;
    while start.elapsed() < LASTING {
        seq += 1;
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        for client in &clients {
            let at = Timestamp::now().as_microsecond();
            tx.prepare_cached(INSERT)
                .unwrap()
                .execute(params!["0042", client, client, seq, at, "answer", BODY])
                .unwrap();
            done += 1;
        }
        tx.commit().unwrap();
    }
    done as f64 / start.elapsed().as_secs_f64()
}

/// PostgreSQL's own program with the same insert, one a transaction, from as many connections.
fn pgbench(cluster: &Cluster, database: &str, home: &Path) -> f64 {
    let script = home.join("insert.sql");
    let insert = format!(
        "\\set seq random(1, 1000000000)\n\
         INSERT INTO save (centre, attempt, client, seq, at, kind, body) VALUES \
         ('0042', gen_random_uuid(), gen_random_uuid(), :seq, now(), 'answer', '{BODY}') ON CONFLICT DO NOTHING;\n"
    );
    std::fs::write(&script, insert).unwrap();
    let done = Command::new(cluster.program("pgbench"))
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "--username=app"])
        .args([format!("--client={AT_ONCE}"), format!("--time={}", LASTING.as_secs())])
        .arg("--host")
        .arg(cluster.socket())
        .arg("--file")
        .arg(&script)
        .arg(database)
        .output()
        .unwrap();
    let told = String::from_utf8(done.stdout).unwrap();
    let rate = told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.unwrap_or_else(|| panic!("pgbench: {told}{}", String::from_utf8_lossy(&done.stderr)))
}
