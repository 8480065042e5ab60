//! A1 Q47. Correcting one's own data in a case: asked for by the person, answered by the centre.

use rules::case::Command;
use rules::correction::{PersonField, Wish};

use crate::access::Act;
use crate::cx::Cx;
use crate::enclose::enclose;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act, act_telling};

/// The person says what is wrong and what it should be, with copies that show it; the term of the answer starts.
pub async fn ask(
    cx: &Cx,
    asked: Asked<'_>,
    wishes: Vec<Wish>,
    words: String,
    files: Vec<Vec<u8>>,
) -> ActResult<Receipt> {
    let files = enclose(cx, asked, Act::AskCorrection, files).await?;
    act(cx, asked, Act::AskCorrection, Command::AskCorrection { wishes, words, files }).await
}

/// The registrar corrects what is shown to be wrong, and says why the rest stays; the person is told.
pub async fn answer(
    cx: &Cx,
    asked: Asked<'_>,
    granted: Vec<PersonField>,
    reason: String,
) -> ActResult<Receipt> {
    let command = Command::AnswerCorrection { granted, reason };
    act_telling(cx, asked, Act::AnswerCorrection, command, "correction-answered").await
}
