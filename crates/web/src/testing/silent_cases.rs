//! Cases, their figures and their desk, when nothing is there.

use acts::desk::rows::{RoomId, TermRow};
use acts::journal::{AccountId, CaseId, Entry, RequestId};
use acts::ports::{
    Answered, AppealCount, Assignment, CaseWrite, Cases, Commissions, Competence, Conflict, Desk, Entries,
    EntriesStanding, EntryFilter, Figures, Happening, Message, OutcomeCount, PlatformEntry, Recorded,
    Reference, Register, RegisterFilter, RegisterMark, Reminder, ReminderLine, ReminderRule, Room, Rooms,
    SeatsHeld, Sequence, SittingCard, Span, Tally, TermCard, TermCount, TermFilter, TermPlace,
};
use acts::projection::{CaseFilter, CaseRow, Page, PaperFilter, PaperLine, RegisterRow};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::identifiers::{CentreNumber, SerialNumber};
use uuid::Uuid;

use super::{Answer, Silent, away};

#[async_trait]
impl Reference for Silent {
    async fn changes(&self, _: u64) -> Answer<Vec<Recorded>> {
        away()
    }
    async fn record(&self, _: Recorded) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Commissions for Silent {
    async fn competences(&self, _: &CentreNumber) -> Answer<Vec<Competence>> {
        away()
    }
    async fn set_competence(&self, _: Competence) -> Answer<()> {
        away()
    }
    async fn conflicts(&self, _: &CentreNumber) -> Answer<Vec<Conflict>> {
        away()
    }
    async fn declare(&self, _: Conflict) -> Answer<()> {
        away()
    }
    async fn end_conflict(&self, _: &CentreNumber, _: Uuid, _: AccountId, _: Timestamp) -> Answer<()> {
        away()
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
