//! Opening a back-up. Nothing of it is believed before all of it has been read once: a damaged, cut, foreign or too new one,
//! and one of another master key, is refused before anything is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::journal::AccountId;
use acts::ports::{Content, PortError};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use uuid::Uuid;

use super::backup::{Backup, Carried, Enclosed};
use super::flow::Flow;
use super::frames::{Frames, Kind};
use super::hold::Hold;
use super::objects::{Files, keys_of};
use super::{Counting, Part, Refused, inconsistent};
use crate::Store;
use crate::vault::{FileRow, MasterKey, PersonKey, hex, sealed};

/// A back-up whose plain line was read and whose key fits.
#[derive(Debug)]
pub struct Opened {
    pub backup: Backup,
    path: PathBuf,
    begins: u64,
    master: MasterKey,
}

/// What the frames bring, piece by piece.
enum Brought {
    Enclosed(Enclosed),
    Part(Part),
    Object(Uuid),
    Data(Bytes),
    End(Carried),
}

impl Opened {
    pub fn open(path: &Path, master: &MasterKey) -> Result<Self, Refused> {
        let (backup, begins) = Backup::read(path)?;
        let given = master.fingerprint();
        if backup.master != given {
            return Err(Refused::WrongKey { own: backup.master, given });
        }
        if backup.schema > crate::known_schema() {
            return Err(Refused::TooNew { what: format!("schema {}", backup.schema) });
        }
        Ok(Self { backup, path: path.into(), begins, master: master.clone() })
    }

    /// Reads all of it: the seal, the tables' digests, each object to its end with its person's key, its content against its
    /// digest. `progress` is told the bytes of objects read so far.
    pub async fn check(&self, mut progress: impl FnMut(u64)) -> Result<Carried, Refused> {
        let mut checking = Checking::with(self.master.clone());
        let mut frames = self.frames().await?;
        while let Some(brought) = next(&mut frames).await? {
            checking.add(brought).await?;
            progress(checking.found.bytes);
        }
        checking.end()
    }

    /// Puts tables and objects into an empty store. It must have been checked. Messages that waited are held: the original
    /// may have sent them.
    pub async fn restore(&self, store: &Store, mut progress: impl FnMut(u64)) -> Result<(), Refused> {
        if !store.database.is_empty().await? {
            return Err(Refused::NotEmpty);
        }
        // Objects first: a file that the tables name is there.
        let mut frames = self.frames().await?;
        let mut copying: Option<Flow> = None;
        let mut bytes = 0;
        while let Some(brought) = next(&mut frames).await? {
            match brought {
                Brought::Object(name) => {
                    finish(copying.take()).await?;
                    let objects = Arc::clone(&store.vault.objects);
                    copying = Some(Flow::to(|content| async move { objects.write(name, content).await }));
                }
                Brought::Data(piece) => {
                    bytes += piece.len() as u64;
                    push(copying.as_ref(), piece).await;
                    progress(bytes);
                }
                _ => {}
            }
        }
        finish(copying.take()).await?;
        let frames = self.frames().await?;
        let parts = stream::try_unfold((frames, Hold::default()), |(mut frames, mut hold)| async {
            loop {
                match next(&mut frames).await? {
                    Some(Brought::Part(part)) => return Ok(Some((hold.look(part), (frames, hold)))),
                    Some(_) => {}
                    None => return Ok(None),
                }
            }
        });
        Ok(store.database.load(parts.boxed()).await?)
    }

    /// The small files that were enclosed.
    pub async fn enclosed(&self) -> Result<Vec<Enclosed>, Refused> {
        let mut found = Vec::new();
        let mut frames = self.frames().await?;
        while let Some(brought) = next(&mut frames).await? {
            match brought {
                Brought::Enclosed(enclosed) => found.push(enclosed),
                // They stand before everything else.
                _ => break,
            }
        }
        Ok(found)
    }

    async fn frames(&self) -> Result<Frames, Refused> {
        let cannot = |source| Refused::File { path: self.path.clone(), source };
        let mut file = tokio::fs::File::open(&self.path).await.map_err(cannot)?;
        file.seek(std::io::SeekFrom::Start(self.begins)).await.map_err(cannot)?;
        let read = |mut file: tokio::fs::File| async move {
            let mut piece = bytes::BytesMut::with_capacity(256 * 1024);
            let read = file.read_buf(&mut piece).await;
            let read = read.map_err(|error| PortError::Unavailable(error.to_string()))?;
            Ok((read > 0).then(|| (piece.freeze(), file)))
        };
        let content: Content = stream::try_unfold(file, read).boxed();
        Ok(Frames::of(sealed::open(&*self.backup.key(&self.master)?, content)))
    }
}

