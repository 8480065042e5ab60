//! ¶11. Telling of a technical fault: another day is set.

use acts::schedule::record_fault;
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::FaultTeller;

use super::super::my::own;
use super::{act_page, finish};
use crate::answer::request_id;
use crate::form::{Errors, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::t;

const TITLE: &str = "candidate-fault-title";

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    act_page(frame, id, "fault", "candidate-fault-button", values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        vec![
            Block::Text(words("candidate-fault-text")),
            Block::Text(words("candidate-fault-after")),
            Block::Area(form.field("what", "candidate-fault-what").hint(words("candidate-fault-what-hint"))),
        ]
    })
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    own(&cx, &who, id).await?;
    Ok(show(&page(visit.form_frame(TITLE, None), id, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    own(&cx, &who, id).await?;
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, id, &values, &Errors::none())));
    }
    let again = |errors: &Errors| show(&page(visit.form_frame(TITLE, sent), id, &values, errors));
    let mut errors = values.errors();
    if values.one("what").is_empty() {
        errors.add("what", "candidate-fault-empty");
    }
    if !errors.is_empty() {
        return Ok(again(&errors));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = record_fault(&cx, asked, FaultTeller::Candidate, values.one("what").to_owned()).await;
    finish(done, "what", &format!("/my/{id}"), again)
}
