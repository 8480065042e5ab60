//! Why somebody outside the centre opens a personal file: asked once for a session and a case, and shown to the candidate.

use acts::people::reads::needs_reason;
use acts::{CaseId, Cx, view};
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use crate::answer::problem;
use crate::form::{Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// Characters of a reason that says something.
const SHORTEST: usize = 10;

fn key(id: CaseId) -> String {
    format!("reason/{id}")
}

/// The reason given in this session.
pub(super) async fn given(parts: &Parts, id: CaseId) -> Result<Option<String>, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else { return Ok(None) };
    session.get(&key(id)).await.map_err(|_| Problem::Unavailable)
}

/// To the question, before anything of the case is shown.
pub(super) fn ask(id: CaseId) -> Response {
    Redirect::to(&format!("/cases/{id}/reason")).into_response()
}

pub(in crate::pages) fn page(visit: &Visit, id: CaseId, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("people-reason-title", values.request_id());
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: "/".to_owned(),
        action: format!("/cases/{id}/reason"),
        blocks: vec![
            Block::Text(frame.t("people-reason-text")),
            Block::Area(form.field("reason", "people-reason").hint(frame.t("people-reason-hint")).rows(4)),
        ],
        button: frame.t("people-reason-open"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

async fn must_give(cx: &Cx, person: &Person, id: CaseId) -> Result<bool, Problem> {
    let (_, role) = view::glance_as(cx, &person.0, id).await.map_err(problem)?;
    Ok(needs_reason(role))
}

fn to_case(id: CaseId) -> Response {
    Redirect::to(&format!("/cases/{id}")).into_response()
}

pub async fn get(
    visit: Visit,
    person: Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    if !must_give(&cx, &person, id).await? {
        return Ok(to_case(id));
    }
    Ok(show(&page(&visit, id, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    person: Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    if !must_give(&cx, &person, id).await? {
        return Ok(to_case(id));
    }
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), id, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    let reason = values.one("reason");
    if reason.chars().count() < SHORTEST {
        errors.add("reason", "people-reason-needed");
    }
    if !errors.is_empty() {
        return Ok(show(&page(&visit, id, &values, &errors)));
    }
    session.insert(&key(id), reason).await.map_err(|_| Problem::Unavailable)?;
    Ok(to_case(id))
}
