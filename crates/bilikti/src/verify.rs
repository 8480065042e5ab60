//! `bilikti verify`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use acts::verify::{Checks, Findings};
use journal::checkpoint::PublicKey;
use store::read_checkpoints;

use crate::command::Verify;
use crate::install::{Install, LOG, Options};
use crate::settings::Settings;

/// The store of these settings held against the checkpoints beside it and `elsewhere`.
pub(crate) async fn look_through(
    settings: Settings,
    elsewhere: Vec<(String, String)>,
    log_key: Option<&Path>,
) -> Result<Findings, Box<dyn std::error::Error>> {
    let mut checkpoints = read_checkpoints(&settings.store.data.join(LOG))?;
    checkpoints.extend(elsewhere);
    let install = Install::open(Options { settings, ..Options::default() }).await?;
    let key = match log_key {
        Some(file) => PublicKey::parse(&fs::read_to_string(file)?)?,
        None => install.upkeep.log_key.public().clone(),
    };
    let audit = install.store.audit();
    let findings = acts::verify::verify(Checks {
        audit: audit.as_ref(),
        blobs: install.cx.blobs.as_ref(),
        key: &key,
        checkpoints: &checkpoints,
    })
    .await?;
    install.close().await?;
    Ok(findings)
}

/// Exit code 0 = clean, 1 = broken (one line each), 2 = could not check.
pub(crate) async fn verify(what: &Verify) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let settings = what.place.settings()?;
    let data = &settings.store.data.clone();
    if settings.store.database.is_none() && !data.join(store::DATABASE).is_file() {
        return Err(format!("{}: there is no store to check", data.display()).into());
    }
    let mut checkpoints = Vec::new();
    for path in &what.checkpoints {
        let found = read_checkpoints(path)?;
        if found.is_empty() {
            return Err(format!("{}: there is no checkpoint", path.display()).into());
        }
        checkpoints.extend(found);
    }
    let findings = look_through(settings, checkpoints, what.log_key.as_deref()).await?;
    tell(&findings);
    Ok(if findings.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

pub(crate) fn tell(findings: &Findings) {
    let Findings { cases, entries, files, records, checkpoints, broken } = findings;
    for line in broken {
        println!("{line}");
    }
    println!(
        "{cases} cases, {entries} journal entries, {files} files, {records} records of the log against \
         {checkpoints} checkpoints; {} broken",
        broken.len()
    );
}
