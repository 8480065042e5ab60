//! Where an installation keeps what it knows: cases and people in an embedded database, files in a folder.
//!
//! Implements the ports `Cases`, `People` and `Blobs` of [`acts::ports`]. Everything lies under one data folder:
//! `bilikti.db` (with its `-wal` and `-shm`) and `blobs/`.

mod blobs;
mod checkpoints;
mod sql;
mod sqlite;

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::ports::{Audit, Blobs, Cases, HeadLog, Jobs, People, PortError};

use crate::blobs::folder::Folder;
pub use crate::checkpoints::{Folders, read_checkpoints};
use crate::sqlite::Sqlite;

/// Name of the database file in the data folder.
pub const DATABASE: &str = "bilikti.db";

/// Why a store cannot be opened or closed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: {source}", path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The data were written by a newer program; an older one would not understand them.
    #[error("the store has schema {found}, this program knows {known}: use a newer program")]
    Newer { found: i64, known: i64 },
    #[error("migration {name}: {fault}")]
    Migration { name: &'static str, fault: PortError },
    #[error("the writer cannot start: {0}")]
    Thread(std::io::Error),
    #[error("the writer ended badly; see the log")]
    Writer,
}

/// An open store. Cheap to clone; it lives until the last clone and the last port are gone, or until `close`.
#[derive(Debug, Clone)]
pub struct Store {
    sqlite: Arc<Sqlite>,
    blobs: Arc<Folder>,
}

impl Store {
    /// Opens the store under `data`; makes it where there is none and brings an older schema up to date.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        make_folder(data)?;
        let blobs = Folder::open(&data.join("blobs"))?;
        let sqlite = Sqlite::open(&data.join(DATABASE))?;
        // The names of the database's files are durable before anything in them is acknowledged.
        sync_folder(data).map_err(|source| StoreError::Folder { path: data.into(), source })?;
        Ok(Self { sqlite: Arc::new(sqlite), blobs: Arc::new(blobs) })
    }

    pub fn cases(&self) -> Arc<dyn Cases> {
        Arc::<Sqlite>::clone(&self.sqlite)
    }

    pub fn log(&self) -> Arc<dyn HeadLog> {
        Arc::<Sqlite>::clone(&self.sqlite)
    }

    pub fn audit(&self) -> Arc<dyn Audit> {
        Arc::<Sqlite>::clone(&self.sqlite)
    }

    pub fn jobs(&self) -> Arc<dyn Jobs> {
        Arc::<Sqlite>::clone(&self.sqlite)
    }

    pub fn people(&self) -> Arc<dyn People> {
        Arc::<Sqlite>::clone(&self.sqlite)
    }

    pub fn blobs(&self) -> Arc<dyn Blobs> {
        Arc::<Folder>::clone(&self.blobs)
    }

    /// Finishes the writes already begun and moves the write-ahead log into the database. Later writes are
    /// `Unavailable`.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.sqlite.close().await
    }
}

/// Makes a folder that only this user can enter; one that is there already stays as it is.
fn make_folder(path: &Path) -> Result<(), StoreError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|source| StoreError::Folder { path: path.into(), source })
}

/// Makes the names in a folder durable.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}
