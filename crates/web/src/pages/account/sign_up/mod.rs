//! Opening an account: login, name, a long password.

use acts::Cx;
use acts::people::account::open_account;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::{Back, back_to};
use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, query_value, show, switched};
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "account/sign_up/page.html")]
pub struct SignUpPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    name: Field,
    login: Field,
    password: Field,
    back: String,
    sign_in: String,
}

impl SignUpPage {
    fn new(visit: &Visit, values: &Values, errors: &Errors) -> Self {
        Self::of(visit.form_frame("account-sign-up-title", values.request_id()), values, errors)
    }

    fn of(frame: Frame, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let back = back_to(values.one("back")).unwrap_or_default().to_owned();
        Self {
            name: form.field("name", "account-name").hint(frame.t("account-name-hint")).autocomplete("name"),
            login: form
                .field("login", "account-login")
                .hint(frame.t("account-login-hint"))
                .autocomplete("username"),
            password: form
                .field("password", "account-password")
                .hint(frame.t("account-password-hint"))
                .password("new-password"),
            errors: form.error_lines(),
            sign_in: format!("/sign-in?back={}", query_value(&back)),
            back,
            frame: frame.with_errors(!errors.is_empty()),
        }
    }
}

pub async fn get(visit: Visit, Query(Back { back }): Query<Back>) -> Response {
    show(&SignUpPage::new(&visit, &Values::new().with("back", back), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = SignUpPage::new(&visit.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let errors = values.errors();
    if !errors.is_empty() {
        return Ok(show(&SignUpPage::new(&visit, &values, &errors)));
    }
    let password = values.one("password").to_owned();
    match open_account(&cx, values.one("login"), values.one("name"), password).await {
        Ok(who) => {
            session::begin(&session, &who).await?;
            let to = back_to(values.one("back")).unwrap_or_else(|| session::home(&who));
            Ok(Redirect::to(to).into_response())
        }
        Err(error) => match stopped(error, "login") {
            Stopped::Say(errors) => Ok(show(&SignUpPage::new(&visit, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

#[cfg(test)]
impl SignUpPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        let values = Values::new().with("login", "aigerim").with("password", "қысқа");
        let mut errors = Errors::none();
        errors.add("name", "reasons-name-missing");
        errors.add("password", "reasons-password-short");
        Self::of(Frame::sample_form(language, "account-sign-up-title"), &values, &errors)
    }
}
