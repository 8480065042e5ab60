//! The authenticator app: setting it up, its code after the password, removing it.

use acts::Cx;
use acts::people::factor::{Enrolment, again, begin, confirm, second_step};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use qrcode::QrCode;
use qrcode::render::svg;
use tower_sessions::Session;
use uuid::Uuid;

use crate::answer::{Stopped, problem, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::account::back_to;
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::{self, Person};
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;

/// What the app shows beside the code.
const ISSUER: &str = "Bilikti";

#[derive(Debug, Template)]
#[template(path = "people/factor/page.html")]
pub struct FactorPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    salt: String,
    secret: String,
    /// The QR code as SVG, drawn here.
    picture: String,
    code: Field,
    proof: ProofAsked,
}

/// The recovery codes, shown once.
#[derive(Debug, Template)]
#[template(path = "people/factor/codes.html")]
pub struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
}

impl FactorPage {
    pub(super) fn new(
        visit: &Visit,
        enrolment: &Enrolment,
        proving: &Proving,
        (values, errors): (&Values, &Errors),
    ) -> Self {
        let frame = visit.form_frame("people-factor-set", values.request_id());
        let frame = frame.with_errors(!errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        Self {
            errors: form.error_lines(),
            salt: enrolment.salt.to_string(),
            secret: enrolment.secret.clone(),
            picture: picture(&enrolment.address),
            code: code_field(&frame, &form),
            proof: proving.ask(&frame, &form),
            frame,
        }
    }
}

impl CodesPage {
    pub(super) fn new(visit: &Visit, codes: Vec<String>) -> Self {
        Self { frame: visit.frame("people-recovery-title"), codes }
    }
}

/// Without its XML head: it stands inside the page.
fn picture(address: &str) -> String {
    let drawn =
        QrCode::new(address).map(|code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).build());
    let drawn = drawn.unwrap_or_default();
    drawn.find("<svg").and_then(|start| drawn.get(start..)).unwrap_or_default().to_owned()
}

fn code_field(frame: &Frame, form: &Form<'_>) -> Field {
    let field = form.field("code", "people-code").hint(frame.t("people-factor-code-hint"));
    field.inputmode("numeric").autocomplete("one-time-code").width(10)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    proving: Proving,
) -> Result<Response, Problem> {
    let enrolment = begin(&cx, &who, ISSUER).map_err(problem)?;
    Ok(show(&FactorPage::new(&visit, &enrolment, &proving, (&Values::new(), &Errors::none()))))
}

/// A proof first: nobody at a desk left open puts their own phone in place of another's.
pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    let salt: Uuid = values.one("salt").parse().map_err(|_| Problem::BadRequest)?;
    let enrolment = again(&cx, &who, ISSUER, salt).map_err(problem)?;
    if let Some(language) = values.language_switch() {
        let visit = visit.in_language(language);
        let page = FactorPage::new(&visit, &enrolment, &proving, (&values, &Errors::none()));
        return Ok(switched(language, &page));
    }
    let done = match proving.proof(&values).await {
        Ok(_) => confirm(&cx, &who, salt, values.one("code")).await.map_err(|error| stopped(error, "code")),
        Err(error) => Err(stopped(error, "password")),
    };
    match done {
        Ok(codes) => Ok(show(&CodesPage::new(&visit, codes))),
        Err(Stopped::Say(errors)) => {
            Ok(show(&FactorPage::new(&visit, &enrolment, &proving, (&values, &errors))))
        }
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

pub(super) fn removal(visit: &Visit, proving: &Proving, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("people-factor-remove", values.request_id());
    let frame = frame.with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: "/account".to_owned(),
        action: "/account/factor/remove".to_owned(),
        blocks: vec![
            Block::Text(frame.t("people-factor-remove-text")),
            Block::Proof(proving.ask(&frame, &form)),
        ],
        button: frame.t("people-factor-remove"),
        warning: true,
        frame,
    }
}

pub async fn remove_page(visit: Visit, proving: Proving) -> Response {
    show(&removal(&visit, &proving, &Values::new(), &Errors::none()))
}

pub async fn remove(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = removal(&visit.in_language(language), &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let done = match proving.proof(&values).await {
        Ok(_) => cx.people.remove_factor(who.account).await.map_err(Into::into),
        Err(error) => Err(error),
    };
    match done.map_err(|error| stopped(error, "password")) {
        Ok(()) => Ok(Redirect::to("/account").into_response()),
        Err(Stopped::Say(errors)) => Ok(show(&removal(&visit, &proving, &values, &errors))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

/// The second step of signing in.
pub(super) fn asking(visit: &Visit, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("people-second-title", values.request_id());
    let frame = frame.with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let back = back_to(values.one("back")).unwrap_or_default();
    QuestionPage {
        errors: form.error_lines(),
        back: "/sign-in".to_owned(),
        action: format!("/sign-in/second?back={}", crate::page::query_value(back)),
        blocks: vec![
            Block::Text(frame.t("people-second-text")),
            Block::Line(
                form.field("code", "people-code")
                    .hint(frame.t("people-second-hint"))
                    .autocomplete("one-time-code")
                    .width(20),
            ),
        ],
        button: frame.t("account-sign-in"),
        warning: false,
        frame,
    }
}

pub async fn second_page(
    visit: Visit,
    session: Session,
    axum::extract::Query(back): axum::extract::Query<crate::pages::account::Back>,
) -> Result<Response, Problem> {
    if session::half_way(&session).await?.is_none() {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    Ok(show(&asking(&visit, &Values::new().with("back", back.back()), &Errors::none())))
}

pub async fn second(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    axum::extract::Query(back): axum::extract::Query<crate::pages::account::Back>,
    values: Values,
) -> Result<Response, Problem> {
    let values = values.with("back", back.back());
    let Some(account) = session::half_way(&session).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &asking(&visit.in_language(language), &values, &Errors::none())));
    }
    match second_step(&cx, account, values.one("code")).await.map_err(|error| stopped(error, "code")) {
        Ok(()) => {}
        Err(Stopped::Say(errors)) => return Ok(show(&asking(&visit, &values, &errors))),
        Err(Stopped::Page(problem)) => return Err(problem),
    }
    let known = cx.people.by_id(account).await.map_err(|error| problem(error.into()))?;
    let who = known.ok_or(Problem::Forbidden)?.who(cx.clock.now());
    session::begin(&session, &who).await?;
    let to = back_to(values.one("back")).unwrap_or_else(|| session::home(&who));
    Ok(Redirect::to(to).into_response())
}
