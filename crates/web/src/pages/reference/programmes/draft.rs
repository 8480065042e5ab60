//! ¶2(1). A version of a programme comes as a text file of the catalogue's format; it is checked whole before anything is kept.

use acts::Cx;
use acts::reference::programmes::{LONGEST, TextFault, draft, read};
use axum::extract::{Query, State};
use axum::response::Response;
use rules::programme::Unsound;
use serde::Deserialize;

use crate::form::{Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::{after, keeping};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    /// The programme whose next version it will be; empty for any.
    pub(super) of: String,
}

pub(in crate::pages::reference) fn page(
    visit: &Visit,
    cx: &Cx,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = visit.form_frame("reference-programme-add", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let known = cx.catalogue.programme(values.one("of"));
    let mut blocks = vec![];
    if let Some(programme) = known {
        blocks.push(Block::Told(frame.language.pick(&programme.title).to_owned()));
        let text = format!("/reference/programmes/{}/{}/text", programme.id, programme.version);
        blocks.push(Block::Link(frame.t1("reference-take-version", "n", programme.version), text));
    }
    blocks.push(Block::Text(frame.t("reference-programme-how")));
    blocks.push(Block::File(form.field("text", "reference-programme-file").accept(".toml,text/plain")));
    let by_fields = known.map_or_else(
        || "/reference/programmes/new/form".to_owned(),
        |programme| format!("/reference/programmes/new/form?of={}", programme.id),
    );
    blocks.push(Block::Link(frame.t("professions-form-link"), by_fields));
    for name in ["of", "seen"] {
        blocks.push(Block::Hidden(name, values.one(name).to_owned()));
    }
    QuestionPage {
        errors: form.error_lines(),
        back: known.map_or_else(
            || "/reference/programmes".to_owned(),
            |programme| format!("/reference/programmes/{}", programme.id),
        ),
        action: "/reference/programmes/new".to_owned(),
        blocks,
        button: frame.t("reference-programme-check"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(visit: Visit, State(cx): State<Cx>, Query(Of { of }): Query<Of>) -> Response {
    let values = Values::new().with("of", of);
    show(&page(&visit, &cx, &values, &Errors::none()))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&visit.in_language(language), &cx, &values, &Errors::none())));
    }
    let mut errors = values.errors();
    let file = values.files("text").first();
    let programme = file.map(|file| read(&file.bytes));
    match programme {
        None => errors.add("text", "reasons-file-empty"),
        Some(Err(fault)) => say(&mut errors, "text", &fault),
        Some(Ok(programme)) if values.one("of").is_empty() || values.one("of") == programme.id => {
            let done = draft(&cx, keeping(&who, &values)?, &programme).await;
            match after(done, "text", &format!("/reference/programmes/{}", programme.id))? {
                Ok(next) => return Ok(next),
                Err(said) => errors = said,
            }
        }
        Some(Ok(programme)) => {
            errors.add_with("text", "reference-other-programme", vec![("id", programme.id.into())]);
        }
    }
    Ok(show(&page(&visit, &cx, &values, &errors)))
}

/// What is wrong with a text, at the field that brought it.
pub(super) fn say(errors: &mut Errors, field: &str, fault: &TextFault) {
    match fault {
        TextFault::TooLong => {
            errors.add_with(field, "reference-text-long", vec![("n", (LONGEST / 1024).into())]);
        }
        TextFault::NotText => errors.add(field, "reference-text-no-text"),
        TextFault::Line { line, said } => {
            let args = vec![("n", (*line).into()), ("said", said.clone().into())];
            errors.add_with(field, "reference-text-line", args);
        }
        TextFault::IdWrong => errors.add(field, "reference-text-id"),
        TextFault::Unsound(unsound) => errors.add(field, unsound_key(*unsound)),
    }
}

pub(super) const fn unsound_key(unsound: Unsound) -> &'static str {
    match unsound {
        Unsound::NoQuestions => "reference-unsound-questions",
        Unsound::NoSteps => "reference-unsound-steps",
        Unsound::StepTwice => "reference-unsound-step-twice",
        Unsound::StepsNeeded => "reference-unsound-steps-needed",
        Unsound::NothingOffered => "reference-unsound-offered",
        Unsound::ItemUnknown => "reference-unsound-item",
    }
}
