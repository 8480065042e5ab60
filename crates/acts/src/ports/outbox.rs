//! What waits to be sent, and what became of it.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::{PortError, Way};
use crate::journal::CaseId;
use crate::outbox::{Dispatch, State};
use crate::projection::Page;

/// Which dispatches of a centre a list shows; what is `None` does not narrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostFilter {
    pub centre: CentreNumber,
    pub state: Option<State>,
    pub way: Option<Way>,
    /// From 0.
    pub page: u32,
    /// At most 100.
    pub per_page: u32,
}

/// A dispatch with the number and the person of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub dispatch: Dispatch,
    pub number: String,
    pub name: String,
}

/// How much stands where; paper is no machine's work and is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlog {
    pub waiting: u64,
    /// When the oldest of those waiting was owed.
    pub oldest: Option<Timestamp>,
    pub held: u64,
    pub failed: u64,
}

#[async_trait]
pub trait Outbox: Send + Sync + std::fmt::Debug {
    /// Takes at most `most` of what waits and is due, the most overdue first, one try more in each: nobody else gets them
    /// until `until`.
    async fn take_due(&self, now: Timestamp, until: Timestamp, most: u32)
    -> Result<Vec<Dispatch>, PortError>;
    /// `to` takes the place of `from`; `Conflict` when it does not stand as `from` any more.
    async fn move_on(&self, from: &Dispatch, to: &Dispatch) -> Result<(), PortError>;
    /// One more dispatch of a message that is there; nothing happens when its id is known.
    async fn add(&self, dispatch: Dispatch) -> Result<(), PortError>;
    async fn dispatch(&self, id: Uuid) -> Result<Option<Posted>, PortError>;
    /// Of a case, the newest first.
    async fn dispatches(&self, case: CaseId) -> Result<Vec<Dispatch>, PortError>;
    /// Of a centre, the newest first.
    async fn posted(&self, filter: &PostFilter) -> Result<Page<Posted>, PortError>;
    async fn backlog(&self) -> Result<Backlog, PortError>;
    /// Everything held waits again from `now` on, or is given up; how many.
    async fn let_held(&self, go: bool, now: Timestamp) -> Result<u64, PortError>;
}
