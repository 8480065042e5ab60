//! How people prove who they are, with the acts themselves over the store.

use std::sync::{Arc, Mutex};

use acts::AccountId;
use acts::catalogue::Catalogue;
use acts::forms::Form;
use acts::papers::PaperLanguage;
use acts::people::proof::prove;
use acts::people::{code, factor, sign_in};
use acts::ports::{
    Account, Address, AddressFault, Authenticators, Bell, Challenge, Clock, Courier, Handed, Ids, Intake,
    IntakeFault, Letter, Letters, Papers, Passkey, Passwords, PortError, Report, Rung, Sealed, Seals,
    Secrets, TableRow, Told, Undelivered, Way,
};
use acts::reference::Shelf;
use acts::{ActError, Cx, Role};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::calendar::Calendar;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::fixture::{Ports, account, at, id};
use crate::people::person;

/// Everything of the world that is no store: a clock that is set, codes that are kept, plain passwords.
#[derive(Debug)]
pub(crate) struct World {
    now: Mutex<Timestamp>,
    fresh: Mutex<u64>,
    pub(crate) sent: Mutex<Vec<(Address, String)>>,
}

impl World {
    pub(crate) fn later(&self, seconds: i64) {
        *self.now.lock().unwrap() += jiff::SignedDuration::from_secs(seconds);
    }

    fn last_code(&self) -> String {
        self.sent.lock().unwrap().last().unwrap().1.clone()
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }
}

impl Ids for World {
    fn fresh(&self) -> Uuid {
        let mut fresh = self.fresh.lock().unwrap();
        *fresh += 1;
        Uuid::from_u64_pair(77, *fresh)
    }

    fn key(&self) -> [u8; 32] {
        Sha256::digest(self.fresh().as_bytes()).into()
    }
}

impl Authenticators for World {
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

impl Secrets for World {
    fn of(&self, purpose: &str, subject: &[u8]) -> [u8; 32] {
        Sha256::digest([b"a key".as_slice(), purpose.as_bytes(), subject].concat()).into()
    }
}

#[async_trait]
impl Courier for World {
    fn serves(&self, way: Way) -> bool {
        way == Way::Email
    }

    async fn send(&self, _: Uuid, to: &Address, letter: &Letter) -> Result<Handed, Undelivered> {
        self.sent.lock().unwrap().push((to.clone(), letter.short.clone()));
        Ok(Handed { answer: "250".into() })
    }

    fn report(&self, _: &[u8], _: &str) -> Option<Report> {
        None
    }
}

impl Letters for World {
    fn letter(&self, kind: &str, told: &Told<'_>) -> Letter {
        self.code(kind, told.language)
    }

    fn code(&self, code: &str, language: PaperLanguage) -> Letter {
        Letter { language, subject: String::new(), lines: vec![], short: code.into() }
    }

    fn hook_stopped(&self, address: &str, language: PaperLanguage) -> Letter {
        self.code(address, language)
    }
}

#[async_trait]
impl Bell for World {
    fn takes(&self, _: &str) -> Result<(), AddressFault> {
        Ok(())
    }

    async fn ring(&self, address: &str, _: &[u8; 32], _: Uuid, _: Timestamp, _: &str) -> Rung {
        if address.contains("down") { Rung::NotTaken("503".into()) } else { Rung::Taken("204".into()) }
    }
}

#[async_trait]
impl Passwords for World {
    async fn hash(&self, password: String) -> Result<String, PortError> {
        Ok(password)
    }

    async fn verify(&self, password: String, hash: String) -> Result<bool, PortError> {
        Ok(password == hash)
    }
}

#[async_trait]
impl Papers for World {
    async fn render(&self, _: Form, _: PaperLanguage) -> Result<Vec<u8>, PortError> {
        Ok(vec![])
    }
}

impl Seals for World {
    fn payload(&self, _: &Sealed) -> String {
        String::new()
    }

