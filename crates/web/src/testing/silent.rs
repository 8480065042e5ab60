//! A context whose every adapter is away: pages must say so, and nothing worse.

use std::sync::Arc;

use acts::catalogue::Catalogue;
use acts::forms::Form;
use acts::journal::{AccountId, CaseId, Entry, RequestId};
use acts::papers::PaperLanguage;
use acts::ports::{
    Account, Answered, AppealCount, Blobs, CaseWrite, Cases, Clock, Content, DraftRow, Entries,
    EntriesStanding, EntryFilter, Figures, Happening, Ids, Intake, IntakeFault, Kept, Message, OutcomeCount,
    Papers, Passwords, People, PlatformEntry, PortError, Register, RegisterFilter, RegisterMark, Sealed,
    Seals, Sequence, SessionRow, Span, Tally, TermCount, Upload, Uploads,
};
use acts::projection::{CaseFilter, CaseRow, Page, RegisterRow};
use acts::{Cx, Role};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
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
        register: silent.clone(),
        figures: silent.clone(),
        entries: silent.clone(),
        platform_told: false,
        people: silent.clone(),
        blobs: silent.clone(),
        uploads: silent.clone(),
        clock: silent.clone(),
        ids: silent.clone(),
        passwords: silent.clone(),
        papers: silent.clone(),
        seals: silent.clone(),
        intake: silent,
        catalogue: Arc::new(Catalogue::default()),
        calendar: Calendar::kazakhstan(),
        public_address: String::new(),
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
impl Register for Silent {
    async fn search(&self, _: &RegisterFilter) -> Answer<Page<RegisterRow>> {
        away()
    }
    async fn following(&self, _: &RegisterFilter, _: u32, _: u32) -> Answer<Vec<RegisterRow>> {
        away()
    }
    async fn mark(&self) -> Answer<RegisterMark> {
        away()
    }
}

#[async_trait]
impl Figures for Silent {
    async fn terms(&self, _: &Span) -> Answer<Vec<TermCount>> {
        away()
    }
    async fn overdue(&self, _: Option<&CentreNumber>, _: Date) -> Answer<Vec<Tally>> {
        away()
    }
    async fn outcomes(&self, _: &Span) -> Answer<Vec<OutcomeCount>> {
        away()
    }
    async fn appeals(&self, _: &Span) -> Answer<Vec<AppealCount>> {
        away()
    }
    async fn happened(&self, _: Happening, _: &Span) -> Answer<Vec<Tally>> {
        away()
    }
    async fn open(&self, _: Option<&CentreNumber>) -> Answer<Vec<Tally>> {
        away()
    }
}

#[async_trait]
impl Entries for Silent {
    async fn due(&self, _: Timestamp, _: u32) -> Answer<Vec<PlatformEntry>> {
        away()
    }
    async fn step(&self, _: &PlatformEntry, _: &PlatformEntry) -> Answer<()> {
        away()
    }
    async fn entries_of(&self, _: CaseId) -> Answer<Vec<PlatformEntry>> {
        away()
    }
    async fn entries(&self, _: &EntryFilter) -> Answer<Page<PlatformEntry>> {
        away()
    }
    async fn standing(&self) -> Answer<EntriesStanding> {
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
    async fn by_id(&self, _: AccountId) -> Answer<Option<Account>> {
        away()
    }
    async fn seated(&self, _: &CentreNumber, _: Role) -> Answer<Vec<Account>> {
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
