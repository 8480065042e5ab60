//! ¶20–¶23. The appeal.

use rules::appeal::AppealVote;
use rules::case::Command;
use rules::{Reason, Refused};

use crate::access::Act;
use crate::commission::barred;
use crate::cx::Cx;
use crate::enclose::enclose;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::proof::Proof;
use crate::walk::{Asked, act, act_numbered, act_telling, load};

/// ¶20. With what the candidate encloses.
pub async fn file_appeal(
    cx: &Cx,
    asked: Asked<'_>,
    grounds: String,
    files: Vec<Vec<u8>>,
) -> ActResult<Receipt> {
    let files = enclose(cx, asked, Act::FileAppeal, files).await?;
    act(cx, asked, Act::FileAppeal, Command::FileAppeal { grounds, files }).await
}

/// ¶21 Q16. Registered and passed to a commission that took no part in the case.
pub async fn register_appeal(cx: &Cx, asked: Asked<'_>, commission: Vec<String>) -> ActResult<Receipt> {
    let conflicted = barred(cx, &load(cx, asked.case).await?.case).await?.conflicted;
    if let Some(member) = commission.iter().find(|id| conflicted.contains(id)) {
        let reason = Reason::ConflictOfInterest { member: member.clone() };
        return Err(Refused::new("¶21", reason).into());
    }
    act_numbered(cx, asked, Act::RegisterAppeal, Some("appeal-registered"), "appeal", &|number| {
        Command::RegisterAppeal { number, commission: commission.clone() }
    })
    .await
}

/// Q15. A late appeal is answered, never dropped. Freshly proved.
pub async fn refuse_late_appeal(
    cx: &Cx,
    asked: Asked<'_>,
    reasons: String,
    proof: &Proof,
) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let command = Command::RefuseLateAppeal { reasons };
    act_telling(cx, asked, Act::RefuseLateAppeal, command, "appeal-refused").await
}

/// ¶22 Q39. One's own vote.
pub async fn cast_appeal_vote(cx: &Cx, asked: Asked<'_>, vote: AppealVote) -> ActResult<Receipt> {
    let command = Command::CastAppealVote { member: asked.who.account.to_string(), vote };
    act(cx, asked, Act::DecideAppeal, command).await
}

/// ¶22 Q39. What the majority voted for, with the reasons of the commission. Freshly proved.
pub async fn decide_appeal(cx: &Cx, asked: Asked<'_>, reasons: String, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let command = Command::DecideAppeal { reasons };
    act_telling(cx, asked, Act::DecideAppeal, command, "appeal-decided").await
}