    fn open(&self, _: &str) -> Option<Sealed> {
        None
    }
}

#[async_trait]
impl Intake for World {
    async fn examine(&self, bytes: Vec<u8>) -> Result<Vec<u8>, IntakeFault> {
        Ok(bytes)
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

    async fn table(&self, bytes: Vec<u8>) -> Result<Vec<TableRow>, IntakeFault> {
        let text = String::from_utf8(bytes).map_err(|_| IntakeFault::WrongType)?;
        let row = |line: &str| line.split(',').map(str::to_owned).collect();
        Ok((1..).zip(text.lines()).map(|(number, line)| TableRow { number, cells: row(line) }).collect())
    }
}

pub(crate) fn begin(ports: &Ports) -> (Arc<World>, Cx) {
    let world = Arc::new(World { now: Mutex::new(at(0)), fresh: Mutex::new(0), sent: Mutex::default() });
    let cx = Cx {
        cases: ports.cases.clone(),
        register: ports.register.clone(),
        figures: ports.figures.clone(),
        entries: ports.entries.clone(),
        platform_told: false,
        people: ports.people.clone(),
        referrals: ports.referrals.clone(),
        desk: ports.desk.clone(),
        rooms: ports.rooms.clone(),
        outbox: ports.outbox.clone(),
        services: ports.services.clone(),
        hooks: ports.hooks.clone(),
        bell: world.clone(),
        blobs: ports.blobs.clone(),
        uploads: ports.uploads.clone(),
        clock: world.clone(),
        ids: world.clone(),
        passwords: world.clone(),
        secrets: world.clone(),
        authenticators: world.clone(),
        courier: world.clone(),
        letters: world.clone(),
        papers: world.clone(),
        seals: world.clone(),
        intake: world.clone(),
        catalogue: Arc::new(Catalogue::default()),
        shelf: Arc::new(Shelf::new(Catalogue::default(), ports.reference.clone())),
        commissions: ports.commissions.clone(),
        calendar: Arc::new(Calendar::kazakhstan().clone()),
        public_address: String::new(),
        second_factor_required: false,
    };
    (world, cx)
}

async fn somebody(cx: &Cx) -> acts::Who {
    let aliya = Account {
        password: "төрт жай сөз тіркесі".into(),
        ..person(1, "aliya", &[(Role::Head, Some("0042"))])
    };
    cx.people.create(aliya.clone(), at(0)).await.unwrap();
    aliya.who(at(0))
}

/// A code holds fifteen minutes in the browser that asked, once; another does not end the one before.
pub(crate) async fn a_code_signs_in_once_and_opens_one_account(ports: &Ports) {
    let (world, cx) = begin(ports);
    let to = code::address("Aigerim@example.kz").unwrap();
    code::send(&cx, id(1), &to, PaperLanguage::Kk).await.unwrap();
    let first = world.last_code();
    code::send(&cx, id(1), &to, PaperLanguage::Kk).await.unwrap();
    let spaced = format!("{} {}", &first[..3], &first[3..]);
    assert_eq!(code::take(&cx, id(2), &spaced).await, Err(ActError::WrongCode), "another browser");
    world.later(899);
    assert_eq!(code::take(&cx, id(1), &spaced).await, Ok(()), "the first still holds");
    assert_eq!(code::take(&cx, id(1), &spaced).await, Err(ActError::WrongCode), "once");
    world.later(1);
    assert_eq!(code::take(&cx, id(1), &world.last_code()).await, Err(ActError::WrongCode), "too late");

    assert_eq!(code::known(&cx, &to).await, Ok(None));
    let opened = code::open_account(&cx, &to, " Әйгерім ").await.unwrap();
    assert_eq!(code::open_account(&cx, &to, "Әйгерім").await, Ok(opened.clone()), "sent twice");
    assert_eq!(code::known(&cx, &to).await, Ok(Some(opened.clone())));
    assert_eq!((opened.name.as_str(), opened.holds(Role::Candidate)), ("Әйгерім", true));
    let tried = sign_in::sign_in(&cx, &opened.login, String::new()).await;
    assert_eq!(tried, Err(ActError::WrongPassword), "it has no password that is right");
}

pub(crate) async fn codes_to_one_address_are_limited(ports: &Ports) {
    let (world, cx) = begin(ports);
    let (to, other) = (code::address("a@example.kz").unwrap(), code::address("b@example.kz").unwrap());
    for _ in 0..5 {
        code::send(&cx, id(1), &to, PaperLanguage::Ru).await.unwrap();
    }
    assert_eq!(code::send(&cx, id(9), &to, PaperLanguage::Ru).await, Err(ActError::TooManyTries));
    assert_eq!(code::send(&cx, id(1), &other, PaperLanguage::Ru).await, Ok(()));
    let mobile = code::address("+7 701 234 56 78").unwrap();
    assert_eq!(
        code::send(&cx, id(1), &mobile, PaperLanguage::Ru).await,
        Err(ActError::NotFound),
        "no channel for it"
    );
    for _ in 0..5 {
        assert_eq!(code::take(&cx, id(1), "000000").await, Err(ActError::WrongCode));
    }
    let right = world.last_code();
    assert_eq!(code::take(&cx, id(1), &right).await, Err(ActError::TooManyTries), "the sixth try");
    world.later(900);
    assert_eq!(code::send(&cx, id(1), &to, PaperLanguage::Ru).await, Ok(()));
    assert_eq!(code::take(&cx, id(1), &world.last_code()).await, Ok(()));
}

/// The app's code is taken once; a recovery code too; five wrong ones close the door for a quarter of an hour.
pub(crate) async fn an_app_is_set_up_and_proves(ports: &Ports) {
    let (world, cx) = begin(ports);
    let who = somebody(&cx).await;
    let begun = factor::begin(&cx, &who, "Bilikti").unwrap();
    let app = totp(&begun.secret);
    let now = || u64::try_from(cx.clock.now().as_second()).unwrap();
    assert_eq!(factor::confirm(&cx, &who, begun.salt, "000000").await, Err(ActError::WrongCode));
    assert_eq!(cx.people.factor(who.account).await, Ok(None), "nothing is kept before its first code");
    let recovery = factor::confirm(&cx, &who, begun.salt, &app.generate(now()).to_string()).await.unwrap();
    assert_eq!(recovery.len(), 10);

    let code = app.generate(now()).to_string();
    assert_eq!(factor::second_step(&cx, who.account, &code).await, Err(ActError::WrongCode), "taken already");
    world.later(30);
    let code = app.generate(now()).to_string();
    assert_eq!(factor::second_step(&cx, who.account, &code).await, Ok(()));
    assert!(prove(&cx, &who, &code).await.is_err(), "nor before a legal act");
    assert!(prove(&cx, &who, &recovery[0].to_uppercase()).await.is_ok());
    assert!(prove(&cx, &who, &recovery[0]).await.is_err());
    assert!(prove(&cx, &who, "төрт жай сөз тіркесі").await.is_ok(), "the password proves too");

    for _ in 0..5 {
        assert_eq!(prove(&cx, &who, "қате құпиясөз").await, Err(ActError::WrongPassword));
    }
    let closed = prove(&cx, &who, "төрт жай сөз тіркесі").await;
    assert_eq!(closed, Err(ActError::TooManyTries), "the right one comes too late");
    world.later(900);
    let proof = prove(&cx, &who, "төрт жай сөз тіркесі").await.unwrap();
    assert_eq!(proof.of(&cx, &who), Ok(()));
    let other = acts::Who { account: account(2), ..who.clone() };
    assert_eq!(proof.of(&cx, &other), Err(ActError::ProofNeeded), "another person's proof");
    world.later(600);
    assert_eq!(proof.of(&cx, &who), Err(ActError::ProofNeeded), "ten minutes are over");
}

fn totp(secret: &str) -> totp_rs::Totp {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    totp_rs::Builder::new().with_secret(secret).build().unwrap()
}

/// With all that the database holds and another key, nobody makes a code.
pub(crate) async fn the_database_alone_tells_no_secret(ports: &Ports) {
    #[derive(Debug)]
    struct OtherKey;
    impl Secrets for OtherKey {
        fn of(&self, _: &str, subject: &[u8]) -> [u8; 32] {
            Sha256::digest(subject).into()
        }
    }
    let (world, cx) = begin(ports);
    let who = somebody(&cx).await;
    let begun = factor::begin(&cx, &who, "Bilikti").unwrap();
    let now = || u64::try_from(cx.clock.now().as_second()).unwrap();
    let code = totp(&begun.secret).generate(now()).to_string();
    let recovery = factor::confirm(&cx, &who, begun.salt, &code).await.unwrap();
    code::send(&cx, id(1), &code::address("a@example.kz").unwrap(), PaperLanguage::Kk).await.unwrap();

    let thief = Cx { secrets: Arc::new(OtherKey), ..cx.clone() };
    let salt = cx.people.factor(who.account).await.unwrap().unwrap().salt;
    let guessed = factor::again(&thief, &who, "Bilikti", salt).unwrap();
    assert_ne!(guessed.secret, begun.secret);
    world.later(60);
    let forged = totp(&guessed.secret).generate(now()).to_string();
    assert_eq!(factor::second_step(&cx, who.account, &forged).await, Err(ActError::WrongCode));
    assert_eq!(factor::second_step(&thief, who.account, &recovery[0]).await, Err(ActError::WrongCode));
    assert_eq!(code::take(&thief, id(1), &world.last_code()).await, Err(ActError::WrongCode));
}
