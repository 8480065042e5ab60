//! ¶5. The contract with the candidate.

use acts::forms::Contract;
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &Contract, language: Language) -> Sheet {
    let candidate = &form.candidate;
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "town": language.text(&form.town),
        "application": language.reference(&form.application),
        "candidate": {
            "name": candidate.full_name,
            "iin": candidate.iin,
            "address": candidate.address,
            "phone": candidate.phone,
            "email": candidate.email,
        },
        "profession": language.text(&form.profession),
        "programme": language.programme(&form.programme),
        "mode": language.mode(form.mode),
        "online": form.mode == rules::programme::Mode::Online,
        "exam-language": language.exam_language(form.language),
        "validity-years": form.validity_years,
        "price": form.price.as_ref().map_or("—", |price| language.text(price)),
        "head": language.signature(&form.head),
        "signature": language.signature(&form.signature),
    });
    Sheet::new("contract.typ", form.date, language, words)
}
