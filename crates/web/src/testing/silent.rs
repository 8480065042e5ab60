//! A context whose every adapter is away: pages must say so, and nothing worse.

use std::sync::Arc;

use acts::catalogue::Catalogue;
use acts::forms::Form;
use acts::journal::{AccountId, CaseId, Entry, RequestId};
use acts::papers::PaperLanguage;
use acts::people::Held;
use acts::ports::{
    Account, Answered, Blobs, CaseWrite, Cases, Clock, Codes, Content, DraftRow, Factor, Factors, Ids,
    Intake, IntakeFault, Invitation, Joining, Kept, Message, Papers, Passwords, People, PortError, ReadRow,
    Reads, Sealed, Seals, Seats, Secrets, SentCode, Sequence, SessionRow, Tries, Upload, Uploads,
};
use acts::projection::{CaseFilter, CaseRow, Page, RegisterRow};
use acts::{Cx, Role};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::calendar::Calendar;
use rules::identifiers::{CentreNumber, SerialNumber};
use uuid::Uuid;

#[derive(Debug)]
struct Silent;

type Answer<T> = Result<T, PortError>;

fn away<T>() -> Answer<T> {
    Err(PortError::Unavailable("away".into()))
}

pub(crate) fn cx() -> Cx {
    let silent = Arc::new(Silent);
    Cx {
        cases: silent.clone(),
        people: silent.clone(),
        blobs: silent.clone(),
        uploads: silent.clone(),
        clock: silent.clone(),
        ids: silent.clone(),
        passwords: silent.clone(),
        secrets: silent.clone(),
        courier: None,
        papers: silent.clone(),
        seals: silent.clone(),
        intake: silent,
        catalogue: Arc::new(Catalogue::default()),
        calendar: Calendar::kazakhstan(),
        public_address: String::new(),
        second_factor_required: false,
    }
}

impl Clock for Silent {
    fn now(&self) -> Timestamp {
        "2026-11-23T05:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl Ids for Silent {
    fn fresh(&self) -> Uuid {
        Uuid::nil()
    }

    fn key(&self) -> [u8; 32] {
        [0; 32]
    }
}

impl Seals for Silent {
    fn payload(&self, _: &Sealed) -> String {
        String::new()
    }

    fn open(&self, _: &str) -> Option<Sealed> {
        None
    }
}

#[async_trait]
impl Cases for Silent {
    async fn commit(&self, _: CaseWrite) -> Answer<()> {
        away()
    }
    async fn answered(&self, _: RequestId) -> Answer<Option<Answered>> {
        away()
    }
    async fn journal(&self, _: CaseId) -> Answer<Vec<Entry>> {
        away()
    }
    async fn row(&self, _: CaseId) -> Answer<Option<CaseRow>> {
        away()
    }
    async fn list(&self, _: &CaseFilter) -> Answer<Page<CaseRow>> {
        away()
    }
    async fn next(&self, _: &Sequence) -> Answer<u32> {
        away()
    }
    async fn registered(&self, _: &SerialNumber) -> Answer<Option<RegisterRow>> {
        away()
    }
    async fn register_of(&self, _: CaseId) -> Answer<Option<RegisterRow>> {
        away()
    }
    async fn messages(&self, _: CaseId) -> Answer<Vec<Message>> {
        away()
    }
}

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

impl Secrets for Silent {
    fn of(&self, _: &str, _: &[u8]) -> [u8; 32] {
        [0; 32]
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
    async fn forget_tries(&self, _: &str, _: &str) -> Answer<()> {
        away()
    }
    async fn forget_stale(&self, _: Timestamp) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Blobs for Silent {
    async fn put_stream(&self, _: AccountId, _: Content) -> Answer<Kept> {
        away()
    }
    async fn get_stream(&self, _: AccountId, _: &str) -> Answer<Option<(Kept, Content)>> {
        away()
    }
}

#[async_trait]
impl Uploads for Silent {
    async fn begin(&self, _: Uuid, _: AccountId, _: u64) -> Answer<Upload> {
        away()
    }
    async fn upload(&self, _: Uuid) -> Answer<Option<Upload>> {
        away()
    }
    async fn add(&self, _: Uuid, _: u64, _: Content) -> Answer<u64> {
        away()
    }
    async fn finish(&self, _: Uuid) -> Answer<Kept> {
        away()
    }
    async fn cancel(&self, _: Uuid) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Passwords for Silent {
    async fn hash(&self, _: String) -> Answer<String> {
        away()
    }
    async fn verify(&self, _: String, _: String) -> Answer<bool> {
        away()
    }
}

#[async_trait]
impl Papers for Silent {
    async fn render(&self, _: Form, _: PaperLanguage) -> Answer<Vec<u8>> {
        away()
    }
}

#[async_trait]
impl Intake for Silent {
    async fn examine(&self, _: Vec<u8>) -> Result<Vec<u8>, IntakeFault> {
        Err(IntakeFault::CouldNotCheck)
    }
}
