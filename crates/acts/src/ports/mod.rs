//! What acts need from the world. Adapters implement these; none knows another.

mod commissions;
mod courier;
mod desk;
mod evidence;
mod files;
mod hooks;
mod jobs;
mod outbox;
mod passkeys;
mod people;
mod platform;
mod reference;
mod referrals;
mod register;
mod saves;
mod services;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::identifiers::{CentreNumber, SerialNumber};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::desk::rows::{SittingRow, TermRow};
use crate::draft::Draft;
use crate::facts::{OutcomeRow, TermFact};
use crate::forms::Form;
use crate::journal::{AccountId, CaseId, Entry, Receipt, RequestId};
use crate::outbox::Dispatch;
use crate::papers::PaperLanguage;
use crate::people::{Held, Who};
use crate::projection::{CaseFilter, CaseRow, Page, PaperFilter, PaperLine, PaperRow, RegisterRow};
use crate::service::Happened;

pub use self::commissions::{Bond, Commissions, Competence, Conflict, Other};
pub use self::courier::{Address, Courier, Handed, Letter, Letters, Report, Told, Undelivered, Way};
pub use self::desk::{
    Assignment, Desk, Reminder, ReminderLine, ReminderRule, Room, Rooms, SeatsHeld, SittingCard, TakenBy,
    TermCard, TermFilter, TermPlace,
};
pub use self::evidence::{Audit, HeadLog, LogWrite, Place, RawEntry, Slice, Witness};
pub use self::files::{Blobs, Content, Kept, Sweep, Upload, Uploads, bytes_of, content_of};
pub use self::hooks::{AddressFault, Bell, Delivery, DeliveryState, Hook, Hooks, Rung};
pub use self::jobs::{Jobs, Turn};
pub use self::outbox::{Backlog, Outbox, PostFilter, Posted};
pub use self::passkeys::{Authenticators, Challenge, Passkey, Passkeys};
pub use self::people::{
    Codes, Factor, Factors, Invitation, Joining, ReadRow, Reads, Seats, Secrets, SentCode, Tries,
};
pub use self::platform::{
    Annulled, Entries, EntriesStanding, EntryFilter, EntryKey, EntryKind, EntryState, Pass, Platform,
    PlatformData, PlatformEntry, PlatformFault,
};
pub use self::reference::{Recorded, Reference};
pub use self::referrals::{Employer, Referral, ReferralAnswer, Referrals};
pub use self::register::{
    AppealCount, DocumentState, Figures, Happening, OutcomeCount, Register, RegisterFilter, RegisterMark,
    Span, Tally, TermCount,
};
pub use self::saves::{Save, SaveKind, Saved, Saves};
pub use self::services::{CasesAsked, KeptAnswer, Keyed, Service, Services, TermsAsked};

/// An adapter failed; the text is for the log, never for the page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// A uniqueness or version rule of the store was met: load again and decide again.
    #[error("conflict")]
    Conflict,
    /// The request id is known already: its first answer stands.
    #[error("repeated request")]
    Repeated,
    #[error("unavailable: {0}")]
    Unavailable(String),
    #[error("inconsistent store: {0}")]
    Inconsistent(String),
}

/// The present moment. The only clock there is.
pub trait Clock: Send + Sync + std::fmt::Debug {
    fn now(&self) -> Timestamp;
}

/// Fresh identifiers, ordered by time, and keys that nobody can guess.
pub trait Ids: Send + Sync + std::fmt::Debug {
    fn fresh(&self) -> Uuid;
    /// 256 random bits.
    fn key(&self) -> [u8; 32];
}

/// A gap-free sequence: taken in the same transaction that uses the number, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Sequence {
    /// Registration numbers of a centre in a year.
    Case { centre: CentreNumber, year: i16 },
    /// Contracts, refusals, protocols, acts, appeals of a centre in a year: numbers on legal forms.
    Form { centre: CentreNumber, year: i16, kind: &'static str },
    /// Q21: recognition documents of the whole platform.
    Document,
}

