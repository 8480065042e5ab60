//! Making a back-up: one file, sealed with a key that comes from the master key, of one moment, beside running work.
//!
//! A line of plain text says what it is; the seal covers that line too. Inside: what the program encloses (its keys but the
//! master key, the catalogue, the checkpoints), all tables, all objects as they lie, and at the end what was carried.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use acts::ports::{Blobs as _, Content, PortError};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::mpsc;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::frames::{Kind, frame};
use super::objects::Files;
use super::{Counting, Part, Refused, Tally, inconsistent, received};
use crate::vault::{MasterKey, sealed};
use crate::{Store, sync_folder};

/// What a back-up begins with, and its version.
const MARK: &str = "bilikti-backup";
const VERSION: u32 = 1;
/// A line of it is never longer.
const LONGEST_LINE: u64 = 4096;
/// Ending of its name.
const ENDING: &str = "bilikti-backup";
/// Pieces between whoever makes them and the file.
const UNDER_WAY: usize = 16;

/// What a back-up says of itself before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    pub version: u32,
    pub id: Uuid,
    pub made_at: Timestamp,
    /// Version of the program.
    pub program: String,
    /// Number of the newest migration.
    pub schema: i64,
    /// Fingerprint of the master key.
    pub master: String,
}

/// A small file that is none of the store's, such as a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Path within the installation, with `/`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What was carried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub tables: Tally,
    pub enclosed: u64,
    pub objects: u64,
    /// Sealed bytes of the objects.
    pub bytes: u64,
    /// Digests of files that could not be read and are left out.
    pub damaged: Vec<String>,
}

impl Backup {
    /// The plain line, which the seal covers.
    fn line(&self) -> Result<String, PortError> {
        Ok(format!("{MARK} {}\n", serde_json::to_string(self).map_err(inconsistent)?))
    }

    pub(super) fn key(&self, master: &MasterKey) -> Result<Zeroizing<[u8; 32]>, PortError> {
        Ok(master.derive("bilikti: a back-up, 1", self.line()?.as_bytes()))
    }

    /// What the file at `path` says of itself, and where its seal begins.
    pub(super) fn read(path: &Path) -> Result<(Self, u64), Refused> {
        let cannot = |source| Refused::File { path: path.into(), source };
        let mut line = String::new();
        let mut file = BufReader::new(File::open(path).map_err(cannot)?).take(LONGEST_LINE);
        let foreign = || Refused::Foreign { path: path.into() };
        file.read_line(&mut line).map_err(|_| foreign())?;
        let json = line.strip_prefix(MARK).and_then(|rest| rest.strip_suffix('\n')).ok_or_else(foreign)?;
        let Version { version } = serde_json::from_str(json).map_err(|_| foreign())?;
        if version > VERSION {
            return Err(Refused::TooNew { what: format!("back-up version {version}") });
        }
        let backup = serde_json::from_str(json).map_err(|_| foreign())?;
        Ok((backup, line.len() as u64))
    }
}

/// All that may be believed of a line before its version is known.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// The back-ups in a folder, oldest first; what is no back-up is passed over.
pub fn backups(folder: &Path) -> std::io::Result<Vec<(PathBuf, Backup)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING)
            && let Ok((backup, _)) = Backup::read(&path)
        {
            found.push((path, backup));
        }
    }
    found.sort_by_key(|(_, backup)| backup.made_at);
    Ok(found)
}

impl Store {
    /// Makes a back-up in `folder`, while people work. `progress` is told the bytes of objects written so far.
    pub async fn back_up(
        &self,
        folder: &Path,
        program: &str,
        enclosed: Vec<Enclosed>,
        progress: impl FnMut(u64) + Send + 'static,
    ) -> Result<(PathBuf, Carried), PortError> {
        let keeper = &self.vault.keeper;
        let backup = Backup {
            version: VERSION,
            id: keeper.ids.fresh(),
            made_at: keeper.clock.now(),
            program: program.into(),
            schema: crate::known_schema(),
            master: keeper.master.fingerprint(),
        };
        // Two of one second have two names.
        let id = backup.id.simple().to_string();
        let name = format!(
            "{}-{}.{ENDING}",
            backup.made_at.strftime("%Y-%m-%dT%H%M%SZ"),
            id.get(24..).unwrap_or_default()
        );
        let (sender, receiver) = mpsc::channel(UNDER_WAY);
        let making = tokio::spawn(make(self.clone(), enclosed, sender, progress));
        let content = sealed::seal(&*backup.key(&keeper.master)?, received(receiver));
        let written = write(folder, &name, backup.line()?, content).await;
        let carried = making.await.map_err(inconsistent)?;
        // A fault of the making ends the writing too, and tells more.
        Ok((folder.join(&name), carried.and_then(|carried| written.map(|()| carried))?))
    }
}

