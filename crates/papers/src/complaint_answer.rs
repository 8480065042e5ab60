//! ¶8(2). The answer to a complaint about an action or inaction of the centre.

use acts::forms::ComplaintAnswer;
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &ComplaintAnswer, language: Language) -> Sheet {
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "filed": language.date(form.filed_on),
        "candidate": form.candidate,
        "application": language.reference(&form.application),
        "words": form.words,
        "answer": form.answer,
        "head": language.signature(&form.head),
    });
    Sheet::new("complaint_answer.typ", form.date, language, words)
}
