//! ¶18(2). The national platform outside: what it is told, and the entries of what it has yet to be told.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};

use super::PortError;
use crate::journal::CaseId;
use crate::projection::Page;

/// What is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    Pass,
    Annulment,
}

impl EntryKind {
    pub const ALL: [Self; 2] = [Self::Pass, Self::Annulment];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Annulment => "annulment",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryState {
    Waiting,
    /// Sent; the answer is not known (yet).
    Sent,
    Confirmed,
    /// Refused for what it says: somebody must look at it.
    Refused,
}

impl EntryState {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sent, Self::Confirmed, Self::Refused];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Which entry: a case has one document, so one pass and at most one annulment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryKey {
    pub centre: CentreNumber,
    pub case: CaseId,
    pub kind: EntryKind,
}

/// One line of the entries. What is sent is read from the journal when it is sent: nothing personal lies here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformEntry {
    pub key: EntryKey,
    pub serial: String,
    /// A2 level 6.
    pub ordinal: u32,
    pub state: EntryState,
    pub made_at: Timestamp,
    /// Times it was sent.
    pub tries: u32,
    /// Not sent again before.
    pub next_at: Timestamp,
    /// What the platform knows it by, once confirmed.
    pub reference: Option<String>,
    /// Why it was refused.
    pub reason: Option<String>,
    pub moved_at: Timestamp,
}

impl PlatformEntry {
    /// About to be sent; whoever falls meanwhile leaves it to be sent again at `next_at`.
    #[must_use]
    pub fn sent(&self, at: Timestamp, next_at: Timestamp) -> Self {
        let (state, tries) = (EntryState::Sent, self.tries.saturating_add(1));
        Self { state, tries, next_at, moved_at: at, ..self.clone() }
    }

    #[must_use]
    pub fn confirmed(&self, at: Timestamp, reference: String) -> Self {
        let (state, reference) = (EntryState::Confirmed, Some(reference));
        Self { state, reference, moved_at: at, ..self.clone() }
    }

    #[must_use]
    pub fn refused(&self, at: Timestamp, reason: String) -> Self {
        Self { state: EntryState::Refused, reason: Some(reason), moved_at: at, ..self.clone() }
    }

    /// To be sent once more, at once.
    #[must_use]
    pub fn again(&self, at: Timestamp) -> Self {
        Self { state: EntryState::Waiting, reason: None, next_at: at, moved_at: at, ..self.clone() }
    }
}

/// Which entries a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFilter {
    pub centre: Option<CentreNumber>,
    /// Refused ones, or those that wait.
    pub refused: bool,
    pub page: u32,
    pub per_page: u32,
}

/// How the entries stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EntriesStanding {
    /// Waiting or sent.
    pub open: u64,
    /// When the oldest of them was made.
    pub oldest: Option<Timestamp>,
    pub refused: u64,
}

/// The entries. An act leaves its entry in its own transaction.
#[async_trait]
pub trait Entries: Send + Sync + std::fmt::Debug {
    /// Entries to be sent at `now`, the oldest number first. An annulment comes after its pass was confirmed.
    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<PlatformEntry>, PortError>;
    /// The entry, read as `from`, becomes `to`. Durable when it returns. `Conflict` when it is not `from` any more: another
    /// node has it.
    async fn step(&self, from: &PlatformEntry, to: &PlatformEntry) -> Result<(), PortError>;
    /// The pass, then the annulment.
    async fn entries_of(&self, case: CaseId) -> Result<Vec<PlatformEntry>, PortError>;
    /// The oldest first.
    async fn entries(&self, filter: &EntryFilter) -> Result<Page<PlatformEntry>, PortError>;
    async fn standing(&self) -> Result<EntriesStanding, PortError>;
}

/// ¶18(2). Data on the pass, as the consent to the platform covers them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    pub case: CaseId,
    pub ordinal: u32,
    pub serial: String,
    pub centre: CentreNumber,
    pub iin: String,
    pub surname: String,
    pub given: String,
    pub patronymic: Option<String>,
    /// A2 level 2.
    pub profession: String,
    pub profession_kk: String,
    pub profession_ru: String,
    /// A2 level 3.
    pub level: u8,
    pub issued: Date,
    pub valid_until: Date,
    /// SHA-256 of the document's PDF.
    pub digest: String,
}

/// The document's data are void from this day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annulled {
    pub case: CaseId,
    pub ordinal: u32,
    pub serial: String,
    pub annulled: Date,
    pub reason: String,
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlatformData {
    Pass(Box<Pass>),
    Annulment(Annulled),
}

/// Why nothing was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlatformFault {
    /// No answer, or one that says nothing: it may have been entered. To be sent again.
    #[error("away: {0}")]
    Away(String),
    /// It says no, and will say no again.
    #[error("refused: {0}")]
    Refused(String),
}

/// The platform. Sent twice, the same case and ordinal are one entry.
#[async_trait]
pub trait Platform: Send + Sync + std::fmt::Debug {
    /// What the platform knows the entry by.
    async fn enter(&self, data: &PlatformData) -> Result<String, PlatformFault>;
}
