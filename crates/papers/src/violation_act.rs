//! ¶14. The act of a violation.

use acts::forms::ViolationAct;
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &ViolationAct, language: Language) -> Sheet {
    let review = form.review.as_ref().map(|review| {
        json!({ "date": language.date(review.date), "confirmed": review.confirmed, "reason": review.reason })
    });
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "candidate": form.candidate,
        "iin": form.iin,
        "application": language.reference(&form.application),
        "profession": language.text(&form.profession),
        "mode": language.mode(form.mode),
        "stage": language.text(&form.stage),
        "seen": language.moment(form.seen_at),
        "registered": language.moment(form.registered_at),
        "registrant": language.text(&form.registrant),
        "item": language.text(&form.item),
        "ordinal": form.ordinal,
        "consequence": language.text(&form.consequence),
        "review": review,
        "signatures": form.signatures.iter().map(|signature| language.signature(signature)).collect::<Vec<_>>(),
    });
    Sheet::new("violation_act.typ", form.date, language, words)
}
