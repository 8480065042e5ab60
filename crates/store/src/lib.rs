//! Where an installation keeps what it knows: cases and people in a database, files sealed in a folder or a bucket.
//!
//! Implements the ports of [`acts::ports`] that store. The embedded database lies under the data folder: `bilikti.db`
//! (with its `-wal` and `-shm`) beside `files/`. PostgreSQL takes its place where several machines serve together, and a
//! bucket of S3 that of the folder; each two have one contract.

mod carry;
mod checkpoints;
mod figures;
mod filter;
mod objects;
mod postgres;
mod sql;
mod sql_people;
mod sql_services;
mod sqlite;
mod values;
mod vault;

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::ports::{
    Audit, Blobs, Cases, Commissions, Desk, Entries, Figures, HeadLog, Hooks, Jobs, Outbox, People,
    PortError, Reference, Referrals, Register, Rooms, Saves, Secrets, Services, Sweep, Uploads,
};

use async_trait::async_trait;

use crate::carry::Carrier;
pub use crate::carry::{
    Backup, Carried, Cell, Counted, Enclosed, NOT_CARRIED, Opened, Part, Parts, Refused, Tally, backups,
    carried,
};
pub use crate::checkpoints::{Folders, read_checkpoints};
use crate::objects::Objects;
use crate::objects::bucket::Bucket;
pub use crate::objects::bucket::BucketAddress;
use crate::objects::folder::Folder;
use crate::postgres::Postgres;
pub use crate::postgres::migrate;
use crate::sqlite::{Sqlite, known_schema};
pub use crate::vault::{Keeper, MasterKey};
use crate::vault::{Ledger, Vault, fingerprint};

/// Name of the database file in the data folder.
pub const DATABASE: &str = "bilikti.db";
/// Name of the folder of files in the data folder.
pub const FILES: &str = "files";

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
    #[error("the database has no address")]
    NoAddress,
    #[error("bucket: {0}")]
    Bucket(object_store::Error),
    #[error(transparent)]
    Ledger(PortError),
    /// Each is told by its fingerprint.
    #[error("the store was made with master key {own}, this one is {given}")]
    WrongKey { own: String, given: String },
    #[error("{what}: the store knows key {own}, this one is {given}")]
    OtherKey { what: &'static str, own: String, given: String },
    /// Two stores over one place of files would remove each other's.
    #[error("the files lie in a place that belongs to another store")]
    ForeignFiles,
    #[error("migration {name}: {fault}")]
    Migration { name: &'static str, fault: PortError },
    #[error("the writer cannot start: {0}")]
    Thread(std::io::Error),
    #[error("the writer ended badly; see the log")]
    Writer,
}

/// Every port that a database implements.
#[async_trait]
trait Database:
    Cases
    + Register
    + Figures
    + Entries
    + People
    + Commissions
    + Reference
    + Referrals
    + Desk
    + Rooms
    + HeadLog
    + Audit
    + Jobs
    + Saves
    + Outbox
    + Services
    + Hooks
    + Ledger
    + Carrier
{
    async fn close(&self) -> Result<(), StoreError>;
}

/// Where the cases and people of an installation are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseAt {
    /// The embedded database, in this folder; made where there is none, and its schema brought up to date.
    Folder(PathBuf),
    /// PostgreSQL at this address, by the role that serves people; several servers of one database, of which one takes writes,
    /// with white space between them. The schema must be there already: [`migrate`].
    Postgres(String),
}

/// Where the files of an installation are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesAt {
    /// Made where there is none.
    Folder(PathBuf),
    Bucket(BucketAddress),
}

/// An open store. Cheap to clone; it lives until the last clone and the last port are gone, or until `close`.
#[derive(Debug, Clone)]
pub struct Store {
    database: Arc<dyn Database>,
    vault: Arc<Vault>,
}

