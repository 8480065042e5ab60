//! ¶8(2) Q31. Complaints about an action or inaction of the centre.

use rules::case::Command;

use crate::access::Act;
use crate::cx::Cx;
use crate::enclose::enclose;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::people::proof::Proof;
use crate::walk::{Asked, act_numbered, act_telling};

/// Registered at once, with its number; the term of the answer starts.
pub async fn file_complaint(
    cx: &Cx,
    asked: Asked<'_>,
    words: String,
    files: Vec<Vec<u8>>,
) -> ActResult<Receipt> {
    let files = enclose(cx, asked, Act::FileComplaint, files).await?;
    act_numbered(cx, asked, Act::FileComplaint, Some("complaint-registered"), "complaint", &|number| {
        Command::FileComplaint { number, words: words.clone(), files: files.clone() }
    })
    .await
}

/// Signed by the head, freshly proved.
pub async fn answer_complaint(
    cx: &Cx,
    asked: Asked<'_>,
    answer: String,
    proof: &Proof,
) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let command = Command::AnswerComplaint { answer };
    act_telling(cx, asked, Act::AnswerComplaint, command, "complaint-answered").await
}
