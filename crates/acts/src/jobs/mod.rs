//! Work that nobody asks for: what is due is done by one node, once.

mod files;
mod log;
mod platform;
pub(crate) mod reminders;
mod sessions;
mod terms;

use std::sync::Arc;

use ::journal::checkpoint::LogKey;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::cx::Cx;
use crate::outbox::{Post, send_due};
use crate::ports::{Clock, HeadLog, Jobs, PortError, Sweep, Turn, Witness};
use crate::service::{Ringing, ring_due, tell_overdue};

pub use self::log::log_heads;
pub use self::platform::{Sending, send_entries};
pub use self::terms::Looked;

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
    pub files: Arc<dyn Sweep>,
    /// When a platform outside is told.
    pub sending: Option<Sending>,
    pub clock: Arc<dyn Clock>,
    pub post: Post,
    pub ringing: Ringing,
    /// That of the acts; terms run by its clock.
    pub cx: Cx,
    pub looked: Arc<Looked>,
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
    /// Messages that wait are sent.
    Outbox,
    /// Who must act soon, and who comes to an exam soon, is reminded.
    Reminders,
    /// ¶18(2): the platform outside is told.
    Platform,
    /// Programs of centres are told what happened.
    Hooks,
    /// Terms that became overdue are told to programs.
    Overdue,
    /// Terms that an act about the calendar has moved are counted anew.
    Terms,
}

impl Job {
    pub const ALL: [Self; 9] = [
        Self::Log,
        Self::Sessions,
        Self::Files,
        Self::Outbox,
        Self::Reminders,
        Self::Platform,
        Self::Hooks,
        Self::Overdue,
        Self::Terms,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Sessions => "sessions",
            Self::Files => "files",
            Self::Outbox => "outbox",
            Self::Reminders => "reminders",
            Self::Platform => "platform",
            Self::Hooks => "hooks",
            Self::Overdue => "overdue",
            Self::Terms => "terms",
        }
    }

    /// From one end to the next beginning.
    const fn pause(self) -> SignedDuration {
        match self {
            Self::Outbox | Self::Hooks => SignedDuration::from_secs(1),
            Self::Log | Self::Platform | Self::Terms => SignedDuration::from_secs(5),
            Self::Overdue => SignedDuration::from_secs(30),
            Self::Reminders => SignedDuration::from_mins(5),
            Self::Sessions | Self::Files => SignedDuration::from_hours(1),
        }
    }

    async fn run(self, upkeep: &Upkeep) -> Result<(), PortError> {
        match self {
            Self::Log => log_heads(upkeep).await.map(drop),
            Self::Sessions => sessions::forget_expired(upkeep).await,
            Self::Files => files::sweep(upkeep).await,
            Self::Outbox => send_due(&upkeep.post).await,
            Self::Reminders => reminders::remind(upkeep).await,
            Self::Hooks => ring_due(&upkeep.ringing).await,
            Self::Overdue => tell_overdue(&upkeep.ringing).await,
            Self::Terms => terms::recount_moved(upkeep).await,
            Self::Platform => match &upkeep.sending {
                Some(sending) => send_entries(sending).await.map(drop),
                None => Ok(()),
            },
        }
    }
}

/// Does the job when it is due and no other node is doing it; whether it was done.
pub async fn run_if_due(upkeep: &Upkeep, node: Uuid, job: Job) -> Result<bool, PortError> {
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
