//! `kill -9` in the middle of acts, at random moments: what was answered stands, and stands once.
//!
//! `BILIKTI_KILLS` sets how often (12 unless told); `BILIKTI_SEED` repeats a run's moments.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::watch;
use tokio::task::{LocalSet, spawn_local};

use crate::page::Page;
use crate::person::PASSWORD;
use crate::server::{Options, Server};
use crate::steps::{
    ADMITTED, APPEAL, BEFORE, By, Crew, Draft, Filled, ISSUE, NOT_ADMITTED, NOT_PASSED, OPEN_RESULT, OPENING,
    PASSED, PRACTICE, SCANS, Step, case_of, pairs, scan,
};

/// One at a time for each: nobody has two cases on one day.
const CANDIDATES: [&str; 4] = ["omirzhanov", "sidorenko", "yuldashev", "schmidt"];
/// A kill comes within so many microseconds of the sending of an act: as long as an act takes, and a little longer.
const MIDST: u64 = 120_000;
/// Between two tries while the database is away.
const AWAY: Duration = Duration::from_millis(50);
/// So many acts go by at most before the next kill.
const SPARED: u32 = 7;
/// Kills that one server lives through: each day of its cases is some weeks later, and accreditations end.
const WITH_ONE: usize = 100;

#[derive(Debug, Default)]
struct Tally {
    answered: Mutex<Vec<Answered>>,
    /// Requests whose answer never came.
    unanswered: AtomicU64,
    /// Of these, the acts that stood in the journal all the same.
    written: AtomicU64,
    /// Kinds of the acts whose answer never came.
    midst: Mutex<BTreeMap<String, u64>>,
}

/// An act that the server said was done.
#[derive(Debug)]
struct Answered {
    request: String,
    case: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    Passes,
    Appeals,
}

/// What one candidate's case needs to go on, whatever happens to the server.
#[derive(Clone)]
struct Lane {
    crew: Crew,
    plan: Plan,
    server: Arc<Mutex<Server>>,
    starts: watch::Receiver<u64>,
    /// Tells the killer that an act is on its way.
    acting: mpsc::Sender<()>,
    tally: Arc<Tally>,
}

impl Lane {
    /// Sends until an answer comes.
    async fn surely(
        &mut self,
        act: Option<&Filled>,
        send: impl AsyncFn(&Crew) -> reqwest::Result<Page>,
    ) -> Page {
        loop {
            let starts = *self.starts.borrow_and_update();
            if act.is_some() {
                // The killer may have done its work.
                let _ = self.acting.send(());
            }
            match send(&self.crew).await {
                Ok(page) if page.status != 503 => return page,
                // The server runs, its database does not: it says so until the database is back.
                Ok(_) => tokio::time::sleep(AWAY).await,
                Err(_) => drop(self.starts.wait_for(|now| *now > starts).await.unwrap()),
            }
            self.tally.unanswered.fetch_add(1, Ordering::Relaxed);
            let Some(act) = act else { continue };
            let known = knows(&self.server.lock().unwrap(), act.request_id());
            self.tally.written.fetch_add(known.into(), Ordering::Relaxed);
            let kind = act.action.rsplit('/').next().unwrap().to_owned();
            *self.tally.midst.lock().unwrap().entry(kind).or_default() += 1;
        }
    }

    async fn get(&mut self, by: By, path: &str) -> Page {
        self.surely(None, async |crew| crew.person(by).try_get(path).await).await
    }

    /// An act: its answer is kept, to be held against the store at the end.
    async fn act(&mut self, by: By, form: &Filled, case: Option<&str>) -> String {
        let request = form.request_id().to_owned();
        let send = async |crew: &Crew| crew.person(by).try_post(&form.action, &form.fields).await;
        let answer = self.surely(Some(form), send).await;
        assert_eq!(answer.status, 303, "{}: {:?} {}", form.action, answer.errors(), answer.words());
        let case = case.map_or_else(|| case_of(answer.location()), str::to_owned);
        self.tally.answered.lock().unwrap().push(Answered { request, case: case.clone() });
        case
    }

    async fn does(&mut self, steps: &[Step], case: &str) {
        for step in steps {
            let page = self.get(step.by, &step.page_of(case)).await;
            let form = self.crew.fill_in(*step, case, &page);
            self.act(step.by, &form, Some(case)).await;
        }
    }