impl Sequence {
    /// Name of the counter in the store.
    pub fn name(&self) -> String {
        match self {
            Self::Case { centre, year } => format!("case/{centre}/{year}"),
            Self::Form { centre, year, kind } => format!("{kind}/{centre}/{year}"),
            Self::Document => "document".into(),
        }
    }
}

/// A number taken: the counter must still stand at `number - 1`.
#[derive(Debug, Clone)]
pub struct Taken {
    pub sequence: Sequence,
    pub number: u32,
}

/// A message to a person, written in the transaction of the act that owes it; the personal account shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: Uuid,
    pub case: CaseId,
    pub centre: CentreNumber,
    pub to: Option<AccountId>,
    /// Key of its sentence.
    pub kind: String,
    pub at: Timestamp,
}

/// One act's writes on one case: all of it, or nothing.
#[derive(Debug, Clone)]
pub struct CaseWrite {
    pub request: RequestId,
    pub by: AccountId,
    /// What the request was about: repeated for something else, it is foreign.
    pub about: String,
    pub receipt: Receipt,
    /// Version of the case the decision was made on; 0 begins one.
    pub expected: u64,
    pub entries: Vec<Entry>,
    pub row: CaseRow,
    pub register: Option<RegisterRow>,
    /// Numbered papers that the entries made.
    pub papers: Vec<PaperRow>,
    /// All running terms of the case, in order.
    pub terms: Vec<TermRow>,
    /// `Conflict` when a seat it holds anew is not free.
    pub sitting: Option<SittingRow>,
    pub taken: Vec<Taken>,
    pub messages: Vec<Message>,
    /// How the messages go out besides the personal account.
    pub dispatches: Vec<Dispatch>,
    /// A way that the person does not want any more (Q23): what still waits to go out on it has failed.
    pub unwanted: Option<Way>,
    /// Files that the case names from now on, by whose they are: all are stored, or nothing is written.
    pub files: Vec<(AccountId, String)>,
    /// The draft that this filing uses up.
    pub draft: Option<Uuid>,
    /// The employer's referral that this filing follows.
    pub referral: Option<Uuid>,
    /// Terms that the act began or ended.
    pub term_facts: Vec<TermFact>,
    /// How the case goes, where the act changed it.
    pub outcome: Option<OutcomeRow>,
    /// What the platform is to be told.
    pub platform: Option<PlatformEntry>,
    /// What programs of the centre are told.
    pub happened: Vec<Happened>,
}

impl CaseWrite {
    /// Whether all parts speak of one case and one step; anything else is a mistake of the program.
    pub fn fits_together(&self) -> bool {
        let Self { row, entries, expected, .. } = self;
        let of_case = |case: CaseId, centre: &CentreNumber| case == row.case && *centre == row.centre;
        let in_order = (expected + 1..).zip(entries).all(|(seq, entry)| entry.stamp().seq == seq);
        in_order
            && row.version == expected + entries.len() as u64
            && entries.iter().all(|entry| of_case(entry.stamp().case, &entry.stamp().centre))
            && self.register.iter().all(|register| of_case(register.case, &register.centre))
            && self.papers.iter().all(|paper| of_case(paper.case, &paper.centre) && paper.seq > *expected)
            && self.terms.iter().all(|term| of_case(term.case, &term.centre))
            && self.sitting.iter().all(|sitting| of_case(sitting.case, &sitting.centre))
            && self.messages.iter().all(|message| of_case(message.case, &message.centre))
            && self.dispatches.iter().all(|dispatch| {
                of_case(dispatch.case, &dispatch.centre)
                    && self.messages.iter().any(|message| message.id == dispatch.message)
            })
            && self.term_facts.iter().all(|term| of_case(term.case, &term.centre))
            && self.outcome.iter().all(|outcome| of_case(outcome.case, &outcome.centre))
            && self.platform.iter().all(|entry| of_case(entry.key.case, &entry.key.centre))
            && self.happened.iter().all(|event| of_case(event.case, &event.centre))
    }
}

