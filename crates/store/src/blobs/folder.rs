//! Files in a folder: the content with digest `abcdef…` is `ab/cdef…`; files being written are in `part/`.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use acts::ports::{Blobs, PortError};
use async_trait::async_trait;
use sha2::{Digest, Sha256};

use crate::{StoreError, make_folder, sync_folder};

#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn open(root: &Path) -> Result<Self, StoreError> {
        let parts = root.join("part");
        make_folder(&parts)?;
        let folder = Self { root: root.into() };
        remove_abandoned(&parts)
            .and_then(|()| sync_folder(root))
            .map_err(|source| StoreError::Folder { path: parts, source })?;
        Ok(folder)
    }

    /// The only way from a digest to a path: 64 lower-case hex digits, nothing else.
    fn path(&self, digest: &str) -> Option<PathBuf> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let (folder, name) = digest.split_at_checked(2)?;
        (digest.len() == 64 && digest.bytes().all(is_hex)).then(|| self.root.join(folder).join(name))
    }

    fn put_now(&self, bytes: &[u8]) -> io::Result<String> {
        let digest = digest_of(bytes);
        let path = self.path(&digest).ok_or(ErrorKind::InvalidInput)?;
        let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
        // A file that was damaged since is written anew.
        if !matches!(read(&path)?, Some(known) if known == bytes) {
            make_folder(folder).map_err(io::Error::other)?;
            self.write(bytes, &path)?;
        }
        // Also for a known file: another task may have put it in place a moment ago, and not made it durable yet.
        sync_folder(folder)?;
        sync_folder(&self.root)?;
        Ok(digest)
    }

    fn write(&self, bytes: &[u8], path: &Path) -> io::Result<()> {
        static PARTS: AtomicU64 = AtomicU64::new(0);
        let number = PARTS.fetch_add(1, Ordering::Relaxed);
        let part = self.root.join("part").join(format!("{}-{number}", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&part)?;
        // Held until the file is closed: tells `remove_abandoned` that somebody is still writing.
        file.lock()?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    }

    fn get_now(&self, digest: &str) -> Result<Option<Vec<u8>>, PortError> {
        let Some(path) = self.path(digest) else { return Ok(None) };
        let bytes = read(&path).map_err(unavailable)?;
        match bytes {
            Some(bytes) if digest_of(&bytes) != digest => {
                Err(PortError::Inconsistent(format!("file {digest} has other content")))
            }
            found => Ok(found),
        }
    }
}

#[async_trait]
impl Blobs for Folder {
    async fn put(&self, bytes: Vec<u8>) -> Result<String, PortError> {
        let folder = self.clone();
        apart(move || folder.put_now(&bytes).map_err(unavailable)).await
    }

    async fn get(&self, digest: &str) -> Result<Option<Vec<u8>>, PortError> {
        let (folder, digest) = (self.clone(), digest.to_owned());
        apart(move || folder.get_now(&digest)).await
    }
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PortError> + Send + 'static,
) -> Result<T, PortError> {
    tokio::task::spawn_blocking(work).await.map_err(unavailable)?
}

fn unavailable(error: impl std::fmt::Display) -> PortError {
    PortError::Unavailable(format!("files: {error}"))
}

fn digest_of(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_digest_becomes_a_path() {
        let folder = Folder { root: "/data/blobs".into() };
        let digest = "0123456789abcdef".repeat(4);
        let path = Path::new("/data/blobs/01").join(&digest[2..]);
        assert_eq!(folder.path(&digest), Some(path));
        let upper = digest.to_uppercase();
        let longer = format!("{digest}0");
        let climbing = format!("..{}", "/../".repeat(15)) + "ab";
        let absolute = format!("01/{}", "a".repeat(61));
        let other = "g".repeat(64);
        let cyrillic = "аб".repeat(16);
        for text in ["", "0", &digest[1..], &upper, &longer, &climbing, &absolute, &other, &cyrillic] {
            assert_eq!(folder.path(text), None, "{text}");
        }
    }
}