    async fn applies(&mut self) -> String {
        let start = self.get(By::Candidate, "/apply?programme=welder&centre=0042").await;
        let form = start.form("/apply/begin");
        let begun =
            self.surely(None, async |crew| crew.candidate.try_post("/apply/begin", &form).await).await;
        let draft = Draft::begun(begun.location(), &self.crew.candidate.login);
        for (path, fields) in draft.parts() {
            let fields = pairs(&fields);
            let saved = self.surely(None, async |crew| crew.candidate.try_post(&path, &fields).await).await;
            assert_eq!(saved.status, 303, "{path}: {:?}", saved.errors());
        }
        let documents = draft.path("documents");
        for (kind, name) in SCANS {
            let bytes = scan(name);
            let upload = async |crew: &Crew| {
                crew.candidate.try_upload(&documents, &[("kind", kind)], ("file", name, &bytes)).await
            };
            assert_eq!(self.surely(None, upload).await.status, 303, "{name}");
        }
        let leave = [("continue", "yes")];
        self.surely(None, async |crew| crew.candidate.try_post(&documents, &leave).await).await;
        let check = draft.path("check");
        let page = self.get(By::Candidate, &check).await;
        let fields = crate::person::over(page.form(&check), &[("password", PASSWORD)]);
        self.act(By::Candidate, &Filled { action: check, fields }, None).await
    }

    async fn before(mut self) -> String {
        let case = self.applies().await;
        self.does(&BEFORE, &case).await;
        case
    }

    async fn on_the_day(mut self, case: String) {
        self.does(&on_the_day(self.plan), &case).await;
    }
}

/// ¶8–¶22. The forms from the morning of the procedure to the end of the case.
pub(crate) fn on_the_day(plan: Plan) -> Vec<Step> {
    match plan {
        Plan::Passes => [&OPENING[..], &[ADMITTED], &PRACTICE, &PASSED, &[ISSUE, OPEN_RESULT]].concat(),
        Plan::Appeals => [&OPENING[..], &[NOT_ADMITTED], &NOT_PASSED, &APPEAL, &[ISSUE]].concat(),
    }
}

/// What stands in the journal of a case that went this way, without the terms that started by themselves.
pub(crate) fn expected(plan: Plan) -> BTreeMap<String, u64> {
    let both = [
        ("filed", 1),
        ("found-complete", 1),
        ("contract-offered", 1),
        ("contract-concluded", 1),
        ("notice-sent", 1),
        ("acquainted", 2),
        ("briefed", 1),
        ("sitting-opened", 1),
        ("theory-closed", 1),
        ("vote-cast", 3),
        ("decided", 1),
        ("protocol-signed", 3),
        ("document-issued", 1),
        ("receipt-proven", 1),
    ];
    // Seventeen steps on the welder's map, three members.
    let passes = [("practice-opened", 1), ("step-judged", 51), ("practice-closed", 1)];
    let appeals = [
        ("not-passed-sent", 1),
        ("appeal-filed", 1),
        ("appeal-registered", 1),
        ("appeal-vote-cast", 3),
        ("appeal-decided", 1),
    ];
    let own = if plan == Plan::Passes { passes.to_vec() } else { appeals.to_vec() };
    both.into_iter().chain(own).map(|(event, times)| (event.to_owned(), times)).collect()
}

pub(crate) fn found(server: &Server, case: &str) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    for event in server.events(case) {
        let kind = event["event"].as_str().unwrap().to_owned();
        if kind != "term-started" {
            *found.entry(kind).or_insert(0) += 1;
        }
    }
    found
}

