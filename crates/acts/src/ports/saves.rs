//! What an exam brings many times a second: answers of candidates, signals of proctoring.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::PortError;

/// One answer or signal, numbered by the browser that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Save {
    pub centre: CentreNumber,
    pub attempt: Uuid,
    /// The browser: a page loaded anew is another client.
    pub client: Uuid,
    /// From 1, by the client.
    pub seq: u64,
    pub at: Timestamp,
    pub kind: SaveKind,
    /// JSON, kept byte for byte.
    pub body: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SaveKind {
    Answer,
    Signal,
}

impl SaveKind {
    pub const ALL: [Self; 2] = [Self::Answer, Self::Signal];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Signal => "signal",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What became of a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    Now,
    /// It was there already, the same to the byte.
    Before,
}

/// Saves of attempts: durable before they are acknowledged, many of them in one commit.
#[async_trait]
pub trait Saves: Send + Sync + std::fmt::Debug {
    /// `Conflict` when the client has saved something else under this number.
    async fn save(&self, save: Save) -> Result<Saved, PortError>;
    /// All of an attempt, by client and number.
    async fn saved(&self, centre: &CentreNumber, attempt: Uuid) -> Result<Vec<Save>, PortError>;
}
