//! Naming somebody who stands in for another, in one role, from one day to another.

use acts::AccountId;
use acts::access::Role;
use acts::error::{ActError, FieldFault};
use acts::people::staff::{StandIn, people, stand_in};
use acts::ports::Account;
use axum::response::{IntoResponse, Redirect, Response};

use super::place::PlaceAt;
use crate::answer::{Stopped, problem, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::role_words;

pub(super) fn page(at: &PlaceAt, staff: &[Account], values: &Values, errors: &Errors) -> QuestionPage {
    let frame = at.visit.form_frame("people-stand-in-title", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let roles = at.roles.iter().map(|role| Choice::new(role.code(), frame.t(role_words(*role)))).collect();
    let names = || staff.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect();
    QuestionPage {
        errors: form.error_lines(),
        back: at.path(""),
        action: at.path("stand-in"),
        blocks: vec![
            Block::Told(at.name(&frame)),
            Block::Text(frame.t("people-stand-in-text")),
            Block::Radios(form.choices("role", "people-stand-in-role", roles)),
            Block::Select(form.choices("of", "people-stand-in-of", names())),
            Block::Select(form.choices("by", "people-stand-in-by", names())),
            Block::Date(form.field("from", "people-stand-in-from")),
            Block::Date(form.field("to", "people-stand-in-to")),
        ],
        button: frame.t("people-stand-in-name"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

/// Who works here now.
async fn staff(at: &PlaceAt) -> Result<Vec<Account>, Problem> {
    let now = at.cx.clock.now();
    let mut staff = people(&at.cx, &at.who, at.centre.as_ref()).await.map_err(problem)?;
    staff.retain(|one| one.seats.iter().any(|held| held.seat.centre == at.centre && held.in_force(now)));
    Ok(staff)
}

pub async fn get(at: PlaceAt) -> Result<Response, Problem> {
    let staff = staff(&at).await?;
    Ok(show(&page(&at, &staff, &Values::new(), &Errors::none())))
}

pub async fn post(at: PlaceAt, values: Values) -> Result<Response, Problem> {
    let centre = at.centre.clone().ok_or(Problem::NotFound)?;
    let staff = staff(&at).await?;
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&at.in_language(language), &staff, &values, &Errors::none())));
    }
    let done = match read(&at, &values) {
        Ok(asked) => stand_in(&at.cx, &at.who, &centre, &asked).await,
        Err(faults) => Err(ActError::Fields(faults)),
    };
    match done.map_err(|error| stopped(error, "by")) {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=1", at.path(""))).into_response()),
        Err(Stopped::Say(errors)) => Ok(show(&page(&at, &staff, &values, &errors))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

fn read(at: &PlaceAt, values: &Values) -> Result<StandIn, Vec<FieldFault>> {
    let role: Option<Role> = at.roles.iter().copied().find(|role| values.one("role") == role.code());
    let person = |name| values.one(name).parse::<AccountId>().ok();
    let day = |name| values.date(name).ok().flatten();
    let (of, by, from, to) = (person("of"), person("by"), day("from"), day("to"));
    if let (Some(role), Some(of), Some(by), Some(from), Some(to)) = (role, of, by, from, to) {
        return Ok(StandIn { role, of, by, from, to });
    }
    let missing = [
        (role.is_none(), "role", "choose-role"),
        (of.is_none(), "of", "stand-in-not-here"),
        (by.is_none(), "by", "stand-in-not-here"),
        (from.is_none(), "from", "date-wrong"),
        (to.is_none(), "to", "date-wrong"),
    ];
    let missing = missing.into_iter().filter(|(missing, ..)| *missing);
    Err(missing.map(|(_, field, fault)| FieldFault { field, fault }).collect())
}
