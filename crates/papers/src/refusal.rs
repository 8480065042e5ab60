//! ¶5. The reasoned refusal to conclude the contract.

use acts::forms::Refusal;
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &Refusal, language: Language) -> Sheet {
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "candidate": form.candidate,
        "application": language.reference(&form.application),
        "profession": language.text(&form.profession),
        "reasons": language.texts(&form.reasons),
        "own-words": form.own_words,
        "next": language.texts(&form.next),
        "head": language.signature(&form.head),
    });
    Sheet::new("refusal.typ", form.date, language, words)
}
