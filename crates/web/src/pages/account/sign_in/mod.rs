//! Signing in by login and password.

use acts::people::sign_in::sign_in;
use acts::{ActError, Cx};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::{Back, attempts, back_to};
use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, query_value, show, switched};
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "account/sign_in/page.html")]
pub struct SignInPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    login: Field,
    password: Field,
    back: String,
    sign_up: String,
}

impl SignInPage {
    fn new(visit: &Visit, values: &Values, errors: &Errors) -> Self {
        Self::of(visit.form_frame("account-sign-in-title", values.request_id()), values, errors)
    }

    fn of(frame: Frame, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let back = back_to(values.one("back")).unwrap_or_default().to_owned();
        Self {
            login: form.field("login", "account-login").autocomplete("username"),
            password: form.field("password", "account-password").password("current-password"),
            errors: form.error_lines(),
            sign_up: format!("/sign-up?back={}", query_value(&back)),
            back,
            frame: frame.with_errors(!errors.is_empty()),
        }
    }
}

pub async fn get(visit: Visit, Query(Back { back }): Query<Back>) -> Response {
    show(&SignInPage::new(&visit, &Values::new().with("back", back), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = SignInPage::new(&visit.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let (login, password) = (values.one("login"), values.one("password"));
    let mut errors = values.errors();
    if login.is_empty() {
        errors.add("login", "account-login-empty");
    }
    if password.is_empty() {
        errors.add("password", "account-password-empty");
    }
    let now = cx.clock.now();
    if errors.is_empty() && attempts::must_wait(login, now) {
        errors.add("login", "account-wait");
    }
    if !errors.is_empty() {
        return Ok(show(&SignInPage::new(&visit, &values, &errors)));
    }
    match sign_in(&cx, login, password.to_owned()).await {
        Ok(who) => {
            attempts::succeeded(login);
            session::begin(&session, &who).await?;
            let to = back_to(values.one("back")).unwrap_or_else(|| session::home(&who));
            Ok(Redirect::to(to).into_response())
        }
        Err(error) => {
            if error == ActError::WrongPassword {
                attempts::failed(login, now);
            }
            match stopped(error, "login") {
                Stopped::Say(errors) => Ok(show(&SignInPage::new(&visit, &values, &errors))),
                Stopped::Page(problem) => Err(problem),
            }
        }
    }
}

#[cfg(test)]
impl SignInPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        let values = Values::new().with("login", "aigerim").with("back", "/apply?programme=welder");
        let mut errors = Errors::none();
        errors.add("password", "reasons-wrong-password");
        Self::of(Frame::sample_form(language, "account-sign-in-title"), &values, &errors)
    }
}
