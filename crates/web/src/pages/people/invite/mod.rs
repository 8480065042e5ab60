//! Inviting somebody to roles: their link is shown once, to be handed over.

use acts::access::Role;
use acts::people::invite::{Invitee, invite, take_back as give_up};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

use super::place::PlaceAt;
use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::role_words;

/// The link of an invitation.
#[derive(Debug, Template)]
#[template(path = "people/invite/page.html")]
pub struct InvitedPage {
    frame: Frame,
    back: String,
    name: String,
    link: String,
}

pub(super) fn page(at: &PlaceAt, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = at.visit.form_frame("people-invite-title", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let roles = at.roles.iter().map(|role| Choice::new(role.code(), frame.t(role_words(*role)))).collect();
    QuestionPage {
        errors: form.error_lines(),
        back: at.path(""),
        action: at.path("invite"),
        blocks: vec![
            Block::Told(at.name(&frame)),
            Block::Text(frame.t("people-invite-text")),
            Block::Line(form.field("name", "account-name").hint(frame.t("account-name-hint"))),
            Block::Line(form.field("email", "people-email").kind("email").inputmode("email")),
            Block::Boxes(form.choices("roles", "people-roles", roles)),
        ],
        button: frame.t("people-invite-make"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(at: PlaceAt) -> Response {
    show(&page(&at, &Values::new(), &Errors::none()))
}

pub async fn post(at: PlaceAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&at.in_language(language), &values, &Errors::none())));
    }
    let errors = values.errors();
    if !errors.is_empty() {
        return Ok(show(&page(&at, &values, &errors)));
    }
    let code = |role: &Role| values.has("roles", role.code());
    let invitee = Invitee {
        name: values.one("name").to_owned(),
        email: values.one("email").to_owned(),
        roles: at.roles.iter().copied().filter(code).collect(),
    };
    match invite(&at.cx, &at.who, at.centre.as_ref(), &invitee, request_id(&values)?).await {
        Ok(key) => Ok(show(&InvitedPage::new(&at, &invitee.name, &key))),
        Err(error) => match stopped(error, "name") {
            Stopped::Say(errors) => Ok(show(&page(&at, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

pub async fn take_back(at: PlaceAt, values: Values) -> Result<Response, Problem> {
    let id = values.one("invitation").parse().map_err(|_| Problem::NotFound)?;
    give_up(&at.cx, &at.who, at.centre.as_ref(), id).await.map_err(problem)?;
    Ok(Redirect::to(&format!("{}?done=1", at.path(""))).into_response())
}

impl InvitedPage {
    pub(super) fn new(at: &PlaceAt, name: &str, key: &str) -> Self {
        Self {
            frame: at.visit.frame("people-invited-title").dense(),
            back: at.path(""),
            name: name.to_owned(),
            link: format!("{}/join/{key}", at.cx.public_address),
        }
    }
}
