//! People and their seats.

pub mod account;
pub mod employer;
pub mod sign_in;

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
