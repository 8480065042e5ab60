//! The worker process: one file in by stdin, one answer out by stdout, then the end.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use rlimit::Resource;

use super::{Clean, Fault, Kind, LIMIT, paper, picture, sniff, table};

/// Address space of the worker, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Processor time of the worker, in seconds.
const PROCESSOR: u64 = 20;
/// Enough for the three standard streams and what the runtime opens by itself.
const OPEN_FILES: u64 = 16;

/// What a worker is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A scan or a photo.
    Copy,
    /// CSV or XLSX.
    Table,
}

impl Task {
    /// The argument that makes it a table.
    pub const FLAG: &str = "--table";

    pub(super) fn flag(self) -> Option<&'static str> {
        (self == Self::Table).then_some(Self::FLAG)
    }
}

/// The whole life of the worker. Call it first thing in `main`, before any thread is started: the limits it sets
/// on its own process hold for the file it then reads.
///
/// Exits with failure, and so without an answer, when the limits cannot be set or a stream fails.
pub fn worker_main(task: Task) -> ExitCode {
    match answer(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(task: Task) -> io::Result<()> {
    limit_self()?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT as u64).read_to_end(&mut bytes)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match task {
        Task::Copy => {
            let found = examine(bytes);
            serde_json::to_writer(&mut out, &found)?;
            out.write_all(b"\n")?;
            out.write_all(found.as_ref().map_or(&[], |clean| clean.bytes.as_slice()))?;
        }
        Task::Table => {
            serde_json::to_writer(&mut out, &table::read(bytes))?;
            out.write_all(b"\n")?;
        }
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
