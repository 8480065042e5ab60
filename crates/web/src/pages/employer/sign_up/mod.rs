//! An employer opens its account.

use acts::Cx;
use acts::people::employer::{NewEmployer, open_employer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use crate::answer::{Stopped, stopped};
use crate::form::{Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;
use crate::words::t;

const TITLE: &str = "employer-sign-up-title";

pub(super) fn page(frame: Frame, values: &Values, errors: &Errors) -> QuestionPage {
    let form = Form { language: frame.language, values, errors };
    let words = |key: &str| t(frame.language, key);
    QuestionPage {
        errors: form.error_lines(),
        back: "/sign-in".to_owned(),
        action: "/employer/sign-up".to_owned(),
        blocks: vec![
            Block::Text(words("employer-sign-up-text")),
            Block::Line(form.field("organisation", "employer-organisation").autocomplete("organization")),
            Block::Line(form.field("bin", "employer-bin").inputmode("numeric").width(20)),
            Block::Line(form.field("name", "account-name").autocomplete("name")),
            Block::Line(
                form.field("login", "account-login")
                    .hint(words("account-login-hint"))
                    .autocomplete("username"),
            ),
            Block::Line(
                form.field("password", "account-password")
                    .hint(words("account-password-hint"))
                    .password("new-password"),
            ),
        ],
        button: words("employer-sign-up"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(visit: Visit) -> Response {
    show(&page(visit.form_frame(TITLE, None), &Values::new(), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, &values, &Errors::none())));
    }
    let errors = values.errors();
    if !errors.is_empty() {
        return Ok(show(&page(visit.form_frame(TITLE, sent), &values, &errors)));
    }
    let new = NewEmployer {
        login: values.one("login"),
        person: values.one("name"),
        name: values.one("organisation"),
        bin: values.one("bin"),
    };
    match open_employer(&cx, new, values.one("password").to_owned()).await {
        Ok(who) => {
            session::begin(&session, &who).await?;
            Ok(Redirect::to("/employer").into_response())
        }
        Err(error) => match stopped(error, "login") {
            Stopped::Say(errors) => Ok(show(&page(visit.form_frame(TITLE, sent), &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}
