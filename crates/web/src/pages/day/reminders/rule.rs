//! How early a centre reminds.

use acts::Cx;
use acts::desk::reminders::{rule, set_rule};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::{Stopped, problem, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "day/reminders/rule.html")]
pub struct RulePage {
    frame: Frame,
    owed: Field,
    head: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let rule = rule(&cx, &who).await.map_err(problem)?;
    let values = Values::new().with("owed", rule.owed.to_string()).with("head", rule.head.to_string());
    Ok(show(&RulePage::new(&visit, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = RulePage::new(&visit.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let days = |name| values.one(name).parse().ok();
    match set_rule(&cx, &who, days("owed"), days("head")).await {
        Ok(()) => Ok(Redirect::to("/board").into_response()),
        Err(error) => match stopped(error, "owed") {
            Stopped::Say(errors) => Ok(show(&RulePage::new(&visit, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl RulePage {
    pub(crate) fn new(visit: &Visit, values: &Values, errors: &Errors) -> Self {
        let frame = visit.form_frame("board-rule-title", values.request_id()).with_errors(!errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        Self {
            owed: form.field("owed", "board-rule-owed").inputmode("numeric").width(3),
            head: form.field("head", "board-rule-head").inputmode("numeric").width(3),
            errors: form.error_lines(),
            frame: frame.dense(),
        }
    }
}
