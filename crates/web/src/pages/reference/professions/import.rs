//! A table is brought: checked in a process of its own, kept aside, told row by row on the next page.

use acts::Cx;
use acts::error::ActError;
use acts::ports::IntakeFault;
use acts::reference::professions::bring;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::{Stopped, stopped};
use crate::form::{Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub(in crate::pages::reference) fn page(visit: &Visit, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("professions-import-title", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: "/reference/professions".to_owned(),
        action: "/reference/professions/import".to_owned(),
        blocks: vec![
            Block::Text(frame.t("professions-import-how")),
            Block::Text(frame.t("professions-import-columns")),
            Block::Link(
                frame.t("professions-import-sample"),
                "/reference/tables/professions.xlsx".to_owned(),
            ),
            Block::File(form.field("file", "professions-import-file").accept(".xlsx,.csv,text/csv")),
        ],
        button: frame.t("professions-import-check"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(visit: Visit) -> Response {
    show(&page(&visit, &Values::new(), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&visit.in_language(language), &values, &Errors::none())));
    }
    let mut errors = values.errors();
    match values.files("file").first() {
        None => errors.add("file", "reasons-file-empty"),
        Some(file) => match bring(&cx, &who, file.bytes.to_vec()).await {
            Ok(digest) => {
                let next = format!("/reference/professions/import/{digest}");
                return Ok(Redirect::to(&next).into_response());
            }
            Err(ActError::File(fault)) => errors.add("file", key(fault)),
            Err(error) => match stopped(error, "file") {
                Stopped::Say(said) => errors = said,
                Stopped::Page(problem) => return Err(problem),
            },
        },
    }
    Ok(show(&page(&visit, &values, &errors)))
}

/// What is said of a scan is not what is said of a table.
pub(in crate::pages::reference) fn key(fault: IntakeFault) -> &'static str {
    match fault {
        IntakeFault::WrongType => "professions-no-table",
        IntakeFault::Unreadable => "professions-unreadable",
        IntakeFault::Encrypted => "professions-encrypted",
        other => crate::answer::file_key(other),
    }
}
