//! The worker process: one file in by stdin, one answer out by stdout, then the end.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use rlimit::Resource;

use super::{Clean, Fault, Kind, LIMIT, paper, picture, sniff};

/// Address space of the worker, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Processor time of the worker, in seconds.
const PROCESSOR: u64 = 20;
/// Enough for the three standard streams and what the runtime opens by itself.
const OPEN_FILES: u64 = 16;

/// The whole life of the worker. Call it first thing in `main`, before any thread is started: the limits it sets
/// on its own process hold for the file it then reads.
///
/// Exits with failure, and so without an answer, when the limits cannot be set or a stream fails.
pub fn worker_main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> io::Result<()> {
    limit_self()?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT as u64).read_to_end(&mut bytes)?;
    let found = examine(bytes);
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &found)?;
    out.write_all(b"\n")?;
    if let Ok(clean) = &found {
        out.write_all(&clean.bytes)?;
    }
    out.flush()
}

fn limit_self() -> io::Result<()> {
    for (resource, limit) in [
        (Resource::AS, MEMORY),
        (Resource::CPU, PROCESSOR),
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
        (Resource::NOFILE, OPEN_FILES),
    ] {
        resource.set(limit, limit)?;
    }
    Ok(())
}

fn examine(bytes: Vec<u8>) -> Result<Clean, Fault> {
    match sniff::kind_of(&bytes)? {
        Kind::Pdf => paper::check(bytes),
        kind @ (Kind::Jpeg | Kind::Png) => picture::clean(kind, bytes),
    }
}
