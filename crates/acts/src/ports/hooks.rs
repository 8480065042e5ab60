//! Webhooks: addresses of a centre's programs that are told what happened, and what is still to be told.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::PortError;
use crate::journal::{AccountId, CaseId};
use crate::service::{Happened, Occasion};

/// An address that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    pub id: Uuid,
    pub centre: CentreNumber,
    pub address: String,
    pub occasions: Vec<Occasion>,
    pub made_by: AccountId,
    pub made_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// Since when nothing came through.
    pub failing_since: Option<Timestamp>,
    /// Told no more until somebody lets it go on.
    pub paused_at: Option<Timestamp>,
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    Waiting,
    Done,
    Failed,
}

impl DeliveryState {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Done, Self::Failed];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// One event on its way to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub hook: Uuid,
    /// The same for every address and every try.
    pub event: Uuid,
    pub occasion: Occasion,
    pub case: CaseId,
    /// What is sent, as JSON.
    pub body: String,
    pub state: DeliveryState,
    pub tries: u32,
    pub made_at: Timestamp,
    /// Not sent before.
    pub next_at: Timestamp,
    /// What the address answered last.
    pub answer: String,
}

#[async_trait]
pub trait Hooks: Send + Sync + std::fmt::Debug {
    /// `Conflict` when its id is known.
    async fn add_hook(&self, hook: Hook) -> Result<(), PortError>;
    async fn hook(&self, id: Uuid) -> Result<Option<Hook>, PortError>;
    /// Those of a centre that have not ended, the newest first.
    async fn hooks(&self, centre: &CentreNumber) -> Result<Vec<Hook>, PortError>;
    /// It ends, and what waits for it is not sent.
    async fn end_hook(&self, id: Uuid, at: Timestamp) -> Result<(), PortError>;
    /// It is told no more; whether it was told until now.
    async fn pause_hook(&self, id: Uuid, at: Timestamp) -> Result<bool, PortError>;
    /// It is told again.
    async fn resume_hook(&self, id: Uuid) -> Result<(), PortError>;
    /// Centres of which an address is told of `occasion`.
    async fn told_of(&self, occasion: Occasion) -> Result<Vec<CentreNumber>, PortError>;

    /// Owes events to every address that is told of them, each once.
    async fn owe(&self, events: Vec<Happened>) -> Result<(), PortError>;
    /// Takes at most `most` of what is due, one try more in each: nobody else gets them until `until`.
    async fn take_deliveries(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<Delivery>, PortError>;
    /// What became of a try, and of the address: since when it fails.
    async fn settle(&self, delivery: &Delivery, failing_since: Option<Timestamp>) -> Result<(), PortError>;
    /// The newest first, at most `most`.
    async fn deliveries(&self, hook: Uuid, most: u32) -> Result<Vec<Delivery>, PortError>;
    /// To be sent once more, at once; whether there is such a delivery.
    async fn replay(&self, hook: Uuid, event: Uuid, at: Timestamp) -> Result<bool, PortError>;
    /// Forgets what was made before.
    async fn forget_deliveries(&self, before: Timestamp) -> Result<(), PortError>;
}

/// Why an address takes no events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    #[error("no web address")]
    Unreadable,
    #[error("not https")]
    NotSecret,
    /// Of this machine or a private network.
    #[error("not public")]
    NotPublic,
}

/// What an address said to a try; both are for people to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rung {
    Taken(String),
    NotTaken(String),
}

/// The way to the addresses.
#[async_trait]
pub trait Bell: Send + Sync + std::fmt::Debug {
    /// Whether the address may be told at all.
    fn takes(&self, address: &str) -> Result<(), AddressFault>;
    /// Sends an event, signed with the key of the address.
    async fn ring(&self, address: &str, key: &[u8; 32], event: Uuid, at: Timestamp, body: &str) -> Rung;
}
