//! Files that come with an act on a case: looked at, stored under the key of the case's person, then named by the act.

use crate::access::{Act, permit};
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::walk::{Asked, load};

/// The most files one act takes.
const MOST: usize = 10;

/// Digests of the stored files, in their order. Nobody stores what they have no right to name.
pub(crate) async fn enclose(
    cx: &Cx,
    asked: Asked<'_>,
    right: Act,
    files: Vec<Vec<u8>>,
) -> ActResult<Vec<String>> {
    if files.len() > MOST {
        return Err(ActError::Fields(vec![FieldFault { field: "file", fault: "too-many-files" }]));
    }
    let loaded = load(cx, asked.case).await?;
    permit(asked.who, right, &loaded.subject())?;
    let owner = loaded.owner()?;
    let mut digests = Vec::with_capacity(files.len());
    for bytes in files {
        let clean = cx.intake.examine(bytes).await.map_err(ActError::File)?;
        digests.push(cx.blobs.put(owner, clean).await?);
    }
    digests.dedup();
    Ok(digests)
}
