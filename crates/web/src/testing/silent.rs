//! A context whose every adapter is away: pages must say so, and nothing worse.

#[path = "silent_cases.rs"]
mod cases;
#[path = "silent_people.rs"]
mod people;
#[path = "silent_services.rs"]
mod services;

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::forms::Form;
use acts::journal::{AccountId, CaseId};
use acts::outbox::Dispatch;
use acts::papers::PaperLanguage;
use acts::ports::{
    Address, Backlog, Blobs, Clock, Content, Courier, Handed, Ids, Intake, IntakeFault, Kept, Letter, Outbox,
    Papers, Passwords, PortError, PostFilter, Posted, Report, Sealed, Seals, Secrets, TableRow, Undelivered,
    Upload, Uploads, Way,
};
use acts::projection::Page;
use acts::reference::Shelf;
use async_trait::async_trait;
use jiff::Timestamp;
use rules::calendar::Calendar;
use std::sync::Arc;
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
        services: silent.clone(),
        hooks: silent.clone(),
        bell: silent.clone(),
        blobs: silent.clone(),
        uploads: silent.clone(),
        outbox: silent.clone(),
        courier: silent.clone(),
        letters: Arc::new(crate::letters::Words),
        clock: silent.clone(),
        ids: silent.clone(),
        passwords: silent.clone(),
        secrets: silent.clone(),
        authenticators: silent.clone(),
        papers: silent.clone(),
        seals: silent.clone(),
        intake: silent.clone(),
        catalogue: Arc::new(Catalogue::default()),
        shelf: Arc::new(Shelf::new(Catalogue::default(), silent.clone())),
        commissions: silent.clone(),
        calendar: std::sync::Arc::new(Calendar::kazakhstan().clone()),
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

impl Secrets for Silent {
    fn of(&self, _: &str, _: &[u8]) -> [u8; 32] {
        [0; 32]
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
    async fn scan(&self, _: Vec<u8>) -> Result<(Vec<u8>, u32), IntakeFault> {
        Err(IntakeFault::CouldNotCheck)
    }
    async fn page(&self, _: Vec<u8>, _: u32) -> Result<Option<Vec<u8>>, IntakeFault> {
        Err(IntakeFault::CouldNotCheck)
    }
    async fn cut(&self, _: Vec<u8>, _: Vec<Vec<u32>>) -> Result<Vec<Vec<u8>>, IntakeFault> {
        Err(IntakeFault::CouldNotCheck)
    }
    async fn table(&self, _: Vec<u8>) -> Result<Vec<TableRow>, IntakeFault> {
        Err(IntakeFault::CouldNotCheck)
    }
}
