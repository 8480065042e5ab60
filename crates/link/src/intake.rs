//! Intake of the copies a candidate attaches to the application (¶4(2)–(4)): a scan as PDF, a photo as JPEG or PNG; and of
//! tables of reference data, as CSV or XLSX.
//!
//! Files are hostile until examined, and a stack overflow or a huge allocation in a parser cannot be caught.
//! So each file is examined in a separate short-lived process with limits of its own ([`worker_main`]);
//! what happens to that process never happens to the server.

mod paper;
mod picture;
mod scan;
mod sniff;
mod table;
mod worker;

pub use worker::worker_main;

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use acts::ports::TableRow;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The largest file taken in, in bytes: 20 MiB.
pub const LIMIT: usize = 20 * 1024 * 1024;

/// The longest answer a worker may give, in bytes. A picture written anew can be larger than it came.
const ANSWER_LIMIT: u64 = 4 * LIMIT as u64;
/// Files examined at once. Each may need the worker's whole memory.
const PLACES: usize = 2;
/// How long a file waits for a place.
const QUEUE: Duration = Duration::from_secs(30);
/// How long one examination may last, start of the process included.
const WALL: Duration = Duration::from_mins(1);
/// The exit code of a Rust program that panicked.
const PANICKED: i32 = 101;

/// The types of file a centre takes in, told by content and never by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Pdf,
    Jpeg,
    Png,
}

/// A file fit to be kept. Its serialised form leaves the bytes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clean {
    pub kind: Kind,
    /// A PDF as it was received; a picture written anew, turned upright and without metadata.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Number of pages of a PDF, at least 1.
    pub pages: Option<u32>,
    /// Width and height of a picture as it is seen, in pixels.
    pub size: Option<(u32, u32)>,
}

/// What a worker does with a file instead of examining it; its last argument.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Task {
    /// Its rows: CSV or XLSX.
    Table,
    /// The number of a page of a PDF, from 1.
    Page(u32),
    /// The pages of each part.
    Cut(Vec<Vec<u32>>),
}

/// Why a file was not taken in. Each has a sentence of its own on the screen, found by [`Fault::code`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Fault {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {got} bytes, the limit is {limit}")]
    TooBig {
        /// In bytes.
        limit: usize,
        /// In bytes.
        got: usize,
    },
    #[error("the PDF is encrypted")]
    Encrypted,
    #[error("the picture is HEIC or HEIF")]
    Heic,
    #[error("the file is {seen}, not PDF, JPEG or PNG")]
    WrongType {
        /// A media type, or `polyglot` for a file that is two types at once.
        seen: String,
    },
    #[error("the file is damaged or cannot be read")]
    Unreadable,
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Our trouble, not the file's: the same file may pass later.
    #[error("the file could not be checked")]
    CouldNotCheck,
}

impl Fault {
    /// A stable name for the screen and the journal, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Empty => "empty",
            Fault::TooBig { .. } => "too-big",
            Fault::Encrypted => "encrypted",
            Fault::Heic => "heic",
            Fault::WrongType { .. } => "wrong-type",
            Fault::Unreadable => "unreadable",
            Fault::TooManyPixels => "too-many-pixels",
            Fault::CouldNotCheck => "could-not-check",
        }
    }
}

/// Examines files, each in a worker process, at most two at once.
#[derive(Debug)]
pub struct Intake {
    program: PathBuf,
    args: Vec<String>,
    places: Semaphore,
}

impl Intake {
    /// `program` run with `args` must do nothing but [`worker_main`]; for a table it gets [`Task::FLAG`] besides. It gets no
    /// environment variables, because those of the server hold its secrets.
    pub fn new(program: PathBuf, args: Vec<String>) -> Self {
        Self { program, args, places: Semaphore::new(PLACES) }
    }

    /// Examines one file. Returns the [`Fault`] within a minute and a half at the latest.
    pub async fn examine(&self, bytes: Vec<u8>) -> Result<Clean, Fault> {
        let (clean, bytes) = self.ask::<Clean>(bytes, None).await?;
        Ok(Clean { bytes, ..clean })
    }

    /// Reads one table. Returns the [`Fault`] within a minute and a half at the latest.
    pub async fn table(&self, bytes: Vec<u8>) -> Result<Vec<TableRow>, Fault> {
        self.ask(bytes, Some(Task::Table)).await.map(|(rows, _)| rows)
    }

