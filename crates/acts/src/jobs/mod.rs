//! Work that nobody asks for: what is due is done by one node, once.

mod files;
mod log;
mod platform;
mod sessions;

use std::sync::Arc;

use ::journal::checkpoint::LogKey;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::ports::{Clock, HeadLog, Jobs, People, PortError, Sweep, Turn, Witness};

pub use self::log::log_heads;
pub use self::platform::{Sending, send_entries};

/// A node that fell keeps the others waiting no longer than this. A job that takes longer may meet another node at it: each
/// job's own writes tell the two apart.
const TURN: SignedDuration = SignedDuration::from_secs(20);

/// What jobs work with.
#[derive(Debug, Clone)]
pub struct Upkeep {
    pub jobs: Arc<dyn Jobs>,
    pub log: Arc<dyn HeadLog>,
    /// Signs the log's checkpoints.
    pub log_key: Arc<LogKey>,
    pub witness: Arc<dyn Witness>,
    pub people: Arc<dyn People>,
    pub files: Arc<dyn Sweep>,
    /// When a platform outside is told.
    pub sending: Option<Sending>,
    pub clock: Arc<dyn Clock>,
}

/// A job, by the name the store knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Heads of journals into the log, and a checkpoint.
    Log,
    /// Sessions that have expired are forgotten.
    Sessions,
    /// Files that nobody names are removed.
    Files,
    /// ¶18(2): the platform outside is told.
    Platform,
}

impl Job {
    pub const ALL: [Self; 4] = [Self::Log, Self::Sessions, Self::Files, Self::Platform];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Sessions => "sessions",
            Self::Files => "files",
            Self::Platform => "platform",
        }
    }

    /// From one end to the next beginning.
    const fn pause(self) -> SignedDuration {
        match self {
            Self::Log | Self::Platform => SignedDuration::from_secs(5),
            Self::Sessions | Self::Files => SignedDuration::from_hours(1),
        }
    }

    async fn run(self, upkeep: &Upkeep) -> Result<(), PortError> {
        match self {
            Self::Log => log_heads(upkeep).await.map(drop),
            Self::Sessions => sessions::forget_expired(upkeep).await,
            Self::Files => files::sweep(upkeep).await,
            Self::Platform => match &upkeep.sending {
                Some(sending) => send_entries(sending).await.map(drop),
                None => Ok(()),
            },
        }
    }
}

/// Does what is due and what no other node is doing; the outcome of each job done.
pub async fn run_due(upkeep: &Upkeep, node: Uuid) -> Vec<(Job, Result<(), PortError>)> {
    let mut outcomes = Vec::new();
    for job in Job::ALL {
        match run_if_due(upkeep, node, job).await {
            Ok(false) => {}
            Ok(true) => outcomes.push((job, Ok(()))),
            Err(error) => outcomes.push((job, Err(error))),
        }
    }
    outcomes
}

async fn run_if_due(upkeep: &Upkeep, node: Uuid, job: Job) -> Result<bool, PortError> {
    let now: Timestamp = upkeep.clock.now();
    let turn = Turn { job: job.name(), node, now, until: now + TURN };
    if !upkeep.jobs.take(turn.clone()).await? {
        return Ok(false);
    }
    let ran = job.run(upkeep).await;
    // Also after a failure: the next try comes after the pause, not at once.
    upkeep.jobs.done(&turn, upkeep.clock.now() + job.pause()).await?;
    ran.map(|()| true)
}
