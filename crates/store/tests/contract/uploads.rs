//! `Uploads`: files that come in slices.

use acts::ports::{Content, PortError, Upload, bytes_of, content_of};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};

use crate::fixture::{Ports, account, at, id};

const LENGTH: usize = 11 << 20;

fn whole() -> Vec<u8> {
    (0..LENGTH).map(|at| (at / 4096 % 251) as u8).collect()
}

fn part(from: usize, to: usize) -> Content {
    content_of(whole()[from..to].to_vec())
}

async fn begun(ports: &Ports) -> Upload {
    ports.uploads.begin(id(1), account(7), LENGTH as u64).await.unwrap()
}

pub(crate) async fn goes_on_after_a_broken_line(ports: &Ports) {
    assert_eq!(begun(ports).await.offset, 0);
    let broken = stream::iter([
        Ok(Bytes::from(whole()[..9_000_000].to_vec())),
        Err(PortError::Unavailable("the line broke".into())),
    ]);
    assert_eq!(ports.uploads.add(id(1), 0, broken.boxed()).await, Ok(9_000_000), "what came is kept");
    assert_eq!(begun(ports).await.offset, 9_000_000, "begun again, it is the same upload");
    let added = ports.uploads.add(id(1), 9_000_000, part(9_000_000, LENGTH)).await;
    assert_eq!(added, Ok(LENGTH as u64));
    let kept = ports.uploads.finish(id(1)).await.unwrap();
    assert_eq!(kept.size, LENGTH as u64);
    assert_eq!(ports.uploads.finish(id(1)).await, Ok(kept.clone()), "finished once");
    assert_eq!(ports.uploads.upload(id(1)).await.unwrap().unwrap().offset, LENGTH as u64);
    let (_, content) = ports.blobs.get_stream(account(7), &kept.digest).await.unwrap().unwrap();
    assert_eq!(bytes_of(content).await.unwrap(), whole());
}

pub(crate) async fn refuses_another_place(ports: &Ports) {
    assert_eq!(ports.uploads.upload(id(1)).await, Ok(None));
    assert_eq!(ports.uploads.add(id(1), 0, part(0, 1)).await, Err(PortError::Conflict), "not begun");
    begun(ports).await;
    ports.uploads.add(id(1), 0, part(0, 1000)).await.unwrap();
    for offset in [0, 999, 1001] {
        assert_eq!(ports.uploads.add(id(1), offset, part(0, 10)).await, Err(PortError::Conflict));
    }
    let longer = ports.uploads.add(id(1), 1000, content_of(whole())).await;
    assert_eq!(longer, Err(PortError::Conflict), "more than was told");
    let other_length = ports.uploads.begin(id(1), account(7), 5).await;
    assert_eq!(other_length, Err(PortError::Conflict));
    let of_another = ports.uploads.begin(id(1), account(8), LENGTH as u64).await;
    assert_eq!(of_another, Err(PortError::Conflict));
    assert_eq!(ports.uploads.finish(id(1)).await, Err(PortError::Conflict), "something is missing");
}

/// The same slice in two nodes at once: one of them takes it.
pub(crate) async fn takes_a_slice_once(ports: &Ports) {
    begun(ports).await;
    let one = ports.uploads.add(id(1), 0, part(0, 5000));
    let other = ports.uploads.add(id(1), 0, part(0, 5000));
    let (one, other) = tokio::join!(one, other);
    assert!([&one, &other].contains(&&Ok(5000)), "{one:?} {other:?}");
    assert!(one.is_err() || other.is_err(), "{one:?} {other:?}");
    assert_eq!(ports.uploads.upload(id(1)).await.unwrap().unwrap().offset, 5000);
}

pub(crate) async fn sweeps_what_was_given_up(ports: &Ports) {
    begun(ports).await;
    ports.uploads.add(id(1), 0, part(0, 5000)).await.unwrap();
    ports.uploads.cancel(id(1)).await.unwrap();
    assert_eq!(ports.uploads.upload(id(1)).await, Ok(None));
    begun(ports).await;
    ports.uploads.add(id(1), 0, part(0, 5000)).await.unwrap();
    assert_eq!(ports.sweep.sweep(at(4_000_000_000_000_000)).await, Ok(2));
    assert_eq!(ports.uploads.upload(id(1)).await, Ok(None), "left alone");
}