async fn next(frames: &mut Frames) -> Result<Option<Brought>, PortError> {
    let Some((kind, content)) = frames.next().await? else { return Ok(None) };
    Ok(Some(match kind {
        Kind::Part => Brought::Part(serde_json::from_slice(&content).map_err(inconsistent)?),
        Kind::Object => Brought::Object(Uuid::from_slice(&content).map_err(inconsistent)?),
        Kind::Data => Brought::Data(content),
        Kind::End => Brought::End(serde_json::from_slice(&content).map_err(inconsistent)?),
        Kind::Enclosed => {
            let end = content.iter().position(|byte| *byte == 0);
            let (name, bytes) = content.split_at(end.ok_or_else(|| inconsistent("a name without an end"))?);
            let name = String::from_utf8(name.to_vec()).map_err(inconsistent)?;
            Brought::Enclosed(Enclosed { name, bytes: bytes.get(1..).unwrap_or_default().to_vec() })
        }
    }))
}

async fn push(flow: Option<&Flow>, piece: Bytes) {
    if let Some(flow) = flow {
        flow.push(piece).await;
    }
}

async fn finish(flow: Option<Flow>) -> Result<(), PortError> {
    match flow {
        Some(flow) => flow.end().await,
        None => Ok(()),
    }
}

/// What was found so far, to be held against what the end says.
struct Checking {
    master: MasterKey,
    found: Carried,
    counting: Counting,
    /// The table whose rows come now.
    table: String,
    keys: HashMap<AccountId, PersonKey>,
    files_coming: Files,
    files: HashMap<Uuid, FileRow>,
    /// The object that is being read.
    object: Option<Flow>,
    end: Option<Carried>,
}

impl Checking {
    fn with(master: MasterKey) -> Self {
        Self {
            master,
            found: Carried::default(),
            counting: Counting::default(),
            table: String::new(),
            keys: HashMap::new(),
            files_coming: Files::default(),
            files: HashMap::new(),
            object: None,
            end: None,
        }
    }

    async fn add(&mut self, brought: Brought) -> Result<(), Refused> {
        if self.end.is_some() {
            return Err(Refused::Damaged("something after the end".into()));
        }
        match brought {
            Brought::Enclosed(_) => self.found.enclosed += 1,
            Brought::Part(part) => self.part(&part)?,
            Brought::Object(name) => {
                finish(self.object.take()).await?;
                self.found.objects += 1;
                self.object = Some(self.begin(name)?);
            }
            Brought::Data(piece) => {
                self.found.bytes += piece.len() as u64;
                push(self.object.as_ref(), piece).await;
            }
            Brought::End(end) => {
                finish(self.object.take()).await?;
                self.end = Some(end);
            }
        }
        Ok(())
    }

    fn part(&mut self, part: &Part) -> Result<(), Refused> {
        self.counting.add(part)?;
        if let Part::Table { name, .. } = part {
            self.table.clone_from(name);
        }
        if self.table == "person_key" {
            for (of, sealed) in keys_of(part)? {
                self.keys.insert(of, self.master.open(of, &sealed)?);
            }
        }
        self.files_coming.add(part)?;
        let files = self.files_coming.found.drain(..);
        self.files.extend(files.map(|file| (file.lies.object, file)));
        Ok(())
    }

    /// Reads an object with its person's key, as it comes.
    fn begin(&mut self, name: Uuid) -> Result<Flow, Refused> {
        let file = self.files.remove(&name);
        let file = file.ok_or_else(|| Refused::Damaged(format!("object {name} is no file")))?;
        let key = self.keys.get(&file.of).map(|key| key.of_object(name));
        let key = key.ok_or_else(|| Refused::Damaged(format!("the key of {} is missing", file.of)))?;
        Ok(Flow::to(|content| async move {
            let mut digest = Sha256::new();
            let mut plain = sealed::open(&key, content);
            while let Some(piece) = plain.try_next().await? {
                digest.update(&piece);
            }
            let same = hex(&digest.finalize()) == file.digest;
            same.then_some(()).ok_or_else(|| inconsistent(format!("file {} has other content", file.digest)))
        }))
    }

    fn end(self) -> Result<Carried, Refused> {
        let Self { mut found, counting, files, end, .. } = self;
        found.tables = counting.end();
        let end = end.ok_or_else(|| Refused::Damaged("it ends too early".into()))?;
        if let Some(file) = files.values().find(|file| !end.damaged.contains(&file.digest)) {
            return Err(Refused::Damaged(format!("file {} is missing", file.digest)));
        }
        found.damaged.clone_from(&end.damaged);
        if found != end {
            return Err(Refused::Damaged("it does not hold what it says".into()));
        }
        Ok(found)
    }
}