impl Store {
    pub async fn open(database: &DatabaseAt, files: &FilesAt, keeper: Keeper) -> Result<Self, StoreError> {
        let database: Arc<dyn Database> = match database {
            DatabaseAt::Folder(data) => Arc::new(embedded(data)?),
            DatabaseAt::Postgres(address) => Arc::new(Postgres::open(address).await?),
        };
        let objects: Arc<dyn Objects> = match files {
            FilesAt::Folder(folder) => Arc::new(Folder::open(folder)?),
            FilesAt::Bucket(address) => Arc::new(Bucket::open(address)?),
        };
        let vault = Vault::open(Arc::clone(&database), objects, keeper).await?;
        Ok(Self { database, vault: Arc::new(vault) })
    }

    /// All on this machine: the embedded database in a folder, the files beside it.
    pub async fn open_folder(data: &Path, keeper: Keeper) -> Result<Self, StoreError> {
        Self::open(&DatabaseAt::Folder(data.into()), &FilesAt::Folder(data.join(FILES)), keeper).await
    }

    pub fn cases(&self) -> Arc<dyn Cases> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn desk(&self) -> Arc<dyn Desk> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn rooms(&self) -> Arc<dyn Rooms> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn register(&self) -> Arc<dyn Register> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn figures(&self) -> Arc<dyn Figures> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn entries(&self) -> Arc<dyn Entries> {
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

    pub fn outbox(&self) -> Arc<dyn Outbox> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn services(&self) -> Arc<dyn Services> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn hooks(&self) -> Arc<dyn Hooks> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn people(&self) -> Arc<dyn People> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn commissions(&self) -> Arc<dyn Commissions> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn reference(&self) -> Arc<dyn Reference> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn referrals(&self) -> Arc<dyn Referrals> {
        Arc::<dyn Database>::clone(&self.database)
    }

    pub fn blobs(&self) -> Arc<dyn Blobs> {
        Arc::<Vault>::clone(&self.vault)
    }

    pub fn uploads(&self) -> Arc<dyn Uploads> {
        Arc::<Vault>::clone(&self.vault)
    }

    /// Secrets made with the master key.
    pub fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::<Vault>::clone(&self.vault)
    }

    pub fn sweep(&self) -> Arc<dyn Sweep> {
        Arc::<Vault>::clone(&self.vault)
    }

    /// Refused when the store was used with another key of this name before.
    pub async fn known_by(&self, what: &'static str, key: &[u8; 32]) -> Result<(), StoreError> {
        let given = fingerprint(key);
        match self.vault.settled_fact(what, given.clone()).await? {
            own if own == given => Ok(()),
            own => Err(StoreError::OtherKey { what, own, given }),
        }
    }

    /// Whether nobody and nothing is in it.
    pub async fn is_empty(&self) -> Result<bool, PortError> {
        self.database.is_empty().await
    }

    /// When a case was written to last.
    pub async fn newest(&self) -> Result<Option<jiff::Timestamp>, PortError> {
        self.database.newest().await
    }

    /// Whether the place of the files answers.
    pub async fn reach_files(&self) -> Result<(), PortError> {
        self.vault.objects.read(uuid::Uuid::nil()).await.map(drop)
    }

    /// Writes an object where the files lie, reads it and removes it.
    pub async fn try_files(&self) -> Result<(), PortError> {
        self.vault.try_objects().await
    }

    /// Finishes the writes already begun; the embedded database moves its write-ahead log into its file. Later writes are
    /// `Unavailable`.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.database.close().await
    }
}

/// Names of the migrations that the next start or `migrate` would make. An embedded database that is not there lacks none:
/// it is made whole.
pub async fn planned(database: &DatabaseAt) -> Result<Vec<&'static str>, StoreError> {
    match database {
        DatabaseAt::Folder(data) => sqlite::planned(&data.join(DATABASE)),
        DatabaseAt::Postgres(address) => postgres::planned(address).await,
    }
}

fn embedded(data: &Path) -> Result<Sqlite, StoreError> {
    make_folder(data)?;
    let sqlite = Sqlite::open(&data.join(DATABASE))?;
    // The names of the database's files are durable before anything in them is acknowledged.
    sync_folder(data).map_err(|source| StoreError::Folder { path: data.into(), source })?;
    Ok(sqlite)
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
