//! A context whose every adapter is away: pages must say so, and nothing worse.

use std::sync::Arc;

use acts::catalogue::Catalogue;
use acts::desk::rows::{RoomId, TermRow};
use acts::forms::Form;
use acts::journal::{AccountId, CaseId, Entry, RequestId};
use acts::outbox::Dispatch;
use acts::papers::PaperLanguage;
use acts::people::Held;
use acts::ports::{
    Account, Address, Answered, AppealCount, Assignment, Backlog, Blobs, CaseWrite, Cases, Clock, Codes,
    Content, Courier, Desk, DraftRow, Employer, Entries, EntriesStanding, EntryFilter, Factor, Factors,
    Figures, Handed, Happening, Ids, Intake, IntakeFault, Invitation, Joining, Kept, Letter, Message, Outbox,
    OutcomeCount, Papers, Passwords, People, PlatformEntry, PortError, PostFilter, Posted, ReadRow, Reads,
    Referral, ReferralAnswer, Referrals, Register, RegisterFilter, RegisterMark, Reminder, ReminderLine,
    ReminderRule, Report, Room, Rooms, Sealed, Seals, Seats, SeatsHeld, Secrets, SentCode, Sequence,
    SessionRow, SittingCard, Span, Tally, TermCard, TermCount, TermFilter, TermPlace, Tries, Undelivered,
    Upload, Uploads, Way,
};
use acts::projection::{CaseFilter, CaseRow, Page, PaperFilter, PaperLine, RegisterRow};
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
        referrals: silent.clone(),
        desk: silent.clone(),
        rooms: silent.clone(),
        blobs: silent.clone(),
        uploads: silent.clone(),
        outbox: silent.clone(),
        courier: silent.clone(),
        letters: Arc::new(crate::letters::Words),
        clock: silent.clone(),
        ids: silent.clone(),
        passwords: silent.clone(),
        secrets: silent.clone(),
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
    async fn papers(&self, _: &PaperFilter) -> Answer<Page<PaperLine>> {
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

#[async_trait]
impl Outbox for Silent {
    async fn take_due(&self, _: Timestamp, _: Timestamp, _: u32) -> Answer<Vec<Dispatch>> {
        away()
    }
    async fn move_on(&self, _: &Dispatch, _: &Dispatch) -> Answer<()> {
        away()
    }
    async fn add(&self, _: Dispatch) -> Answer<()> {
        away()
    }
    async fn dispatch(&self, _: Uuid) -> Answer<Option<Posted>> {
        away()
    }
    async fn dispatches(&self, _: CaseId) -> Answer<Vec<Dispatch>> {
        away()
    }
    async fn posted(&self, _: &PostFilter) -> Answer<Page<Posted>> {
        away()
    }
    async fn backlog(&self) -> Answer<Backlog> {
        away()
    }
    async fn let_held(&self, _: bool, _: Timestamp) -> Answer<u64> {
        away()
    }
}

#[async_trait]
impl Courier for Silent {
    fn serves(&self, _: Way) -> bool {
        false
    }
    async fn send(&self, _: Uuid, _: &Address, _: &Letter) -> Result<Handed, Undelivered> {
        Err(Undelivered::Later("away".into()))
    }
    fn report(&self, _: &[u8], _: &str) -> Option<Report> {
        None
    }
}

#[async_trait]
impl Desk for Silent {
    async fn terms(&self, _: &TermFilter) -> Answer<Page<TermCard>> {
        away()
    }
    async fn terms_due(&self, _: Date, _: Option<TermPlace>, _: u32) -> Answer<Vec<TermRow>> {
        away()
    }
    async fn assignments(&self, _: Vec<CaseId>) -> Answer<Vec<(Assignment, String)>> {
        away()
    }
    async fn assign(&self, _: Assignment, _: Option<AccountId>) -> Answer<()> {
        away()
    }
    async fn release(&self, _: CaseId, _: AccountId) -> Answer<()> {
        away()
    }
    async fn reminder_rule(&self, _: &CentreNumber) -> Answer<ReminderRule> {
        away()
    }
    async fn set_reminder_rule(&self, _: &CentreNumber, _: ReminderRule) -> Answer<()> {
        away()
    }
    async fn remind(&self, _: Vec<Reminder>) -> Answer<u64> {
        away()
    }
    async fn reminders(&self, _: AccountId, _: u32, _: u32) -> Answer<Page<ReminderLine>> {
        away()
    }
    async fn unread(&self, _: AccountId) -> Answer<u64> {
        away()
    }
    async fn mark_read(&self, _: AccountId, _: Option<CaseId>, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn tell(&self, _: Message) -> Answer<bool> {
        away()
    }
    async fn feed(&self, _: AccountId) -> Answer<Option<Timestamp>> {
        away()
    }
    async fn set_feed(&self, _: AccountId, _: Option<String>, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn feed_owner(&self, _: &str) -> Answer<Option<AccountId>> {
        away()
    }
}

#[async_trait]
impl Rooms for Silent {
    async fn rooms(&self, _: &CentreNumber) -> Answer<Vec<Room>> {
        away()
    }
    async fn room(&self, _: RoomId) -> Answer<Option<Room>> {
        away()
    }
    async fn save_room(&self, _: Room, _: Date) -> Answer<()> {
        away()
    }
    async fn held(&self, _: &CentreNumber, _: Date, _: Date) -> Answer<Vec<SeatsHeld>> {
        away()
    }
    async fn sittings(&self, _: &CentreNumber, _: Date, _: Date, _: u32) -> Answer<Vec<SittingCard>> {
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
