//! Passkeys: one's own, each with a name; signing in by one.

use acts::people::passkey::{Made, begin, begin_sign_in, list, make, remove as remove_one, sign_in};
use acts::ports::Passkey;
use acts::{ActError, Cx};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::terms::local_date;
use tower_sessions::Session;
use uuid::Uuid;

use crate::answer::{Stopped, problem, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, query_value, show, switched};
use crate::pages::account::{Back, back_to};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::{self, Person};
use crate::step_up::{FIELD, PasskeyAsked, ProofAsked, Proving, keep, kept};
use crate::visit::Visit;

/// In the session: challenges to make a passkey, and to sign in by one.
const MAKING: &str = "passkey-making";
const SIGNING_IN: &str = "passkey-signing-in";
/// Name of the form's hidden field.
const MADE: &str = "made";

#[derive(Debug, Template)]
#[template(path = "people/passkeys/page.html")]
pub struct PasskeysPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    passkeys: Vec<Line>,
    name: Field,
    proof: ProofAsked,
    making: PasskeyAsked,
}

#[derive(Debug)]
struct Line {
    name: String,
    made: String,
    used: String,
    remove: String,
}

impl PasskeysPage {
    pub(super) fn new(
        visit: &Visit,
        passkeys: &[Passkey],
        options: String,
        proving: &Proving,
        (values, errors): (&Values, &Errors),
    ) -> Self {
        let frame = visit.form_frame("keys-passkeys-title", values.request_id());
        let frame = frame.with_errors(!errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let day = |at| frame.language.date(local_date(at));
        let line = |one: &Passkey| Line {
            name: one.name.clone(),
            made: day(one.made_at),
            used: one.used_at.map_or_else(|| frame.t("keys-passkey-unused"), day),
            remove: format!("/account/passkeys/{}/remove", one.id),
        };
        Self {
            errors: form.error_lines(),
            passkeys: passkeys.iter().map(line).collect(),
            name: form.field("name", "keys-passkey-name").hint(frame.t("keys-passkey-name-hint")).width(20),
            proof: proving.ask(&frame, &form),
            making: PasskeyAsked { options, name: MADE, words: frame.t("keys-passkey-make") },
            frame,
        }
    }
}

/// The person's passkeys, and a challenge to make another.
async fn challenge(cx: &Cx, session: &Session, who: &acts::Who) -> Result<(Vec<Passkey>, String), Problem> {
    let asked = begin(cx, who).await.map_err(problem)?;
    keep(session, MAKING, asked.kept).await?;
    Ok((list(cx, who).await.map_err(problem)?, asked.options))
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    session: Session,
    proving: Proving,
) -> Result<Response, Problem> {
    let (passkeys, options) = challenge(&cx, &session, &who).await?;
    let typed = (&Values::new(), &Errors::none());
    Ok(show(&PasskeysPage::new(&visit, &passkeys, options, &proving, typed)))
}

/// A proof first: nobody at a desk left open puts their own key beside another's.
pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    session: Session,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let (passkeys, options) = challenge(&cx, &session, &who).await?;
        let (visit, typed) = (visit.in_language(language), (&values, &Errors::none()));
        return Ok(switched(language, &PasskeysPage::new(&visit, &passkeys, options, &proving, typed)));
    }
    let asked = kept(&session, MAKING).await?;
    let made = Made { name: values.one("name"), answer: values.one(MADE) };
    let done = match proving.proof(&values).await {
        // Proved alone, by another passkey: the page is there again, and asks for no proof.
        Ok(_) if made.answer.is_empty() && made.name.is_empty() => Ok(()),
        Ok(proof) => make(&cx, &who, &proof, &asked, made).await,
        Err(error) => Err(error),
    };
    match done.map_err(|error| stopped(error, FIELD)) {
        Ok(()) => Ok(Redirect::to("/account/passkeys").into_response()),
        Err(Stopped::Say(errors)) => {
            let (passkeys, options) = challenge(&cx, &session, &who).await?;
            Ok(show(&PasskeysPage::new(&visit, &passkeys, options, &proving, (&values, &errors))))
        }
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

pub(super) fn removal(
    visit: &Visit,
    passkey: &Passkey,
    proving: &Proving,
    (values, errors): (&Values, &Errors),
) -> QuestionPage {
    let frame = visit.form_frame("keys-passkey-remove-title", values.request_id());
    let frame = frame.with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: "/account/passkeys".to_owned(),
        action: format!("/account/passkeys/{}/remove", passkey.id),
        blocks: vec![
            Block::Heading(passkey.name.clone()),
            Block::Text(frame.t("keys-passkey-remove-text")),
            Block::Proof(proving.ask(&frame, &form)),
        ],
        button: frame.t("keys-passkey-remove"),
        warning: true,
        frame,
    }
}

