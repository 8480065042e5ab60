//! Programs of a centre that ask with a token, what they ask for in order, and the first answers to what they change.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::case::Stage;
use rules::identifiers::CentreNumber;

use super::{Account, PortError, TermCard};
use crate::journal::{AccountId, CaseId};
use crate::projection::CaseRow;
use crate::service::Scope;

/// A program of a centre. It has an account without roles or password, in whose name it acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub account: AccountId,
    pub centre: CentreNumber,
    pub name: String,
    pub scopes: Vec<Scope>,
    /// SHA-256 of the token, in hex.
    pub digest: String,
    pub made_by: AccountId,
    pub made_at: Timestamp,
    pub until: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// When it asked last, to the minute.
    pub used_at: Option<Timestamp>,
}

impl Service {
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.until
    }
}

/// Cases of a centre in the order of their filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasesAsked {
    pub centre: CentreNumber,
    pub stage: Option<Stage>,
    /// Only those that changed at this moment or later.
    pub changed_since: Option<Timestamp>,
    pub after: Option<CaseId>,
    pub limit: u32,
}

/// Running terms of a centre by their last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsAsked {
    pub centre: CentreNumber,
    /// Due on this day or before.
    pub until: Option<Date>,
    /// Last day, case and place of the term read last.
    pub after: Option<(Date, CaseId, u32)>,
    pub limit: u32,
}

/// What was answered to a key: the status, and the body as it was sent.
pub type KeptAnswer = (u16, String);

/// How a key stands that was sent with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyed {
    /// Not answered yet.
    Open,
    Answered(KeptAnswer),
    /// It was sent with another request before.
    Foreign,
}

#[async_trait]
pub trait Services: Send + Sync + std::fmt::Debug {
    /// With its account. `Conflict` when the account is known.
    async fn add_service(&self, service: Service, account: Account) -> Result<(), PortError>;
    /// By the digest of its token.
    async fn service(&self, digest: &str) -> Result<Option<Service>, PortError>;
    /// Of a centre, the newest first.
    async fn services(&self, centre: &CentreNumber) -> Result<Vec<Service>, PortError>;
    /// One that has ended stays as it is.
    async fn end_service(
        &self,
        account: AccountId,
        centre: &CentreNumber,
        at: Timestamp,
    ) -> Result<(), PortError>;
    async fn note_use(&self, account: AccountId, at: Timestamp) -> Result<(), PortError>;

    async fn cases_after(&self, asked: &CasesAsked) -> Result<Vec<CaseRow>, PortError>;
    async fn terms_after(&self, asked: &TermsAsked) -> Result<Vec<TermCard>, PortError>;

    /// Binds a key to a request, told by its digest, unless it is bound already.
    async fn keyed(
        &self,
        account: AccountId,
        key: &str,
        digest: &str,
        at: Timestamp,
    ) -> Result<Keyed, PortError>;
    /// The answer of a key; a first one stays.
    async fn keep_answer(&self, account: AccountId, key: &str, answer: KeptAnswer) -> Result<(), PortError>;
    /// Forgets keys bound before.
    async fn forget_keys(&self, before: Timestamp) -> Result<(), PortError>;
}
