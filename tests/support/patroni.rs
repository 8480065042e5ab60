//! A cell of the tests' own: two PostgreSQL under Patroni, in synchronous mode, with one etcd.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use tempfile::TempDir;

use crate::kept;

/// Each node's processes are a session of their own, so that a node falls as a machine does. Everything ends once nobody
/// holds the other end of standard input.
const KEEPER: &str = r#"
set -eu
home="$1" port="$2"
owner=
if [ "$(id -u)" = 0 ]; then
    owner="setpriv --reuid=postgres --regid=postgres --clear-groups"
    chown -R postgres "$home"
fi
cd "$home"
setsid $owner etcd --data-dir "$home/etcd" --listen-client-urls "http://127.0.0.1:$port" \
    --advertise-client-urls "http://127.0.0.1:$port" --listen-peer-urls "http://127.0.0.1:$((port + 1))" > etcd.log 2>&1 &
echo $! > etcd.pid
for node in 0 1; do
    setsid $owner patroni "$home/$node.yml" > "$node.log" 2>&1 &
    echo $! > "$node.pid"
done
echo ready
cat > /dev/null || true
for one in 0 1 etcd; do kill -KILL "-$(cat "$one.pid")" 2> /dev/null || true; done
for node in 0 1; do kill -KILL "$(head -n 1 "$home/data$node/postmaster.pid")" 2> /dev/null || true; done
wait || true
rm -rf "$home"
"#;

#[derive(Debug)]
pub(crate) struct Cell {
    home: PathBuf,
    port: u16,
    /// Its standard input ends with this process.
    _keeper: Child,
}

impl Cell {
    /// Running, with a leader and a standby that confirms each write; with the roles `migrator` and `app`.
    pub(crate) fn start() -> Self {
        let home = TempDir::with_prefix_in("bilikti-cell-", "/tmp").unwrap().keep();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
        let port = kept::free_ports(6);
        let versions = fs::read_dir("/usr/lib/postgresql").unwrap();
        let bin = versions.map(|version| version.unwrap().path()).max().unwrap().join("bin");
        for node in 0..2 {
            fs::write(home.join(format!("{node}.yml")), settings(&home, &bin, port, node)).unwrap();
        }
        let keeper = kept::start(KEEPER, [home.as_os_str(), port.to_string().as_ref()]);
        let cell = Self { home, port, _keeper: keeper };
        cell.wait_for("sync_standby");
        cell.sql("postgres", "CREATE ROLE migrator LOGIN; CREATE ROLE app LOGIN");
        cell.sql("postgres", "CREATE DATABASE bilikti OWNER migrator");
        cell
    }

    /// Address of the leader alone, for a role.
    pub(crate) fn leaders_address(&self, role: &str) -> String {
        self.address(role, self.leader())
    }

    /// Addresses of both servers, for a role.
    pub(crate) fn addresses(&self, role: &str) -> String {
        [0, 1].map(|node| self.address(role, node)).join(" ")
    }

    fn address(&self, role: &str, node: u16) -> String {
        format!("postgres://{role}@127.0.0.1:{}/bilikti", self.port + 2 + node)
    }

    /// The leading node falls as a machine does: everything on it at once.
    pub(crate) fn fell_leader(&self) {
        let node = self.leader();
        let patroni = fs::read_to_string(self.home.join(format!("{node}.pid"))).unwrap();
        let postmaster = fs::read_to_string(self.home.join(format!("data{node}/postmaster.pid"))).unwrap();
        let postmaster = postmaster.lines().next().unwrap();
        // Each process of PostgreSQL has a session of its own below the postmaster.
        let script = format!("kill -KILL {} {postmaster} $(pgrep -P {postmaster})", patroni.trim());
        let _ = Command::new("sh").args(["-c", &script]).status().unwrap();
    }

    fn leader(&self) -> u16 {
        let leads = |node: &u16| self.asked(*node, "SELECT pg_is_in_recovery()").as_deref() == Some("f");
        (0..600)
            .find_map(|_| {
                std::thread::sleep(Duration::from_millis(100));
                [0, 1].into_iter().find(leads)
            })
            .expect("no leader")
    }

    fn wait_for(&self, role: &str) {
        let url = format!("http://127.0.0.1:{}/cluster", self.port + 4);
        for _ in 0..900 {
            let told = Command::new("curl").args(["--silent", "--max-time", "2", &url]).output().unwrap();
            if String::from_utf8_lossy(&told.stdout).contains(role) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("no {role}: {}", fs::read_to_string(self.home.join("0.log")).unwrap_or_default());
    }

    fn asked(&self, node: u16, sql: &str) -> Option<String> {
        let psql = Command::new("psql")
            .args(["--no-psqlrc", "--tuples-only", "--no-align", "--username=postgres", "--host=127.0.0.1"])
            .args(["--dbname=postgres", "--port", &(self.port + 2 + node).to_string(), "--command", sql])
            .output()
            .unwrap();
        psql.status.success().then(|| String::from_utf8(psql.stdout).unwrap().trim().to_owned())
    }

    /// Runs statements as the superuser, at the leader.
    fn sql(&self, database: &str, sql: &str) {
        let address = format!("postgres://postgres@127.0.0.1:{}/{database}", self.port + 2 + self.leader());
        let done = Command::new("psql").args(["--no-psqlrc", "--command", sql, &address]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

fn settings(home: &Path, bin: &Path, port: u16, node: u16) -> String {
    let (etcd, own, rest, home, bin) =
        (port, port + 2 + node, port + 4 + node, home.display(), bin.display());
    format!(
        r#"
scope: cell
name: n{node}
restapi: {{listen: "127.0.0.1:{rest}", connect_address: "127.0.0.1:{rest}"}}
etcd3: {{hosts: ["127.0.0.1:{etcd}"]}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 3
    synchronous_mode: true
    synchronous_mode_strict: false
    postgresql: {{use_pg_rewind: true, parameters: {{max_connections: 100, fsync: "off"}}}}
  initdb: [{{encoding: UTF8}}, {{locale: C}}]
  pg_hba: ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
postgresql:
  listen: "127.0.0.1:{own}"
  connect_address: "127.0.0.1:{own}"
  data_dir: {home}/data{node}
  bin_dir: {bin}
  pgpass: {home}/pgpass{node}
  authentication: {{superuser: {{username: postgres}}, replication: {{username: replicator}}, rewind: {{username: postgres}}}}
  parameters: {{unix_socket_directories: {home}}}
"#
    )
}
