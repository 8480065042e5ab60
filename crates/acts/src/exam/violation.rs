//! ¶12–¶14. Violations in the room: registered by a member, an act for each, reviewed by the commission.

use rules::case::Command;
use rules::violations::Registrant;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::proof::Proof;
use crate::walk::{Asked, act, act_numbered};

/// ¶13 offline. The request id names the observation, so that one tap is one violation.
pub async fn register_violation(cx: &Cx, asked: Asked<'_>, item: String) -> ActResult<Receipt> {
    let command = Command::RegisterViolation {
        observation: asked.request.to_string(),
        item,
        seen_at: cx.clock.now(),
        registrant: Registrant::Member { id: asked.who.account.to_string() },
    };
    act(cx, asked, Act::RegisterViolation, command).await
}

/// ¶14 Q8. One act for each registered violation.
pub async fn draw_violation_act(cx: &Cx, asked: Asked<'_>, observation: String) -> ActResult<Receipt> {
    act_numbered(cx, asked, Act::DrawViolationAct, None, "violation-act", &|number| {
        Command::DrawViolationAct { observation: observation.clone(), number }
    })
    .await
}

/// ¶14. One's own signature under the act, freshly proved.
pub async fn sign_violation_act(
    cx: &Cx,
    asked: Asked<'_>,
    observation: String,
    proof: &Proof,
) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let member = asked.who.account.to_string();
    act(cx, asked, Act::SignViolationAct, Command::SignViolationAct { observation, member }).await
}

/// Q6. Confirmed or annulled, by a reasoned decision.
pub async fn review_violation(
    cx: &Cx,
    asked: Asked<'_>,
    observation: String,
    confirmed: bool,
    reason: String,
) -> ActResult<Receipt> {
    act(cx, asked, Act::ReviewViolation, Command::ReviewViolation { observation, confirmed, reason }).await
}
