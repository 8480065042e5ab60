//! Signing in by login and password.

use acts::people::sign_in::sign_in;
use acts::{ActError, Cx};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::{Back, back_to};
use crate::answer::{Stopped, problem, stopped};
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
    /// Empty where no code can be sent.
    by_code: String,
}

impl SignInPage {
    fn new(visit: &Visit, by_code: bool, values: &Values, errors: &Errors) -> Self {
        Self::of(visit.form_frame("account-sign-in-title", values.request_id()), by_code, values, errors)
    }

    fn of(frame: Frame, by_code: bool, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let back = back_to(values.one("back")).unwrap_or_default().to_owned();
        Self {
            login: form.field("login", "account-login").autocomplete("username"),
            password: form.field("password", "account-password").password("current-password"),
            errors: form.error_lines(),
            sign_up: format!("/sign-up?back={}", query_value(&back)),
            by_code: if by_code {
                format!("/sign-in/code?back={}", query_value(&back))
            } else {
                String::new()
            },
            back,
            frame: frame.with_errors(!errors.is_empty()),
        }
    }
}

pub async fn get(visit: Visit, State(cx): State<Cx>, Query(Back { back }): Query<Back>) -> Response {
    show(&SignInPage::new(&visit, cx.sends_codes(), &Values::new().with("back", back), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    let by_code = cx.sends_codes();
    if let Some(language) = values.language_switch() {
        let page = SignInPage::new(&visit.in_language(language), by_code, &values, &Errors::none());
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
    if !errors.is_empty() {
        return Ok(show(&SignInPage::new(&visit, by_code, &values, &errors)));
    }
    match sign_in(&cx, login, password.to_owned()).await {
        Ok(who) => {
            let back = back_to(values.one("back"));
            let factor = cx.people.factor(who.account).await.map_err(|error| problem(error.into()))?;
            if factor.is_some() {
                session::begin_half(&session, &who).await?;
                let back = query_value(back.unwrap_or_default());
                return Ok(Redirect::to(&format!("/sign-in/second?back={back}")).into_response());
            }
            session::begin(&session, &who).await?;
            Ok(Redirect::to(back.unwrap_or_else(|| session::home(&who))).into_response())
        }
        Err(ActError::TooManyTries) => {
            errors.add("login", "account-wait");
            Ok(show(&SignInPage::new(&visit, by_code, &values, &errors)))
        }
        Err(error) => match stopped(error, "login") {
            Stopped::Say(errors) => Ok(show(&SignInPage::new(&visit, by_code, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

#[cfg(test)]
impl SignInPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        let values = Values::new().with("login", "aigerim").with("back", "/apply?programme=welder");
        let mut errors = Errors::none();
        errors.add("password", "reasons-wrong-password");
        Self::of(Frame::sample_form(language, "account-sign-in-title"), true, &values, &errors)
    }
}
