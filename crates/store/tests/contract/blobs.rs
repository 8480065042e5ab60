//! `Blobs`: content-addressed bytes.

use tokio::task::JoinSet;

use crate::fixture::Ports;

/// SHA-256 of "abc" (FIPS 180-4, example).
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

pub(crate) async fn keeps_bytes_once(ports: &Ports) {
    assert_eq!(ports.blobs.get(ABC).await, Ok(None));
    assert_eq!(ports.blobs.put(b"abc".to_vec()).await.unwrap(), ABC);
    assert_eq!(ports.blobs.put(b"abc".to_vec()).await.unwrap(), ABC);
    assert_eq!(ports.blobs.get(ABC).await, Ok(Some(b"abc".to_vec())));

    let mut writers = JoinSet::new();
    for _ in 0..16 {
        let blobs = ports.blobs.clone();
        writers.spawn(async move { blobs.put(vec![7; 200_000]).await.unwrap() });
    }
    let digests = writers.join_all().await;
    assert!(digests.iter().all(|digest| *digest == digests[0]));
    assert_eq!(ports.blobs.get(&digests[0]).await, Ok(Some(vec![7; 200_000])));
    let empty = ports.blobs.put(vec![]).await.unwrap();
    assert_eq!(ports.blobs.get(&empty).await, Ok(Some(vec![])));
}

pub(crate) async fn takes_only_digests(ports: &Ports) {
    ports.blobs.put(b"abc".to_vec()).await.unwrap();
    let upper = ABC.to_uppercase();
    let long = format!("{ABC}0");
    let climbing = format!("../../{}", "a".repeat(58));
    let zero = ABC.replace('a', "\0");
    let texts = ["", "ba", &ABC[..63], &upper, &long, &climbing, &zero, "/etc/passwd", "ба", "../bilikti.db"];
    for text in texts {
        assert_eq!(ports.blobs.get(text).await, Ok(None), "{text:?}");
    }
}
