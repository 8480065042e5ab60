//! What makes the store checkable: the log over the heads of all journals, and reading everything as it is stored.

use async_trait::async_trait;
use jiff::Timestamp;
use journal::checkpoint::CheckpointError;
use journal::log::{Head, LogError, Node};

use super::{PlatformEntry, PortError};
use crate::desk::rows::{SittingRow, TermRow};
use crate::facts::{OutcomeRow, TermFact};
use crate::journal::CaseId;
use crate::projection::{CaseRow, PaperRow, RegisterRow};

/// The Merkle log over the heads of all journals. The commit of an act leaves its head to be logged.
#[async_trait]
pub trait HeadLog: Send + Sync + std::fmt::Debug {
    /// Heads that are not in the log yet, at most `limit`; those of one case in order.
    async fn unlogged(&self, limit: u32) -> Result<Vec<Head>, PortError>;
    /// Number of records.
    async fn size(&self) -> Result<u64, PortError>;
    /// Nodes at these storage indexes, in their order. `Inconsistent` when one is missing.
    async fn nodes(&self, indexes: Vec<u64>) -> Result<Vec<Node>, PortError>;
    /// Durable when it returns. `Conflict` when the log has not `expected` records, or a head is logged already.
    async fn append(&self, write: LogWrite) -> Result<(), PortError>;
    async fn newest_checkpoint(&self) -> Result<Option<String>, PortError>;
}

/// Records appended to the log, with the nodes they complete and the checkpoint that signs them.
#[derive(Debug, Clone)]
pub struct LogWrite {
    pub expected: u64,
    pub heads: Vec<Head>,
    pub nodes: Vec<(u64, Node)>,
    /// The signed note.
    pub checkpoint: String,
}

impl From<LogError> for PortError {
    fn from(error: LogError) -> Self {
        Self::Inconsistent(error.to_string())
    }
}

impl From<CheckpointError> for PortError {
    fn from(error: CheckpointError) -> Self {
        Self::Inconsistent(error.to_string())
    }
}

/// Takes each checkpoint to where whoever changes the store does not reach.
#[async_trait]
pub trait Witness: Send + Sync + std::fmt::Debug {
    /// Published again, nothing happens. `Inconsistent` when a larger log was published before, or another of this size.
    async fn publish(&self, checkpoint: &str, at: Timestamp) -> Result<(), PortError>;
}

/// A place in the order in which the store is read through: by centre, then by case.
pub type Place = (String, CaseId);

/// An entry as the columns have it: nothing of it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEntry {
    pub centre: String,
    pub case: CaseId,
    pub seq: u64,
    /// Microseconds since 1970-01-01 UTC.
    pub at: i64,
    pub actor: Option<crate::AccountId>,
    pub body: String,
    pub link: [u8; 32],
}

/// Everything about a run of cases, of one moment.
#[derive(Debug, Clone, Default)]
pub struct Slice {
    /// Whole journals, in order of place and number.
    pub entries: Vec<RawEntry>,
    /// A row that cannot be read stands as its fault.
    pub rows: Vec<Result<CaseRow, (CaseId, String)>>,
    pub register: Vec<Result<RegisterRow, (CaseId, String)>>,
    pub papers: Vec<Result<PaperRow, (CaseId, String)>>,
    /// Those of a case in order of place.
    pub terms: Vec<Result<TermRow, (CaseId, String)>>,
    pub sittings: Vec<Result<SittingRow, (CaseId, String)>>,
    /// Of each case in order of place.
    pub term_facts: Vec<Result<TermFact, (CaseId, String)>>,
    pub outcomes: Vec<Result<OutcomeRow, (CaseId, String)>>,
    pub platform: Vec<Result<PlatformEntry, (CaseId, String)>>,
    /// Heads of these cases in the log, and waiting for it.
    pub logged: Vec<Head>,
    pub waiting: Vec<Head>,
    /// Where the next slice begins after; none at the end.
    pub through: Option<Place>,
}

/// Reading everything as it is stored, beside running work.
#[async_trait]
pub trait Audit: Send + Sync + std::fmt::Debug {
    /// The cases after `after`: as many as have `entries` entries together, at least one.
    async fn slice(&self, after: Option<Place>, entries: u32) -> Result<Slice, PortError>;
    /// Records of the log in order, from the one at `from` (from 0), at most `limit`.
    async fn records(&self, from: u64, limit: u32) -> Result<Vec<Head>, PortError>;
    /// Nodes of the log with their storage indexes, from `from`, at most `limit`.
    async fn log_nodes(&self, from: u64, limit: u32) -> Result<Vec<(u64, Node)>, PortError>;
    /// Signed notes, of small logs first.
    async fn checkpoints(&self) -> Result<Vec<String>, PortError>;
}
