//! The real program on a data folder of its own.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

/// The day on which every server of the tests begins: a Monday, before the days off of December.
pub(crate) const DAY: Date = date(2026, 11, 23);
/// Far more than a start ever takes: a test that waits longer has found a hang.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// With the people, programmes and cases of the demonstration; else empty.
    pub(crate) demo: bool,
    /// What people type to reach it; the address it listens on when `None`.
    pub(crate) public_address: Option<&'static str>,
}

impl Default for Options {
    fn default() -> Self {
        Self { demo: true, public_address: None }
    }
}

/// A running server. It ends with its data when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    home: TempDir,
    options: Options,
    /// Shared with everybody who talks to the server: a restart changes it.
    address: Address,
    child: Option<Child>,
}

pub(crate) type Address = Arc<Mutex<String>>;

/// One line of the list of cases.
#[derive(Debug, Clone)]
pub(crate) struct CaseLine {
    pub(crate) id: String,
    pub(crate) centre: String,
    pub(crate) stage: String,
    /// Login of the candidate.
    pub(crate) login: String,
    pub(crate) serial: Option<String>,
}

impl Server {
    pub(crate) fn start(options: Options) -> Self {
        let home = TempDir::new().unwrap();
        if options.demo {
            copy(template(), &home.path().join("data"));
        }
        let mut server = Self { home, options, address: Address::default(), child: None };
        server.set_day(DAY);
        server.restart();
        server
    }

    /// With the demonstration's data.
    pub(crate) fn demo() -> Self {
        Self::start(Options::default())
    }

    /// `http://127.0.0.1:…`
    pub(crate) fn address(&self) -> String {
        self.address.lock().unwrap().clone()
    }

    pub(crate) fn shared_address(&self) -> Address {
        Arc::clone(&self.address)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Starts on the data that is there, and waits until it is ready.
    pub(crate) fn restart(&mut self) {
        self.kill();
        let log = File::options().create(true).append(true).open(self.log_file()).unwrap();
        let mut command = serve(&self.data(), &self.clock_file(), self.options.demo);
        if let Some(public) = self.options.public_address {
            command.args(["--public-address", public]);
        }
        let mut child = command.stderr(log).spawn().unwrap();
        let ready = wait_until_ready(&mut child);
        self.child = Some(child);
        *self.address.lock().unwrap() = ready.unwrap_or_else(|| panic!("no start: {}", self.log()));
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            child.wait().unwrap();
        }
    }

    /// What the server wrote to its log.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// The server's clock runs ahead of the real one by so much.
    pub(crate) fn ahead(&self, by: jiff::SignedDuration) {
        // In one step: the server may be reading the file now.
        let fresh = self.home.path().join("clock.new");
        fs::write(&fresh, by.as_secs().to_string()).unwrap();
        fs::rename(fresh, self.clock_file()).unwrap();
    }

    /// It is eleven in the morning of `day` in Kazakhstan. Never set a day before the latest one.
    pub(crate) fn set_day(&self, day: Date) {
        self.set_time(day.at(11, 0, 0, 0));
    }

    pub(crate) fn set_time(&self, at: DateTime) {
        self.ahead(ahead_of(at));
    }

    /// `bilikti verify`: exit code and output.
    pub(crate) fn verify(&self) -> (i32, String) {
        run(&["verify", "--data", self.data().to_str().unwrap()])
    }

    /// `verify` finds nothing broken.
    pub(crate) fn assert_sound(&self) {
        let (code, text) = self.verify();
        assert_eq!(code, 0, "{text}");
    }

