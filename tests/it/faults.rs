//! Operations that fail: the N-th on a file, the N-th message to or from PostgreSQL, for N = 1, 2, 3 … until the act passes,
//! for every act of a walk. What was answered stands, and stands once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::kill::{Plan, expected, found, on_the_day};
use crate::page::Page;
use crate::person::Person;
use crate::server::{Options, Server, project};
use crate::steps::{
    ANNUL, BEFORE, By, Crew, Draft, FAULT, Filled, OPENING, SCANS, Step, VIOLATIONS, WITHDRAW, case_of,
    pairs, scan,
};

/// What the library of `tests/support/faults.c` is told: three numbers of eight bytes in a file.
#[derive(Debug)]
pub(crate) struct Faults {
    plan: File,
}

/// What may fail, by its place in the plan.
#[derive(Debug, Clone, Copy)]
enum What {
    File = 0,
    Message = 1,
}

const FIRED: u64 = 16;

impl Faults {
    pub(crate) fn of(home: &Path) -> Self {
        Self { plan: File::options().read(true).write(true).open(home.join("faults")).unwrap() }
    }

    fn set(&self, at: u64, number: i64) {
        self.plan.write_all_at(&number.to_ne_bytes(), at).unwrap();
    }

    fn arm(&self, what: What, number: i64) {
        self.set(FIRED, 0);
        self.set(what as u64 * 8, number);
    }

    /// Nothing fails any more; whether something did.
    fn disarm(&self) -> bool {
        self.set(What::File as u64 * 8, 0);
        self.set(What::Message as u64 * 8, 0);
        let mut fired = [0; 8];
        self.plan.read_exact_at(&mut fired, FIRED).unwrap();
        i64::from_ne_bytes(fired) > 0
    }
}

/// For the environment of a server whose operations shall fail.
pub(crate) fn variables(home: &Path, data: &Path) -> [(&'static str, PathBuf); 3] {
    let plan = home.join("faults");
    if !plan.exists() {
        fs::write(&plan, [0; 24]).unwrap();
    }
    [("LD_PRELOAD", library().into()), ("BILIKTI_FAULTS", plan), ("BILIKTI_FAULTS_UNDER", data.into())]
}

/// Compiled once for the whole run.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let library =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{}.so", std::process::id()));
        let source = project().join("tests/support/faults.c");
        let compiled =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).args([&library, &source]).status();
        assert!(compiled.unwrap().success());
        library
    })
}

/// What happened.
#[derive(Debug, Default)]
struct Tally {
    acts: u32,
    points: u32,
    /// Answered with an error page.
    failed: u32,
}

/// How each form of the walk is sent.
#[derive(Debug)]
enum How {
    Faulty(Faults, What),
    /// To two nodes at once.
    Twice,
    /// Once, and nothing fails.
    Plainly,
}

struct Walk {
    server: Server,
    crew: Crew,
    how: How,
    tally: Tally,
}

impl Walk {
    async fn send(&mut self, by: By, form: &Filled) -> String {
        self.tally.acts += 1;
        match &self.how {
            How::Faulty(..) => self.surely(by, async |person| form.send(person).await).await,
            How::Twice => self.at_both(by, form).await,
            How::Plainly => form.send(self.crew.person(by)).await.location().to_owned(),
        }
    }

    /// Each node answers as if it had been the only one.
    async fn at_both(&self, by: By, form: &Filled) -> String {
        let addresses = self.server.addresses();
        let [one, other] = [0, 1].map(|node| self.crew.person(by).at(addresses[node].clone()));
        let (one, other) = tokio::join!(form.send(&one), form.send(&other));
        assert_eq!(
            (one.status, other.status),
            (303, 303),
            "{}: {:?} {:?}",
            form.action,
            one.errors(),
            other.errors()
        );
        // Each leads on as the case stood when it was looked at; both lead to the same case.
        let case = |location: &str| location.split(['/', '?']).nth(2).unwrap().to_owned();
        assert_eq!(case(one.location()), case(other.location()));
        one.location().to_owned()
    }

    /// Adds a file.
    async fn upload(&mut self, path: &str, fields: &[(String, String)], name: &str) -> String {
        self.tally.acts += 1;
        let bytes = scan(name);
        let upload = async |person: &Person| person.upload(path, fields, ("file", name, &bytes)).await;
        match &self.how {
            How::Faulty(..) => self.surely(By::Candidate, upload).await,
            _ => upload(self.crew.person(By::Candidate)).await.location().to_owned(),
        }
    }

    /// Sends again and again, each time with a later operation failing, until none fails.
    async fn surely(&mut self, by: By, send: impl AsyncFn(&Person) -> Page) -> String {
        let How::Faulty(faults, what) = &self.how else { unreachable!() };
        for number in 1.. {
            faults.arm(*what, number);
            let answer = send(self.crew.person(by)).await;
            let fired = faults.disarm();
            self.tally.points += u32::from(fired);
            match answer.status {
                303 if !answer.location().starts_with("/sign-in") => {
                    if matches!(what, What::File) {
                        self.server.assert_files_whole();
                    }
                    if !fired {
                        return answer.location().to_owned();
                    }
                }
                // The session could not be read: nobody is signed out by it.
                500 | 503 | 303 if fired => {
                    assert!(
                        answer.status == 303 || answer.text().contains("<h1"),
                        "no sentence: {} {}",
                        answer.status,
                        answer.text()
                    );
                    self.tally.failed += 1;
                }
                // The form comes back with a sentence.
                200 | 422 if fired => self.tally.failed += 1,
                status => {
                    let log = self.server.log();
                    let end: Vec<&str> = log.lines().rev().take(20).collect();
                    panic!("{status} {:?} {end:#?}", answer.errors())
                }
            }
        }
        unreachable!()
    }

