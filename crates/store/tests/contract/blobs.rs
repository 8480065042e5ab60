//! `Blobs` and `Sweep`: content-addressed bytes of persons, and what becomes of them when nobody names them.

use acts::draft::{Draft, DraftAttachment};
use acts::ports::{CaseWrite, Content, DraftRow, PortError, bytes_of};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use rules::application::AttachmentKind;
use tokio::task::JoinSet;

use crate::fixture::{Ports, account, at, begin, id};

/// SHA-256 of "abc" (FIPS 180-4, example).
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// Later than anything that a test puts.
fn later() -> Timestamp {
    at(1_000_000_000_000_000_000 / 1000 * 4)
}

fn long_ago() -> Timestamp {
    at(0)
}

/// `pieces` pieces of a megabyte, all different.
fn stream_of(pieces: u8) -> Content {
    stream::iter(0..pieces).map(|number| Ok(Bytes::from(vec![number; 1 << 20]))).boxed()
}

pub(crate) async fn keeps_bytes_once(ports: &Ports) {
    let me = account(7);
    assert_eq!(ports.blobs.get(me, ABC).await, Ok(None));
    assert_eq!(ports.blobs.put(me, b"abc".to_vec()).await.unwrap(), ABC);
    assert_eq!(ports.blobs.put(me, b"abc".to_vec()).await.unwrap(), ABC);
    assert_eq!(ports.blobs.get(me, ABC).await, Ok(Some(b"abc".to_vec())));

    let mut writers = JoinSet::new();
    for _ in 0..16 {
        let blobs = ports.blobs.clone();
        writers.spawn(async move { blobs.put(me, vec![7; 200_000]).await.unwrap() });
    }
    let digests = writers.join_all().await;
    assert!(digests.iter().all(|digest| *digest == digests[0]));
    assert_eq!(ports.blobs.get(me, &digests[0]).await, Ok(Some(vec![7; 200_000])));
    let empty = ports.blobs.put(me, vec![]).await.unwrap();
    assert_eq!(ports.blobs.get(me, &empty).await, Ok(Some(vec![])));
}

pub(crate) async fn takes_only_digests(ports: &Ports) {
    let me = account(7);
    ports.blobs.put(me, b"abc".to_vec()).await.unwrap();
    let upper = ABC.to_uppercase();
    let long = format!("{ABC}0");
    let climbing = format!("../../{}", "a".repeat(58));
    let zero = ABC.replace('a', "\0");
    let texts = ["", "ba", &ABC[..63], &upper, &long, &climbing, &zero, "/etc/passwd", "ба", "../bilikti.db"];
    for text in texts {
        assert_eq!(ports.blobs.get(me, text).await, Ok(None), "{text:?}");
    }
}

pub(crate) async fn keeps_persons_apart(ports: &Ports) {
    ports.blobs.put(account(1), b"abc".to_vec()).await.unwrap();
    assert_eq!(ports.blobs.get(account(2), ABC).await, Ok(None));
    ports.blobs.put(account(2), b"abc".to_vec()).await.unwrap();
    for who in [1, 2] {
        assert_eq!(ports.blobs.get(account(who), ABC).await, Ok(Some(b"abc".to_vec())));
    }
}

pub(crate) async fn takes_and_gives_streams(ports: &Ports) {
    let kept = ports.blobs.put_stream(account(7), stream_of(20)).await.unwrap();
    assert_eq!(kept.size, 20 << 20);
    let (known, content) = ports.blobs.get_stream(account(7), &kept.digest).await.unwrap().unwrap();
    assert_eq!(known, kept);
    assert_eq!(bytes_of(content).await, bytes_of(stream_of(20)).await);
    assert_eq!(ports.blobs.put_stream(account(7), stream_of(20)).await, Ok(kept), "known already");
}

pub(crate) async fn keeps_nothing_of_a_broken_stream(ports: &Ports) {
    let broken = || PortError::Unavailable("the line broke".into());
    let content = stream_of(12).chain(stream::iter([Err(broken())])).boxed();
    assert_eq!(ports.blobs.put_stream(account(7), content).await, Err(broken()));
    let whole = ports.blobs.put_stream(account(7), stream_of(12)).await.unwrap();
    assert!(ports.blobs.get(account(7), &whole.digest).await.unwrap().is_some());
}

