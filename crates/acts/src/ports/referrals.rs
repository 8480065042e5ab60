//! ¶2(4). Employers and the people they refer.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::{Bin, Iin};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PortError;
use crate::journal::{AccountId, CaseId};
use crate::projection::Page;

/// An employer, as it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    pub account: AccountId,
    pub bin: Bin,
    pub name: String,
    pub since: Timestamp,
}

/// What the referred person answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferralAnswer {
    Accepted,
    Declined,
}

impl ReferralAnswer {
    /// Stable kebab-case key, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
}

/// One person referred for one profession.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Stands in the letter: who holds it may answer.
    pub id: Uuid,
    pub employer: AccountId,
    pub iin: Iin,
    pub name: String,
    /// Programme id; it names the profession.
    pub programme: String,
    /// The employer pays.
    pub pays: bool,
    pub made_at: Timestamp,
    pub answer: Option<(ReferralAnswer, AccountId, Timestamp)>,
    /// The case that was filed on it.
    pub case: Option<CaseId>,
}

#[async_trait]
pub trait Referrals: Send + Sync + std::fmt::Debug {
    /// Said again, the newer words stand.
    async fn save_employer(&self, employer: Employer) -> Result<(), PortError>;
    async fn employer(&self, account: AccountId) -> Result<Option<Employer>, PortError>;
    /// Referred again under the same id, nothing happens.
    async fn refer(&self, referral: Referral) -> Result<(), PortError>;
    async fn referral(&self, id: Uuid) -> Result<Option<Referral>, PortError>;
    /// Newest first, fifty on a page; pages from 0.
    async fn referrals(&self, employer: AccountId, page: u32) -> Result<Page<Referral>, PortError>;
    /// `Conflict` when it has an answer already.
    async fn answer_referral(
        &self,
        id: Uuid,
        answer: ReferralAnswer,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), PortError>;
}
