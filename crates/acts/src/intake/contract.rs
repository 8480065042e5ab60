//! ¶5. The contract: signed for the centre, then by the candidate.

use rules::case::Command;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::sign_in::confirm;
use crate::walk::{Asked, act, act_numbered};

/// ¶5. Signed by the head, confirmed with the password; the candidate is asked to sign.
pub async fn offer_contract(
    cx: &Cx,
    asked: Asked<'_>,
    price: String,
    password: String,
) -> ActResult<Receipt> {
    confirm(cx, asked.who, password).await?;
    act_numbered(cx, asked, Act::OfferContract, Some("contract-offered"), "contract", &|number| {
        Command::OfferContract { number, price: price.clone() }
    })
    .await
}

/// ¶5. Signed by the candidate, confirmed with the password: concluded; the ¶6 term starts.
pub async fn conclude_contract(cx: &Cx, asked: Asked<'_>, password: String) -> ActResult<Receipt> {
    confirm(cx, asked.who, password).await?;
    act(cx, asked, Act::SignContract, Command::ConcludeContract).await
}
