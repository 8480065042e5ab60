//! A place of files where every file is there: for stories in which files are not the matter.

use acts::AccountId;
use acts::ports::{Blobs, Content, Kept, PortError, content_of};
use async_trait::async_trait;

#[derive(Debug)]
pub(crate) struct AllThere;

#[async_trait]
impl Blobs for AllThere {
    async fn put_stream(&self, _: AccountId, _: Content) -> Result<Kept, PortError> {
        Err(PortError::Conflict)
    }

    async fn get_stream(&self, _: AccountId, digest: &str) -> Result<Option<(Kept, Content)>, PortError> {
        Ok(Some((Kept { digest: digest.into(), size: 0 }, content_of(vec![]))))
    }
}
