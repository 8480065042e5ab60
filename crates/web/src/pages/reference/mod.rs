//! ¶2. Reference data in the browser: centres and their accreditation, programmes and their versions, editions of the Rules.

pub mod centres;
pub mod commission;
pub mod editions;
pub mod history;
pub mod index;
pub mod programmes;

use acts::reference::Keeping;
use acts::{ActError, Who};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;

use crate::answer::{Stopped, request_id, stopped};
use crate::form::{Errors, UPLOAD_BODY, Values};
use crate::problem::Problem;
use crate::routes::{Routes, get, post};

pub fn routes() -> Routes {
    Routes::new()
        .act("see_reference", "/reference", get(index::get))
        .act("see_reference", "/reference/editions", get(editions::get))
        .act("see_reference", "/reference/centres", get(centres::list::get))
        .act("keep_centres", "/reference/centres/new", get(centres::words::fresh).post(centres::words::add))
        .act("see_reference", "/reference/centres/{number}", get(centres::one::get))
        .act(
            "keep_centres",
            "/reference/centres/{number}/describe",
            get(centres::words::known).post(centres::words::describe),
        )
        .act(
            "keep_centres",
            "/reference/centres/{number}/{ruling}",
            get(centres::ruling::get).post(centres::ruling::post),
        )
        .act("declare_conflict", "/centre/commission", get(commission::get))
        .act(
            "keep_commission",
            "/centre/commission/{account}/competence",
            get(commission::competence::get).post(commission::competence::post),
        )
        .act(
            "declare_conflict",
            "/centre/commission/{account}/conflict",
            get(commission::conflict::get).post(commission::conflict::post),
        )
        .act("keep_commission", "/centre/commission/end", post(commission::conflict::end))
        .act("see_reference", "/reference/programmes", get(programmes::list::get))
        .act(
            "draft_programme",
            "/reference/programmes/new",
            get(programmes::draft::get).post(programmes::draft::post).body_limit(UPLOAD_BODY),
        )
        .act("see_reference", "/reference/programmes/{id}", get(programmes::one::get))
        .act("see_reference", "/reference/programmes/{id}/{version}", get(programmes::version::get))
        .act("see_reference", "/reference/programmes/{id}/{version}/text", get(programmes::version::text))
        .act(
            "review_programme",
            "/reference/programmes/{id}/{version}/{step}",
            get(programmes::step::get).post(programmes::step::post),
        )
}

/// Who keeps, under the request id of the form; `seen` is the newest change that the form was shown with.
fn keeping<'a>(who: &'a Who, values: &Values) -> Result<Keeping<'a>, Problem> {
    Ok(Keeping { who, request: request_id(values)?, seen: values.one("seen").parse().ok() })
}

/// After an act: on to `next`, or the errors for the same form.
fn after(done: Result<(), ActError>, field: &str, next: &str) -> Result<Result<Response, Errors>, Problem> {
    match done.map_err(|error| stopped(error, field)) {
        Ok(()) => Ok(Ok(Redirect::to(&format!("{next}?done=1")).into_response())),
        Err(Stopped::Say(errors)) => Ok(Err(errors)),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

/// A day that must be given.
fn day(values: &Values, field: &str, errors: &mut Errors) -> Option<Date> {
    let day = optional_day(values, field, errors);
    if day.is_none() && errors.of(field, crate::words::Language::Kk).is_none() {
        errors.add(field, "reasons-date-wrong");
    }
    day
}

fn optional_day(values: &Values, field: &str, errors: &mut Errors) -> Option<Date> {
    values.date(field).unwrap_or_else(|_| {
        errors.add(field, "reasons-date-wrong");
        None
    })
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    /// Words of a search.
    q: String,
}

#[cfg(test)]
mod tests;
