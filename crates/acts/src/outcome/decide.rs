//! ¶17 Q11. Votes, the decision, the protocol's signatures.

use rules::case::Command;
use rules::decision::Vote;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::proof::Proof;
use crate::walk::{Asked, act, act_numbered};

pub async fn cast_vote(cx: &Cx, asked: Asked<'_>, vote: Vote) -> ActResult<Receipt> {
    let command = Command::CastVote { member: asked.who.account.to_string(), vote };
    act(cx, asked, Act::CastVote, command).await
}

/// ¶17. The majority's decision, with the protocol's number; freshly proved.
pub async fn decide(cx: &Cx, asked: Asked<'_>, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    act_numbered(cx, asked, Act::Decide, None, "protocol", &|protocol| Command::Decide { protocol }).await
}

/// ¶17. One member's signature: signed in and freshly proved.
pub async fn sign_protocol(cx: &Cx, asked: Asked<'_>, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let command = Command::SignProtocol { member: asked.who.account.to_string() };
    act(cx, asked, Act::SignProtocol, command).await
}