    /// What people do beside the straight way; what stands in the journals afterwards.
    async fn beside(&mut self) -> [BTreeMap<String, u64>; 3] {
        let first = self.comes_to_the_day().await;
        self.does(&[FAULT, BEFORE[3], WITHDRAW], &first).await;
        let issued = self.server.case_in("issued").id;
        self.does(&[ANNUL], &issued).await;
        let draft = Draft::begin(&self.crew.candidate).await;
        for (path, fields) in draft.parts() {
            let filled =
                Filled { fields: self.crew.candidate.filled(&path, &pairs(&fields)).await, action: path };
            self.send(By::Candidate, &filled).await;
        }
        let documents = draft.path("documents");
        for (kind, name) in SCANS {
            self.upload(&documents, &[("kind".into(), kind.into())], name).await;
        }
        let files = "SELECT count(*) FROM file_holder JOIN draft ON id = holder";
        assert_eq!(self.server.count(files), 3, "each file stands once");
        let second = self.comes_to_the_day().await;
        self.does(&OPENING, &second).await;
        self.does(&VIOLATIONS, &second).await;
        [&first, &issued, &second].map(|case| found(&self.server, case))
    }

    async fn comes_to_the_day(&mut self) -> String {
        let application = self.crew.application().await;
        let case = case_of(&self.send(By::Candidate, &application).await);
        self.does(&BEFORE, &case).await;
        self.server.set_day(self.server.sitting_day(&case));
        case
    }

    async fn does(&mut self, steps: &[Step], case: &str) {
        for step in steps {
            let form = self.crew.fill(*step, case).await;
            self.send(step.by, &form).await;
        }
    }

    async fn walks(&mut self, plan: Plan) -> String {
        let case = self.comes_to_the_day().await;
        self.does(&on_the_day(plan), &case).await;
        case
    }
}

async fn stands_once(options: Options, what: What, plan: Plan) {
    let server = Server::start(Options { faults: true, ..options });
    let how = How::Faulty(server.faults(), what);
    let tally = walked_once(server, how, plan).await;
    println!("{what:?}, {plan:?}: {tally:?}");
    assert!(tally.points > 10 * tally.acts && tally.failed > tally.points / 4, "{tally:?}");
}

/// A case from its filing to its end: each act stands once.
async fn walked_once(server: Server, how: How, plan: Plan) -> Tally {
    let crew = Crew::of(&server, "omirzhanov").await;
    let mut walk = Walk { server, crew, how, tally: Tally::default() };
    let case = walk.walks(plan).await;
    let Walk { server, tally, .. } = walk;
    assert_eq!(found(&server, &case), expected(plan));
    server.assert_sound();
    tally
}

/// Acts beside the way, as they stand when nothing fails.
async fn stand_as_without_faults(options: Options, what: What) {
    let (faulty, plain) =
        (Server::start(Options { faults: true, ..options.clone() }), Server::start(options));
    let mut journals = Vec::new();
    for (server, how) in [(plain, None), (faulty, Some(what))] {
        let crew = Crew::of(&server, "omirzhanov").await;
        let how = how.map_or(How::Plainly, |what| How::Faulty(server.faults(), what));
        let mut walk = Walk { server, crew, how, tally: Tally::default() };
        journals.push(walk.beside().await);
        walk.server.assert_sound();
        println!("{what:?}, beside the way: {:?}", walk.tally);
    }
    assert_eq!(journals[0], journals[1]);
}

#[tokio::test]
async fn each_file_operation_may_fail_beside_the_way() {
    stand_as_without_faults(Options::default(), What::File).await;
}

#[tokio::test]
async fn each_message_of_the_database_may_be_lost_beside_the_way() {
    stand_as_without_faults(Options { nodes: 1, ..Options::default() }, What::Message).await;
}

#[tokio::test]
async fn the_same_request_in_two_nodes_at_once_is_done_once() {
    for plan in [Plan::Passes, Plan::Appeals] {
        let server = Server::start(Options { nodes: 2, ..Options::default() });
        walked_once(server, How::Twice, plan).await;
    }
}

#[tokio::test]
async fn each_file_operation_may_fail_on_the_way_to_the_document() {
    stands_once(Options::default(), What::File, Plan::Passes).await;
}

#[tokio::test]
async fn each_file_operation_may_fail_on_the_way_through_an_appeal() {
    stands_once(Options::default(), What::File, Plan::Appeals).await;
}

#[tokio::test]
async fn each_message_of_the_database_may_be_lost_on_the_way_to_the_document() {
    stands_once(Options { nodes: 1, ..Options::default() }, What::Message, Plan::Passes).await;
}

#[tokio::test]
async fn each_message_of_the_database_may_be_lost_on_the_way_through_an_appeal() {
    stands_once(Options { nodes: 1, ..Options::default() }, What::Message, Plan::Appeals).await;
}
