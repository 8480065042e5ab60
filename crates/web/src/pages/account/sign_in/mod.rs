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
    /// Empty where the site has no name.
    by_passkey: String,
}

/// Other ways to sign in that are there.
#[derive(Debug, Clone, Copy)]
struct Ways {
    code: bool,
    passkey: bool,
}

impl Ways {
    fn of(cx: &Cx) -> Self {
        Self { code: cx.sends_codes(), passkey: cx.authenticators.serves() }
    }
}

impl SignInPage {
    fn new(visit: &Visit, ways: Ways, values: &Values, errors: &Errors) -> Self {
        Self::of(visit.form_frame("account-sign-in-title", values.request_id()), ways, values, errors)
    }

    fn of(frame: Frame, ways: Ways, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let back = back_to(values.one("back")).unwrap_or_default().to_owned();
        Self {
            login: form.field("login", "account-login").autocomplete("username"),
            password: form.field("password", "account-password").password("current-password"),
            errors: form.error_lines(),
            sign_up: format!("/sign-up?back={}", query_value(&back)),
            by_passkey: if ways.passkey {
                format!("/sign-in/passkey?back={}", query_value(&back))
            } else {
                String::new()
            },
            by_code: if ways.code {
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
    show(&SignInPage::new(&visit, Ways::of(&cx), &Values::new().with("back", back), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    let ways = Ways::of(&cx);
    if let Some(language) = values.language_switch() {
        let page = SignInPage::new(&visit.in_language(language), ways, &values, &Errors::none());
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
        return Ok(show(&SignInPage::new(&visit, ways, &values, &errors)));
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
            Ok(show(&SignInPage::new(&visit, ways, &values, &errors)))
        }
        Err(error) => match stopped(error, "login") {
            Stopped::Say(errors) => Ok(show(&SignInPage::new(&visit, ways, &values, &errors))),
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
        Self::of(
            Frame::sample_form(language, "account-sign-in-title"),
            Ways { code: true, passkey: true },
            &values,
            &errors,
        )
    }
}