/// Where pieces go; each fault goes there too, so that what is half made is never sealed as whole.
type Pieces = mpsc::Sender<Result<Bytes, PortError>>;

async fn make(
    store: Store,
    enclosed: Vec<Enclosed>,
    to: Pieces,
    progress: impl FnMut(u64),
) -> Result<Carried, PortError> {
    let made = pieces(&store, enclosed, &to, progress).await;
    if let Err(error) = &made {
        let _ = to.send(Err(error.clone())).await;
    }
    made
}

async fn pieces(
    store: &Store,
    enclosed: Vec<Enclosed>,
    to: &Pieces,
    mut progress: impl FnMut(u64),
) -> Result<Carried, PortError> {
    let mut carried = Carried { enclosed: enclosed.len() as u64, ..Carried::default() };
    for Enclosed { name, bytes } in enclosed {
        send(to, Kind::Enclosed, &[name.as_bytes(), &[0], &bytes].concat()).await?;
    }
    let mut counting = Counting::default();
    let mut files = Files::default();
    let mut parts = store.database.dump().await?;
    while let Some(part) = parts.try_next().await? {
        counting.add(&part)?;
        files.add(&part)?;
        send(to, Kind::Part, &serde_json::to_vec::<Part>(&part).map_err(inconsistent)?).await?;
    }
    carried.tables = counting.end_whole()?;
    for file in files.found {
        let object = file.lies.object;
        // One damaged file must not cost all the others.
        if !store.vault.is_sound(file.of, &file.digest).await? {
            carried.damaged.push(file.digest);
            continue;
        }
        send(to, Kind::Object, object.as_bytes()).await?;
        let content = store.vault.objects.read(object).await?;
        let mut content = content.ok_or_else(|| inconsistent(format!("object {object} is not there")))?;
        while let Some(piece) = content.try_next().await? {
            send(to, Kind::Data, &piece).await?;
            carried.bytes += piece.len() as u64;
            progress(carried.bytes);
        }
        carried.objects += 1;
    }
    send(to, Kind::End, &serde_json::to_vec(&carried).map_err(inconsistent)?).await?;
    Ok(carried)
}

async fn send(to: &Pieces, kind: Kind, content: &[u8]) -> Result<(), PortError> {
    let gone = |_| PortError::Unavailable("the back-up cannot be written".into());
    to.send(Ok(frame(kind, content)?)).await.map_err(gone)
}

/// The name appears when all of it is durable.
async fn write(folder: &Path, name: &str, line: String, mut content: Content) -> Result<(), PortError> {
    let cannot = |error: std::io::Error| PortError::Unavailable(format!("{}: {error}", folder.display()));
    tokio::fs::create_dir_all(folder).await.map_err(cannot)?;
    let part = folder.join(format!("{name}.part"));
    let writing = async {
        let mut file = tokio::fs::File::create_new(&part).await.map_err(cannot)?;
        file.write_all(line.as_bytes()).await.map_err(cannot)?;
        while let Some(piece) = content.next().await {
            file.write_all(&piece?).await.map_err(cannot)?;
        }
        // Only this tells whether the last bytes were taken: `sync_all` does not.
        file.flush().await.map_err(cannot)?;
        file.sync_all().await.map_err(cannot)?;
        tokio::fs::rename(&part, folder.join(name)).await.map_err(cannot)?;
        sync_folder(folder).map_err(cannot)
    };
    let written = writing.await;
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}
