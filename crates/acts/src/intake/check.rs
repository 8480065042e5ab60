//! ¶5. The check of completeness: complete, or a refusal prepared for the head.

use rules::case::Command;
use rules::completeness::{Checked, Ground};

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act};

/// ¶5. Every required line found and right.
pub async fn find_complete(cx: &Cx, asked: Asked<'_>, checked: Vec<Checked>) -> ActResult<Receipt> {
    act(cx, asked, Act::CheckCompleteness, Command::FindComplete { checked }).await
}

/// ¶5. Incomplete or wrongly filled: grounds from the list, and own words.
pub async fn prepare_refusal(
    cx: &Cx,
    asked: Asked<'_>,
    grounds: Vec<Ground>,
    words: String,
) -> ActResult<Receipt> {
    act(cx, asked, Act::PrepareRefusal, Command::FindIncomplete { grounds, words }).await
}