/// The first answer to a request id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub by: AccountId,
    pub about: String,
    pub receipt: Receipt,
}

/// Cases: journals, projections, register.
#[async_trait]
pub trait Cases: Send + Sync + std::fmt::Debug {
    /// Durable when it returns. `Conflict` when the version moved or a number was taken; `Repeated` when the request id
    /// has its answer.
    async fn commit(&self, write: CaseWrite) -> Result<(), PortError>;
    async fn answered(&self, request: RequestId) -> Result<Option<Answered>, PortError>;
    /// Entries in order; empty when there is no such case.
    async fn journal(&self, case: CaseId) -> Result<Vec<Entry>, PortError>;
    async fn row(&self, case: CaseId) -> Result<Option<CaseRow>, PortError>;
    async fn list(&self, filter: &CaseFilter) -> Result<Page<CaseRow>, PortError>;
    /// The number a sequence would give next.
    async fn next(&self, sequence: &Sequence) -> Result<u32, PortError>;
    async fn registered(&self, serial: &SerialNumber) -> Result<Option<RegisterRow>, PortError>;
    async fn register_of(&self, case: CaseId) -> Result<Option<RegisterRow>, PortError>;
    async fn papers(&self, filter: &PaperFilter) -> Result<Page<PaperLine>, PortError>;
    async fn messages(&self, case: CaseId) -> Result<Vec<Message>, PortError>;
}

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// Folded to lower case.
    pub login: String,
    pub name: String,
    /// PHC string (Argon2id).
    pub password: String,
    /// Every seat given, in the order they were given; those that ended too.
    pub seats: Vec<Held>,
}

impl Account {
    /// The person with the rights of this moment.
    pub fn who(&self, now: Timestamp) -> Who {
        let seats = self.seats.iter().filter(|held| held.in_force(now)).map(|held| held.seat.clone());
        Who { account: self.id, login: self.login.clone(), name: self.name.clone(), seats: seats.collect() }
    }
}

/// People: accounts, sessions, drafts, and what stands around an account.
#[async_trait]
pub trait People: Seats + Reads + Factors + Codes + Passkeys {
    /// `Conflict` when the login is taken.
    async fn create(&self, account: Account, at: Timestamp) -> Result<(), PortError>;
    async fn by_login(&self, login: &str) -> Result<Option<Account>, PortError>;
    async fn by_id(&self, id: AccountId) -> Result<Option<Account>, PortError>;
    /// Everybody with `role` at `centre` at this moment.
    async fn seated(
        &self,
        centre: &CentreNumber,
        role: crate::Role,
        now: Timestamp,
    ) -> Result<Vec<Account>, PortError>;

    async fn session(&self, id: &str) -> Result<Option<SessionRow>, PortError>;
    async fn save_session(&self, row: SessionRow) -> Result<(), PortError>;
    async fn end_session(&self, id: &str) -> Result<(), PortError>;
    async fn end_expired_sessions(&self, now: Timestamp) -> Result<u64, PortError>;

    async fn draft(&self, id: Uuid) -> Result<Option<DraftRow>, PortError>;
    async fn drafts(&self, account: AccountId) -> Result<Vec<DraftRow>, PortError>;
    /// Durable when it returns; `Conflict` when `expected` is not the stored version (0 begins one).
    async fn save_draft(&self, row: DraftRow, expected: u64) -> Result<(), PortError>;
}

/// A server-side session: the id is a digest of what the cookie holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub id: String,
    pub data: String,
    pub expires: Timestamp,
}

/// An application being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: Uuid,
    pub account: AccountId,
    pub version: u64,
    pub at: Timestamp,
    pub draft: Draft,
}

