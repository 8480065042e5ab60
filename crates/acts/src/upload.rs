//! ¶4. A large file, taken in slice after slice: what came stays when the line breaks.

use uuid::Uuid;

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::people::Who;
use crate::ports::{Content, Upload};

/// Bytes of the largest file that is taken: a recording of three hours.
pub const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

/// Begins an upload of so many bytes.
pub async fn begin(cx: &Cx, who: &Who, length: u64) -> ActResult<Upload> {
    let begun = cx.uploads.begin(cx.ids.fresh(), who.account, length).await?;
    finished(cx, begun).await
}

/// One's own upload; somebody else's does not exist. One whose last answer was lost becomes a file now.
pub async fn look(cx: &Cx, who: &Who, id: Uuid) -> ActResult<Upload> {
    finished(cx, own(cx, who, id).await?).await
}

/// Adds what comes at `offset`; the new offset. With its last byte the upload becomes a file.
pub async fn add(cx: &Cx, who: &Who, id: Uuid, offset: u64, content: Content) -> ActResult<u64> {
    own(cx, who, id).await?;
    let offset = cx.uploads.add(id, offset, content).await?;
    finished(cx, own(cx, who, id).await?).await?;
    Ok(offset)
}

async fn own(cx: &Cx, who: &Who, id: Uuid) -> ActResult<Upload> {
    let upload = cx.uploads.upload(id).await?;
    upload.filter(|upload| upload.of == who.account).ok_or(ActError::NotFound)
}

/// The upload, made a file when all of it is here.
async fn finished(cx: &Cx, upload: Upload) -> ActResult<Upload> {
    if upload.offset < upload.length || upload.digest.is_some() {
        return Ok(upload);
    }
    let kept = cx.uploads.finish(upload.id).await?;
    Ok(Upload { digest: Some(kept.digest), ..upload })
}

/// Gives up what came.
pub async fn cancel(cx: &Cx, who: &Who, id: Uuid) -> ActResult<()> {
    own(cx, who, id).await?;
    Ok(cx.uploads.cancel(id).await?)
}
