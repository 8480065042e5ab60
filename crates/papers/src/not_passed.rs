//! ¶19. The notification of "not passed", with recommendations.

use acts::forms::NotPassed;
use serde_json::json;

use crate::{Language, Sheet, words};

pub(crate) fn sheet(form: &NotPassed, language: Language) -> Sheet {
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "candidate": form.candidate,
        "protocol": language.reference(&form.protocol),
        "profession": language.text(&form.profession),
        "theory": words::theory(form.theory.as_ref()),
        "ground": language.text(&form.ground),
        "recommendations": language.texts(&form.recommendations),
        "received": language.date(form.appeal.received),
        "last-day": language.date(form.appeal.last_day),
        "head": language.signature(&form.head),
    });
    Sheet::new("not_passed.typ", form.date, language, words)
}