impl DraftRow {
    /// Files that the draft names.
    pub fn files(&self) -> Vec<(AccountId, String)> {
        let attached = self.draft.attachments.iter().map(|file| &file.digest);
        let scans = self.draft.scans.iter().map(|scan| &scan.digest);
        attached.chain(scans).map(|digest| (self.owner(), digest.clone())).collect()
    }

    /// Under whose key its files are kept: of a person who applied on paper under one of their own.
    pub fn owner(&self) -> AccountId {
        if self.draft.paper { AccountId(self.id) } else { self.account }
    }
}

/// Password hashing, at most a few at once.
#[async_trait]
pub trait Passwords: Send + Sync + std::fmt::Debug {
    async fn hash(&self, password: String) -> Result<String, PortError>;
    /// `Unavailable` when too many checks wait.
    async fn verify(&self, password: String, hash: String) -> Result<bool, PortError>;
}

/// Legal forms as PDF. The same form gives the same bytes.
#[async_trait]
pub trait Papers: Send + Sync + std::fmt::Debug {
    async fn render(&self, form: Form, language: PaperLanguage) -> Result<Vec<u8>, PortError>;
}

/// Q22. What the QR says, so that it can be checked with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub serial: String,
    pub issued: Date,
    pub valid_until: Date,
    /// «Ә.Қ. С*****».
    pub holder: String,
    /// A2 level 2.
    pub profession: String,
}

/// Q22. The platform's own seal over the QR's payload.
pub trait Seals: Send + Sync + std::fmt::Debug {
    fn payload(&self, sealed: &Sealed) -> String;
    /// `None` when the payload was not made with the platform's key.
    fn open(&self, payload: &str) -> Option<Sealed>;
}

/// Why an uploaded file cannot be taken; each has its own sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntakeFault {
    Empty,
    TooBig,
    Encrypted,
    Heic,
    WrongType,
    Unreadable,
    TooManyPixels,
    /// A picture where a PDF of several pages is wanted.
    NoPages,
    CouldNotCheck,
}

impl IntakeFault {
    /// Stable kebab-case key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooBig => "too-big",
            Self::Encrypted => "encrypted",
            Self::Heic => "heic",
            Self::WrongType => "wrong-type",
            Self::Unreadable => "unreadable",
            Self::TooManyPixels => "too-many-pixels",
            Self::NoPages => "no-pages",
            Self::CouldNotCheck => "could-not-check",
        }
    }
}

/// Rows of a table that are taken at once, below its head.
pub const TABLE_ROWS: usize = 20_000;

/// A row of a table with something in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// As a spreadsheet counts, from 1.
    pub number: u32,
    /// As they stand there; a formula with its sign, not with what it gave.
    pub cells: Vec<String>,
}

/// Uploaded bytes, looked at in a process of its own: type by content, metadata of pictures removed.
#[async_trait]
pub trait Intake: Send + Sync + std::fmt::Debug {
    /// The bytes to keep.
    async fn examine(&self, bytes: Vec<u8>) -> Result<Vec<u8>, IntakeFault>;
    /// ¶4. The bytes of a PDF to keep, and how many pages it has, at least 1.
    async fn scan(&self, bytes: Vec<u8>) -> Result<(Vec<u8>, u32), IntakeFault>;
    /// A page of a scan, from 1, as a small JPEG made anew; `None` where the page is no scanned picture.
    async fn page(&self, scan: Vec<u8>, number: u32) -> Result<Option<Vec<u8>>, IntakeFault>;
    /// A PDF for each part of a scan, of the pages (from 1) that the part names.
    async fn cut(&self, scan: Vec<u8>, parts: Vec<Vec<u32>>) -> Result<Vec<Vec<u8>>, IntakeFault>;
    /// The rows of a table, CSV in UTF-8 or the first sheet of an XLSX file: at most two more than [`TABLE_ROWS`].
    async fn table(&self, bytes: Vec<u8>) -> Result<Vec<TableRow>, IntakeFault>;
}
