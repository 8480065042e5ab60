//! A PostgreSQL of the tests' own: made in a folder under `/tmp`, reached by a socket, gone with the tests' process.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use crate::kept;

/// Between the columns of what [`Cluster::sql`] finds: in no text of ours.
pub(crate) const FIELD: &str = "\u{1f}";

/// Ends the server and removes its folder once nobody holds the other end of standard input.
const KEEPER: &str = r#"
set -eu
bin="$1" home="$2" options="$3"
owner=
if [ "$(id -u)" = 0 ]; then
    owner="setpriv --reuid=postgres --regid=postgres --clear-groups"
    chown postgres "$home"
fi
$owner "$bin/initdb" --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C \
    --no-sync > "$home/initdb.log"
# A server that falls is started again, as a service manager would.
while [ ! -e "$home/stop" ]; do
    if [ -e "$home/hold" ]; then sleep 0.1; continue; fi
    $owner "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= $options >> "$home/server.log" 2>&1 || sleep 0.1
done &
until "$bin/pg_isready" --quiet --host="$home" --username=postgres; do sleep 0.05; done
echo ready
cat > /dev/null || true
touch "$home/stop"
kill -QUIT "$(head -n 1 "$home/data/postmaster.pid")" || true
wait
rm -rf "$home"
"#;

/// A running server with the roles `migrator` and `app`.
#[derive(Debug)]
pub(crate) struct Cluster {
    home: PathBuf,
    bin: PathBuf,
    databases: AtomicU32,
    /// Its standard input ends with this process.
    _keeper: Child,
}

impl Cluster {
    pub(crate) fn start(options: &str) -> Self {
        let bin = newest_bin();
        // `/tmp`, because the path of a socket may not be long.
        let home = TempDir::with_prefix_in("bilikti-pg-", "/tmp").unwrap().keep();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
        let keeper = kept::start(KEEPER, [bin.as_os_str(), home.as_os_str(), options.as_ref()]);
        let cluster = Self { home, bin, databases: AtomicU32::new(0), _keeper: keeper };
        cluster.sql("postgres", "CREATE ROLE migrator LOGIN; CREATE ROLE app LOGIN;");
        cluster
    }

    /// Address of a database for a role.
    pub(crate) fn address(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@localhost/{database}?host={}", self.home.display())
    }

    /// One of PostgreSQL's own programs.
    #[allow(dead_code)]
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    /// Folder of the server's socket.
    #[allow(dead_code)]
    pub(crate) fn socket(&self) -> &Path {
        &self.home
    }

    /// Runs statements as the superuser; waits while the server is coming back.
    pub(crate) fn sql(&self, database: &str, sql: &str) -> String {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"])
            .args(["--field-separator", FIELD])
            .args(["--username=postgres", "--dbname", database, "--host"])
            .arg(&self.home)
            .args(sql.split_inclusive(';').flat_map(|one| ["--command", one]));
        for _ in 0..600 {
            let done = psql.output().unwrap();
            let told = String::from_utf8_lossy(&done.stderr);
            if done.status.success() {
                return String::from_utf8(done.stdout).unwrap();
            }
            // 2: the connection, not the statement.
            assert_eq!(done.status.code(), Some(2), "{sql}: {told}");
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PostgreSQL does not come back");
    }

    /// `kill -9` of the server. It comes back by itself.
    pub(crate) fn fell(&self) {
        let running = fs::read_to_string(self.home.join("data/postmaster.pid")).unwrap_or_default();
        if let Some(process) = running.lines().next() {
            // It may be falling already.
            let _ = Command::new("kill").args(["-9", process]).stderr(Stdio::null()).status();
        }
    }

    /// It falls and stays away until it is let come back.
    #[allow(dead_code)]
    pub(crate) fn hold(&self) {
        fs::write(self.home.join("hold"), "").unwrap();
        self.fell();
    }

    #[allow(dead_code)]
    pub(crate) fn let_come_back(&self) {
        fs::remove_file(self.home.join("hold")).unwrap();
    }

    /// A fresh database like `template`.
    pub(crate) fn database(&self, template: &str) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name} OWNER migrator TEMPLATE {template}"));
        name
    }
}

/// Where Debian keeps the server's programs; `cargo xtask test` installs them.
fn newest_bin() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").unwrap();
    let newest = versions.map(|version| version.unwrap().path()).max().unwrap();
    Path::new(&newest).join("bin")
}
