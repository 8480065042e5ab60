//! The journal entry: an event of the Rules with who, when and where.

use jiff::Timestamp;
use rules::case::Event;
use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A case, for ever.
    CaseId
);
id!(
    /// An account of a person.
    AccountId
);
id!(
    /// Made by the client for one act; repeated, it returns the first answer.
    RequestId
);

/// One entry of a case's journal: the truth of the case is the list of these, `seq` from 1 without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub case: CaseId,
    /// The centre comes first in every key of a large table.
    pub centre: CentreNumber,
    pub seq: u64,
    /// UTC, to the microsecond.
    pub at: Timestamp,
    /// Who acted; `None` is the system itself.
    pub actor: Option<AccountId>,
    pub event: Event,
}

/// What an act answers, once it is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub case: CaseId,
    /// Registration number of the case.
    pub number: String,
    /// Number of journal entries after the act.
    pub version: u64,
    pub at: Timestamp,
}
