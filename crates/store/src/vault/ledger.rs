//! What the database says about files: whose, where, named by whom. Each method is one transaction.

use acts::journal::AccountId;
use acts::ports::PortError;
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

/// Where a file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lies {
    pub(crate) object: Uuid,
    /// Plain bytes.
    pub(crate) size: u64,
}

/// A file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileRow {
    pub(crate) of: AccountId,
    pub(crate) digest: String,
    pub(crate) lies: Lies,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UploadRow {
    pub(crate) of: AccountId,
    pub(crate) length: u64,
    pub(crate) digest: Option<String>,
    /// In order.
    pub(crate) slices: Vec<SliceRow>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SliceRow {
    pub(crate) start: u64,
    pub(crate) lies: Lies,
}

#[async_trait]
pub(crate) trait Ledger: Send + Sync + std::fmt::Debug {
    async fn fact(&self, name: &'static str) -> Result<Option<String>, PortError>;
    /// The first value stands.
    async fn learn_fact(&self, name: &'static str, value: String) -> Result<(), PortError>;

    async fn person_key(&self, of: AccountId) -> Result<Option<Vec<u8>>, PortError>;
    /// The first key stands.
    async fn make_person_key(&self, of: AccountId, sealed: Vec<u8>, at: Timestamp) -> Result<(), PortError>;

    async fn file(&self, of: AccountId, digest: &str) -> Result<Option<Lies>, PortError>;
    /// Whether the file is there; its time of grace begins anew.
    async fn put_again(&self, of: AccountId, digest: &str, at: Timestamp) -> Result<bool, PortError>;

    /// An object that is going to be written.
    async fn begin_object(&self, object: Uuid, at: Timestamp) -> Result<(), PortError>;
    /// The object becomes the file; `false` when the file is there already. `Conflict` when the object was given up.
    async fn add_file(&self, file: &FileRow, at: Timestamp) -> Result<bool, PortError>;
    /// The object takes the place of `old`, which cannot be read. `Conflict` when another did so before.
    async fn mend_file(&self, file: &FileRow, old: Uuid, at: Timestamp) -> Result<(), PortError>;

    /// Gives up files that nobody names, objects being written and uploads, all left alone since `before`.
    async fn doom(&self, before: Timestamp) -> Result<(), PortError>;
    /// Objects given up, at most `limit`.
    async fn doomed(&self, limit: u32) -> Result<Vec<Uuid>, PortError>;
    /// The object was removed.
    async fn gone(&self, object: Uuid) -> Result<(), PortError>;

    /// Nothing happens when it is there.
    async fn begin_upload(
        &self,
        id: Uuid,
        of: AccountId,
        length: u64,
        at: Timestamp,
    ) -> Result<(), PortError>;
    async fn upload(&self, id: Uuid) -> Result<Option<UploadRow>, PortError>;
    /// `Conflict` when the upload does not stand at the slice's start, or its object was given up.
    async fn add_slice(&self, id: Uuid, slice: SliceRow, at: Timestamp) -> Result<(), PortError>;
    /// Its slices are given up; the upload stays, with the digest of its file.
    async fn finish_upload(&self, id: Uuid, digest: &str, at: Timestamp) -> Result<(), PortError>;
    /// The upload and its slices are given up.
    async fn end_upload(&self, id: Uuid, at: Timestamp) -> Result<(), PortError>;
}
