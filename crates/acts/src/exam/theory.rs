//! ¶15. The theory result keyed in: correct, total, the scanned sheet.

use rules::case::Command;
use rules::theory::TheoryScore;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::Receipt;
use crate::walk::{Asked, act, load};

pub async fn close_theory(
    cx: &Cx,
    asked: Asked<'_>,
    correct: u16,
    total: u16,
    sheet: Option<Vec<u8>>,
) -> ActResult<Receipt> {
    let score = TheoryScore::new(correct, total)?;
    let sheet = match sheet {
        Some(bytes) => {
            let clean = cx.intake.examine(bytes).await.map_err(ActError::File)?;
            Some(cx.blobs.put(load(cx, asked.case).await?.owner()?, clean).await?)
        }
        None => None,
    };
    act(cx, asked, Act::CloseTheory, Command::CloseTheory { score, sheet }).await
}
