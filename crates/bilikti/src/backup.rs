//! `bilikti backup …`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use store::{Backup, Carried, Enclosed, MasterKey, Opened, Refused, backups};

use crate::command::{BackupCommand, Place};
use crate::install::{LOG, open_store};
use crate::keys::{IN_BACKUPS, Keys};
use crate::settings::Settings;
use crate::{fresh, progress, verify};

type Failed = Box<dyn std::error::Error>;

/// Folders of enclosed files in a back-up.
const KEYS: &str = "keys";
const DATA: &str = "data";
/// What of the data folder is enclosed, besides what the store holds.
const OF_DATA: [&str; 2] = ["catalogue", LOG];

pub(crate) async fn backup(what: BackupCommand) -> Result<ExitCode, Failed> {
    match what {
        BackupCommand::Create { place, to } => create(&place, to).await,
        BackupCommand::List { place, folder } => list(&place, folder),
        BackupCommand::Check { place, file } => check(&place, &file).await,
        BackupCommand::Restore { place, file, master_key } => {
            restore(&place, &file, master_key.as_deref()).await
        }
    }
}

fn folder(settings: &Settings, named: Option<PathBuf>) -> Result<PathBuf, Failed> {
    let folder = named.or_else(|| settings.backup.folder.clone());
    folder.ok_or_else(|| "which folder? It stands neither on the command line nor in the settings".into())
}

async fn create(place: &Place, to: Option<PathBuf>) -> Result<ExitCode, Failed> {
    let settings = place.settings()?;
    let folder = folder(&settings, to)?;
    if !settings.keys().has_master() {
        return Err("there is no installation to back up: it has no master key".into());
    }
    let store = open_store(&settings).await?;
    let bar = progress::bytes("files", None);
    let told = bar.clone();
    let enclosed = enclosed(&settings)?;
    let made =
        store.back_up(&folder, env!("CARGO_PKG_VERSION"), enclosed, move |bytes| told.set_position(bytes));
    let made = made.await;
    bar.finish_and_clear();
    store.close().await?;
    let (path, carried) = made?;
    println!("{}: {}", path.display(), told_of(&carried));
    for digest in &carried.damaged {
        println!("file {digest} cannot be read and is not in it: take it from an earlier back-up");
    }
    println!(
        "It opens with the master key alone ({}): keep that elsewhere.",
        settings.keys().master()?.fingerprint()
    );
    Ok(if carried.damaged.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn told_of(carried: &Carried) -> String {
    let Carried { tables, enclosed, objects, bytes, .. } = carried;
    format!(
        "{} rows, {objects} files ({bytes} bytes), {enclosed} of keys, catalogue and checkpoints",
        tables.rows()
    )
}

fn enclosed(settings: &Settings) -> Result<Vec<Enclosed>, Failed> {
    let mut found = Vec::new();
    for name in IN_BACKUPS {
        let path = settings.keys().path(name);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        found.push(Enclosed { name: format!("{KEYS}/{name}"), bytes });
    }
    for name in OF_DATA {
        enclose(&settings.store.data.join(name), &format!("{DATA}/{name}"), &mut found)?;
    }
    Ok(found)
}

/// All files below a folder, in order of their names.
fn enclose(folder: &Path, name: &str, found: &mut Vec<Enclosed>) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            enclose(&entry.path(), &name, found)?;
        } else {
            found.push(Enclosed { name, bytes: fs::read(entry.path())? });
        }
    }
    Ok(())
}

