//! ¶2. Reference data in the browser: centres and their accreditation, programmes and their versions, professions, editions of the Rules.

pub mod calendar;
pub mod centres;
pub mod commission;
pub mod editions;
pub mod history;
pub mod index;
pub mod oked;
pub mod professions;
pub mod programmes;
pub mod tables;

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
        .act("see_reference", "/reference/calendar", get(calendar::get))
        .act(
            "keep_calendar",
            "/reference/calendar/change",
            get(calendar::change::get).post(calendar::change::post),
        )
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
        .act(
            "draft_programme",
            "/reference/programmes/new/form",
            get(programmes::form::get).post(programmes::form::post),
        )
        .act("see_reference", "/reference/programmes/{id}", get(programmes::one::get))
        .act("see_reference", "/reference/programmes/{id}/{version}", get(programmes::version::get))
        .act("see_reference", "/reference/programmes/{id}/{version}/text", get(programmes::version::text))
        .act(
            "review_programme",
            "/reference/programmes/{id}/{version}/{step}",
            get(programmes::step::get).post(programmes::step::post),
        )
        .with(professions_routes())
}

/// ¶3 A2. The register of professions, OKED, and the tables to take away.
fn professions_routes() -> Routes {
    Routes::new()
        .act("see_reference", "/reference/professions", get(professions::list::get))
        .act(
            "keep_professions",
            "/reference/professions/import",
            get(professions::import::get).post(professions::import::post).body_limit(UPLOAD_BODY),
        )
        .act(
            "keep_professions",
            "/reference/professions/import/{digest}",
            get(professions::report::get).post(professions::report::post),
        )
        .act("see_reference", "/reference/professions/{code}", get(professions::one::get))
        .act("see_reference", "/reference/oked", get(oked::whole))
        .act("see_reference", "/reference/oked/{code}", get(oked::get))
        .act("see_reference", "/reference/tables/{name}", get(tables::get))
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

/// The key of the sentence for a field's fault, where it is one of reference data.
pub fn field_key(fault: &str) -> Option<&'static str> {
    Some(match fault {
        "reason-needed" => "reference-reason-needed",
        "words-needed" => "reference-words-needed",
        "day-in-past" => "reference-day-in-past",
        "no-day" => "reference-no-day",
        "day-twice" => "reference-day-twice",
        "day-is-so" => "reference-day-is-so",
        "centre-number-wrong" => "reference-centre-number-wrong",
        "centre-number-taken" => "reference-centre-number-taken",
        "choose-professions" => "reference-choose-professions",
        "too-many-professions" => "reference-too-many-professions",
        "renewal-before" => "reference-renewal-before",
        "ends-anyway" => "reference-ends-anyway",
        "until-before-from" => "reference-until-before-from",
        "suspended-already" => "reference-suspended-already",
        "table-faulty" => "professions-faulty",
        "table-nothing-new" => "professions-nothing-new",
        "programme-reviewed" => "reference-programme-reviewed",
        "programme-own-draft" => "reference-own-draft",
        "programme-not-reviewed" => "reference-programme-not-reviewed",
        "programme-before-other" => "reference-programme-before-other",
        "basis-needed" => "reference-basis-needed",
        "choose-bond" => "reference-choose-bond",
        "iin-or-bin" => "reference-iin-or-bin",
        "not-competent" => "reference-not-competent",
        _ => return None,
    })
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
pub(super) mod tests;
