//! One part of the application, one page: saved as typed even with faults, and shown again with them.

mod choices;
mod consents;
mod fields;
mod funding;
mod view;

use acts::Cx;
use acts::draft::{self, Part, faults};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::terms::local_date;
use uuid::Uuid;

use super::start::elsewhere;
use super::{Came, can_begin, part_key, say};
use crate::answer::{Stopped, problem, stopped};
use crate::form::{Errors, Values};
use crate::page::{show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub use view::{Seen, page};

/// Documents have a page of their own.
fn part_of(code: &str) -> Result<Part, Problem> {
    let all = Part::ALL.into_iter().chain([Part::Paper]);
    let part = all.into_iter().find(|part| part.code() == code && *part != Part::Documents);
    part.ok_or(Problem::NotFound)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, code)): Path<(Uuid, String)>,
    Query(came): Query<Came>,
) -> Result<Response, Problem> {
    let part = part_of(&code)?;
    let row = draft::load(&cx, &who, id).await.map_err(problem)?;
    if !can_begin(part, &row.draft) {
        return Ok(Redirect::to(&format!("/apply/{id}")).into_response());
    }
    let values = fields::fill(part, &row.draft);
    let seen = Seen { catalogue: &cx.catalogue, draft: &row.draft, today: local_date(cx.clock.now()) };
    let frame = visit.form_frame(part_key(part), None);
    Ok(show(&page(frame, id, part, &came, &seen, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, code)): Path<(Uuid, String)>,
    Query(came): Query<Came>,
    values: Values,
) -> Result<Response, Problem> {
    let part = part_of(&code)?;
    let row = draft::load(&cx, &who, id).await.map_err(problem)?;
    let today = local_date(cx.clock.now());
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(part_key(part), values.request_id());
        let seen = Seen { catalogue: &cx.catalogue, draft: &row.draft, today };
        return Ok(switched(language, &page(frame, id, part, &came, &seen, &values, &Errors::none())));
    }
    if part == Part::Centre
        && let Some(there) = elsewhere(&cx, &row.draft.programme, values.one("centre"))
    {
        return Ok(there);
    }
    let mut errors = values.errors();
    match draft::save(&cx, &who, id, |draft| fields::take(part, draft, &values)).await {
        Ok(saved) => say(&mut errors, &faults(part, &saved.draft, &cx.catalogue)),
        Err(error) => match stopped(error, "page-form") {
            Stopped::Say(said) => errors = said,
            Stopped::Page(problem) => return Err(problem),
        },
    }
    if errors.is_empty() {
        return Ok(Redirect::to(&came.next(id)).into_response());
    }
    let frame = visit.form_frame(part_key(part), values.request_id());
    let seen = Seen { catalogue: &cx.catalogue, draft: &row.draft, today };
    Ok(show(&page(frame, id, part, &came, &seen, &values, &errors)))
}
