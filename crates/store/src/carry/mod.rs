//! Carrying a whole installation: into a back-up and out of it, and from one store to another.

pub(crate) mod backup;
mod desk;
mod flow;
mod frames;
mod hold;
mod moving;
mod objects;
mod reference;
mod restore;
mod services;
pub(crate) mod tables;

use std::collections::BTreeMap;
use std::path::PathBuf;

use acts::ports::PortError;
use async_trait::async_trait;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use self::backup::{Backup, Carried, Enclosed, backups};
pub(crate) use self::flow::received;
pub use self::restore::Opened;
pub use self::tables::{NOT_CARRIED, carried};
use crate::vault::hex;

/// A value, whatever the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes {
        /// Lower-case hex.
        hex: String,
    },
}

/// What is carried, piece by piece: a table, then its rows in order of its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Table { name: String, columns: Vec<String> },
    Rows(Vec<Vec<Cell>>),
}

pub type Parts = BoxStream<'static, Result<Part, PortError>>;

/// Rows fetched and inserted at once.
pub(crate) const ROWS: usize = 500;

/// A database that can be carried.
#[async_trait]
pub(crate) trait Carrier: Send + Sync + std::fmt::Debug {
    /// Everything, of one moment.
    async fn dump(&self) -> Result<Parts, PortError>;
    /// All of it, or nothing; the tables must be empty. `Conflict` when they are not.
    async fn load(&self, parts: Parts) -> Result<(), PortError>;
    /// Whether nobody and nothing is in it.
    async fn is_empty(&self) -> Result<bool, PortError>;
    /// When a case was written to last.
    async fn newest(&self) -> Result<Option<Timestamp>, PortError>;
}

/// Rows of each table with a digest over them: two stores with one tally hold the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally(pub BTreeMap<String, Counted>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub rows: u64,
    /// SHA-256, chained over the rows in order of the key.
    pub digest: String,
}

impl Tally {
    pub fn rows(&self) -> u64 {
        self.0.values().map(|table| table.rows).sum()
    }
}

/// Makes a tally as parts go by.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    tally: Tally,
    /// The table under way, with what was counted of it.
    table: Option<(String, u64, Sha256)>,
}

impl Counting {
    pub(crate) fn add(&mut self, part: &Part) -> Result<(), PortError> {
        match part {
            Part::Table { name, columns } => {
                self.close();
                let begin = serde_json::to_vec(columns).map_err(inconsistent)?;
                self.table = Some((name.clone(), 0, Sha256::new_with_prefix(begin)));
            }
            Part::Rows(rows) => {
                let (_, count, digest) =
                    self.table.as_mut().ok_or_else(|| inconsistent("rows before their table"))?;
                for row in rows {
                    *count += 1;
                    digest.update(serde_json::to_vec(row).map_err(inconsistent)?);
                }
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        if let Some((name, rows, digest)) = self.table.take() {
            self.tally.0.insert(name, Counted { rows, digest: hex(&digest.finalize()) });
        }
    }

    pub(crate) fn end(mut self) -> Tally {
        self.close();
        self.tally
    }

    /// The same, with every table in it: a stream that broke off is not taken for a whole one.
    pub(crate) fn end_whole(self) -> Result<Tally, PortError> {
        let tally = self.end();
        let missing = tables::TABLES.iter().find(|table| !tally.0.contains_key(table.name));
        match missing {
            None => Ok(tally),
            Some(table) => Err(inconsistent(format!("table {} did not come", table.name))),
        }
    }
}

/// Why a back-up is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: not a back-up of bilikti", path.display())]
    Foreign { path: PathBuf },
    #[error("made by a newer program: {what}")]
    TooNew { what: String },
    /// Each is told by its fingerprint.
    #[error("made with master key {own}, this one is {given}")]
    WrongKey { own: String, given: String },
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("the store that it is to go into is not empty")]
    NotEmpty,
    #[error(transparent)]
    Port(PortError),
}

impl From<PortError> for Refused {
    fn from(error: PortError) -> Self {
        match error {
            PortError::Inconsistent(what) => Self::Damaged(what),
            other => Self::Port(other),
        }
    }
}

fn inconsistent(error: impl std::fmt::Display) -> PortError {
    PortError::Inconsistent(error.to_string())
}
