//! Q3. Refusing a new date that is too near.

use acts::schedule::refuse_new_date;
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;

use super::super::my::own;
use super::{WHOLE_FORM, act_page, finish};
use crate::answer::request_id;
use crate::form::{Errors, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::t;

const TITLE: &str = "candidate-new-date-title";

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    day: Option<Date>,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    act_page(frame, id, "new-date", "candidate-new-date-button", values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        let date = day.map(|day| form.language.date(day)).unwrap_or_default();
        vec![
            Block::Rows(vec![(words("candidate-day-date"), date)]),
            Block::Text(words("candidate-new-date-text")),
            Block::Text(words("candidate-new-date-after")),
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
    let day = loaded.case.appointment.as_ref().map(|appointment| appointment.date);
    Ok(show(&page(visit.form_frame(TITLE, None), id, day, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let day = loaded.case.appointment.as_ref().map(|appointment| appointment.date);
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, id, day, &values, &Errors::none())));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = refuse_new_date(&cx, asked).await;
    finish(done, WHOLE_FORM, &format!("/my/{id}"), |errors| {
        show(&page(visit.form_frame(TITLE, sent), id, day, &values, errors))
    })
}
