//! Start to ready on a store that has data.

use std::time::{Duration, Instant};

use crate::server::Server;

#[test]
fn a_start_on_existing_data_is_ready_within_a_second() {
    let mut server = Server::demo();
    server.kill();
    let begun = Instant::now();
    server.restart();
    let took = begun.elapsed();
    eprintln!("start to ready: {} ms", took.as_millis());
    let allowed = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
    assert!(took <= allowed, "{took:?}");
}

#[tokio::test]
async fn a_second_start_keeps_the_data() {
    let mut server = Server::demo();
    let before = (server.cases().len(), server.entries());
    server.restart();
    assert_eq!((server.cases().len(), server.entries()), before);
    assert_eq!(server.registrar().await.get("/desk").await.status, 200);
    server.assert_sound();
}