    /// A page of a scan, from 1, as a small JPEG; `None` where it is no scanned picture.
    pub async fn page(&self, scan: Vec<u8>, number: u32) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.files(scan, Task::Page(number)).await?.pop())
    }

    /// ¶4. A PDF for each part of a scan, of the pages (from 1) that the part names. A page is written anew: a signature
    /// inside the PDF holds for the scan alone.
    pub async fn cut(&self, scan: Vec<u8>, parts: Vec<Vec<u32>>) -> Result<Vec<Vec<u8>>, Fault> {
        self.files(scan, Task::Cut(parts)).await
    }

    async fn files(&self, scan: Vec<u8>, task: Task) -> Result<Vec<Vec<u8>>, Fault> {
        let (lengths, mut rest) = self.ask::<Vec<usize>>(scan, Some(task)).await?;
        if lengths.iter().sum::<usize>() != rest.len() {
            tracing::error!("intake: the worker's files are not as long as it says");
            return Err(Fault::CouldNotCheck);
        }
        let mut file = |length| {
            let after = rest.split_off(length);
            std::mem::replace(&mut rest, after)
        };
        Ok(lengths.into_iter().map(&mut file).collect())
    }

    /// What a worker found, and the bytes that came with it.
    async fn ask<T: DeserializeOwned>(
        &self,
        bytes: Vec<u8>,
        task: Option<Task>,
    ) -> Result<(T, Vec<u8>), Fault> {
        match bytes.len() {
            0 => return Err(Fault::Empty),
            got if got > LIMIT => return Err(Fault::TooBig { limit: LIMIT, got }),
            _ => {}
        }
        let Ok(Ok(_place)) = timeout(QUEUE, self.places.acquire()).await else {
            tracing::warn!("intake: no worker became free in time");
            return Err(Fault::CouldNotCheck);
        };
        timeout(WALL, self.ask_worker(bytes, task)).await.unwrap_or_else(|_| {
            tracing::warn!("intake: a worker took too long and was killed");
            Err(Fault::CouldNotCheck)
        })
    }

    async fn ask_worker<T: DeserializeOwned>(
        &self,
        bytes: Vec<u8>,
        task: Option<Task>,
    ) -> Result<(T, Vec<u8>), Fault> {
        let (status, answer) = self.run_worker(bytes, task).await.map_err(|error| {
            tracing::error!(%error, program = %self.program.display(), "intake: the worker cannot be run");
            Fault::CouldNotCheck
        })?;
        if crashed(status) {
            tracing::warn!(%status, "intake: a file broke its worker");
            return Err(Fault::Unreadable);
        }
        let answer = if status.success() { read_answer(answer) } else { None };
        answer.unwrap_or_else(|| {
            tracing::error!(%status, "intake: the worker gave no answer");
            Err(Fault::CouldNotCheck)
        })
    }

    /// The worker's exit and all it wrote. Dropping the future kills the worker.
    async fn run_worker(&self, bytes: Vec<u8>, task: Option<Task>) -> std::io::Result<(ExitStatus, Vec<u8>)> {
        let task = task.map(|task| serde_json::to_string(&task)).transpose()?;
        let mut worker = Command::new(&self.program)
            .args(&self.args)
            .args(task)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A panic message may quote the file, and the file is personal data.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (stdin, stdout) = (worker.stdin.take(), worker.stdout.take());
        let give = async {
            if let Some(mut stdin) = stdin {
                // A worker that died early has closed the pipe; its exit tells the rest.
                let _ = stdin.write_all(&bytes).await;
            }
        };
        let mut answer = Vec::new();
        let take = async {
            match stdout {
                Some(stdout) => stdout.take(ANSWER_LIMIT).read_to_end(&mut answer).await,
                None => Ok(0),
            }
        };
        let ((), taken) = tokio::join!(give, take);
        taken?;
        Ok((worker.wait().await?, answer))
    }
}

/// Whether the file broke the worker: ended by a signal (stack, memory, processor time) or by a panic.
/// Any other failure is ours.
fn crashed(status: ExitStatus) -> bool {
    status.code().is_none_or(|code| code == PANICKED)
}

/// One line of JSON, then the bytes to keep, if any.
fn read_answer<T: DeserializeOwned>(mut answer: Vec<u8>) -> Option<Result<(T, Vec<u8>), Fault>> {
    let line_end = answer.iter().position(|&byte| byte == b'\n')?;
    let bytes = answer.split_off(line_end + 1);
    let found: Result<T, Fault> = serde_json::from_slice(&answer).ok()?;
    Some(found.map(|found| (found, bytes)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn p4_each_fault_has_its_own_code_and_is_serialised_by_it() {
        let faults = [
            Fault::Empty,
            Fault::TooBig { limit: 1, got: 2 },
            Fault::Encrypted,
            Fault::Heic,
            Fault::WrongType { seen: "text/plain".into() },
            Fault::Unreadable,
            Fault::TooManyPixels,
            Fault::CouldNotCheck,
        ];
        let codes: std::collections::BTreeSet<_> = faults.iter().map(Fault::code).collect();
        assert_eq!(codes.len(), faults.len());
        for fault in faults {
            let json = serde_json::to_value(&fault).unwrap();
            assert_eq!(json["code"], fault.code());
            assert_eq!(serde_json::from_value::<Fault>(json).unwrap(), fault);
        }
    }
}
