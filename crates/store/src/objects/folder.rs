//! Objects in a folder; those being written are in `part/`.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use acts::ports::{Content, PortError};
use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt as _, stream};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use uuid::Uuid;

use super::{Objects, place, unavailable};
use crate::{StoreError, make_folder, sync_folder};

/// Bytes read at once.
const PIECE: usize = 256 * 1024;

#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn open(root: &Path) -> Result<Self, StoreError> {
        let parts = root.join("part");
        make_folder(&parts)?;
        remove_abandoned(&parts)
            .and_then(|()| sync_folder(root))
            .map_err(|source| StoreError::Folder { path: parts, source })?;
        Ok(Self { root: root.into() })
    }

    fn path(&self, name: Uuid) -> PathBuf {
        let (folder, file) = place(name);
        self.root.join(folder).join(file)
    }

    async fn write_part(&self, part: &Path, mut content: Content) -> Result<(), PortError> {
        let file = File::create(part).map_err(unavailable)?;
        // Held until the file is closed: tells `remove_abandoned` that somebody is still writing.
        file.lock().map_err(unavailable)?;
        let mut file = tokio::fs::File::from_std(file);
        while let Some(piece) = content.next().await {
            file.write_all(&piece?).await.map_err(unavailable)?;
        }
        // Only this tells whether the last bytes were taken: `sync_all` does not.
        file.flush().await.map_err(unavailable)?;
        file.sync_all().await.map_err(unavailable)
    }
}

#[async_trait]
impl Objects for Folder {
    async fn write(&self, name: Uuid, content: Content) -> Result<(), PortError> {
        let part = self.root.join("part").join(name.simple().to_string());
        if let Err(error) = self.write_part(&part, content).await {
            // What is left of it goes at the next start, if it cannot go now.
            let _ = fs::remove_file(&part);
            return Err(error);
        }
        let (root, path) = (self.root.clone(), self.path(name));
        let put_in_place = move || -> io::Result<()> {
            let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
            make_folder(folder).map_err(io::Error::other)?;
            fs::rename(&part, &path)?;
            sync_folder(folder)?;
            sync_folder(&root)
        };
        tokio::task::spawn_blocking(put_in_place).await.map_err(unavailable)?.map_err(unavailable)
    }

    async fn read(&self, name: Uuid) -> Result<Option<Content>, PortError> {
        match tokio::fs::File::open(self.path(name)).await {
            Ok(file) => Ok(Some(stream::unfold(Some(file), piece).boxed())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn remove(&self, name: Uuid) -> Result<(), PortError> {
        match tokio::fs::remove_file(self.path(name)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unavailable(error)),
            _ => Ok(()),
        }
    }
}

/// The next piece of a file; after a fault, nothing more.
async fn piece(file: Option<tokio::fs::File>) -> Option<(Result<Bytes, PortError>, Option<tokio::fs::File>)> {
    let mut file = file?;
    let mut piece = BytesMut::with_capacity(PIECE);
    match file.read_buf(&mut piece).await {
        Ok(0) => None,
        Ok(_) => Some((Ok(piece.freeze()), Some(file))),
        Err(error) => Some((Err(unavailable(error)), None)),
    }
}

/// What a killed process left half-written; files that a living process still writes stay.
fn remove_abandoned(parts: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parts)? {
        let path = entry?.path();
        if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
