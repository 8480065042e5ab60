//! A server of the tests' own, under a shell script that ends it once nobody holds the other end of standard input: so it
//! is gone with the tests' process, however that ends.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// Runs the script until it says that its server is ready.
pub(crate) fn start(script: &str, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Child {
    let mut keeper = Command::new("sh")
        .args(["-c", script, "keeper"])
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut told).unwrap();
    assert_eq!(told, "ready\n", "the server did not start");
    keeper
}

/// The first of `count` ports in a row that nobody listens on.
#[allow(dead_code)]
pub(crate) fn free_ports(count: u16) -> u16 {
    let free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    (0..100)
        .map(|_| TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port())
        .find(|port| *port < 65_000 && (*port..port + count).all(free))
        .unwrap()
}
