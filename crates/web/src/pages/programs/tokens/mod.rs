//! Tokens of a centre's programs: made by the head with a fresh proof, shown once, ended at any time.

use acts::Cx;
use acts::ports::Service;
use acts::service::{Scope, Wanted, end_token, make, tokens};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use serde::Deserialize;

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::people::place::moment;
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::Proving;
use crate::visit::Visit;

/// Days that a token may hold; the first is offered.
const DAYS: [&str; 4] = ["90", "7", "30", "365"];

#[derive(Debug, Template)]
#[template(path = "programs/tokens/page.html")]
pub struct TokensPage {
    frame: Frame,
    done: bool,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    id: String,
    name: String,
    scopes: Vec<String>,
    until: String,
    used: String,
    /// In words.
    standing: String,
    colour: &'static str,
    open: bool,
}

/// A token, told this once.
#[derive(Debug, Template)]
#[template(path = "programs/tokens/made.html")]
pub struct MadePage {
    pub(in crate::pages::programs) frame: Frame,
    pub(in crate::pages::programs) name: String,
    pub(in crate::pages::programs) secret: String,
    pub(in crate::pages::programs) back: &'static str,
    /// How it is used.
    pub(in crate::pages::programs) use_words: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

impl Asked {
    pub(in crate::pages::programs) fn is_done(&self) -> bool {
        !self.done.is_empty()
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let known = tokens(&cx, &who).await.map_err(problem)?;
    let frame = visit.frame("api-tokens-title").dense();
    Ok(show(&TokensPage::new(frame, &known, cx.clock.now(), asked.is_done())))
}

/// The words of a scope.
pub(in crate::pages::programs) fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Cases => "api-scope-cases",
        Scope::Persons => "api-scope-persons",
        Scope::Terms => "api-scope-terms",
        Scope::Sittings => "api-scope-sittings",
        Scope::Messages => "api-scope-messages",
        Scope::Applications => "api-scope-applications",
        Scope::Hooks => "api-scope-hooks",
    }
}

impl TokensPage {
    pub(in crate::pages::programs) fn new(
        frame: Frame,
        known: &[Service],
        now: Timestamp,
        done: bool,
    ) -> Self {
        let line = |service: &Service| {
            let (standing, colour) = match (service.ended_at, service.in_force(now)) {
                (Some(_), _) => ("api-token-ended", "red"),
                (None, true) => ("api-token-open", "green"),
                (None, false) => ("api-token-over", "grey"),
            };
            Line {
                id: service.account.to_string(),
                name: service.name.clone(),
                scopes: service.scopes.iter().map(|scope| frame.t(scope_words(*scope))).collect(),
                until: moment(service.until),
                used: service.used_at.map(moment).unwrap_or_default(),
                standing: frame.t(standing),
                colour,
                open: service.in_force(now),
            }
        };
        Self { done, lines: known.iter().map(line).collect(), frame }
    }
}

pub(in crate::pages::programs) fn page(
    visit: &Visit,
    proving: &Proving,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = visit.form_frame("api-token-new", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let scope = |scope: &Scope| Choice::new(scope.code(), frame.t(scope_words(*scope))).hint(scope.code());
    let days =
        |days: &str| Choice::new(days, frame.t1("api-token-days-n", "n", days.parse::<u16>().unwrap_or(0)));
    QuestionPage {
        errors: form.error_lines(),
        back: "/centre/tokens".to_owned(),
        action: "/centre/tokens/new".to_owned(),
        blocks: vec![
            Block::Text(frame.t("api-token-new-text")),
            Block::Line(form.field("name", "api-token-name").hint(frame.t("api-token-name-hint")).width(30)),
            Block::Boxes(form.choices("scopes", "api-token-scopes", Scope::ALL.iter().map(scope).collect())),
            Block::Radios(form.choices("days", "api-token-days", DAYS.into_iter().map(days).collect())),
            Block::Proof(proving.ask(&frame, &form)),
        ],
        button: frame.t("api-token-make"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

fn fresh() -> Values {
    Values::new().with("days", DAYS.first().copied().unwrap_or_default())
}

pub async fn new_page(visit: Visit, proving: Proving) -> Response {
    show(&page(&visit, &proving, &fresh(), &Errors::none()))
}

pub async fn make_one(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let wanted = Wanted {
        name: values.one("name").to_owned(),
        scopes: Scope::ALL.iter().copied().filter(|scope| values.has("scopes", scope.code())).collect(),
        days: values.one("days").parse().ok(),
    };
    let made = match proving.proof(&values).await {
        Ok(proof) => make(&cx, &who, &wanted, request_id(&values)?, &proof).await,
        Err(error) => Err(error),
    };
    match made.map_err(|error| stopped(error, "name")) {
        Ok(made) => {
            let frame = visit.frame("api-token-made").dense();
            let use_words = format!("Authorization: Bearer {}", made.token);
            let (name, secret) = (made.service.name, made.token);
            Ok(show(&MadePage { frame, name, secret, back: "/centre/tokens", use_words }))
        }
        Err(Stopped::Say(errors)) => Ok(show(&page(&visit, &proving, &values, &errors))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

pub async fn end_one(Person(who): Person, State(cx): State<Cx>, values: Values) -> Result<Response, Problem> {
    let id = values.one("token").parse().map_err(|_| Problem::NotFound)?;
    end_token(&cx, &who, id).await.map_err(problem)?;
    Ok(Redirect::to("/centre/tokens?done=1").into_response())
}
