//! ¶2(1) ¶2(2). Changes of the reference data: an append-only list, one after another.

use async_trait::async_trait;
use jiff::Timestamp;

use super::PortError;
use crate::journal::{AccountId, RequestId};
use crate::reference::Change;

/// A change as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// From 1, without gaps.
    pub position: u64,
    pub request: RequestId,
    pub by: AccountId,
    pub at: Timestamp,
    /// What the request was about: repeated for something else, it is foreign.
    pub about: String,
    pub change: Change,
}

#[async_trait]
pub trait Reference: Send + Sync + std::fmt::Debug {
    /// All changes after a position, in order.
    async fn changes(&self, after: u64) -> Result<Vec<Recorded>, PortError>;
    /// Durable when it returns. `Conflict` when its position or its request id is taken.
    async fn record(&self, recorded: Recorded) -> Result<(), PortError>;
}
