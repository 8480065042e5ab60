//! The intake worker alone, for the tests of this crate.

fn main() -> std::process::ExitCode {
    link::intake::worker_main(std::env::args().nth(1).as_deref())
}
