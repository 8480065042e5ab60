//! Cases with documents and an entries, as a store would have them; a clock that stands still until it is moved.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use acts::catalogue::Catalogue;
use acts::jobs::Sending;
use acts::journal::{CaseId, Entry, RequestId, Stamp};
use acts::platform::{entry_kinds, waiting_entry};
use acts::ports::{
    Answered, CaseWrite, Cases, Clock, Entries, EntriesStanding, EntryFilter, EntryKind, EntryState, Message,
    PlatformEntry, PortError, Recorded, Reference, Sequence,
};
use acts::projection::{CaseFilter, CaseRow, Page, PaperFilter, PaperLine, RegisterRow};
use acts::reference::Shelf;
use async_trait::async_trait;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use link::platform::HttpPlatform;
use rules::application::{Application, Channel, Consents, Person, Route, Sex};
use rules::case::{Event, fold};
use rules::identifiers::{CentreNumber, Iin, NkzCode, SerialNumber};
use rules::issue::Annulment;
use rules::programme::{ExamLanguage, Mode};

#[derive(Debug, Default)]
struct Inside {
    journals: BTreeMap<CaseId, Vec<Entry>>,
    entries: BTreeMap<(u32, EntryKind), PlatformEntry>,
    now: Timestamp,
}

#[derive(Debug, Clone)]
pub(crate) struct World(Arc<Mutex<Inside>>);

fn application() -> Application {
    Application {
        channel: Channel::Online,
        route: Route::OnOwn,
        person: Person {
            surname: "Қабдолла".into(),
            given: "Әйгерім".into(),
            patronymic: None,
            iin: Iin::parse("900101300017").unwrap(),
            birth_date: date(1990, 1, 1),
            sex: Sex::Female,
            address: "Астана".into(),
            email: "a@example.kz".into(),
            mobile: "+7 701 000 00 00".into(),
            work_phone: None,
        },
        profession: NkzCode::parse("7212-1-008").unwrap(),
        programme: "welder".into(),
        programme_version: 1,
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        held: None,
        knowledge: String::new(),
        skills: String::new(),
        adjustments: String::new(),
        attachments: vec![],
        consents: Consents { processing: true, platform: true, biometric: false },
        retake_of: None,
        funding: rules::funding::Funding::Own,
        paper: None,
    }
}

fn journal(ordinal: u32, at: Timestamp) -> Vec<Entry> {
    let (centre, on) = (CentreNumber::parse("0042").unwrap(), date(2026, 11, 20));
    let mut events = vec![
        Event::Filed {
            number: format!("0042-2026-{ordinal:06}"),
            edition: "2023-09-04".into(),
            centre: centre.clone(),
            application: Box::new(application()),
            on,
        },
        Event::DocumentIssued {
            serial: SerialNumber::parse(&super::serial(ordinal)).unwrap(),
            valid_until: date(2031, 11, 19),
            digest: "ab".repeat(32),
            on,
        },
    ];
    if ordinal.is_multiple_of(10) {
        let by = ["a".into(), "b".into()];
        events.push(Event::DocumentAnnulled {
            annulment: Annulment { on, reason: "Диплом жарамсыз".into(), by },
        });
    }
    let mut entries: Vec<Entry> = vec![];
    for (seq, event) in (1..).zip(events) {
        let stamp = Stamp { case: super::case(ordinal), centre: centre.clone(), seq, at, actor: None };
        entries.push(Entry::after(entries.last(), stamp, event).unwrap());
    }
    entries
}

impl World {
    pub(crate) fn new(passes: u32) -> Self {
        let mut inside = Inside { now: "2026-11-20T09:00:00Z".parse().unwrap(), ..Inside::default() };
        for ordinal in 1..=passes {
            let (entries, id) = (journal(ordinal, inside.now), super::case(ordinal));
            let case = fold(entries.iter().map(Entry::event)).unwrap();
            for kind in entry_kinds(&case) {
                let entry = waiting_entry(&case, id, kind, inside.now).unwrap();
                inside.entries.insert((ordinal, kind), entry);
            }
            inside.journals.insert(id, entries);
        }
        Self(Arc::new(Mutex::new(inside)))
    }

