//! Small cases to write. Ids are made of small numbers; each test has a store of its own.

use std::any::Any;
use std::sync::Arc;

use acts::journal::{AccountId, CaseId, Entry, Receipt, RequestId, Stamp};
use acts::ports::{
    Audit, Blobs, CaseWrite, Cases, Desk, Entries, Figures, HeadLog, Jobs, Message, Outbox, People,
    Referrals, Register, Rooms, Saves, Sweep, Uploads,
};
use acts::projection::{CaseRow, RegisterRow, fold_name, paper_row};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use rules::application::{
    Application, Attachment, AttachmentKind, Channel, Consents, Held, Person, Route, Sex,
};
use rules::case::{Event, Stage};
use rules::identifiers::{CentreNumber, Iin, NkzCode, NqfLevel};
use rules::programme::{ExamLanguage, Mode};
use store::Store;
use uuid::Uuid;

/// A store under test; `keep` lives as long as the ports.
pub(crate) struct Ports {
    pub(crate) cases: Arc<dyn Cases>,
    pub(crate) register: Arc<dyn Register>,
    pub(crate) figures: Arc<dyn Figures>,
    pub(crate) entries: Arc<dyn Entries>,
    pub(crate) people: Arc<dyn People>,
    pub(crate) referrals: Arc<dyn Referrals>,
    pub(crate) desk: Arc<dyn Desk>,
    pub(crate) rooms: Arc<dyn Rooms>,
    pub(crate) blobs: Arc<dyn Blobs>,
    pub(crate) uploads: Arc<dyn Uploads>,
    pub(crate) sweep: Arc<dyn Sweep>,
    pub(crate) log: Arc<dyn HeadLog>,
    pub(crate) audit: Arc<dyn Audit>,
    pub(crate) jobs: Arc<dyn Jobs>,
    pub(crate) saves: Arc<dyn Saves>,
    pub(crate) outbox: Arc<dyn Outbox>,
    pub(crate) _keep: Box<dyn Any + Send + Sync>,
}

impl Ports {
    pub(crate) fn of(store: &Store, keep: impl Any + Send + Sync) -> Self {
        Self {
            cases: store.cases(),
            register: store.register(),
            figures: store.figures(),
            entries: store.entries(),
            people: store.people(),
            referrals: store.referrals(),
            desk: store.desk(),
            rooms: store.rooms(),
            blobs: store.blobs(),
            uploads: store.uploads(),
            sweep: store.sweep(),
            log: store.log(),
            audit: store.audit(),
            jobs: store.jobs(),
            saves: store.saves(),
            outbox: store.outbox(),
            _keep: Box::new(keep),
        }
    }
}

pub(crate) const DAY: Date = date(2026, 11, 20);

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn case(number: u128) -> CaseId {
    CaseId(id(number))
}

pub(crate) fn account(number: u128) -> AccountId {
    AccountId(id(number))
}

pub(crate) fn centre(number: &str) -> CentreNumber {
    CentreNumber::parse(number).unwrap()
}

/// `micros` after the moment of the first case.
pub(crate) fn at(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(1_795_000_000_123_456 + micros).unwrap()
}

pub(crate) fn withdrawn(reason: &str) -> Event {
    Event::Withdrawn { reason: reason.into(), on: DAY }
}

pub(crate) fn filed() -> Event {
    Event::Filed {
        number: "0042-2026-000001".into(),
        edition: "2023-09-04".into(),
        centre: centre("0042"),
        application: Box::new(application()),
        on: DAY,
    }
}

/// ¶5. Three working days from the day of filing.
pub(crate) fn term_started() -> Event {
    let term = rules::terms::term(rules::calendar::Calendar::kazakhstan(), rules::Clause::new("¶5"), DAY, 3);
    Event::TermStarted { term }
}

fn application() -> Application {
    Application {
        channel: Channel::Online,
        route: Route::OnOwn,
        person: Person {
            surname: "Қабдолла".into(),
            given: "Әйгерім".into(),
            patronymic: Some("Үсенқызы".into()),
            iin: Iin::parse("900101300017").unwrap(),
            birth_date: date(1990, 1, 1),
            sex: Sex::Female,
            address: "Астана қ., Мәңгілік Ел даңғылы, 8".into(),
            email: "aigerim@example.kz".into(),
            mobile: "+7 701 000 00 00".into(),
            work_phone: None,
        },
        profession: NkzCode::parse("7212-1-008").unwrap(),
        programme: "welder".into(),
        programme_version: 1,
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        held: Some(Held { level: NqfLevel::parse("3").unwrap(), until_year: Some(2027) }),
        knowledge: "Дәнекерлеу негіздері; «тырнақша» мен \"кавычки\"\nекінші жол".into(),
        skills: "Қолмен доғалық дәнекерлеу".into(),
        adjustments: String::new(),
        attachments: vec![Attachment {
            kind: AttachmentKind::Identity,
            name: "Жеке куәлік.pdf".into(),
            digest: "ab".repeat(32),
        }],
        consents: Consents { processing: true, platform: true, biometric: false },
        retake_of: None,
        funding: rules::funding::Funding::Own,
        paper: None,
    }
}

/// The write that begins a case, with one entry.
pub(crate) fn begin(number: u128) -> CaseWrite {
    begin_with(number, vec![filed()])
}

