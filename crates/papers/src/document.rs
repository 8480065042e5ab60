//! ¶18 A2. The recognition document: page 1 in Kazakh, page 2 in Russian.

use acts::forms::Document;
use serde_json::{Value, json};

use crate::{Language, PaperError, Sheet, qr};

pub(crate) fn sheet(form: &Document) -> Result<Sheet, PaperError> {
    let words = json!({
        "kk": page(form, Language::Kk),
        "ru": page(form, Language::Ru),
        "serial": form.serial,
        "levels": form.serial.split('-').collect::<Vec<_>>(),
    });
    let sheet = Sheet::new("document.typ", form.issued_on, Language::Kk, words);
    Ok(Sheet { qr: Some(qr::svg(&form.qr)?), ..sheet })
}

fn page(form: &Document, language: Language) -> Value {
    json!({
        "centre": language.text(&form.centre),
        "holder": form.holder,
        "profession": language.text(&form.profession),
        "issued": language.date(form.issued_on),
        "until": language.until(form.valid_until),
        "head": form.head,
        "signed": language.signed(form.signed),
    })
}