/// A draft that names the files.
fn draft(version: u64, digests: &[&str]) -> DraftRow {
    let file = |digest: &&str| DraftAttachment {
        kind: AttachmentKind::Education,
        name: "диплом.pdf".into(),
        digest: (*digest).into(),
        size: 3,
    };
    let draft = Draft { attachments: digests.iter().map(file).collect(), ..Draft::default() };
    DraftRow { id: id(100), account: account(7), version, at: at(0), draft }
}

pub(crate) async fn never_sweeps_what_is_named(ports: &Ports) {
    let me = account(7);
    let digest = ports.blobs.put(me, b"abc".to_vec()).await.unwrap();
    ports.people.save_draft(draft(1, &[&digest]), 0).await.unwrap();
    assert_eq!(ports.sweep.sweep(later()).await, Ok(0));
    // The draft is filed: the case names it from now on.
    let filing = CaseWrite { draft: Some(id(100)), files: vec![(me, digest.clone())], ..begin(1) };
    ports.cases.commit(filing).await.unwrap();
    assert_eq!(ports.sweep.sweep(later()).await, Ok(0));
    assert_eq!(ports.blobs.get(me, &digest).await, Ok(Some(b"abc".to_vec())));
}

pub(crate) async fn sweeps_what_nobody_names(ports: &Ports) {
    let me = account(7);
    let old = ports.blobs.put(me, b"old".to_vec()).await.unwrap();
    let new = ports.blobs.put(me, b"new".to_vec()).await.unwrap();
    assert_eq!(ports.sweep.sweep(long_ago()).await, Ok(0), "time of grace");
    ports.people.save_draft(draft(1, &[&old]), 0).await.unwrap();
    ports.people.save_draft(DraftRow { at: later(), ..draft(2, &[&new]) }, 1).await.unwrap();
    let before_later = later() - jiff::SignedDuration::from_secs(1);
    assert_eq!(ports.sweep.sweep(before_later).await, Ok(0), "grace begins when a file is let go");
    assert_eq!(ports.sweep.sweep(later()).await, Ok(0));
    ports.blobs.put(me, b"other".to_vec()).await.unwrap();
    assert_eq!(ports.sweep.sweep(later()).await, Ok(1));
    assert!(ports.blobs.get(me, &new).await.unwrap().is_some());
    // Put again after it was removed, a file is there again.
    assert_eq!(ports.blobs.put(me, b"other".to_vec()).await.unwrap().len(), 64);
}

pub(crate) async fn names_only_what_is_there(ports: &Ports) {
    let missing = ports.people.save_draft(draft(1, &[ABC]), 0).await;
    assert!(matches!(missing, Err(PortError::Inconsistent(_))), "{missing:?}");
    assert_eq!(ports.people.draft(id(100)).await, Ok(None), "nothing of it is written");
    let filing = CaseWrite { files: vec![(account(7), ABC.into())], ..begin(1) };
    let missing = ports.cases.commit(filing).await;
    assert!(matches!(missing, Err(PortError::Inconsistent(_))), "{missing:?}");
    assert_eq!(ports.cases.journal(begin(1).row.case).await, Ok(vec![]));
}

/// Files are put, named and swept at the same time: what an act named is there, always.
pub(crate) async fn sweeps_beside_acts(ports: &Ports) {
    let sweeping = {
        let sweep = ports.sweep.clone();
        tokio::spawn(async move {
            loop {
                // Meeting an act, a sweep may fail: it takes nothing then.
                let _ = sweep.sweep(later()).await;
                tokio::task::yield_now().await;
            }
        })
    };
    let mut acts = JoinSet::new();
    for number in 1..=30_u128 {
        let (blobs, cases) = (ports.blobs.clone(), ports.cases.clone());
        acts.spawn(async move {
            let me = account(number % 3);
            let Ok(digest) = blobs.put(me, number.to_le_bytes().to_vec()).await else { return None };
            let filing = CaseWrite { files: vec![(me, digest.clone())], ..begin(number) };
            cases.commit(filing).await.ok().map(|()| (me, digest))
        });
    }
    let named: Vec<_> = acts.join_all().await.into_iter().flatten().collect();
    sweeping.abort();
    for (me, digest) in &named {
        assert!(ports.blobs.get(*me, digest).await.unwrap().is_some(), "{digest}");
    }
}
