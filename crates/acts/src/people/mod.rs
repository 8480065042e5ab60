//! People and their seats.

pub mod account;
pub mod code;
pub mod consents;
pub mod correction;
pub mod data;
pub mod employer;
pub mod factor;
pub mod invite;
pub mod passkey;
pub mod proof;
pub mod reads;
pub mod sign_in;
pub mod staff;

use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::journal::AccountId;

/// A role held, and where. `centre` is `None` for candidates and for country-wide roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub role: Role,
    pub centre: Option<CentreNumber>,
}

/// A seat with its time and whose gift it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub seat: Seat,
    /// From 0, in the order given.
    pub place: u32,
    pub since: Timestamp,
    /// The first moment at which it is not held any more.
    pub until: Option<Timestamp>,
    /// `None`: at the set-up, or by the person who signed up.
    pub given_by: Option<AccountId>,
    pub ended_by: Option<AccountId>,
    /// In whose stead.
    pub stands_for: Option<AccountId>,
}

impl Held {
    /// Held from the beginning on, without an end.
    pub fn always(seat: Seat, place: u32) -> Self {
        let since = Timestamp::UNIX_EPOCH;
        Self { seat, place, since, until: None, given_by: None, ended_by: None, stands_for: None }
    }

    pub fn in_force(&self, at: Timestamp) -> bool {
        self.since <= at && self.until.is_none_or(|until| at < until)
    }
}

/// A signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    pub account: AccountId,
    pub login: String,
    pub name: String,
    pub seats: Vec<Seat>,
}

impl Who {
    pub fn holds(&self, role: Role) -> bool {
        self.seats.iter().any(|seat| seat.role == role)
    }

    /// The centres at which any role is held, without repetition.
    pub fn centres(&self) -> Vec<CentreNumber> {
        let mut centres: Vec<_> = self.seats.iter().filter_map(|seat| seat.centre.clone()).collect();
        centres.sort();
        centres.dedup();
        centres
    }
}
