//! ¶7 ¶11 Q27. What moves the day.

use rules::case::{Command, FaultTeller};
use rules::incapacity::Period;

use crate::access::Act;
use crate::cx::Cx;
use crate::enclose::enclose;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act, act_telling};

/// ¶7. The candidate reports a temporary incapacity for work.
pub async fn report_incapacity(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act(cx, asked, Act::ReportIncapacity, Command::ReportIncapacity).await
}

/// ¶7. The copy of the sick-leave sheet: looked at, stored; a new date opens with it. `period` is what the sheet states.
pub async fn confirm_incapacity(
    cx: &Cx,
    asked: Asked<'_>,
    sheet: Vec<u8>,
    period: Option<Period>,
) -> ActResult<Receipt> {
    let sheet = enclose(cx, asked, Act::ConfirmIncapacity, vec![sheet]).await?.pop().unwrap_or_default();
    act(cx, asked, Act::ConfirmIncapacity, Command::ConfirmIncapacity { sheet, period }).await
}

/// ¶11. A technical fault, told by the candidate or by staff.
pub async fn record_fault(cx: &Cx, asked: Asked<'_>, by: FaultTeller, what: String) -> ActResult<Receipt> {
    act_telling(cx, asked, Act::RecordFault, Command::RecordFault { by, what }, "postponed").await
}

/// Q27. The candidate did not come.
pub async fn record_no_show(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act_telling(cx, asked, Act::RecordNoShow, Command::RecordNoShow, "no-show").await
}
