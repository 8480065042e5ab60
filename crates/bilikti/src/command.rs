//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::rules_cli::Asked;
use crate::settings::{Settings, SettingsError};

/// Recognition of professional qualifications by the Rules of order No. 374.
#[derive(Debug, Parser)]
#[command(name = "bilikti", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the pages.
    Serve(Serve),
    /// Follow every chain, fold every journal, compare every projection, re-read every file, hold the log against its
    /// checkpoints. Exit code 1 when something is broken.
    Verify(Verify),
    /// Ask the Rules: terms, dates, scores, numbers. Exit code 0 = holds, 1 = does not hold, 2 = the call is wrong.
    Rules(Asked),
    /// Bring the database's schema up to date. The embedded one is brought up to date at each start.
    Migrate {
        #[command(flatten)]
        place: Place,
        /// Only say what would be done.
        #[arg(long)]
        plan: bool,
    },
    /// Back-ups: one sealed file each, of one moment, made while people work.
    Backup {
        #[command(subcommand)]
        what: BackupCommand,
    },
    /// Carry everything from the embedded store to PostgreSQL and S3, or the other way; counts and digests are compared.
    MoveData(MoveData),
    /// What waits to be sent by e-mail and SMS. After a restore nothing is sent until it is released here.
    Outbox {
        #[command(flatten)]
        place: Place,
        /// Send what was held: the original did not.
        #[arg(long, conflicts_with = "give_up")]
        release: bool,
        /// Never send what was held: the original did.
        #[arg(long)]
        give_up: bool,
    },
    /// Look at everything that an installation needs, and say what is wrong. Exit code 1 when something is.
    Doctor(Place),
    /// Make the keys that are not there yet, and tell the master key's fingerprint.
    Keys(Place),
    /// Make the first operator's account; the password is read from standard input. An operator then invites the others.
    FirstOperator {
        #[command(flatten)]
        place: Place,
        login: String,
        /// Surname, given name and patronymic.
        #[arg(long)]
        name: String,
    },
    /// Look at the settings.
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Measure.
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// A platform to practise with: takes entries by docs/reference/platform-port.md, and is busy, slow and forgetful.
    PlatformDouble(PlatformDouble),
    /// Look at one uploaded file on standard input (started by the server itself).
    #[command(hide = true)]
    IntakeWorker {
        /// What else than to examine it.
        task: Option<String>,
    },
}

/// Which installation: what is not said here stands in the settings.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// File of settings (TOML); else the one that `BILIKTI_CONFIG` names, else none.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Folder of the installation's data; created when missing.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
}

impl Place {
    /// The settings of this installation.
    pub(crate) fn settings(&self) -> Result<Settings, SettingsError> {
        let named = std::env::var_os("BILIKTI_CONFIG").map(PathBuf::from);
        let file = self.config.clone().or(named);
        let mut settings = Settings::read(file.as_deref(), std::env::vars())?;
        if let Some(data) = &self.data {
            settings.store.data.clone_from(data);
        }
        Ok(settings)
    }
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Exit code 0 = the settings can be used, 2 = they cannot, and why.
    Check(Place),
    /// The settings as they are in force.
    Print {
        #[command(flatten)]
        place: Place,
        /// Secrets are never printed; this says so in scripts.
        #[arg(long)]
        redact: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long)]
    pub(crate) listen: Option<SocketAddr>,
    /// Address under which people reach this server, for links and QR codes.
    #[arg(long)]
    pub(crate) public_address: Option<String>,
    /// Fill an empty store with the demonstration data of this folder. A store that has data keeps it.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) demo: Option<PathBuf>,
    /// A folder elsewhere (another machine's disk, mounted here) that gets the log's checkpoints. May be given again.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) checkpoints_to: Vec<PathBuf>,
    /// Rehearsals: a file with the number of seconds by which the clock runs ahead, read anew at each look.
    #[arg(long, hide = true)]
    pub(crate) clock_ahead: Option<PathBuf>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum BackupCommand {
    /// Make a back-up.
    Create {
        #[command(flatten)]
        place: Place,
        /// Folder that it is made in; else the one of the settings (`backup.folder`).
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
    },
    /// The back-ups in a folder, oldest first.
    List {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Read a back-up to its end: its seal, every table, every file. Exit code 1 when it cannot be used.
    Check {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
    },
    /// Put a back-up into an empty installation, then verify it. Nothing is written before all of it has been checked.
    Restore {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        /// The master key, as it was kept elsewhere; needed on a machine that has none.
        #[arg(long, value_name = "FILE")]
        master_key: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct MoveData {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Settings of the installation that everything goes to: an empty one, with the same keys. Nobody may work on either.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) place: Place,
    /// A checkpoint kept elsewhere, or a folder of them; those beside the store are always looked at.
    #[arg(long, value_name = "PATH")]
    pub(crate) checkpoints: Vec<PathBuf>,
    /// The log's public key as kept elsewhere; else the store's own.
    #[arg(long, value_name = "FILE")]
    pub(crate) log_key: Option<PathBuf>,
}

/// Shares in per cent.
#[derive(Debug, Args)]
pub(crate) struct PlatformDouble {
    #[arg(long, default_value = "127.0.0.1:8374")]
    pub(crate) listen: SocketAddr,
    /// The same seed misbehaves in the same way; else another one each time.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Says that it is busy, and takes nothing.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) busy: u8,
    /// Answers within so many milliseconds.
    #[arg(long, default_value_t = 40)]
    pub(crate) slow_ms: u64,
    /// Takes the entry, and repeats an earlier answer.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) repeat: u8,
    /// Takes the entry, and loses the answer.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) lose: u8,
    /// Refuses an entry for what it says, now and ever.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) reject: u8,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Bench {
    /// Every staff page with many cases in the store, and the start on an existing store.
    Pages {
        #[arg(long, default_value_t = 10_000)]
        cases: u32,
        #[arg(long, default_value_t = 200)]
        rounds: u32,
        /// Folder of the demonstration data, whose people and programmes are used.
        #[arg(long, default_value = "demo")]
        demo: PathBuf,
    },
}
