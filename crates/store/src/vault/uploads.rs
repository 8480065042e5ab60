//! The port `Uploads`: each slice is an object of its own, so that any node may take the next one.

use acts::journal::AccountId;
use acts::ports::{Blobs as _, Content, Kept, PortError, Upload, Uploads, content_of};
use async_trait::async_trait;
use bytes::BytesMut;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use uuid::Uuid;

use super::{Lies, SliceRow, UploadRow, Vault};

/// Bytes of a slice at most: what is lost with a killed server, and what an upload takes of the memory.
const SLICE: usize = 4 * 1024 * 1024;

#[async_trait]
impl Uploads for Vault {
    async fn begin(&self, id: Uuid, of: AccountId, length: u64) -> Result<Upload, PortError> {
        self.made_key_of(of).await?;
        self.ledger.begin_upload(id, of, length, self.keeper.clock.now()).await?;
        let begun = self.upload(id).await?.ok_or(PortError::Conflict)?;
        if begun.of == of && begun.length == length { Ok(begun) } else { Err(PortError::Conflict) }
    }

    async fn upload(&self, id: Uuid) -> Result<Option<Upload>, PortError> {
        let row = self.ledger.upload(id).await?;
        Ok(row.map(|row| Upload {
            id,
            of: row.of,
            length: row.length,
            offset: row.offset(),
            digest: row.digest,
        }))
    }

    async fn add(&self, id: Uuid, offset: u64, mut content: Content) -> Result<u64, PortError> {
        let row = self.ledger.upload(id).await?.ok_or(PortError::Conflict)?;
        if row.offset() != offset {
            return Err(PortError::Conflict);
        }
        let key = self.made_key_of(row.of).await?;
        let mut start = offset;
        loop {
            let (slice, more) = next_slice(&mut content).await;
            if start + slice.len() as u64 > row.length {
                return Err(PortError::Conflict);
            }
            if !slice.is_empty() {
                let size = slice.len() as u64;
                let object = self.write(&key, content_of(slice)).await?;
                let slice = SliceRow { start, lies: Lies { object, size } };
                self.ledger.add_slice(id, slice, self.keeper.clock.now()).await?;
                start += size;
            }
            if !more {
                return Ok(start);
            }
        }
    }

    async fn finish(&self, id: Uuid) -> Result<Kept, PortError> {
        let row = self.ledger.upload(id).await?.ok_or(PortError::Conflict)?;
        if let Some(digest) = row.digest {
            return Ok(Kept { digest, size: row.length });
        }
        if row.offset() != row.length {
            return Err(PortError::Conflict);
        }
        let kept = self.put_stream(row.of, self.joined(&row)).await?;
        self.ledger.finish_upload(id, &kept.digest, self.keeper.clock.now()).await?;
        Ok(kept)
    }

    async fn cancel(&self, id: Uuid) -> Result<(), PortError> {
        self.ledger.end_upload(id, self.keeper.clock.now()).await
    }
}

impl Vault {
    /// All slices after one another, each opened when its turn comes.
    fn joined(&self, row: &UploadRow) -> Content {
        let (of, slices) = (row.of, row.slices.clone());
        let vault = self.clone();
        let open = move |slice: SliceRow| {
            let vault = vault.clone();
            async move {
                let key = vault.made_key_of(of).await?;
                vault.read(&key, slice.lies.object).await
            }
        };
        stream::iter(slices).then(open).try_flatten().boxed()
    }
}

impl UploadRow {
    fn offset(&self) -> u64 {
        let sum = self.slices.iter().map(|slice| slice.lies.size).sum();
        if self.digest.is_some() { self.length } else { sum }
    }
}

/// As much as a slice holds, and whether more may come. A line that breaks ends the slice: what came is kept.
async fn next_slice(content: &mut Content) -> (BytesMut, bool) {
    let mut slice = BytesMut::new();
    while slice.len() < SLICE {
        match content.next().await {
            Some(Ok(piece)) => slice.extend_from_slice(&piece),
            Some(Err(_)) | None => return (slice, false),
        }
    }
    (slice, true)
}
