//! The intake worker alone, for the tests of this crate.

fn main() -> std::process::ExitCode {
    link::intake::worker_main()
}
