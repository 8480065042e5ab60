//! Where sealed bytes lie: objects by a name that is used once and says nothing. A folder, or a bucket of S3.

pub(crate) mod bucket;
pub(crate) mod folder;

use acts::ports::{Content, PortError};
use async_trait::async_trait;
use uuid::Uuid;

/// Objects are written once, read whole, and removed.
#[async_trait]
pub(crate) trait Objects: Send + Sync + std::fmt::Debug {
    /// Writes all of `content` under `name`, which no object has had. Durable when it returns; when it fails, nothing or an
    /// object that nobody knows is left.
    async fn write(&self, name: Uuid, content: Content) -> Result<(), PortError>;
    async fn read(&self, name: Uuid) -> Result<Option<Content>, PortError>;
    /// Gone when it returns, or not there before.
    async fn remove(&self, name: Uuid) -> Result<(), PortError>;
}

/// `5f/0192…5f`: the last byte of the name is a random one, so that no folder gets crowded.
fn place(name: Uuid) -> (String, String) {
    let text = name.simple().to_string();
    let (_, last) = text.split_at(30);
    (last.to_owned(), text)
}

pub(crate) fn unavailable(error: impl std::fmt::Display) -> PortError {
    PortError::Unavailable(format!("files: {error}"))
}
