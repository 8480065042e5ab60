//! The worker process: one file in by stdin, one answer out by stdout, then the end.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use rlimit::Resource;
use serde::Serialize;

use super::{Clean, Fault, Kind, LIMIT, Task, paper, picture, scan, sniff, table};

/// Address space of the worker, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Processor time of the worker, in seconds.
const PROCESSOR: u64 = 20;
/// Enough for the three standard streams and what the runtime opens by itself.
const OPEN_FILES: u64 = 16;

/// The whole life of the worker. Call it first thing in `main`, before any thread is started: the limits it sets
/// on its own process hold for the file it then reads. `task` is the last argument that [`Intake`](super::Intake) gave.
///
/// Exits with failure, and so without an answer, when the limits cannot be set or a stream fails.
pub fn worker_main(task: Option<&str>) -> ExitCode {
    match answer(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(task: Option<&str>) -> io::Result<()> {
    let task: Option<Task> = task.map(serde_json::from_str).transpose()?;
    limit_self()?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT as u64).read_to_end(&mut bytes)?;
    match task {
        None => write(&examine(bytes), |clean| std::slice::from_ref(&clean.bytes)),
        Some(Task::Table) => write(&table::read(bytes), |_| &[]),
        Some(Task::Page(number)) => write_files(&scan::page(&bytes, number).map(Vec::from_iter)),
        Some(Task::Cut(parts)) => write_files(&scan::cut(&bytes, &parts)),
    }
}

/// The length of each file, then the files.
fn write_files(files: &Result<Vec<Vec<u8>>, Fault>) -> io::Result<()> {
    let lengths = files.as_ref().map(|files| files.iter().map(Vec::len).collect::<Vec<_>>());
    write(&lengths, |_| files.as_deref().unwrap_or_default())
}

/// One line of JSON, then bytes.
fn write<'a, T: Serialize>(
    found: &'a Result<T, impl Serialize>,
    bytes: impl FnOnce(&'a T) -> &'a [Vec<u8>],
) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, found)?;
    out.write_all(b"\n")?;
    for part in found.as_ref().map(bytes).unwrap_or_default() {
        out.write_all(part)?;
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
