//! ¶3. Withdrawing, with what follows said first.

use acts::intake::withdraw;
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::Response;

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

const TITLE: &str = "candidate-withdraw-title";

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let page = act_page(frame, id, "withdraw", "candidate-withdraw-button", values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        vec![
            Block::Text(words("candidate-withdraw-text")),
            Block::Warning(words("candidate-withdraw-warning")),
            Block::Text(words("candidate-withdraw-after")),
            Block::Area(form.field("reason", "candidate-withdraw-reason")),
        ]
    });
    QuestionPage { warning: true, ..page }
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
    let errors = values.errors();
    if !errors.is_empty() {
        return Ok(again(&errors));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = withdraw(&cx, asked, values.one("reason").to_owned()).await;
    finish(done, "reason", &format!("/my/{id}"), again)
}