fn knows(server: &Server, request: &str) -> bool {
    let id = request.replace('-', "");
    server.count(&format!("SELECT count(*) FROM request WHERE {} = '{id}'", server.hex("id"))) == 1
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Falls {
    Program,
    Database,
}

/// Kills the server or its database again and again; says when it runs again.
struct Killer {
    what: Falls,
    server: Arc<Mutex<Server>>,
    times: u64,
    moments: StdRng,
    starts: Arc<watch::Sender<u64>>,
    acting: mpsc::Receiver<()>,
    over: Arc<AtomicBool>,
}

impl Killer {
    fn work(mut self) {
        for _ in 0..self.times {
            // Those on their way before this start are none of ours.
            while self.acting.try_recv().is_ok() {}
            for _ in 0..=self.moments.random_range(0..=SPARED) {
                self.acting.recv().unwrap();
            }
            std::thread::sleep(Duration::from_micros(self.moments.random_range(0..MIDST)));
            let mut server = self.server.lock().unwrap();
            match self.what {
                Falls::Program => server.fell_one(),
                Falls::Database => server.stored_in.as_ref().unwrap().fell(),
            }
            drop(server);
            self.starts.send_modify(|starts| *starts += 1);
        }
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Cases walked while the server is killed `times` times; every walk is finished.
async fn walk(
    crews: Vec<Crew>,
    server: &Arc<Mutex<Server>>,
    what: Falls,
    times: u64,
    seed: u64,
    tally: &Arc<Tally>,
) -> Vec<(String, Plan)> {
    let (started, starts) = watch::channel(0);
    let (acting, acts) = mpsc::channel();
    let (started, over) = (Arc::new(started), Arc::new(AtomicBool::new(false)));
    let mut lanes = Vec::new();
    for (crew, plan) in crews.into_iter().zip([Plan::Passes, Plan::Appeals].into_iter().cycle()) {
        let (server, starts, tally) = (Arc::clone(server), starts.clone(), Arc::clone(tally));
        lanes.push(Lane { crew, plan, server, starts, acting: acting.clone(), tally });
    }
    let killer = Killer {
        what,
        server: Arc::clone(server),
        times,
        moments: StdRng::seed_from_u64(seed),
        // The lanes listen as long as they run.
        starts: Arc::clone(&started),
        acting: acts,
        over: Arc::clone(&over),
    };
    let killing = std::thread::spawn(|| killer.work());
    let mut cases = Vec::new();
    while !over.load(Ordering::Relaxed) {
        cases.extend(one_day(&lanes, server).await);
    }
    killing.join().unwrap();
    cases
}

/// Each lane's next case, from its filing to its end.
async fn one_day(lanes: &[Lane], server: &Mutex<Server>) -> Vec<(String, Plan)> {
    let filing: Vec<_> = lanes.iter().map(|lane| spawn_local(lane.clone().before())).collect();
    let mut filed = Vec::new();
    for lane in filing {
        filed.push(lane.await.unwrap());
    }
    {
        let server = server.lock().unwrap();
        server.set_day(filed.iter().map(|case| server.sitting_day(case)).max().unwrap());
    }
    let pairs = lanes.iter().zip(&filed);
    let sitting: Vec<_> =
        pairs.map(|(lane, case)| spawn_local(lane.clone().on_the_day(case.clone()))).collect();
    for lane in sitting {
        lane.await.unwrap();
    }
    filed.into_iter().zip(lanes.iter().map(|lane| lane.plan)).collect()
}

#[tokio::test]
async fn what_was_answered_stands_once_however_often_the_server_is_killed() {
    stands_once(&Options::default(), Falls::Program).await;
}

/// Two programs on one database take turns: the one that has the requests is killed, the other goes on.
#[tokio::test]
async fn what_was_answered_stands_once_however_often_nodes_are_killed_in_turns() {
    stands_once(&Options { nodes: 2, ..Options::default() }, Falls::Program).await;
}

/// PostgreSQL is killed under two programs, which stay.
#[tokio::test]
async fn what_was_answered_stands_once_however_often_the_database_is_killed() {
    let options = Options { nodes: 2, database_alone: true, ..Options::default() };
    stands_once(&options, Falls::Database).await;
}

async fn stands_once(options: &Options, what: Falls) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let kills = number("BILIKTI_KILLS").unwrap_or(12);
    let seed = number("BILIKTI_SEED").unwrap_or_else(rand::random);
    println!("BILIKTI_KILLS={kills} BILIKTI_SEED={seed}");
    for before in (0..kills).step_by(WITH_ONE) {
        let times = (kills - before).min(WITH_ONE as u64);
        survives(Server::start(options.clone()), what, times, seed.wrapping_add(before)).await;
    }
}

async fn survives(server: Server, what: Falls, times: u64, seed: u64) {
    let (begun, tally) = (Instant::now(), Arc::<Tally>::default());
    let known = server.cases().len();
    let mut crews = Vec::new();
    for candidate in CANDIDATES {
        crews.push(Crew::of(&server, candidate).await);
    }
    let server = Arc::new(Mutex::new(server));
    let cases = LocalSet::new().run_until(walk(crews, &server, what, times, seed, &tally)).await;

    let server = server.lock().unwrap();
    let answered = tally.answered.lock().unwrap();
    let lost = answered.iter().filter(|act| !knows(&server, &act.request)).count();
    let strange = answered.iter().filter(|act| !cases.iter().any(|(case, _)| *case == act.case)).count();
    let compared = cases.iter().map(|(case, plan)| (case, found(&server, case), expected(*plan)));
    let differing: Vec<_> = compared.filter(|(_, found, expected)| found != expected).collect();
    let (code, verdict) = server.verify();
    let unanswered = tally.unanswered.load(Ordering::Relaxed);
    println!(
        "{} cases, {} acts answered, {lost} lost, {} cases with an act missing or done twice\n\
         {unanswered} requests unanswered and repeated, {} of them already done\n\
         acts cut off: {:?}\n{} s; verify: {}",
        cases.len(),
        answered.len(),
        differing.len(),
        tally.written.load(Ordering::Relaxed),
        tally.midst.lock().unwrap(),
        begun.elapsed().as_secs(),
        verdict.trim(),
    );
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!((lost, strange, code), (0, 0, 0), "{verdict}");
    assert_eq!(server.cases().len(), known + cases.len(), "a case nobody was told of");
    assert!(unanswered > 0, "no kill came in the middle of anything");
}
