//! Start to ready on a store that has data.

use std::time::{Duration, Instant};

use crate::person::PASSWORD;
use crate::server::{Options, Server};

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

/// An empty installation gets its first operator from whoever runs it, once; the operator invites the others.
#[tokio::test]
async fn the_first_operator_is_made_on_the_machine_and_no_second_one() {
    let server = Server::start(Options { demo: false, ..Options::default() });
    let make = |login: &str, password: &str| {
        let data = server.data();
        let place = ["first-operator", login, "--name", "Әлиев Нұрлан", "--data", data.to_str().unwrap()];
        crate::server::run_told(&place, password)
    };
    let (code, said) = make("n.aliev", "short");
    assert!(code == 2 && said.contains("at least 15 characters"), "{said}");
    let (code, said) = make("n.aliev", PASSWORD);
    assert_eq!(code, 0, "{said}");
    let operator = server.person("n.aliev").await;
    assert_eq!(operator.get("/operator/people").await.status, 200);
    let (code, said) = make("n.second", PASSWORD);
    assert!(code == 2 && said.contains("there is an operator already"), "{said}");
    assert_eq!(server.count("SELECT count(*) FROM account"), 1);
}
