//! Ending somebody's role: at once, or after a last day.

use acts::AccountId;
use acts::people::Held;
use acts::people::staff::end;
use acts::ports::Account;
use axum::response::{IntoResponse, Redirect, Response};

use super::place::PlaceAt;
use crate::answer::{Stopped, problem, stopped};
use crate::form::{Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::role_words;

pub(super) fn page(
    at: &PlaceAt,
    account: &Account,
    held: &Held,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = at.visit.form_frame("people-end-title", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: at.path(""),
        action: at.path(&format!("{}/{}", account.id, held.place)),
        blocks: vec![
            Block::Text(format!("{} · {}", account.name, frame.t(role_words(held.seat.role)))),
            Block::Text(frame.t("people-end-text")),
            Block::Date(form.field("last", "people-end-last").hint(frame.t("people-end-last-hint"))),
        ],
        button: frame.t("people-end"),
        warning: true,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

/// The seat that the address names.
async fn seat(at: &PlaceAt) -> Result<(Account, Held), Problem> {
    let part = |name: &str| at.path.get(name).map_or("", String::as_str);
    let id: AccountId = part("account").parse().map_err(|_| Problem::NotFound)?;
    let place: u32 = part("seat").parse().map_err(|_| Problem::NotFound)?;
    let account = at.cx.people.by_id(id).await.map_err(|error| problem(error.into()))?;
    let account = account.ok_or(Problem::NotFound)?;
    let held = account.seats.iter().find(|held| held.place == place && held.seat.centre == at.centre);
    let held = held.filter(|held| at.roles.contains(&held.seat.role)).cloned().ok_or(Problem::NotFound)?;
    Ok((account, held))
}

pub async fn get(at: PlaceAt) -> Result<Response, Problem> {
    let (account, held) = seat(&at).await?;
    Ok(show(&page(&at, &account, &held, &Values::new(), &Errors::none())))
}

pub async fn post(at: PlaceAt, values: Values) -> Result<Response, Problem> {
    let (account, held) = seat(&at).await?;
    if let Some(language) = values.language_switch() {
        let page = page(&at.in_language(language), &account, &held, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    let last = values.date("last").unwrap_or_else(|_| {
        errors.add("last", "reasons-date-wrong");
        None
    });
    if errors.is_empty() {
        let ended = end(&at.cx, &at.who, at.centre.as_ref(), account.id, held.place, last).await;
        match ended.map_err(|error| stopped(error, "last")) {
            Ok(()) => return Ok(Redirect::to(&format!("{}?done=1", at.path(""))).into_response()),
            Err(Stopped::Say(said)) => errors = said,
            Err(Stopped::Page(problem)) => return Err(problem),
        }
    }
    Ok(show(&page(&at, &account, &held, &values, &errors)))
}