fn list(place: &Place, named: Option<PathBuf>) -> Result<ExitCode, Failed> {
    let settings = place.settings()?;
    for (path, backup) in backups(&folder(&settings, named)?)? {
        let Backup { made_at, program, schema, master, .. } = backup;
        let size = fs::metadata(&path)?.len();
        println!(
            "{made_at:.0}  {size:>14} bytes  bilikti {program}  schema {schema}  master key {master}  {}",
            path.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads it to its end; `None` when it cannot be used, and why was told.
async fn sound(master: &MasterKey, file: &Path) -> Result<Option<Opened>, Failed> {
    let opened = match Opened::open(file, master) {
        Ok(opened) => opened,
        Err(refused) => return Ok(cannot_be_used(&refused)),
    };
    let bar = progress::bytes("checking", fs::metadata(file).ok().map(|file| file.len()));
    let checked = opened.check(|bytes| bar.set_position(bytes)).await;
    bar.finish_and_clear();
    match checked {
        Ok(carried) => {
            println!("{}: sound, {}", file.display(), told_of(&carried));
            Ok(Some(opened))
        }
        Err(refused) => Ok(cannot_be_used(&refused)),
    }
}

fn cannot_be_used<T>(refused: &Refused) -> Option<T> {
    println!("the back-up cannot be used: {refused}");
    None
}

async fn check(place: &Place, file: &Path) -> Result<ExitCode, Failed> {
    let keys = place.settings()?.keys();
    if !keys.has_master() {
        return Err(format!("{}: there is no master key to open it with", keys.folder.display()).into());
    }
    Ok(if sound(&keys.master()?, file).await?.is_some() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn restore(place: &Place, file: &Path, master_key: Option<&Path>) -> Result<ExitCode, Failed> {
    let settings = place.settings()?;
    let keys = settings.keys();
    let (master, bytes) = master_of(&keys, master_key)?;
    let Some(opened) = sound(&master, file).await? else { return Ok(ExitCode::from(1)) };
    if !keys.has_master() && settings.store.data.join(store::DATABASE).exists() {
        let data = settings.store.data.display();
        return Err(format!("{data}: a store is there, and its master key is not").into());
    }
    keys.keep(crate::keys::MASTER, &bytes)?;
    let enclosed = opened.enclosed().await?;
    let places = places(&settings, &enclosed)?;
    let store = open_store(&settings).await?;
    let bar = progress::bytes("restoring", fs::metadata(file).ok().map(|file| file.len()));
    let restored = async {
        if !store.is_empty().await? {
            return Err(Refused::NotEmpty);
        }
        for (path, enclosed) in places.iter().zip(&enclosed) {
            // One that is there already is the same: `places`.
            fresh::put(path, &enclosed.bytes)
                .map_err(|source| Refused::File { path: path.clone(), source })?;
        }
        opened.restore(&store, |bytes| bar.set_position(bytes)).await
    };
    let restored = restored.await;
    bar.finish_and_clear();
    store.close().await?;
    if let Err(refused) = restored {
        println!("nothing was restored: {refused}");
        return Ok(ExitCode::from(1));
    }
    println!("Messages that waited are held, for the original may have sent them: see `bilikti outbox`.");
    let findings = verify::look_through(settings, vec![], None).await?;
    verify::tell(&findings);
    Ok(if findings.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The master key of this machine, or the one that was named.
fn master_of(keys: &Keys, named: Option<&Path>) -> Result<(MasterKey, Vec<u8>), Failed> {
    let own = keys.has_master().then(|| fs::read(keys.path(crate::keys::MASTER))).transpose()?;
    let named = named.map(fs::read).transpose()?;
    let bytes = match (own, named) {
        (Some(own), Some(named)) if own != named => {
            return Err(format!("{}: another master key is there", keys.folder.display()).into());
        }
        (Some(own), _) => own,
        (None, Some(named)) => named,
        (None, None) => {
            return Err(
                "this machine has no master key: name the file that it is kept in (--master-key)".into()
            );
        }
    };
    let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| "a master key has 32 bytes")?;
    Ok((MasterKey::new(key), bytes))
}

/// Where each enclosed file goes; refused when another one is there.
fn places(settings: &Settings, enclosed: &[Enclosed]) -> Result<Vec<PathBuf>, Failed> {
    let place = |enclosed: &Enclosed| -> Result<PathBuf, Failed> {
        let parts: Vec<&str> = enclosed.name.split('/').collect();
        let climbs = parts.iter().any(|part| part.is_empty() || part.starts_with(".."));
        let path = match parts.as_slice() {
            [KEYS, name] if !climbs => settings.keys().path(name),
            [DATA, rest @ ..] if !climbs => settings.store.data.join(rest.iter().collect::<PathBuf>()),
            _ => return Err(format!("{}: no place for it", enclosed.name).into()),
        };
        match fs::read(&path) {
            Ok(known) if known != enclosed.bytes => {
                Err(format!("{}: another one is there", path.display()).into())
            }
            _ => Ok(path),
        }
    };
    enclosed.iter().map(place).collect()
}
