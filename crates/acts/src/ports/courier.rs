//! Telling people outside of the pages: what a letter says, and who carries it.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::case::{Case, Context};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::journal::CaseId;
use crate::papers::PaperLanguage;

/// A way to a person, besides the personal account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    Email,
    Sms,
    /// Handed over or posted by the registrar.
    Paper,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Paper];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Paper => "paper",
        }
    }
}

/// Where a courier takes a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Email(String),
    /// `+77011234567`.
    Mobile(String),
}

impl Address {
    pub const fn way(&self) -> Way {
        match self {
            Self::Email(_) => Way::Email,
            Self::Mobile(_) => Way::Sms,
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text) | Self::Mobile(text) => text,
        }
    }
}

/// What is said, ready for every way: an e-mail takes subject and lines, an SMS `short`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub language: PaperLanguage,
    pub subject: String,
    /// Paragraphs of plain text.
    pub lines: Vec<String>,
    /// At most 70 letters: one SMS in Cyrillic.
    pub short: String,
}

/// What a letter speaks of: a case as it stands after the act that owes the letter.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub id: CaseId,
    pub case: &'a Case,
    pub context: &'a Context<'a>,
    pub language: PaperLanguage,
    /// Of this installation, no slash at the end.
    pub public_address: &'a str,
}

/// The words of letters.
pub trait Letters: Send + Sync + std::fmt::Debug {
    /// The letter of a kind of message ([`crate::outbox::KINDS`]); a kind it does not know gets words that fit all.
    fn letter(&self, kind: &str, told: &Told<'_>) -> Letter;
    /// A code to sign in with.
    fn code(&self, code: &str, language: PaperLanguage) -> Letter;
    /// To the head: a webhook is told no more.
    fn hook_stopped(&self, address: &str, language: PaperLanguage) -> Letter;
}

/// A server took a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What it answered.
    pub answer: String,
}

/// A letter was not taken; the text is the server's answer or what hindered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Another try may succeed.
    #[error("{0}")]
    Later(String),
    /// No try ever will.
    #[error("{0}")]
    Never(String),
}

/// What a carrier tells later of a letter it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The id that the letter was sent under.
    pub id: Uuid,
    pub delivered: bool,
    pub at: Option<Timestamp>,
    pub answer: String,
}

/// Takes letters to e-mail and mobile addresses.
#[async_trait]
pub trait Courier: Send + Sync + std::fmt::Debug {
    /// Whether letters go this way at all.
    fn serves(&self, way: Way) -> bool;
    /// Hands a letter over, within a minute. Sent again under the same `id` it is recognised as the same letter.
    async fn send(&self, id: Uuid, to: &Address, letter: &Letter) -> Result<Handed, Undelivered>;
    /// Reads a carrier's report; `None` when it is not the carrier's own.
    fn report(&self, body: &[u8], signature: &str) -> Option<Report>;
}
