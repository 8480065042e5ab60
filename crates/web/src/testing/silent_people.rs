//! People and what they prove, when nothing is there.

use acts::Role;
use acts::journal::{AccountId, CaseId};
use acts::people::Held;
use acts::ports::{
    Account, Authenticators, Challenge, Codes, DraftRow, Employer, Factor, Factors, Invitation, Joining,
    Passkey, Passkeys, People, PortError, ReadRow, Reads, Referral, ReferralAnswer, Referrals, Seats,
    SentCode, SessionRow, Tries,
};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::{Answer, Silent, away};

#[async_trait]
impl People for Silent {
    async fn create(&self, _: Account, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn by_login(&self, _: &str) -> Answer<Option<Account>> {
        away()
    }
    /// Nobody is known: papers set without a store name nobody's stand-in.
    async fn by_id(&self, _: AccountId) -> Answer<Option<Account>> {
        Ok(None)
    }
    async fn seated(&self, _: &CentreNumber, _: Role, _: Timestamp) -> Answer<Vec<Account>> {
        away()
    }
    async fn session(&self, _: &str) -> Answer<Option<SessionRow>> {
        away()
    }
    async fn save_session(&self, _: SessionRow) -> Answer<()> {
        away()
    }
    async fn end_session(&self, _: &str) -> Answer<()> {
        away()
    }
    async fn end_expired_sessions(&self, _: Timestamp) -> Answer<u64> {
        away()
    }
    async fn draft(&self, _: Uuid) -> Answer<Option<DraftRow>> {
        away()
    }
    async fn drafts(&self, _: AccountId) -> Answer<Vec<DraftRow>> {
        away()
    }
    async fn save_draft(&self, _: DraftRow, _: u64) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Seats for Silent {
    async fn staff(&self, _: Option<&CentreNumber>) -> Answer<Vec<Account>> {
        away()
    }
    async fn give_seat(&self, _: AccountId, _: Held) -> Answer<()> {
        away()
    }
    async fn end_seat(&self, _: AccountId, _: u32, _: Timestamp, _: AccountId) -> Answer<bool> {
        away()
    }
    async fn invite(&self, _: Invitation) -> Answer<()> {
        away()
    }
    async fn invitation(&self, _: &str) -> Answer<Option<Invitation>> {
        away()
    }
    async fn invitations(&self, _: Option<&CentreNumber>) -> Answer<Vec<Invitation>> {
        away()
    }
    async fn join(&self, _: Uuid, _: Joining, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn take_back(&self, _: Uuid, _: Timestamp) -> Answer<bool> {
        away()
    }
}

#[async_trait]
impl Reads for Silent {
    async fn note_read(&self, _: ReadRow) -> Answer<()> {
        away()
    }
    async fn reads(&self, _: CaseId) -> Answer<Vec<ReadRow>> {
        away()
    }
}

#[async_trait]
impl Factors for Silent {
    async fn factor(&self, _: AccountId) -> Answer<Option<Factor>> {
        away()
    }
    async fn set_factor(&self, _: Factor, _: Vec<String>) -> Answer<()> {
        away()
    }
    async fn remove_factor(&self, _: AccountId) -> Answer<()> {
        away()
    }
    async fn take_step(&self, _: AccountId, _: u64) -> Answer<bool> {
        away()
    }
    async fn use_recovery(&self, _: AccountId, _: &str, _: Timestamp) -> Answer<bool> {
        away()
    }
    async fn recovery_left(&self, _: AccountId) -> Answer<u64> {
        away()
    }
}

impl Authenticators for Silent {
    fn serves(&self) -> bool {
        false
    }
    fn to_make(&self, _: AccountId, _: &str, _: &str, _: &[Passkey]) -> Result<Challenge, PortError> {
        Err(PortError::Unavailable("away".into()))
    }
    fn made(&self, _: &str, _: &str) -> Option<(String, String)> {
        None
    }
    fn to_use(&self, _: &[Passkey]) -> Result<Challenge, PortError> {
        Err(PortError::Unavailable("away".into()))
    }
    fn credential(&self, _: &str) -> Option<String> {
        None
    }
    fn used(&self, _: &str, _: &str, _: &Passkey) -> Option<String> {
        None
    }
}

#[async_trait]
impl Passkeys for Silent {
    async fn passkeys(&self, _: AccountId) -> Answer<Vec<Passkey>> {
        away()
    }
    async fn passkey(&self, _: &str) -> Answer<Option<Passkey>> {
        away()
    }
    async fn add_passkey(&self, _: Passkey) -> Answer<()> {
        away()
    }
    async fn use_passkey(&self, _: &Passkey, _: &str, _: Timestamp) -> Answer<bool> {
        away()
    }
    async fn remove_passkey(&self, _: AccountId, _: Uuid) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Codes for Silent {
    async fn keep_code(&self, _: SentCode) -> Answer<()> {
        away()
    }
    async fn codes(&self, _: Uuid, _: Timestamp) -> Answer<Vec<SentCode>> {
        away()
    }
    async fn use_code(&self, _: Uuid, _: Timestamp) -> Answer<bool> {
        away()
    }
    async fn contact(&self, _: &str) -> Answer<Option<AccountId>> {
        away()
    }
    async fn contacts(&self, _: AccountId) -> Answer<Vec<String>> {
        away()
    }
    async fn add_contact(&self, _: &str, _: AccountId, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn create_with_contact(&self, _: Account, _: &str, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn may_try(&self, _: Tries) -> Answer<bool> {
        away()
    }
    async fn tried_too_often(&self, _: Tries) -> Answer<bool> {
        away()
    }
    async fn forget_tries(&self, _: &str, _: &str) -> Answer<()> {
        away()
    }
    async fn forget_stale(&self, _: Timestamp) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Referrals for Silent {
    async fn save_employer(&self, _: Employer) -> Answer<()> {
        away()
    }
    async fn employer(&self, _: AccountId) -> Answer<Option<Employer>> {
        away()
    }
    async fn refer(&self, _: Referral) -> Answer<()> {
        away()
    }
    async fn referral(&self, _: Uuid) -> Answer<Option<Referral>> {
        away()
    }
    async fn referrals(&self, _: AccountId, _: u32) -> Answer<Page<Referral>> {
        away()
    }
    async fn answer_referral(&self, _: Uuid, _: ReferralAnswer, _: AccountId, _: Timestamp) -> Answer<()> {
        away()
    }
}
