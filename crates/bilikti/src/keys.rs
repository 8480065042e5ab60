//! The keys of an installation: three files of 32 bytes, made once, readable by their owner alone.
//!
//! `master.key` opens the files of people, `seal.key` seals what a QR says, `log.key` signs checkpoints. Every node has the
//! same three.

use std::fs;
use std::path::PathBuf;

use acts::ports::Ids as _;
use journal::checkpoint::LogKey;
use store::MasterKey;

use crate::clock::FreshIds;
use crate::fresh;

/// Names of the keys that a back-up holds: without the master key nobody can read them there.
pub(crate) const IN_BACKUPS: [&str; 2] = [SEAL, LOG];
pub(crate) const MASTER: &str = "master.key";
const SEAL: &str = "seal.key";
const LOG: &str = "log.key";

/// Why a key cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{} does not hold 32 bytes", path.display())]
    Length { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Log { path: PathBuf, source: journal::checkpoint::CheckpointError },
}

#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub(crate) folder: PathBuf,
}

impl Keys {
    pub(crate) fn master(&self) -> Result<MasterKey, KeyError> {
        self.kept(MASTER).map(MasterKey::new)
    }

    pub(crate) fn seal(&self) -> Result<[u8; 32], KeyError> {
        self.kept(SEAL)
    }

    pub(crate) fn log(&self) -> Result<LogKey, KeyError> {
        LogKey::new(&self.log_bytes()?).map_err(|source| KeyError::Log { path: self.path(LOG), source })
    }

    pub(crate) fn log_bytes(&self) -> Result<[u8; 32], KeyError> {
        self.kept(LOG)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn has_master(&self) -> bool {
        self.path(MASTER).exists()
    }

    /// The key of this name; a fresh one where there is none.
    fn kept(&self, name: &str) -> Result<[u8; 32], KeyError> {
        let path = self.path(name);
        if !path.exists() {
            self.keep(name, &FreshIds.key())?;
        }
        let bytes = fs::read(&path).map_err(|source| KeyError::File { path: path.clone(), source })?;
        bytes.try_into().map_err(|_| KeyError::Length { path })
    }

    /// Writes a key that is not there yet.
    pub(crate) fn keep(&self, name: &str, key: &[u8]) -> Result<(), KeyError> {
        let path = self.path(name);
        fresh::put(&path, key).map_err(|source| KeyError::File { path, source })
    }
}
