//! What the staff of a centre work with: the board of terms, who has a case in hand, reminders, rooms, the calendar.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rules::case::Stage;
use rules::identifiers::CentreNumber;

use super::{Message, PortError};
use crate::access::Role;
use crate::desk::rows::{RoomId, SittingRow, TermRow};
use crate::journal::{AccountId, CaseId};
use crate::projection::Page;

/// Which terms a list shows. Fields that are `None` do not narrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFilter {
    pub centre: CentreNumber,
    /// Only what these roles, or this person by name, must meet first.
    pub owed: Option<(Vec<Role>, AccountId)>,
    /// Due on this day or after.
    pub from: Option<Date>,
    /// Due on this day or before.
    pub until: Option<Date>,
    pub taken: Option<TakenBy>,
    pub page: u32,
    /// At most 100.
    pub per_page: u32,
}

/// Whose hands a case is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBy {
    Nobody,
    Person(AccountId),
}

/// A term with what its card says of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCard {
    pub row: TermRow,
    pub number: String,
    pub name: String,
    pub stage: Stage,
    /// Who has the case in hand: account and name.
    pub taken: Option<(AccountId, String)>,
}

/// A case in somebody's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub case: CaseId,
    pub centre: CentreNumber,
    pub account: AccountId,
    pub at: Timestamp,
    /// Who handed it over; `None` where the person took it.
    pub given_by: Option<AccountId>,
    /// What was said with it; empty for nothing.
    pub word: String,
}

/// How many working days before the last one a reminder comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderRule {
    /// To whoever must act.
    pub owed: u8,
    pub head: u8,
}

impl Default for ReminderRule {
    fn default() -> Self {
        Self { owed: 1, head: 0 }
    }
}

impl ReminderRule {
    /// The most working days ahead.
    pub const MOST: u8 = 10;
}

/// A reminder of one term to one person, at one distance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    pub account: AccountId,
    pub case: CaseId,
    pub place: u32,
    /// Working days left when it was written; below 0, working days of delay.
    pub distance: i32,
    pub centre: CentreNumber,
    pub clause: String,
    pub due: Date,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// A reminder with what its line says of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderLine {
    pub reminder: Reminder,
    pub number: String,
    pub name: String,
    pub stage: Stage,
    /// The term still runs.
    pub running: bool,
}

/// A place in the order in which all terms are read through.
pub type TermPlace = (CentreNumber, CaseId, u32);

#[async_trait]
pub trait Desk: Send + Sync + std::fmt::Debug {
    /// By due day, then by number of the case.
    async fn terms(&self, filter: &TermFilter) -> Result<Page<TermCard>, PortError>;
    /// The running terms of the installation due on `until` or before, after a place, at most `limit`.
    async fn terms_due(
        &self,
        until: Date,
        after: Option<TermPlace>,
        limit: u32,
    ) -> Result<Vec<TermRow>, PortError>;

    /// Who has each of these cases in hand, with their names.
    async fn assignments(&self, cases: Vec<CaseId>) -> Result<Vec<(Assignment, String)>, PortError>;
    /// Puts a case that `from` has in hand (`None`: nobody) into other hands. `Conflict` when it is not in theirs.
    async fn assign(&self, assignment: Assignment, from: Option<AccountId>) -> Result<(), PortError>;
    /// The case is nobody's, if it was in these hands.
    async fn release(&self, case: CaseId, account: AccountId) -> Result<(), PortError>;

    /// The rule of a centre, or the usual one.
    async fn reminder_rule(&self, centre: &CentreNumber) -> Result<ReminderRule, PortError>;
    async fn set_reminder_rule(&self, centre: &CentreNumber, rule: ReminderRule) -> Result<(), PortError>;
    /// Writes what is not written yet; how many those were.
    async fn remind(&self, reminders: Vec<Reminder>) -> Result<u64, PortError>;
    /// A person's reminders: those unread of terms that run first, then newest first.
    async fn reminders(
        &self,
        account: AccountId,
        page: u32,
        per_page: u32,
    ) -> Result<Page<ReminderLine>, PortError>;
    /// Of terms that run.
    async fn unread(&self, account: AccountId) -> Result<u64, PortError>;
    /// Marks the reminders of a case as read, or all of them.
    async fn mark_read(
        &self,
        account: AccountId,
        case: Option<CaseId>,
        at: Timestamp,
    ) -> Result<(), PortError>;
    /// Owes a message, unless one with its id is owed already; whether it is owed from now on.
    async fn tell(&self, message: Message) -> Result<bool, PortError>;

    /// When the person's calendar got its address.
    async fn feed(&self, account: AccountId) -> Result<Option<Timestamp>, PortError>;
    /// The address from now on, by the digest of its secret; `None` takes it away.
    async fn set_feed(
        &self,
        account: AccountId,
        secret: Option<String>,
        at: Timestamp,
    ) -> Result<(), PortError>;
    async fn feed_owner(&self, secret: &str) -> Result<Option<AccountId>, PortError>;
}

/// A room of a centre (¶10 ¶11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub id: RoomId,
    pub centre: CentreNumber,
    pub name_kk: String,
    pub name_ru: String,
    /// Empty where it is that of the centre.
    pub address: String,
    /// 1 to 500.
    pub seats: u32,
    /// ¶11: can be reached and used by people with limited mobility.
    pub accessible: bool,
    pub equipment: String,
    /// Takes nobody any more.
    pub closed: bool,
}

/// Seats held in a room at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatsHeld {
    pub room: RoomId,
    pub day: Date,
    pub start: Time,
    pub until: Time,
    pub seats: u32,
}

/// A sitting of one case, with what its line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingCard {
    pub row: SittingRow,
    pub number: String,
    pub name: String,
    pub stage: Stage,
    pub programme: String,
}

#[async_trait]
pub trait Rooms: Send + Sync + std::fmt::Debug {
    /// By name, closed ones last.
    async fn rooms(&self, centre: &CentreNumber) -> Result<Vec<Room>, PortError>;
    async fn room(&self, id: RoomId) -> Result<Option<Room>, PortError>;
    /// A new room, or a known one as it is from now on. `Conflict` when more seats than that are held at one time on
    /// `today` or later.
    async fn save_room(&self, room: Room, today: Date) -> Result<(), PortError>;
    /// What is held in the rooms of a centre from a day to a day.
    async fn held(&self, centre: &CentreNumber, from: Date, until: Date)
    -> Result<Vec<SeatsHeld>, PortError>;
    /// The sittings of a centre from a day to a day, in order, at most `limit`.
    async fn sittings(
        &self,
        centre: &CentreNumber,
        from: Date,
        until: Date,
        limit: u32,
    ) -> Result<Vec<SittingCard>, PortError>;
}
