//! The real program on a data folder of its own.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use tempfile::TempDir;

use crate::database::Database;
use crate::faults::{self, Faults};

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
    /// So many programs on one PostgreSQL and one folder; one on the embedded store when 0.
    pub(crate) nodes: usize,
    /// Their PostgreSQL is shared with nobody: it may fall.
    pub(crate) database_alone: bool,
    /// Its data lie on a disk of so many MiB, which may be filled.
    pub(crate) disk: Option<u32>,
    /// Its operations can be made to fail ([`crate::faults`]).
    pub(crate) faults: bool,
    /// Settings of its own, as variables of the environment.
    pub(crate) variables: Vec<(&'static str, String)>,
    /// Address of the platform outside that it tells.
    pub(crate) platform: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            demo: true,
            public_address: None,
            nodes: 0,
            database_alone: false,
            disk: None,
            faults: false,
            variables: vec![],
            platform: None,
        }
    }
}

/// A running server: one program, or several on one database. It ends with its data when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    home: TempDir,
    options: Options,
    pub(crate) stored_in: Option<Database>,
    /// Where requests go. Shared with everybody who talks to the server: a restart changes it.
    address: Address,
    nodes: VecDeque<Node>,
}

/// One running program.
#[derive(Debug)]
struct Node {
    child: Child,
    address: String,
    /// Where health and numbers are.
    operator: String,
}

pub(crate) type Address = Arc<Mutex<String>>;

impl Server {
    pub(crate) fn start(options: Options) -> Self {
        // The clients of the tests leave the choice of TLS to whoever starts them; a second choice changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = TempDir::new().unwrap();
        if let Some(size) = options.disk {
            mount(&home.path().join("data"), size);
        }
        if options.demo && options.nodes == 0 {
            copy(template(), &home.path().join("data"));
        }
        let stored_in = (options.nodes > 0)
            .then(|| if options.database_alone { Database::alone() } else { Database::fresh() });
        let (address, nodes) = (Address::default(), VecDeque::new());
        let mut server = Self { home, options, stored_in, address, nodes };
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

    /// Where the first node tells the operator how it is.
    pub(crate) fn operator_address(&self) -> String {
        self.nodes[0].operator.clone()
    }

    /// Of every node.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.nodes.iter().map(|node| node.address.clone()).collect()
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
        for _ in 0..self.options.nodes.max(1) {
            let node = self.start_node();
            self.nodes.push_back(node);
        }
        self.send_to_first();
    }

    /// `kill -9` of the program that has the requests. Where there are others, the next of them has the requests from
    /// now on; then the killed one starts again.
    pub(crate) fn fell_one(&mut self) {
        if let Some(node) = self.nodes.pop_front() {
            node.kill();
        }
        if !self.nodes.is_empty() {
            self.send_to_first();
        }
        let node = self.start_node();
        self.nodes.push_back(node);
        self.send_to_first();
    }

    fn start_node(&self) -> Node {
        let log = File::options().create(true).append(true).open(self.log_file()).unwrap();
        let mut command = serve(&self.data(), &self.clock_file(), self.options.demo);
        if self.options.faults {
            command.envs(faults::variables(self.home.path(), &self.data()));
        }
        command.envs(self.stored_in.iter().flat_map(Database::variables));
        command.envs(self.options.variables.iter().cloned());
        command.envs(self.options.platform.iter().map(|address| ("BILIKTI_PLATFORM__ADDRESS", address)));
        if let Some(public) = self.options.public_address {
            command.args(["--public-address", public]);
        }
        let mut child = command.stderr(log).spawn().unwrap();
        let ready = wait_until_ready(&mut child);
        let (operator, address) = ready.unwrap_or_else(|| panic!("no start: {}", self.log()));
        Node { child, address, operator }
    }

    fn send_to_first(&self) {
        if let Some(node) = self.nodes.front() {
            self.address.lock().unwrap().clone_from(&node.address);
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        for node in self.nodes.drain(..) {
            node.kill();
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
        let variables = self.stored_in.iter().flat_map(Database::variables);
        run_with(&["verify", "--data", self.data().to_str().unwrap()], variables)
    }

    /// `verify` finds nothing broken.
    pub(crate) fn assert_sound(&self) {
        let (code, text) = self.verify();
        assert_eq!(code, 0, "{text}");
    }

    /// What makes its operations fail.
    pub(crate) fn faults(&self) -> Faults {
        Faults::of(self.home.path())
    }

    fn clock_file(&self) -> PathBuf {
        self.home.path().join("clock")
    }

    fn log_file(&self) -> PathBuf {
        self.home.path().join("log")
    }
}

impl Node {
    fn kill(mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if self.options.disk.is_some() {
            as_root(&["umount", "--lazy", self.data().to_str().unwrap()]);
        }
    }
}

/// A disk in memory of `size` MiB.
fn mount(folder: &Path, size: u32) {
    fs::create_dir_all(folder).unwrap();
    let folder = folder.to_str().unwrap();
    as_root(&["mount", "-t", "tmpfs", "-o", &format!("size={size}m,mode=1777"), "tmpfs", folder]);
}

fn as_root(words: &[&str]) {
    let root = Command::new("id").arg("-u").output().unwrap().stdout.trim_ascii() == b"0";
    let sudo: &[&str] = if root { &[] } else { &["sudo", "--non-interactive"] };
    let words = [sudo, words].concat();
    assert!(Command::new(words[0]).args(&words[1..]).status().unwrap().success(), "{words:?}");
}

/// Runs the program to its end: exit code, and what it wrote.
pub(crate) fn run(args: &[&str]) -> (i32, String) {
    run_with(args, [])
}

/// The same, with variables of the environment.
pub(crate) fn run_with(
    args: &[&str],
    variables: impl IntoIterator<Item = (&'static str, String)>,
) -> (i32, String) {
    let mut command = Command::new(program());
    let done = command.args(args).env("RUST_LOG", "error").envs(variables).output().unwrap();
    let text = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    (done.status.code().unwrap(), text)
}

/// The same, with a line on its standard input.
pub(crate) fn run_told(args: &[&str], line: &str) -> (i32, String) {
    let mut command = Command::new(program());
    command.args(args).env("RUST_LOG", "error").stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{line}").unwrap();
    let done = child.wait_with_output().unwrap();
    (done.status.code().unwrap(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
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
    command.env("BILIKTI_SERVER__OPERATOR_LISTEN", "127.0.0.1:0");
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command
}

/// The operator's address and that of the pages, as soon as the program says it; `None` when it ends before.
fn wait_until_ready(child: &mut Child) -> Option<(String, String)> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (said, hear) = mpsc::channel();
    // Reads to the end, so that the program can go on writing.
    std::thread::spawn(move || {
        let mut operator = String::new();
        for line in lines.map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("bilikti: for the operator on ") {
                address.clone_into(&mut operator);
            }
            if let Some(address) = line.strip_prefix("bilikti: ready on ") {
                let _ = said.send((operator.clone(), address.to_owned()));
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