    pub(crate) fn sending(&self, platform: HttpPlatform) -> Sending {
        let world = Arc::new(self.clone());
        Sending {
            platform: Arc::new(platform),
            entries: world.clone(),
            cases: world.clone(),
            shelf: Arc::new(Shelf::new(Catalogue::default(), world.clone())),
            clock: world,
        }
    }

    pub(crate) fn wait(&self, time: SignedDuration) {
        let mut inside = self.0.lock().unwrap();
        inside.now += time;
    }

    pub(crate) fn entries(&self) -> Vec<PlatformEntry> {
        self.0.lock().unwrap().entries.values().cloned().collect()
    }

    pub(crate) fn standing(&self) -> EntriesStanding {
        let entries = self.entries();
        let in_state = |states: &[EntryState]| {
            entries.iter().filter(|entry| states.contains(&entry.state)).count() as u64
        };
        EntriesStanding {
            open: in_state(&[EntryState::Waiting, EntryState::Sent]),
            oldest: None,
            refused: in_state(&[EntryState::Refused]),
        }
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().now
    }
}

#[async_trait]
impl Entries for World {
    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<PlatformEntry>, PortError> {
        let inside = self.0.lock().unwrap();
        let passed = |ordinal: u32| {
            inside
                .entries
                .get(&(ordinal, EntryKind::Pass))
                .is_some_and(|pass| pass.state == EntryState::Confirmed)
        };
        let due = inside.entries.values().filter(|entry| {
            matches!(entry.state, EntryState::Waiting | EntryState::Sent)
                && entry.next_at <= now
                && (entry.key.kind == EntryKind::Pass || passed(entry.ordinal))
        });
        Ok(due.take(limit as usize).cloned().collect())
    }

    async fn step(&self, from: &PlatformEntry, to: &PlatformEntry) -> Result<(), PortError> {
        let mut inside = self.0.lock().unwrap();
        let entry = inside.entries.get_mut(&(from.ordinal, from.key.kind)).unwrap();
        if (entry.tries, entry.state) != (from.tries, from.state) {
            return Err(PortError::Conflict);
        }
        *entry = to.clone();
        Ok(())
    }

    async fn entries_of(&self, case: CaseId) -> Result<Vec<PlatformEntry>, PortError> {
        Ok(self.entries().into_iter().filter(|entry| entry.key.case == case).collect())
    }

    async fn entries(&self, _: &EntryFilter) -> Result<Page<PlatformEntry>, PortError> {
        not_here()
    }

    async fn standing(&self) -> Result<EntriesStanding, PortError> {
        Ok(self.standing())
    }
}

fn not_here<T>() -> Result<T, PortError> {
    Err(PortError::Unavailable("not asked here".into()))
}

#[async_trait]
impl Cases for World {
    async fn journal(&self, case: CaseId) -> Result<Vec<Entry>, PortError> {
        Ok(self.0.lock().unwrap().journals.get(&case).cloned().unwrap_or_default())
    }
    async fn commit(&self, _: CaseWrite) -> Result<(), PortError> {
        not_here()
    }
    async fn answered(&self, _: RequestId) -> Result<Option<Answered>, PortError> {
        not_here()
    }
    async fn row(&self, _: CaseId) -> Result<Option<CaseRow>, PortError> {
        not_here()
    }
    async fn list(&self, _: &CaseFilter) -> Result<Page<CaseRow>, PortError> {
        not_here()
    }
    async fn next(&self, _: &Sequence) -> Result<u32, PortError> {
        not_here()
    }
    async fn registered(&self, _: &SerialNumber) -> Result<Option<RegisterRow>, PortError> {
        not_here()
    }
    async fn register_of(&self, _: CaseId) -> Result<Option<RegisterRow>, PortError> {
        not_here()
    }
    async fn papers(&self, _: &PaperFilter) -> Result<Page<PaperLine>, PortError> {
        not_here()
    }
    async fn messages(&self, _: CaseId) -> Result<Vec<Message>, PortError> {
        not_here()
    }
}

/// No reference data but what the files give.
#[async_trait]
impl Reference for World {
    async fn changes(&self, _: u64) -> Result<Vec<Recorded>, PortError> {
        Ok(vec![])
    }

    async fn record(&self, _: Recorded) -> Result<(), PortError> {
        Err(PortError::Unavailable("files only".into()))
    }
}