pub(crate) fn begin_with(number: u128, events: Vec<Event>) -> CaseWrite {
    let name = "Сәрсенов Болат";
    let row = CaseRow {
        case: case(number),
        centre: centre("0042"),
        number: format!("0042-2026-{number:06}"),
        version: 1,
        candidate: Some(account(7)),
        name: name.into(),
        name_key: fold_name(name),
        iin: format!("{number:012}"),
        stage: Stage::Filed,
        programme: "welder".into(),
        filed_on: DAY,
        due: Some(date(2026, 11, 25)),
        due_clause: Some("¶5".into()),
        sitting_on: None,
        sitting_at: None,
        protocol: None,
        serial: None,
        changed_at: at(0),
    };
    step(row, 0, events, RequestId(id(number << 64 | 1)))
}

/// The write that adds `events` to the case whose row stands at its last version.
pub(crate) fn go_on(row: &CaseRow, events: Vec<Event>) -> CaseWrite {
    let request = RequestId(id(row.case.0.as_u128() << 64 | u128::from(row.version + 1)));
    step(row.clone(), row.version, events, request)
}

fn step(mut row: CaseRow, expected: u64, events: Vec<Event>, request: RequestId) -> CaseWrite {
    let now = at(i64::try_from(expected).unwrap());
    let mut entries: Vec<Entry> = vec![];
    for (seq, event) in (expected + 1..).zip(events) {
        let stamp =
            Stamp { case: row.case, centre: row.centre.clone(), seq, at: now, actor: Some(account(7)) };
        entries.push(Entry::after(entries.last(), stamp, event).unwrap());
    }
    row.version = expected + entries.len() as u64;
    row.changed_at = now;
    CaseWrite {
        request,
        by: account(7),
        about: format!("withdraw {}", row.case),
        receipt: Receipt { case: row.case, number: row.number.clone(), version: row.version, at: now },
        expected,
        papers: entries.iter().filter_map(paper_row).collect(),
        entries,
        row,
        register: None,
        terms: vec![],
        sitting: None,
        taken: vec![],
        messages: vec![],
        dispatches: vec![],
        files: vec![],
        draft: None,
        referral: None,
        term_facts: vec![],
        outcome: None,
        platform: None,
    }
}

/// The write's first entry with another stamp.
pub(crate) fn stamp_anew(write: &mut CaseWrite, change: impl FnOnce(&mut Stamp)) {
    let first = &mut write.entries[0];
    let mut stamp = first.stamp().clone();
    change(&mut stamp);
    *first = Entry::after(None, stamp, first.event().clone()).unwrap();
}

/// The same write under another request id.
pub(crate) fn asked_anew(write: &CaseWrite, request: u128) -> CaseWrite {
    CaseWrite { request: RequestId(id(request)), ..write.clone() }
}

pub(crate) fn serial(ordinal: u32) -> String {
    format!("25620-072121008-3-201126-0042-{ordinal:09}")
}

pub(crate) fn register_row(number: u128, ordinal: u32) -> RegisterRow {
    RegisterRow {
        serial: serial(ordinal),
        ordinal,
        case: case(number),
        centre: centre("0042"),
        programme: "welder".into(),
        holder: "Б. С*****".into(),
        issued_on: DAY,
        valid_until: date(2031, 11, 20),
        annulled_on: None,
        digest: "cd".repeat(32),
    }
}

pub(crate) fn message(number: u128, case_number: u128, micros: i64) -> Message {
    Message {
        id: id(number),
        case: case(case_number),
        centre: centre("0042"),
        to: Some(account(7)),
        kind: "application-registered".into(),
        at: at(micros),
    }
}

/// Statements that take away what the migrations after `version` made, the last first. `folder` is `sqlite` or `postgres`.
pub(crate) fn undo_after(version: u32, folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let number =
        |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap()[..4].parse::<u32>().unwrap();
    let mut files: Vec<_> = files.filter(|path| number(path) > version).collect();
    files.sort();
    let mut undo: Vec<String> =
        files.iter().flat_map(|path| undone(&std::fs::read_to_string(path).unwrap())).collect();
    undo.reverse();
    undo.push(format!("DELETE FROM schema_migration WHERE version > {version}"));
    undo
}

fn undone(migration: &str) -> Vec<String> {
    let word =
        |line: &str, place: usize| line.split_whitespace().nth(place).unwrap().trim_matches(',').to_owned();
    let mut altered = String::new();
    let mut undo = Vec::new();
    for line in migration.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["CREATE", "TABLE", ..] => undo.push(format!("DROP TABLE {}", word(line, 2))),
            ["CREATE", "INDEX", ..] => undo.push(format!("DROP INDEX {}", word(line, 2))),
            ["CREATE", "UNIQUE", "INDEX", ..] => undo.push(format!("DROP INDEX {}", word(line, 3))),
            ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => {
                undo.push(format!("ALTER TABLE {table} DROP COLUMN {column}"));
            }
            ["ALTER", "TABLE", table] => (*table).clone_into(&mut altered),
            ["ADD", "COLUMN", column, ..] => undo.push(format!("ALTER TABLE {altered} DROP COLUMN {column}")),
            _ => {}
        }
    }
    undo
}
