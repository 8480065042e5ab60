//! ¶22, Q15. The decision on an appeal.

use acts::forms::{AppealDecision, AppealWord};
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &AppealDecision, language: Language) -> Sheet {
    let (word, last_day) = match form.word {
        AppealWord::Upheld => ("upheld", None),
        AppealWord::Rejected => ("rejected", None),
        AppealWord::Late { last_day } => ("late", Some(language.date(last_day))),
    };
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "filed": language.date(form.filed_on),
        "registered": language.date(form.registered_on),
        "received": form.received_on.map(|day| language.date(day)),
        "candidate": form.candidate,
        "protocol": form.protocol.as_ref().map(|protocol| language.reference(protocol)),
        "profession": language.text(&form.profession),
        "grounds": form.grounds,
        "enclosed": form.enclosed,
        "entries": form.judged.0,
        "digest": form.judged.1,
        "word": word,
        "last-day": last_day,
        "votes": form.votes,
        "dissents": form.dissents,
        "reasons": form.reasons,
        "next": language.text(&form.next),
        "signatures": form.signatures.iter().map(|signature| language.signature(signature)).collect::<Vec<_>>(),
    });
    Sheet::new("appeal_decision.typ", form.date, language, words)
}
