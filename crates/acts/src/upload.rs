//! ¶4. A large file, taken in slice after slice: what came stays when the line breaks.

use uuid::Uuid;

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::people::Who;
use crate::ports::{Content, PortError, Upload};

/// Bytes of the largest file that is taken: a recording of three hours.
pub const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

/// Begins an upload of so many bytes.
pub async fn begin(cx: &Cx, who: &Who, length: u64) -> ActResult<Upload> {
    Ok(cx.uploads.begin(cx.ids.fresh(), who.account, length).await?)
}

/// One's own upload; somebody else's does not exist.
pub async fn look(cx: &Cx, who: &Who, id: Uuid) -> ActResult<Upload> {
    let upload = cx.uploads.upload(id).await?;
    upload.filter(|upload| upload.of == who.account).ok_or(ActError::NotFound)
}

/// Adds what comes at `offset`; the new offset. With its last byte the upload becomes a file.
pub async fn add(cx: &Cx, who: &Who, id: Uuid, offset: u64, content: Content) -> ActResult<u64> {
    let upload = look(cx, who, id).await?;
    let offset = cx.uploads.add(id, offset, content).await?;
    if offset == upload.length {
        match cx.uploads.finish(id).await {
            // The last slice came twice at once.
            Ok(_) | Err(PortError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(offset)
}

/// Gives up what came.
pub async fn cancel(cx: &Cx, who: &Who, id: Uuid) -> ActResult<()> {
    look(cx, who, id).await?;
    Ok(cx.uploads.cancel(id).await?)
}
