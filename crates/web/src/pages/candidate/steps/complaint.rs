//! ¶8(2) Q31. A complaint about an action or inaction of the centre, at any stage.

use acts::outcome::file_complaint;
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::Response;

use super::super::my::own;
use super::{act_page, finish};
use crate::answer::{problem, request_id};
use crate::form::{Errors, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{t, t_args};

const TITLE: &str = "candidate-complaint-title";

/// `days` is the term of the answer, in working days.
pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    days: u16,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    act_page(frame, id, "complaint", "candidate-complaint-button", values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        let term = t_args(form.language, "common-working-days", &[("n", days.into())]);
        vec![
            Block::Text(words("candidate-complaint-text")),
            Block::Area(form.field("words", "candidate-complaint-words").rows(8)),
            Block::File(
                form.field("file", "candidate-appeal-files")
                    .hint(words("candidate-appeal-files-hint"))
                    .accept("image/*,application/pdf")
                    .many_files(),
            ),
            Block::Rows(vec![(words("candidate-complaint-answer-in"), term)]),
        ]
    })
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let days = cx.context(&loaded.case).map_err(problem)?.edition.terms.complaint;
    Ok(show(&page(visit.form_frame(TITLE, None), id, days, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let days = cx.context(&loaded.case).map_err(problem)?.edition.terms.complaint;
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, id, days, &values, &Errors::none())));
    }
    let again = |errors: &Errors| show(&page(visit.form_frame(TITLE, sent), id, days, &values, errors));
    let mut errors = values.errors();
    if values.one("words").is_empty() {
        errors.add("words", "candidate-complaint-empty");
    }
    if !errors.is_empty() {
        return Ok(again(&errors));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = file_complaint(&cx, asked, values.one("words").to_owned(), values.contents("file")).await;
    finish(done, "words", &format!("/my/{id}"), again)
}
