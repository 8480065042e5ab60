//! ¶5. The contract: signed for the centre, then by the candidate.

use rules::case::Command;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::proof::Proof;
use crate::walk::{Asked, act, act_numbered};

/// ¶5. Signed by the head, freshly proved; the candidate is asked to sign.
pub async fn offer_contract(cx: &Cx, asked: Asked<'_>, price: String, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    act_numbered(cx, asked, Act::OfferContract, Some("contract-offered"), "contract", &|number| {
        Command::OfferContract { number, price: price.clone() }
    })
    .await
}

/// ¶5. Signed by the candidate, freshly proved: concluded; the ¶6 term starts.
pub async fn conclude_contract(cx: &Cx, asked: Asked<'_>, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    act(cx, asked, Act::SignContract, Command::ConcludeContract).await
}
