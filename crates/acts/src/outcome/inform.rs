//! ¶19 ¶20 Q14. Telling of "not passed", proof of receipt, and rest.

use rules::appeal::Receipt as ReceiptProof;
use rules::case::Command;
use rules::not_passed::Recommendation;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act, act_telling, load};

/// ¶19. The notification with the recommendations that the commission edited.
pub async fn inform_not_passed(
    cx: &Cx,
    asked: Asked<'_>,
    recommendations: Vec<Recommendation>,
) -> ActResult<Receipt> {
    let command = Command::InformNotPassed { recommendations };
    act_telling(cx, asked, Act::InformNotPassed, command, "not-passed").await
}

/// Q14. The candidate opens the result in the personal account: receipt is proven, the ¶20 window starts. Of a case on paper the
/// registrar records that the person signed for it.
pub async fn open_result(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    let own = load(cx, asked.case).await?.candidate() == Some(asked.who.account);
    let how = if own { ReceiptProof::Account } else { ReceiptProof::Paper };
    act(cx, asked, Act::ConfirmReceipt, Command::ProveReceipt { how }).await
}

/// ¶20. The window is over and nobody appealed.
pub async fn close(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act(cx, asked, Act::InformNotPassed, Command::Close).await
}
