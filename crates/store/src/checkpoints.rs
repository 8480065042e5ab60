//! Checkpoints as files: beside the store, and in folders that lie elsewhere (another machine's disk, mounted here).

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use acts::ports::{PortError, Witness};
use async_trait::async_trait;
use jiff::Timestamp;

/// Beginning of the name of each file; the day (UTC) follows.
const NAME: &str = "checkpoint-";

/// Folders that each get every checkpoint. A day has one file, the newest checkpoint of the day; it is never replaced by
/// one that signs less.
#[derive(Debug, Clone)]
pub struct Folders(pub Vec<PathBuf>);

#[async_trait]
impl Witness for Folders {
    async fn publish(&self, checkpoint: &str, at: Timestamp) -> Result<(), PortError> {
        let (folders, checkpoint) = (self.0.clone(), checkpoint.to_owned());
        let day = at.strftime("%Y-%m-%d").to_string();
        // Each folder gets its file, whatever became of the others.
        let publish = move || {
            let failed = folders.iter().filter_map(|folder| publish_in(folder, &day, &checkpoint).err());
            failed.reduce(|first, _| first).map_or(Ok(()), Err)
        };
        tokio::task::spawn_blocking(publish).await.map_err(unavailable)?
    }
}

/// Every checkpoint of a folder with the name of its file, none where there is no folder; of a file, that one.
pub fn read_checkpoints(path: &Path) -> io::Result<Vec<(String, String)>> {
    let files = if path.is_file() { vec![path.into()] } else { files(path)? };
    files.iter().map(|file| Ok((file.display().to_string(), fs::read_to_string(file)?))).collect()
}

fn publish_in(folder: &Path, day: &str, checkpoint: &str) -> Result<(), PortError> {
    let named = |error: io::Error| PortError::Unavailable(format!("{}: {error}", folder.display()));
    if let Some(newest) = files(folder).map_err(named)?.pop() {
        let known = fs::read_to_string(&newest).map_err(named)?;
        if known == checkpoint {
            return Ok(());
        }
        let (there, here) = (size(&known), size(checkpoint));
        if there >= here {
            let what = format!("{} signs {there} records, the log has {here}", newest.display());
            return Err(PortError::Inconsistent(what));
        }
    }
    write(folder, &format!("{NAME}{day}"), checkpoint).map_err(named)
}

/// The files in order of their days.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
        entries => entries?,
    };
    let mut files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(NAME)));
    files.sort();
    Ok(files)
}

/// The second line of a checkpoint; of anything else, 0.
fn size(checkpoint: &str) -> u64 {
    checkpoint.lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or(0)
}

/// Whole or not at all.
fn write(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let part = folder.join(format!("part-{name}"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o644).open(&part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(part, folder.join(name))?;
    crate::sync_folder(folder)
}

fn unavailable(error: impl std::fmt::Display) -> PortError {
    PortError::Unavailable(error.to_string())
}
