//! Work that nobody asks for. However many nodes there are, each job runs once.

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::PortError;

/// One node's turn at a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub job: &'static str,
    pub node: Uuid,
    pub now: Timestamp,
    /// Until when the turn is this node's; afterwards another may take it.
    pub until: Timestamp,
}

#[async_trait]
pub trait Jobs: Send + Sync + std::fmt::Debug {
    /// Whether the job is due, and the turn is this node's now.
    async fn take(&self, turn: Turn) -> Result<bool, PortError>;
    /// The job is due again at `due`. Nothing happens when the turn has passed to another node.
    async fn done(&self, turn: &Turn, due: Timestamp) -> Result<(), PortError>;
}
