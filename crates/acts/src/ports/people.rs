//! Around accounts: roles with their time, invitations, second factors, codes, and who read a personal file.

use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::{Account, PortError};
use crate::access::Role;
use crate::journal::{AccountId, CaseId};
use crate::people::{Held, Seat};

/// A link that gives roles, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: Uuid,
    /// `None` for a role of the whole country.
    pub centre: Option<CentreNumber>,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    /// SHA-256 of the link's key, in hex.
    pub key_digest: String,
    pub made_by: AccountId,
    pub made_at: Timestamp,
    pub until: Timestamp,
    pub used_by: Option<AccountId>,
    /// Used, or taken back.
    pub ended_at: Option<Timestamp>,
}

impl Invitation {
    pub fn open(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.until
    }

    /// What it gives to somebody whose seats are `first` in number.
    pub fn seats(&self, first: u32, at: Timestamp) -> Vec<Held> {
        let seat = |role: &Role| Seat { role: *role, centre: self.centre.clone() };
        let given_by = Some(self.made_by);
        (first..)
            .zip(&self.roles)
            .map(|(place, role)| Held { since: at, given_by, ..Held::always(seat(role), place) })
            .collect()
    }
}

/// Who takes an invitation up.
#[derive(Debug, Clone)]
pub enum Joining {
    New(Account),
    Known(AccountId),
}

/// Seats and invitations. Nothing is ever removed.
#[async_trait]
pub trait Seats: Send + Sync + std::fmt::Debug {
    /// Everybody who holds or held a seat at the centre, by name; for `None`, a seat of the authorised body or an operator.
    async fn staff(&self, centre: Option<&CentreNumber>) -> Result<Vec<Account>, PortError>;
    /// `Conflict` when the account has got another seat meanwhile: `held.place` is the number of its seats.
    async fn give_seat(&self, to: AccountId, held: Held) -> Result<(), PortError>;
    /// Ends a seat that has not ended yet. `false` when it had ended, or a centre would be left without a head of its own.
    async fn end_seat(
        &self,
        of: AccountId,
        place: u32,
        until: Timestamp,
        by: AccountId,
    ) -> Result<bool, PortError>;
    /// `Conflict` when its id is known already.
    async fn invite(&self, invitation: Invitation) -> Result<(), PortError>;
    async fn invitation(&self, key_digest: &str) -> Result<Option<Invitation>, PortError>;
    /// Of a centre, newest first; `None` for those of the whole country.
    async fn invitations(&self, centre: Option<&CentreNumber>) -> Result<Vec<Invitation>, PortError>;
    /// Uses an open invitation up and gives its seats, all or nothing; `Conflict` when it is not open any more or the
    /// login is taken.
    async fn join(&self, invitation: Uuid, who: Joining, at: Timestamp) -> Result<(), PortError>;
    /// Takes an open invitation back; `false` when it was not open.
    async fn take_back(&self, invitation: Uuid, at: Timestamp) -> Result<bool, PortError>;
}

/// One opening of a personal file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    pub id: Uuid,
    pub case: CaseId,
    pub centre: CentreNumber,
    pub account: AccountId,
    /// The role by which it was read.
    pub role: Role,
    /// `case`, `file/<digest>` or `form/<kind>`.
    pub what: String,
    /// Why, where the role must say it.
    pub reason: Option<String>,
    pub at: Timestamp,
}

/// Who read a personal file.
#[async_trait]
pub trait Reads: Send + Sync + std::fmt::Debug {
    /// Durable when it returns.
    async fn note_read(&self, read: ReadRow) -> Result<(), PortError>;
    /// Of a case, newest first.
    async fn reads(&self, case: CaseId) -> Result<Vec<ReadRow>, PortError>;
}

/// An authenticator app of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    pub account: AccountId,
    /// What its secret is made of, together with [`Secrets`].
    pub salt: Uuid,
    pub made_at: Timestamp,
    /// The step of thirty seconds whose code was taken last: a code is taken once.
    pub last_step: u64,
}

/// Second factors.
#[async_trait]
pub trait Factors: Send + Sync + std::fmt::Debug {
    async fn factor(&self, of: AccountId) -> Result<Option<Factor>, PortError>;
    /// In place of the one before, with fresh recovery codes (digests).
    async fn set_factor(&self, factor: Factor, recovery: Vec<String>) -> Result<(), PortError>;
    async fn remove_factor(&self, of: AccountId) -> Result<(), PortError>;
    /// `false` when a code of this step or a later one was taken already.
    async fn take_step(&self, of: AccountId, step: u64) -> Result<bool, PortError>;
    /// `false` when there is no such code or it was used.
    async fn use_recovery(&self, of: AccountId, digest: &str, at: Timestamp) -> Result<bool, PortError>;
    /// Recovery codes not used yet.
    async fn recovery_left(&self, of: AccountId) -> Result<u64, PortError>;
}

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentCode {
    pub id: Uuid,
    /// Who asked: a number that only their browser's session knows.
    pub asking: Uuid,
    pub digest: String,
    pub until: Timestamp,
}

/// Codes to sign in with, and how often things were tried.
#[async_trait]
pub trait Codes: Send + Sync + std::fmt::Debug {
    async fn keep_code(&self, code: SentCode) -> Result<(), PortError>;
    /// Those of one asking that are neither used nor over.
    async fn codes(&self, asking: Uuid, now: Timestamp) -> Result<Vec<SentCode>, PortError>;
    /// `false` when it was used already.
    async fn use_code(&self, code: Uuid, at: Timestamp) -> Result<bool, PortError>;

    /// Whose address it is.
    async fn contact(&self, address: &str) -> Result<Option<AccountId>, PortError>;
    async fn contacts(&self, of: AccountId) -> Result<Vec<String>, PortError>;
    /// `Conflict` when the address is somebody's already.
    async fn add_contact(&self, address: &str, of: AccountId, at: Timestamp) -> Result<(), PortError>;
    /// Both or none; `Conflict` when the login or the address is taken.
    async fn create_with_contact(
        &self,
        account: Account,
        address: &str,
        at: Timestamp,
    ) -> Result<(), PortError>;

    /// Counts a try; `false` when there were `most` since `since` already, and this one is not counted.
    async fn may_try(&self, tries: Tries) -> Result<bool, PortError>;
    /// Whether there were `most` since `since` already; counts nothing.
    async fn tried_too_often(&self, tries: Tries) -> Result<bool, PortError>;
    async fn forget_tries(&self, kind: &str, subject: &str) -> Result<(), PortError>;
    /// Forgets codes that are over, and tries that began before `before`.
    async fn forget_stale(&self, before: Timestamp) -> Result<(), PortError>;
}

/// A try to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tries {
    pub kind: &'static str,
    /// A digest, never the address or login itself.
    pub subject: String,
    pub now: Timestamp,
    /// A count that began at this moment or before begins anew.
    pub since: Timestamp,
    pub most: u32,
}

/// Secrets made of a key that no database holds.
pub trait Secrets: Send + Sync + std::fmt::Debug {
    /// The same for the same purpose and subject, and known to nobody without the key.
    fn of(&self, purpose: &str, subject: &[u8]) -> [u8; 32];
}
