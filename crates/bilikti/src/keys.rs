//! The keys of an installation: three files of 32 bytes, made once, readable by their owner alone.
//!
//! `master.key` opens the files of people, `seal.key` seals what a QR says, `log.key` signs checkpoints. Every node has the
//! same three.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use acts::ports::Ids as _;
use journal::checkpoint::LogKey;
use store::MasterKey;

use crate::clock::FreshIds;

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
        LogKey::new(&self.kept(LOG)?).map_err(|source| KeyError::Log { path: self.path(LOG), source })
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

    /// Writes a key that is not there yet. Another process may be doing the same: the first one's stands whole.
    pub(crate) fn keep(&self, name: &str, key: &[u8]) -> Result<(), KeyError> {
        let path = self.path(name);
        let part = self.path(&format!(".{name}.{}", std::process::id()));
        let write = || {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
            let mut file =
                fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
            file.write_all(key)?;
            file.sync_all()?;
            let linked = fs::hard_link(&part, &path);
            fs::remove_file(&part)?;
            sync(&self.folder)?;
            match linked {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
                _ => Ok(()),
            }
        };
        write().map_err(|source| KeyError::File { path: path.clone(), source })
    }
}

fn sync(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
