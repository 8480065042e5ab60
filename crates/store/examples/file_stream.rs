//! A recording of two gigabytes into the store and out of it: how fast, and in how much memory.
//!
//! `cargo xtask bench files`

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a measurement: it may stop and read a clock"
)]

use std::time::Instant;

use acts::journal::AccountId;
use acts::ports::Content;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use store::{DatabaseAt, FilesAt, Store};
use uuid::Uuid;

use self::keeper::keeper;
use self::seaweed::Seaweed;

#[path = "../../../tests/support/keeper.rs"]
#[allow(dead_code, clippy::indexing_slicing)]
mod keeper;
#[path = "../../../tests/support/kept.rs"]
mod kept;
#[path = "../../../tests/support/seaweed.rs"]
mod seaweed;

const PIECE: usize = 256 * 1024;
const SIZE: usize = 2 * 1024 * 1024 * 1024;

#[tokio::main]
async fn main() {
    let home = tempfile::tempdir_in(std::env::current_dir().unwrap().join("target")).unwrap();
    let database = DatabaseAt::Folder(home.path().join("data"));
    println!("{} MiB, before: {} MiB of memory\n", SIZE >> 20, peak());
    println!("| place | in, MiB/s | out, MiB/s | peak of memory, MiB |\n|---|---|---|---|");
    let folder = FilesAt::Folder(home.path().join("files"));
    line("folder", &Store::open(&database, &folder, keeper()).await.unwrap()).await;
    let database = DatabaseAt::Folder(home.path().join("other"));
    let server = Seaweed::start();
    let bucket = FilesAt::Bucket(server.bucket().await);
    line("bucket (SeaweedFS on this machine)", &Store::open(&database, &bucket, keeper()).await.unwrap())
        .await;
}

async fn line(place: &str, store: &Store) {
    let (blobs, of) = (store.blobs(), AccountId(Uuid::from_u128(7)));
    let begun = Instant::now();
    let kept = blobs.put_stream(of, recording()).await.unwrap();
    assert_eq!(kept.size, SIZE as u64);
    let put = rate(begun);
    let begun = Instant::now();
    let (_, content) = blobs.get_stream(of, &kept.digest).await.unwrap().unwrap();
    content.try_for_each(|_| async { Ok(()) }).await.unwrap();
    println!("| {place} | {put:.0} | {:.0} | {} |", rate(begun), peak());
}

/// Pieces that differ.
fn recording() -> Content {
    let piece = |number: usize| Ok(Bytes::from(vec![u8::try_from(number % 251).unwrap_or(0); PIECE]));
    stream::iter((0..SIZE / PIECE).map(piece)).boxed()
}

fn rate(begun: Instant) -> f64 {
    (SIZE >> 20) as f64 / begun.elapsed().as_secs_f64()
}

/// Of this process so far, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}
