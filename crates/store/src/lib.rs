//! Where an installation keeps what it knows: cases and people in a database, files in a folder.
//!
//! Implements the ports of [`acts::ports`] that store. The embedded database lies under the data folder: `bilikti.db`
//! (with its `-wal` and `-shm`) beside `blobs/`. PostgreSQL takes its place where several machines serve together; the
//! two have the same files, the same names of migrations, and one contract.

mod blobs;
mod checkpoints;
mod filter;
mod postgres;
mod sql;
mod sqlite;

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::ports::{Audit, Blobs, Cases, HeadLog, Jobs, People, PortError, Saves};

use async_trait::async_trait;

use crate::blobs::folder::Folder;
pub use crate::checkpoints::{Folders, read_checkpoints};
use crate::postgres::Postgres;
pub use crate::postgres::migrate;
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
    #[error("database: {0}")]
    Postgres(#[from] sqlx::Error),
    /// The tables must be brought up to date first, by the role that owns them.
    #[error("the store has schema {found}, this program needs {known}: run `bilikti migrate`")]
    Older { found: i64, known: i64 },
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

/// Every port that a database implements.
#[async_trait]
trait Database: Cases + People + HeadLog + Audit + Jobs + Saves {
    async fn close(&self) -> Result<(), StoreError>;
}

/// An open store. Cheap to clone; it lives until the last clone and the last port are gone, or until `close`.
#[derive(Debug, Clone)]
pub struct Store {
    database: Arc<dyn Database>,
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
        Ok(Self { database: Arc::new(sqlite), blobs: Arc::new(blobs) })
    }

    /// Opens the store in PostgreSQL at `address`, by the role that serves people, with its files under `data`. The schema
    /// must be there already: [`migrate`].
    pub async fn connect(address: &str, data: &Path) -> Result<Self, StoreError> {
        make_folder(data)?;
        let blobs = Folder::open(&data.join("blobs"))?;
        Ok(Self { database: Arc::new(Postgres::open(address).await?), blobs: Arc::new(blobs) })
    }

    pub fn cases(&self) -> Arc<dyn Cases> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn log(&self) -> Arc<dyn HeadLog> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn audit(&self) -> Arc<dyn Audit> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn jobs(&self) -> Arc<dyn Jobs> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn saves(&self) -> Arc<dyn Saves> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn people(&self) -> Arc<dyn People> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn blobs(&self) -> Arc<dyn Blobs> {
        Arc::<Folder>::clone(&self.blobs)
    }

    /// Finishes the writes already begun; the embedded database moves its write-ahead log into its file. Later writes are
    /// `Unavailable`.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.database.close().await
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
