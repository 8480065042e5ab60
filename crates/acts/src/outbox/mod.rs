//! ¶5 ¶6 ¶19 ¶22 Q14. Messages on their way out of the house: by e-mail, SMS and paper, beside the personal account.
//!
//! An act owes a message and its dispatches in its own transaction; the job [`crate::jobs::Job::Outbox`] sends them.

mod desk;
mod owe;
mod send;
mod state;

use std::sync::Arc;

use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::journal::{AccountId, CaseId};
use crate::ports::{Address, Clock, Courier, Ids, Letter, Outbox, Way};

pub use self::desk::{
    heard, mark_handed_over, mark_signed, of_case, one, prove_paper_receipt, queue, send_again,
};
pub use self::owe::mobile;
pub(crate) use self::owe::owed;
pub use self::send::send_due;
pub use self::state::{State, Step, next};

/// Every kind of message that acts tell a candidate.
pub const KINDS: [&str; 16] = [
    "application-registered",
    "contract-offered",
    "refused",
    "notice",
    "postponed",
    "no-show",
    "withdrawn",
    "not-passed",
    "document-issued",
    "document-annulled",
    "appeal-registered",
    "appeal-refused",
    "appeal-decided",
    "complaint-registered",
    "complaint-answered",
    "correction-answered",
];

/// Those that carry a result: with their receipt the window of the appeal begins (¶20 Q14).
pub const RESULTS: [&str; 2] = ["not-passed", "document-issued"];

/// One message on one way to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    pub id: Uuid,
    pub message: Uuid,
    pub case: CaseId,
    pub centre: CentreNumber,
    pub kind: String,
    pub way: Way,
    /// E-mail address or mobile number as it was when the message was owed; empty on paper.
    pub address: String,
    pub letter: Letter,
    pub state: State,
    /// How often it was taken to be sent, since it last began to wait.
    pub tries: u32,
    /// The instant of the act: of the journal's entry.
    pub owed_at: Timestamp,
    /// Not before this instant; while somebody sends it, the end of their turn.
    pub due: Timestamp,
    /// When a server took it; on paper the day, as its first instant in Kazakhstan.
    pub handed_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    /// What a server said last.
    pub answer: String,
    /// Who had it sent again, or handed it over on paper.
    pub by: Option<AccountId>,
}

impl Dispatch {
    /// Not by a machine, but by the registrar's hands.
    pub const fn on_paper(&self) -> bool {
        matches!(self.way, Way::Paper)
    }

    /// Where a courier takes it; `None` for paper.
    pub fn to(&self) -> Option<Address> {
        match self.way {
            Way::Email => Some(Address::Email(self.address.clone())),
            Way::Sms => Some(Address::Mobile(self.address.clone())),
            Way::Paper => None,
        }
    }

    /// As it stands after a step at `at`; `None` where the step changes nothing any more.
    #[must_use]
    pub fn after(&self, step: Step, at: Timestamp, answer: &str) -> Option<Self> {
        let mut after = Self { state: next(self.state, step)?, answer: answer.to_owned(), ..self.clone() };
        match after.state {
            State::Handed => after.handed_at = Some(at),
            State::Delivered => {
                after.handed_at.get_or_insert(at);
                after.delivered_at = Some(at);
            }
            State::Waiting | State::Failed | State::Held => {}
        }
        Some(after)
    }
}

/// What the job sends with. Its clock is that of the acts, which owe what it sends.
#[derive(Debug, Clone)]
pub struct Post {
    pub outbox: Arc<dyn Outbox>,
    pub courier: Arc<dyn Courier>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

#[cfg(test)]
mod tests;
