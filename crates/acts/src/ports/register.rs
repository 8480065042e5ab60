//! Looking through the register, and counting: what the authorised body, the head and the public see of all cases.

use async_trait::async_trait;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;

use super::PortError;
use crate::facts::{AppealEnd, TermEnd};
use crate::projection::{Page, RegisterRow};

/// How a document stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentState {
    InForce,
    Expired,
    Annulled,
}

impl DocumentState {
    pub const ALL: [Self; 3] = [Self::InForce, Self::Expired, Self::Annulled];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Expired => "expired",
            Self::Annulled => "annulled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Q12: the last day counts.
    pub fn of(row: &RegisterRow, on: Date) -> Self {
        if row.annulled_on.is_some() {
            Self::Annulled
        } else if row.valid_until < on {
            Self::Expired
        } else {
            Self::InForce
        }
    }
}

/// Which documents. Fields that are `None` or empty do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// As printed.
    pub serial: Option<String>,
    pub programmes: Vec<String>,
    pub centre: Option<CentreNumber>,
    /// The state on this day.
    pub state: Option<(DocumentState, Date)>,
    pub issued_from: Option<Date>,
    pub issued_until: Option<Date>,
    pub page: u32,
    /// At most 100.
    pub per_page: u32,
}

/// What changes when the register does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterMark {
    /// Of the newest document; 0 when there is none.
    pub newest: u32,
    pub annulled: u64,
}

/// The register of recognition documents.
#[async_trait]
pub trait Register: Send + Sync + std::fmt::Debug {
    /// One page, the newest number first.
    async fn search(&self, filter: &RegisterFilter) -> Result<Page<RegisterRow>, PortError>;
    /// The documents after the ordinal `after` that the filter lets through, in order, at most `limit`; its page is not
    /// looked at.
    async fn following(
        &self,
        filter: &RegisterFilter,
        after: u32,
        limit: u32,
    ) -> Result<Vec<RegisterRow>, PortError>;
    async fn mark(&self) -> Result<RegisterMark, PortError>;
}

/// What is counted: days from and until, both included, at one centre or at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub centre: Option<CentreNumber>,
    pub from: Date,
    pub until: Date,
}

/// So many terms that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCount {
    pub centre: CentreNumber,
    pub clause: String,
    pub started: Date,
    pub due: Date,
    pub state: TermEnd,
    pub closed_on: Option<Date>,
    pub n: u64,
}

/// So many cases that went alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeCount {
    pub centre: CentreNumber,
    pub programme: String,
    pub theory: Option<bool>,
    pub practice: Option<bool>,
    pub passed: Option<bool>,
    pub violated: bool,
    pub terminated: bool,
    pub n: u64,
}

/// So many appeals that ended alike; `None` waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealCount {
    pub centre: CentreNumber,
    pub end: Option<AppealEnd>,
    pub n: u64,
}

/// What is counted by centre and programme, by one day of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    Filed,
    Issued,
    Annulled,
}

/// A number of a centre and a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub centre: CentreNumber,
    /// A programme, or a clause.
    pub of: String,
    pub n: u64,
}

/// Counting over all cases. Nothing of it names a person.
#[async_trait]
pub trait Figures: Send + Sync + std::fmt::Debug {
    /// Terms that fell due in the span.
    async fn terms(&self, span: &Span) -> Result<Vec<TermCount>, PortError>;
    /// Running terms whose due day is before `today`, by centre and clause.
    async fn overdue(&self, centre: Option<&CentreNumber>, today: Date) -> Result<Vec<Tally>, PortError>;
    /// Cases decided in the span.
    async fn outcomes(&self, span: &Span) -> Result<Vec<OutcomeCount>, PortError>;
    /// Appeals filed in the span.
    async fn appeals(&self, span: &Span) -> Result<Vec<AppealCount>, PortError>;
    /// What happened in the span, by centre and programme.
    async fn happened(&self, what: Happening, span: &Span) -> Result<Vec<Tally>, PortError>;
    /// Cases in which something is still owed, by centre and programme.
    async fn open(&self, centre: Option<&CentreNumber>) -> Result<Vec<Tally>, PortError>;
}
