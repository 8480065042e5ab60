//! ¶7 ¶11 Q27. What moves the day.

use rules::case::{Command, FaultTeller};

use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::Receipt;
use crate::walk::{Asked, act, act_telling, load};

/// ¶7. The candidate reports a temporary incapacity for work.
pub async fn report_incapacity(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act(cx, asked, Act::ReportIncapacity, Command::ReportIncapacity).await
}

/// ¶7. The copy of the sick-leave sheet: looked at, stored; a new date opens with it.
pub async fn confirm_incapacity(cx: &Cx, asked: Asked<'_>, sheet: Vec<u8>) -> ActResult<Receipt> {
    let clean = cx.intake.examine(sheet).await.map_err(ActError::File)?;
    let sheet = cx.blobs.put(load(cx, asked.case).await?.owner()?, clean).await?;
    act(cx, asked, Act::ConfirmIncapacity, Command::ConfirmIncapacity { sheet }).await
}

/// ¶11. A technical fault, told by the candidate or by staff.
pub async fn record_fault(cx: &Cx, asked: Asked<'_>, by: FaultTeller, what: String) -> ActResult<Receipt> {
    act_telling(cx, asked, Act::RecordFault, Command::RecordFault { by, what }, "postponed").await
}

/// Q27. The candidate did not come.
pub async fn record_no_show(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act_telling(cx, asked, Act::RecordNoShow, Command::RecordNoShow, "no-show").await
}
