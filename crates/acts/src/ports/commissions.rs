//! ¶9 ¶21. The members of a centre's commissions: what they may judge, and where they have an interest.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::{Bin, CentreNumber, Iin, NkzCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PortError;
use crate::journal::AccountId;

/// What a member may judge, from the moment it was written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    /// That of the request.
    pub id: Uuid,
    pub centre: CentreNumber,
    pub account: AccountId,
    pub professions: Vec<NkzCode>,
    /// The document it rests on.
    pub basis: String,
    pub made_by: AccountId,
    pub made_at: Timestamp,
}

/// What binds a member to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bond {
    Relative,
    /// The member works, or worked, for the organisation or with the person.
    Employer,
    /// Q16: taught the person, or teaches at the organisation.
    Teacher,
}

impl Bond {
    pub const ALL: [Self; 3] = [Self::Relative, Self::Employer, Self::Teacher];

    /// Stable kebab-case key, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Relative => "relative",
            Self::Employer => "employer",
            Self::Teacher => "teacher",
        }
    }
}

/// With whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    Person(Iin),
    Organisation(Bin),
}

impl Other {
    pub const fn iin(&self) -> Option<&Iin> {
        if let Self::Person(iin) = self { Some(iin) } else { None }
    }

    pub const fn bin(&self) -> Option<&Bin> {
        if let Self::Organisation(bin) = self { Some(bin) } else { None }
    }
}

/// A conflict of interest that a member declared, or the head for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// That of the request.
    pub id: Uuid,
    pub centre: CentreNumber,
    pub account: AccountId,
    pub bond: Bond,
    pub other: Other,
    pub note: String,
    pub made_by: AccountId,
    pub made_at: Timestamp,
    /// By whom and when it was ended.
    pub ended: Option<(AccountId, Timestamp)>,
}

#[async_trait]
pub trait Commissions: Send + Sync + std::fmt::Debug {
    /// The newest word on each member of a centre.
    async fn competences(&self, centre: &CentreNumber) -> Result<Vec<Competence>, PortError>;
    /// Written again under the same id, nothing happens.
    async fn set_competence(&self, competence: Competence) -> Result<(), PortError>;
    /// Every conflict declared at a centre, newest first; those that ended too.
    async fn conflicts(&self, centre: &CentreNumber) -> Result<Vec<Conflict>, PortError>;
    /// Declared again under the same id, nothing happens.
    async fn declare(&self, conflict: Conflict) -> Result<(), PortError>;
    /// Ended again, the first end stands.
    async fn end_conflict(
        &self,
        centre: &CentreNumber,
        id: Uuid,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), PortError>;
}
