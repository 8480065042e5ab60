//! ¶3. Recognition is voluntary: the candidate may withdraw until the procedure has ended.

use rules::case::Command;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act_telling};

pub async fn withdraw(cx: &Cx, asked: Asked<'_>, reason: String) -> ActResult<Receipt> {
    act_telling(cx, asked, Act::Withdraw, Command::Withdraw { reason }, "withdrawn").await
}