    /// The store, to look at.
    pub(crate) fn database(&self) -> Connection {
        let connection =
            Connection::open_with_flags(self.database_file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        connection.busy_timeout(Duration::from_secs(10)).unwrap();
        connection
    }

    pub(crate) fn database_file(&self) -> PathBuf {
        self.data().join("bilikti.db")
    }

    /// Entries in all journals.
    pub(crate) fn entries(&self) -> u64 {
        self.count("SELECT count(*) FROM case_journal")
    }

    pub(crate) fn entries_of(&self, case: &str) -> u64 {
        self.count(&format!("SELECT count(*) FROM case_journal WHERE lower(hex(case_id)) = '{}'", bare(case)))
    }

    pub(crate) fn count(&self, sql: &str) -> u64 {
        self.database().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Kinds of the events of a case, in order.
    pub(crate) fn events(&self, case: &str) -> Vec<serde_json::Value> {
        let sql = "SELECT event FROM case_journal WHERE lower(hex(case_id)) = ?1 ORDER BY seq";
        let connection = self.database();
        let mut select = connection.prepare(sql).unwrap();
        let rows = select.query_map([bare(case)], |row| row.get::<_, String>(0)).unwrap();
        rows.map(|event| serde_json::from_str(&event.unwrap()).unwrap()).collect()
    }

    /// Every case.
    pub(crate) fn cases(&self) -> Vec<CaseLine> {
        let connection = self.database();
        let sql = "SELECT case_row.case_id, centre, stage, coalesce(login, ''), serial FROM case_row
                   LEFT JOIN account ON account.id = case_row.candidate ORDER BY case_row.number";
        let mut select = connection.prepare(sql).unwrap();
        let rows = select.query_map([], |row| {
            Ok(CaseLine {
                id: row.get::<_, uuid::Uuid>(0)?.to_string(),
                centre: row.get(1)?,
                stage: row.get(2)?,
                login: row.get(3)?,
                serial: row.get(4)?,
            })
        });
        rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
    }

    pub(crate) fn case(&self, id: &str) -> CaseLine {
        self.cases().into_iter().find(|case| case.id == id).unwrap()
    }

    /// The day of the procedure of a case.
    pub(crate) fn sitting_day(&self, case: &str) -> Date {
        let sql = "SELECT sitting_on FROM case_row WHERE lower(hex(case_id)) = ?1";
        let day: String = self.database().query_row(sql, [bare(case)], |row| row.get(0)).unwrap();
        day.parse().unwrap()
    }

    /// The id of an account.
    pub(crate) fn account(&self, login: &str) -> String {
        let sql = "SELECT id FROM account WHERE login = ?1";
        let id: uuid::Uuid = self.database().query_row(sql, [login], |row| row.get(0)).unwrap();
        id.to_string()
    }

    /// A case of the demonstration in this stage, at Shymkent.
    pub(crate) fn case_in(&self, stage: &str) -> CaseLine {
        let found = self.cases().into_iter().find(|case| case.stage == stage && case.centre == "0042");
        found.unwrap_or_else(|| panic!("no case is {stage}"))
    }

    fn clock_file(&self) -> PathBuf {
        self.home.path().join("clock")
    }

    fn log_file(&self) -> PathBuf {
        self.home.path().join("log")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs the program to its end: exit code, and what it wrote.
pub(crate) fn run(args: &[&str]) -> (i32, String) {
    let done = Command::new(program()).args(args).env("RUST_LOG", "error").output().unwrap();
    let text = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    (done.status.code().unwrap(), text)
}

/// The program under test: the one just built, or another build of it that `BILIKTI_PROGRAM` names.
fn program() -> PathBuf {
    std::env::var_os("BILIKTI_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_bilikti").into()).into()
}

/// The root of the project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn serve(data: &Path, clock: &Path, demo: bool) -> Command {
    let mut command = Command::new(program());
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).arg("--clock-ahead").arg(clock);
    if demo {
        command.arg("--demo").arg(project().join("demo"));
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command
}

/// The address, as soon as the program says it; `None` when it ends before.
fn wait_until_ready(child: &mut Child) -> Option<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (said, hear) = mpsc::channel();
    // Reads to the end, so that the program can go on writing.
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("bilikti: ready on ") {
                let _ = said.send(address.to_owned());
            }
        }
    });
    hear.recv_timeout(PATIENCE).ok()
}

/// The data folder of the demonstration, filled once for the whole run.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let shelf = Path::new(env!("CARGO_TARGET_TMPDIR"));
        remove_left_behind(shelf);
        let home = shelf.join(format!("demo-{}", std::process::id()));
        fs::create_dir_all(&home).unwrap();
        let (data, clock) = (home.join("data"), home.join("clock"));
        fs::write(&clock, ahead_of(DAY.at(11, 0, 0, 0)).as_secs().to_string()).unwrap();
        let log = File::create(home.join("log")).unwrap();
        let mut child = serve(&data, &clock, true).stderr(log).spawn().unwrap();
        let ready = wait_until_ready(&mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(ready.is_some(), "{}", fs::read_to_string(home.join("log")).unwrap());
        data
    })
}

/// Templates of runs that have ended.
fn remove_left_behind(shelf: &Path) {
    for entry in fs::read_dir(shelf).unwrap().map_while(Result::ok) {
        let name = entry.file_name().into_string().unwrap_or_default();
        let owner = name.strip_prefix("demo-").and_then(|id| id.parse::<u32>().ok());
        if owner.is_some_and(|id| !Path::new(&format!("/proc/{id}")).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn ahead_of(at: DateTime) -> jiff::SignedDuration {
    at.to_zoned(almaty()).unwrap().timestamp().duration_since(Timestamp::now())
}

fn almaty() -> TimeZone {
    TimeZone::get("Asia/Almaty").unwrap()
}

fn bare(case: &str) -> String {
    case.replace('-', "")
}
