//! The intake worker alone, for the tests of this crate.

use link::intake::{Task, worker_main};

fn main() -> std::process::ExitCode {
    let table = std::env::args().any(|argument| argument == Task::FLAG);
    worker_main(if table { Task::Table } else { Task::Copy })
}
