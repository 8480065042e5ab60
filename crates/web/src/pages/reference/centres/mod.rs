//! ¶2(2). The centres: the list, one centre, its words, the decisions about its accreditation.

pub mod list;
pub mod one;
pub mod ruling;
pub mod words;

use acts::Cx;
use jiff::civil::Date;
use rules::centre::{Accreditation, Centre};
use rules::identifiers::{CentreNumber, NkzCode};

use crate::form::{Choice, Field, Form, Values};
use crate::page::Frame;
use crate::problem::Problem;
use crate::words::alphabetical;

/// How an accreditation stands on a day: words and the colour of their tag.
pub(super) fn standing(frame: &Frame, held: &Accreditation, today: Date) -> (String, &'static str) {
    if held.suspended || held.suspension(today).is_some() {
        (frame.t("reference-suspended"), "red")
    } else if held.in_force(today) {
        (frame.t("reference-in-force"), "green")
    } else if today < held.from {
        (frame.t("reference-not-begun"), "blue")
    } else {
        (frame.t("reference-over"), "grey")
    }
}

/// The centre that an address names.
pub(super) fn centre<'a>(cx: &'a Cx, number: &str) -> Result<&'a Centre, Problem> {
    let number = CentreNumber::parse(number).map_err(|_| Problem::NotFound)?;
    cx.catalogue.centre(&number).ok_or(Problem::NotFound)
}

/// The name of a profession, where a programme tells it.
pub(super) fn profession_name(cx: &Cx, frame: &Frame, code: &NkzCode) -> String {
    let known = cx.catalogue.programmes.iter().find(|programme| programme.profession == *code);
    let name = known.map(|programme| frame.language.pick(&programme.profession_name).to_owned());
    name.map_or_else(|| code.to_string(), |name| format!("{code} — {name}"))
}

/// Boxes for the professions of programmes and of the accreditation; others are written as codes.
pub(super) fn profession_fields(form: &Form<'_>, cx: &Cx, frame: &Frame, held: &[NkzCode]) -> [Field; 2] {
    let mut codes: Vec<&NkzCode> =
        cx.catalogue.programmes.iter().map(|programme| &programme.profession).chain(held).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut choices: Vec<Choice> = codes
        .into_iter()
        .map(|code| Choice::new(code.to_string(), profession_name(cx, frame, code)))
        .collect();
    choices.sort_by_key(|choice| alphabetical(&choice.label));
    [
        form.choices("professions", "reference-professions", choices),
        form.field("other-professions", "reference-other-professions")
            .hint(frame.t("reference-other-professions-hint"))
            .rows(3),
    ]
}

/// The professions chosen and written, each once; the first that is no code.
pub(super) fn professions(values: &Values) -> Result<Vec<NkzCode>, String> {
    let written = values.one("other-professions").split([',', ';', ' ', '\n', '\r', '\t']);
    let chosen = values.all("professions").iter().map(String::as_str);
    let mut codes = vec![];
    for text in chosen.chain(written).filter(|text| !text.is_empty()) {
        codes.push(NkzCode::parse(text).map_err(|_| text.to_owned())?);
    }
    codes.sort();
    codes.dedup();
    Ok(codes)
}
