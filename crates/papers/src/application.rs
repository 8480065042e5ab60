//! ¶4(1) A1. The application.

use acts::forms::Application;
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &Application, language: Language) -> Sheet {
    let enclosed: Vec<_> = form
        .enclosed
        .iter()
        .map(|enclosed| json!({ "kind": language.text(&enclosed.kind), "name": enclosed.name }))
        .collect();
    let held = form.held.as_ref().map(|held| {
        json!({ "level": held.level.to_string(), "until": held.until_year.map(|year| year.to_string()) })
    });
    let words = json!({
        "centre": language.text(&form.centre),
        "name": form.full_name,
        "iin": form.iin,
        "born": language.date(form.birth_date),
        "address": form.address,
        "email": form.email,
        "mobile": form.mobile,
        "work-phone": form.work_phone,
        "profession": language.text(&form.profession),
        "held": held,
        "knowledge": form.knowledge,
        "skills": form.skills,
        "enclosed": enclosed,
        "processing": form.consent_processing,
        "platform": form.consent_platform,
        "filed": language.date(form.filed_on),
        "signed": language.signed(form.signed),
        "registered": form.registered.as_ref().map(|reference| language.reference(reference)),
    });
    Sheet::new("application.typ", form.filed_on, language, words)
}