/// One of the person's own.
async fn own(cx: &Cx, who: &acts::Who, id: Uuid) -> Result<Passkey, Problem> {
    let passkeys = list(cx, who).await.map_err(problem)?;
    passkeys.into_iter().find(|one| one.id == id).ok_or(Problem::NotFound)
}

pub async fn remove_page(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    proving: Proving,
) -> Result<Response, Problem> {
    let passkey = own(&cx, &who, id).await?;
    Ok(show(&removal(&visit, &passkey, &proving, (&Values::new(), &Errors::none()))))
}

pub async fn remove(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    let passkey = own(&cx, &who, id).await?;
    if let Some(language) = values.language_switch() {
        let page = removal(&visit.in_language(language), &passkey, &proving, (&values, &Errors::none()));
        return Ok(switched(language, &page));
    }
    let done = match proving.proof(&values).await {
        Ok(proof) => remove_one(&cx, &who, &proof, id).await,
        Err(error) => Err(error),
    };
    match done.map_err(|error| stopped(error, FIELD)) {
        Ok(()) => Ok(Redirect::to("/account/passkeys").into_response()),
        Err(Stopped::Say(errors)) => Ok(show(&removal(&visit, &passkey, &proving, (&values, &errors)))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

/// Signing in by a passkey; nobody types a name.
#[derive(Debug, Template)]
#[template(path = "people/passkeys/sign_in.html")]
pub struct SignInPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    action: String,
    passkey: PasskeyAsked,
    by_password: String,
}

impl SignInPage {
    pub(super) fn new(visit: &Visit, options: String, (values, errors): (&Values, &Errors)) -> Self {
        let frame = visit.form_frame("keys-sign-in-title", values.request_id());
        let frame = frame.with_errors(!errors.is_empty());
        let back = query_value(back_to(values.one("back")).unwrap_or_default());
        Self {
            errors: Form { language: frame.language, values, errors }.error_lines(),
            action: format!("/sign-in/passkey?back={back}"),
            passkey: PasskeyAsked { options, name: "passkey", words: frame.t("keys-sign-in") },
            by_password: format!("/sign-in?back={back}"),
            frame,
        }
    }
}

/// A challenge to anybody.
async fn asking(cx: &Cx, session: &Session) -> Result<String, Problem> {
    let asked = begin_sign_in(cx).await.map_err(problem)?;
    keep(session, SIGNING_IN, asked.kept).await?;
    Ok(asked.options)
}

pub async fn sign_in_page(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    let options = asking(&cx, &session).await?;
    let values = Values::new().with("back", back.back());
    Ok(show(&SignInPage::new(&visit, options, (&values, &Errors::none()))))
}

pub async fn sign_in_by(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    Query(back): Query<Back>,
    values: Values,
) -> Result<Response, Problem> {
    let values = values.with("back", back.back());
    if let Some(language) = values.language_switch() {
        let options = asking(&cx, &session).await?;
        let page = SignInPage::new(&visit.in_language(language), options, (&values, &Errors::none()));
        return Ok(switched(language, &page));
    }
    let asked = kept(&session, SIGNING_IN).await?;
    match sign_in(&cx, &asked, values.one("passkey")).await {
        Ok(who) => {
            session::begin(&session, &who).await?;
            let to = back_to(values.one("back")).unwrap_or_else(|| session::home(&who));
            Ok(Redirect::to(to).into_response())
        }
        Err(ActError::WrongPasskey) => {
            let options = asking(&cx, &session).await?;
            let mut errors = Errors::none();
            errors.add("page-form", "keys-passkey-wrong");
            Ok(show(&SignInPage::new(&visit, options, (&values, &errors))))
        }
        Err(error) => Err(problem(error)),
    }
}
