//! A PgBouncer of the tests' own before their PostgreSQL, in session mode: what Debian's 1.18 can carry.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Child;

use tempfile::TempDir;

use crate::kept;

/// Ends the pooler and removes its folder once nobody holds the other end of standard input.
const KEEPER: &str = r#"
set -eu
home="$1"
owner=
if [ "$(id -u)" = 0 ]; then
    owner="setpriv --reuid=postgres --regid=postgres --clear-groups"
    chown -R postgres "$home"
fi
PATH="$PATH:/usr/sbin" $owner pgbouncer "$home/pgbouncer.ini" > "$home/log" 2>&1 &
pooler=$!
until [ -S "$home/.s.PGSQL.6432" ]; do sleep 0.05; done
echo ready
cat > /dev/null || true
kill -KILL $pooler
wait || true
rm -rf "$home"
"#;

#[derive(Debug)]
pub(crate) struct Pooler {
    home: PathBuf,
    /// Its standard input ends with this process.
    _keeper: Child,
}

impl Pooler {
    /// Before the server whose socket lies in `server`.
    pub(crate) fn start(server: &Path) -> Self {
        let home = TempDir::with_prefix_in("bilikti-pool-", "/tmp").unwrap().keep();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
        let settings = format!(
            "[databases]\n* = host={}\n[pgbouncer]\nlisten_port = 6432\nunix_socket_dir = {home}\n\
             auth_type = trust\nauth_file = {home}/users\npool_mode = session\ndefault_pool_size = 40\n\
             max_client_conn = 2000\nserver_idle_timeout = 5\nignore_startup_parameters = extra_float_digits\n",
            server.display(),
            home = home.display(),
        );
        fs::write(home.join("pgbouncer.ini"), settings).unwrap();
        fs::write(home.join("users"), "\"app\" \"\"\n").unwrap();
        let keeper = kept::start(KEEPER, [&home]);
        Self { home, _keeper: keeper }
    }

    /// Address of a database for the role that serves people.
    pub(crate) fn address(&self, database: &str) -> String {
        format!("postgres://app@localhost:6432/{database}?host={}", self.home.display())
    }
}
