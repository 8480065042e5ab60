//! Passkeys (WebAuthn): where they are kept, and who reads what an authenticator answers.

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::PortError;
use crate::journal::AccountId;

/// A passkey of a person: the public half; the secret one never leaves their device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub id: Uuid,
    pub account: AccountId,
    /// As the person calls it.
    pub name: String,
    /// Id of the credential, base64url.
    pub credential: String,
    /// JSON of the adapter: public key and counter.
    pub public_key: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// Passkeys of people.
#[async_trait]
pub trait Passkeys: Send + Sync + std::fmt::Debug {
    /// Oldest first.
    async fn passkeys(&self, of: AccountId) -> Result<Vec<Passkey>, PortError>;
    async fn passkey(&self, credential: &str) -> Result<Option<Passkey>, PortError>;
    /// `Conflict` when the credential is somebody's already.
    async fn add_passkey(&self, passkey: Passkey) -> Result<(), PortError>;
    /// `false` when it is not `from` any more: of two uses with one counter one is right.
    async fn use_passkey(&self, from: &Passkey, to: &str, at: Timestamp) -> Result<bool, PortError>;
    /// Nothing happens when it is gone, or another's.
    async fn remove_passkey(&self, of: AccountId, id: Uuid) -> Result<(), PortError>;
}

/// What a browser is asked, and what is needed to judge its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// JSON for the browser; bytes are base64url.
    pub options: String,
    /// Known to the server alone.
    pub state: String,
}

/// Reads what authenticators answer. Whether a challenge is used once and in time is not its business.
pub trait Authenticators: Send + Sync + std::fmt::Debug {
    /// Passkeys belong to a name of a site: an address of numbers has none.
    fn serves(&self) -> bool;
    /// To make a passkey, on an authenticator that holds none of `known`.
    fn to_make(
        &self,
        of: AccountId,
        login: &str,
        name: &str,
        known: &[Passkey],
    ) -> Result<Challenge, PortError>;
    /// Credential and public key of a passkey that was made for this challenge, at this site; else `None`.
    fn made(&self, state: &str, answer: &str) -> Option<(String, String)>;
    /// To use one of `known`, or, when there are none, any that the authenticator offers for this site.
    fn to_use(&self, known: &[Passkey]) -> Result<Challenge, PortError>;
    /// Which credential an answer is of; nothing of it is proven.
    fn credential(&self, answer: &str) -> Option<String>;
    /// The passkey's public key after this use, its person verified by the device; `None` when the answer is to another
    /// challenge or site, of another key, or its counter shows a copy.
    fn used(&self, state: &str, answer: &str, passkey: &Passkey) -> Option<String>;
}
