//! Files of people: scans, recordings, issued PDFs.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt as _, TryStreamExt as _};
use uuid::Uuid;

use super::PortError;
use crate::journal::AccountId;

/// Bytes as they come, in pieces of any size.
pub type Content = BoxStream<'static, Result<Bytes, PortError>>;

/// A file as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 in lower-case hex: the file's address among those of its person.
    pub digest: String,
    /// Bytes.
    pub size: u64,
}

/// Content-addressed, write-once bytes, each person's under a key of their own. A file that no case and no draft names is
/// removed some days later.
#[async_trait]
pub trait Blobs: Send + Sync + std::fmt::Debug {
    /// Durable when it returns. A fault of `content` is returned, and nothing is kept.
    async fn put_stream(&self, of: AccountId, content: Content) -> Result<Kept, PortError>;
    /// `Inconsistent`, at the beginning or in the midst, when the bytes are not those that were put.
    async fn get_stream(&self, of: AccountId, digest: &str) -> Result<Option<(Kept, Content)>, PortError>;

    /// The digest.
    async fn put(&self, of: AccountId, bytes: Vec<u8>) -> Result<String, PortError> {
        self.put_stream(of, content_of(bytes)).await.map(|kept| kept.digest)
    }

    async fn get(&self, of: AccountId, digest: &str) -> Result<Option<Vec<u8>>, PortError> {
        match self.get_stream(of, digest).await? {
            Some((_, content)) => bytes_of(content).await.map(Some),
            None => Ok(None),
        }
    }

    /// Whether the file is there and can be read to its end, piece by piece: a recording takes no more memory than a scan.
    async fn is_sound(&self, of: AccountId, digest: &str) -> Result<bool, PortError> {
        let read = async {
            let Some((_, content)) = self.get_stream(of, digest).await? else { return Ok(false) };
            content.try_for_each(|_| async { Ok(()) }).await.map(|()| true)
        };
        match read.await {
            Err(PortError::Inconsistent(_)) => Ok(false),
            other => other,
        }
    }
}

/// A small file as a stream.
pub fn content_of(bytes: impl Into<Bytes>) -> Content {
    stream::iter([Ok(bytes.into())]).boxed()
}

/// All of a small file.
pub async fn bytes_of(content: Content) -> Result<Vec<u8>, PortError> {
    let whole = Vec::new();
    content
        .try_fold(whole, |mut whole, piece| async move {
            whole.extend_from_slice(&piece);
            Ok(whole)
        })
        .await
}

/// A file on its way, slice after slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: Uuid,
    pub of: AccountId,
    /// Bytes that are to come.
    pub length: u64,
    /// Bytes that are here, durable.
    pub offset: u64,
    /// Of the file, once all of it has become one.
    pub digest: Option<String>,
}

/// Uploads that survive a broken line: what is here stays here, and the rest may come to any node.
#[async_trait]
pub trait Uploads: Send + Sync + std::fmt::Debug {
    /// Begun again under the same id, it is the same upload; `Conflict` when it is another's or has another length.
    async fn begin(&self, id: Uuid, of: AccountId, length: u64) -> Result<Upload, PortError>;
    async fn upload(&self, id: Uuid) -> Result<Option<Upload>, PortError>;
    /// Adds what comes, until `content` ends or fails; durable when it returns the new offset. `Conflict` when the upload
    /// does not stand at `offset`, or would grow beyond its length.
    async fn add(&self, id: Uuid, offset: u64, content: Content) -> Result<u64, PortError>;
    /// All of it becomes one file. `Conflict` while something is missing.
    async fn finish(&self, id: Uuid) -> Result<Kept, PortError>;
    /// What came is given up.
    async fn cancel(&self, id: Uuid) -> Result<(), PortError>;
}

/// Removing files that nobody names.
#[async_trait]
pub trait Sweep: Send + Sync + std::fmt::Debug {
    /// Removes what no case and no draft names and nobody put since `before`, and uploads left alone since; how many objects
    /// went.
    async fn sweep(&self, before: jiff::Timestamp) -> Result<u64, PortError>;
}
