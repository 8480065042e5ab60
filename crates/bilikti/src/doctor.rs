//! `bilikti doctor`: what an installation needs, looked at one by one.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use acts::ports::{Backlog, Clock, EntriesStanding};
use jiff::{SignedDuration, ToSpan as _};
use rules::calendar::Calendar;
use rules::terms::local_date;
use store::{FilesAt, backups, read_checkpoints};

use crate::clock::SystemClock;
use crate::command::Place;
use crate::install::{Install, LOG, Options, carriers};
use crate::settings::Settings;

/// A back-up should not be older than this.
const OLD_BACKUP: SignedDuration = SignedDuration::from_hours(36);
/// Days that terms begun today may reach.
const TERMS: i32 = 60;
/// A message that waits longer has met more than a short fault.
const LONG_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// So much of the log may wait while everything is well.
const WAITING: u32 = 1000;

/// An entry for the platform that waits longer than this is in somebody's way.
const LONG_TOLD: SignedDuration = SignedDuration::from_hours(24);

/// What was found of one thing.
enum Found {
    Well(String),
    /// It works, but not as it should.
    Better(String),
    Wrong(String),
}

use Found::{Better, Well, Wrong};

pub(crate) async fn doctor(place: &Place) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let settings = place.settings()?;
    let mut found =
        vec![("keys", keys(&settings)), ("catalogue", catalogue(&settings)), ("calendar", calendar())];
    found.push(("back-ups", backup(&settings)));
    if settings.keys().has_master() {
        found.extend(of_store(&settings).await);
    }
    let mut wrong = false;
    for (what, found) in found {
        match found {
            Well(text) => println!("well    {what}: {text}"),
            Better(text) => println!("better  {what}: {text}"),
            Wrong(text) => {
                wrong = true;
                println!("WRONG   {what}: {text}");
            }
        }
    }
    Ok(if wrong { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn keys(settings: &Settings) -> Found {
    let keys = settings.keys();
    let folder = keys.folder.display();
    if !keys.has_master() {
        return Wrong(format!("{folder}: no master key; the first start makes one"));
    }
    let fingerprint = match keys.master() {
        Ok(master) => master.fingerprint(),
        Err(error) => return Wrong(error.to_string()),
    };
    let open = fs::metadata(keys.path(crate::keys::MASTER)).is_ok_and(|file| file.mode() & 0o077 != 0);
    if open {
        return Wrong(format!("{folder}: others than their owner can read the keys"));
    }
    if keys.folder.starts_with(&settings.store.data) {
        return Better(format!(
            "master key {fingerprint} lies beside the data: put the folder elsewhere (keys.folder), and a copy of the key \
             where no back-up is"
        ));
    }
    Well(format!("master key {fingerprint}"))
}

fn catalogue(settings: &Settings) -> Found {
    match crate::install::catalogue(&settings.store.data.join("catalogue")) {
        Err(error) => Wrong(error.to_string()),
        Ok(found) if found.centres.is_empty() => {
            Better("no centre yet; see docs/how-to/set-up-a-centre.md".into())
        }
        Ok(found) => Well(format!("{} centres, {} programmes", found.centres.len(), found.programmes.len())),
    }
}

fn calendar() -> Found {
    let today = local_date(SystemClock.now());
    let days = (0..=TERMS).filter_map(|ahead| today.checked_add(ahead.days()).ok());
    match days.into_iter().find(|date| Calendar::kazakhstan().day(*date).is_estimated()) {
        Some(first) => {
            Better(format!("days off are estimated from {first} on: a newer program may know them"))
        }
        None => Well(format!("days off of the next {TERMS} days are confirmed")),
    }
}

fn backup(settings: &Settings) -> Found {
    let Some(folder) = &settings.backup.folder else {
        return Better("no folder in the settings (backup.folder)".into());
    };
    match backups(folder) {
        Err(error) => Wrong(format!("{}: {error}", folder.display())),
        Ok(found) => match found.last() {
            None => Wrong(format!("{}: none yet", folder.display())),
            Some((_, newest)) if SystemClock.now().duration_since(newest.made_at) > OLD_BACKUP => {
                Wrong(format!("the newest is of {:.0}", newest.made_at))
            }
            Some((_, newest)) => Well(format!("{}, the newest of {:.0}", found.len(), newest.made_at)),
        },
    }
}

async fn of_store(settings: &Settings) -> Vec<(&'static str, Found)> {
    let install = match Install::open(Options { settings: settings.clone(), ..Options::default() }).await {
        Ok(install) => install,
        Err(error) => return vec![("store", Wrong(error.to_string()))],
    };
    let found = vec![
        ("database", database(&install).await),
        ("files", files(settings, &install).await),
        ("log", log(settings, &install).await),
        ("platform", platform(&install).await),
        ("clock", clock(&install).await),
        ("mail", mail(settings).await),
        ("sms", sms(settings)),
        ("outbox", outbox(&install).await),
    ];
    let _ = install.close().await;
    found
}

async fn database(install: &Install) -> Found {
    match install.store.is_empty().await {
        Ok(true) => Better("reached; nobody and nothing is in it yet".into()),
        Ok(false) => Well("reached".into()),
        Err(error) => Wrong(error.to_string()),
    }
}

/// Writes an object, reads it and removes it.
async fn files(settings: &Settings, install: &Install) -> Found {
    let place = match settings.files() {
        Ok(FilesAt::Folder(folder)) => folder.display().to_string(),
        Ok(FilesAt::Bucket(bucket)) => format!("{bucket:?}"),
        Err(error) => return Wrong(error.to_string()),
    };
    match install.store.try_files().await {
        Ok(()) => Well(format!("{place}: written, read and removed")),
        Err(error) => Wrong(format!("{place}: {error}")),
    }
}

async fn log(settings: &Settings, install: &Install) -> Found {
    let waiting = install.upkeep.log.unlogged(WAITING + 1).await.map(|heads| heads.len());
    let beside = &settings.store.data.join(LOG);
    let elsewhere = &settings.log.checkpoints_to;
    match waiting {
        Err(error) => Wrong(error.to_string()),
        Ok(waiting) if waiting > WAITING as usize => {
            Wrong(format!("more than {WAITING} acts wait for the log: does a server run?"))
        }
        Ok(waiting) => {
            for folder in elsewhere.iter().chain([beside]) {
                if let Err(error) = read_checkpoints(folder) {
                    return Wrong(format!("{}: {error}", folder.display()));
                }
            }
            if elsewhere.is_empty() {
                return Better("checkpoints go nowhere else: whoever can write here could forge all (log.checkpoints_to)".into());
            }
            Well(format!("{waiting} acts wait, checkpoints go to {}", listed(elsewhere)))
        }
    }
}

/// Says hello to the mail server; sends nothing.
async fn mail(settings: &Settings) -> Found {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let carriers = match carriers(settings, &clock) {
        Ok(carriers) => carriers,
        Err(error) => return Wrong(error.to_string()),
    };
    let Some(mail) = carriers.mail else {
        return Better("off: people are told in their accounts alone (mail.server)".into());
    };
    match mail.reach().await {
        Ok(()) => Well("the server answers".into()),
        Err(error) => Wrong(error),
    }
}

/// A carrier is not asked: each question may cost.
fn sms(settings: &Settings) -> Found {
    match settings.sms() {
        None => Better("off (sms.url)".into()),
        Some(carrier) if carrier.report_secret.is_none() => {
            Better("on; delivery is never confirmed without sms.report_secret".into())
        }
        Some(_) => Well("on, with reports of delivery".into()),
    }
}

async fn outbox(install: &Install) -> Found {
    match install.cx.outbox.backlog().await {
        Err(error) => Wrong(error.to_string()),
        Ok(Backlog { held, .. }) if held > 0 => {
            Wrong(format!("{held} held since a restore: `bilikti outbox --release` or `--give-up`"))
        }
        Ok(Backlog { waiting, oldest: Some(oldest), .. })
            if SystemClock.now().duration_since(oldest) > LONG_WAIT =>
        {
            Wrong(format!("{waiting} waiting, the oldest since {oldest:.0}"))
        }
        Ok(Backlog { waiting, failed, .. }) => Well(format!("{waiting} waiting, {failed} failed so far")),
    }
}

fn listed(paths: &[impl AsRef<Path>]) -> String {
    paths.iter().map(|path| path.as_ref().display().to_string()).collect::<Vec<_>>().join(", ")
}

/// ¶18(2). Whether the platform outside is told, and takes what it is told.
async fn platform(install: &Install) -> Found {
    if !install.cx.platform_told {
        return Well("none is told (platform.address)".into());
    }
    match install.cx.entries.standing().await {
        Err(error) => Wrong(error.to_string()),
        Ok(EntriesStanding { open, oldest: Some(at), .. })
            if SystemClock.now().duration_since(at) > LONG_TOLD =>
        {
            Wrong(format!("{open} entries wait, the oldest since {at:.0}"))
        }
        Ok(EntriesStanding { refused, .. }) if refused > 0 => {
            Better(format!("{refused} entries were refused: see /platform-entries"))
        }
        Ok(EntriesStanding { open, .. }) => Well(format!("{open} entries on their way")),
    }
}

/// Terms are legal days: a clock that stands before what was written already would make false ones.
async fn clock(install: &Install) -> Found {
    let now = SystemClock.now();
    match install.store.newest().await {
        Err(error) => Wrong(error.to_string()),
        Ok(Some(newest)) if newest > now => {
            Wrong(format!("it is {now:.0} here, but something was written at {newest:.0}"))
        }
        Ok(_) => Well(format!("{now:.0}, local day {}", local_date(now))),
    }
}
