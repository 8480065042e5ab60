//! Keeping a draft: begun, saved as typed, files taken in one by one.

use rules::application::AttachmentKind;
use uuid::Uuid;

use super::{Draft, DraftAttachment};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::RequestId;
use crate::people::Who;
use crate::ports::{DraftRow, PortError};
use crate::service::shared;

/// The most files one application takes.
pub(super) const MOST_FILES: usize = 30;

/// A new, empty draft, or one that reuses what is known (a retake, ¶19). The request's id becomes the draft's: asked for
/// twice, it is the same draft.
pub async fn begin(cx: &Cx, who: &Who, request: RequestId, draft: Draft) -> ActResult<Uuid> {
    let id = request.0;
    let row = DraftRow { id, account: who.account, version: 1, at: cx.clock.now(), draft };
    match cx.people.save_draft(row, 0).await {
        Err(PortError::Conflict) => load(cx, who, id).await.map(|begun| begun.id),
        saved => saved.map(|()| id).map_err(ActError::from),
    }
}

/// One's own draft, or one that a program of the centre prepared for its registrars; any other does not exist.
pub async fn load(cx: &Cx, who: &Who, id: Uuid) -> ActResult<DraftRow> {
    let row = cx.people.draft(id).await?.ok_or(ActError::NotFound)?;
    if row.account == who.account || shared(cx, who, id, &row).await? {
        Ok(row)
    } else {
        Err(ActError::NotFound)
    }
}

/// One's drafts, newest first.
pub async fn mine(cx: &Cx, who: &Who) -> ActResult<Vec<DraftRow>> {
    Ok(cx.people.drafts(who.account).await?)
}

/// Saves what `change` makes of the draft.
pub async fn save(cx: &Cx, who: &Who, id: Uuid, change: impl FnOnce(&mut Draft)) -> ActResult<DraftRow> {
    let mut row = load(cx, who, id).await?;
    change(&mut row.draft);
    let expected = row.version;
    row.version += 1;
    row.at = cx.clock.now();
    cx.people.save_draft(row.clone(), expected).await?;
    Ok(row)
}

/// ¶4(2)–(4). Takes one file in: looked at, stored, then named in the draft.
pub async fn attach(
    cx: &Cx,
    who: &Who,
    id: Uuid,
    kind: AttachmentKind,
    name: &str,
    bytes: Vec<u8>,
) -> ActResult<DraftRow> {
    let row = load(cx, who, id).await?;
    if row.draft.attachments.len() >= MOST_FILES {
        return Err(ActError::Fields(vec![crate::error::FieldFault {
            field: "file",
            fault: "too-many-files",
        }]));
    }
    let clean = cx.intake.examine(bytes).await.map_err(ActError::File)?;
    let size = clean.len() as u64;
    let digest = cx.blobs.put(row.owner(), clean).await?;
    let name = name.chars().take(200).collect::<String>();
    let file = DraftAttachment { kind, name, digest, size };
    let once = |draft: &mut Draft| {
        if !draft.attachments.iter().any(|known| known.kind == file.kind && known.digest == file.digest) {
            draft.attachments.push(file);
        }
    };
    save(cx, who, id, once).await
}

/// Takes one file out of the draft again.
pub async fn detach(cx: &Cx, who: &Who, id: Uuid, digest: &str) -> ActResult<DraftRow> {
    save(cx, who, id, |draft| draft.attachments.retain(|file| file.digest != digest)).await
}
