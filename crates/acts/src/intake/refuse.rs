//! ¶5. The head signs the reasoned refusal, or returns it.

use rules::case::Command;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::proof::Proof;
use crate::walk::{Asked, act, act_numbered};

/// ¶5. Signed by the head, freshly proved, sent to the candidate.
pub async fn sign_refusal(cx: &Cx, asked: Asked<'_>, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    act_numbered(cx, asked, Act::SignRefusal, Some("refused"), "refusal", &|number| Command::SignRefusal {
        number,
    })
    .await
}

/// ¶5. Back to the registrar, with a remark.
pub async fn return_refusal(cx: &Cx, asked: Asked<'_>, remark: String) -> ActResult<Receipt> {
    act(cx, asked, Act::SignRefusal, Command::ReturnRefusal { remark }).await
}
