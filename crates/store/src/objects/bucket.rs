//! Objects in a bucket of S3, or of a server that speaks its protocol.

use std::sync::Arc;
use std::time::Duration;

use acts::ports::{Content, PortError};
use async_trait::async_trait;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use object_store::{ClientConfigKey, ClientOptions, ObjectStore, ObjectStoreExt as _};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{Objects, place, unavailable};
use crate::StoreError;

/// Bytes sent at once: what is smaller goes in one request. S3 takes 10,000 parts, so 80 GiB.
const PART: usize = 8 * 1024 * 1024;

/// Between two pieces of an answer; in the words of the client's settings.
const SILENCE: &str = "60 seconds";
/// For a connection to begin.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which bucket, and by what right.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketAddress {
    /// Of the server: `https://s3.example`.
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

impl std::fmt::Debug for BucketAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.endpoint, self.bucket)
    }
}

#[derive(Debug)]
pub(crate) struct Bucket {
    store: Arc<dyn ObjectStore>,
}

impl Bucket {
    pub(crate) fn open(address: &BucketAddress) -> Result<Self, StoreError> {
        // Another part of the program may have named it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = AmazonS3Builder::new()
            .with_endpoint(&address.endpoint)
            .with_bucket_name(&address.bucket)
            .with_region(&address.region)
            .with_access_key_id(&address.access_key)
            .with_secret_access_key(&address.secret_key)
            // A recording may take longer than any time that could be set here.
            .with_client_options(
                ClientOptions::new()
                    .with_allow_http(address.endpoint.starts_with("http:"))
                    .with_timeout_disabled()
                    .with_connect_timeout(PATIENCE)
                    .with_config(ClientConfigKey::ReadTimeout, SILENCE),
            )
            .build()
            .map_err(StoreError::Bucket)?;
        Ok(Self { store: Arc::new(store) })
    }
}

fn path(name: Uuid) -> Path {
    let (folder, file) = place(name);
    Path::from_iter([folder, file])
}

#[async_trait]
impl Objects for Bucket {
    async fn write(&self, name: Uuid, mut content: Content) -> Result<(), PortError> {
        let mut writer = BufWriter::with_capacity(Arc::clone(&self.store), path(name), PART);
        while let Some(piece) = content.next().await {
            let sent = match piece {
                Ok(piece) => writer.put(piece).await.map_err(unavailable),
                Err(error) => Err(error),
            };
            if let Err(error) = sent {
                // The parts that were sent; the server gives up on those it still has by its own rules.
                let _ = writer.abort().await;
                return Err(error);
            }
        }
        writer.shutdown().await.map_err(unavailable)
    }

    async fn read(&self, name: Uuid) -> Result<Option<Content>, PortError> {
        match self.store.get(&path(name)).await {
            Ok(found) => Ok(Some(found.into_stream().map_err(unavailable).boxed())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn remove(&self, name: Uuid) -> Result<(), PortError> {
        match self.store.delete(&path(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }
}
