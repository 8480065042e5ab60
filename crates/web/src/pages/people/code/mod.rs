//! Signing in by a code sent to an e-mail or a mobile. Signed in already, the address is put beside one's account, and the
//! code is a fresh proof.

use acts::Cx;
use acts::people::Who;
use acts::people::code::{add, address, known, open_account, send, take};
use acts::ports::Address;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

use crate::answer::{Stopped, problem, stopped};
use crate::form::{Errors, Form, Values};
use crate::page::{query_value, show, switched};
use crate::pages::account::{Back, back_to};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session;
use crate::step_up::PROVED;
use crate::visit::Visit;

const ASKED: &str = "code-asked";

/// What the session remembers between the pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Asked {
    asking: Uuid,
    address: String,
    back: String,
    /// The code was right; the name for a new account is asked.
    proved: bool,
}

/// Who is signed in, if anybody: the pages are public.
type Signed = Option<axum::Extension<Who>>;

async fn remembered(session: &Session) -> Result<Option<Asked>, Problem> {
    session.get(ASKED).await.map_err(|_| Problem::Unavailable)
}

async fn remember(session: &Session, asked: &Asked) -> Result<(), Problem> {
    session.insert(ASKED, asked).await.map_err(|_| Problem::Unavailable)
}

pub(super) fn page(visit: &Visit, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("people-by-code-title", values.request_id());
    let frame = frame.with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let back = back_to(values.one("back")).unwrap_or_default();
    QuestionPage {
        errors: form.error_lines(),
        back: format!("/sign-in?back={}", query_value(back)),
        action: format!("/sign-in/code?back={}", query_value(back)),
        blocks: vec![
            Block::Text(frame.t("people-by-code-text")),
            Block::Line(
                form.field("address", "people-address").hint(frame.t("people-address-hint")).width(30),
            ),
        ],
        button: frame.t("people-by-code-send"),
        warning: false,
        frame,
    }
}

pub async fn get(visit: Visit, State(cx): State<Cx>, Query(back): Query<Back>) -> Result<Response, Problem> {
    if !cx.sends_codes() {
        return Err(Problem::NotFound);
    }
    Ok(show(&page(&visit, &Values::new().with("back", back.back()), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    Query(back): Query<Back>,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    let values = values.with("back", back.back());
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&visit.in_language(language), &values, &Errors::none())));
    }
    let asking = cx.ids.fresh();
    let sent = match address(values.one("address")) {
        Ok(to) => send(&cx, asking, &to, visit.language.paper()).await.map(|()| to),
        Err(error) => Err(error),
    };
    match sent.map_err(|error| stopped(error, "address")) {
        Ok(to) => {
            let back = back_to(values.one("back")).unwrap_or_default().to_owned();
            let asked = Asked { asking, address: to.as_str().to_owned(), back, proved: false };
            remember(&session, &asked).await?;
            Ok(Redirect::to("/sign-in/code/enter").into_response())
        }
        Err(Stopped::Say(errors)) => Ok(show(&page(&visit, &values, &errors))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

pub(super) fn entering(
    visit: &Visit,
    address: &str,
    proved: bool,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let title = if proved { "people-new-title" } else { "people-enter-title" };
    let frame = visit.form_frame(title, values.request_id()).with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let blocks = if proved {
        let name = form.field("name", "account-name").hint(frame.t("account-name-hint")).autocomplete("name");
        vec![Block::Text(frame.t("people-new-text")), Block::Line(name)]
    } else {
        let code = form.field("code", "people-code").hint(frame.t("people-enter-hint"));
        let code = code.inputmode("numeric").autocomplete("one-time-code").width(10);
        vec![
            Block::Text(frame.t1("people-enter-text", "address", address)),
            Block::Line(code),
            Block::Link(frame.t("people-enter-again"), "/sign-in/code".to_owned()),
        ]
    };
    QuestionPage {
        errors: form.error_lines(),
        back: "/sign-in/code".to_owned(),
        action: "/sign-in/code/enter".to_owned(),
        blocks,
        button: frame.t(if proved { "account-sign-up" } else { "people-enter" }),
        warning: false,
        frame,
    }
}

pub async fn enter_page(visit: Visit, session: Session) -> Result<Response, Problem> {
    let Some(asked) = remembered(&session).await? else {
        return Ok(Redirect::to("/sign-in/code").into_response());
    };
    Ok(show(&entering(&visit, &asked.address, asked.proved, &Values::new(), &Errors::none())))
}

pub async fn enter(
    visit: Visit,
    State(cx): State<Cx>,
    session: Session,
    signed: Signed,
    values: Values,
) -> Result<Response, Problem> {
    let Some(mut asked) = remembered(&session).await? else {
        return Ok(Redirect::to("/sign-in/code").into_response());
    };
    if let Some(language) = values.language_switch() {
        let visit = visit.in_language(language);
        let page = entering(&visit, &asked.address, asked.proved, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let signed = signed.map(|axum::Extension(who)| who);
    let done = match go_on(&cx, &session, &mut asked, signed.as_ref(), &values).await {
        Ok(done) => done,
        Err(Stopped::Page(problem)) => return Err(problem),
        Err(Stopped::Say(errors)) => {
            return Ok(show(&entering(&visit, &asked.address, asked.proved, &values, &errors)));
        }
    };
    let Some(who) = done else {
        return Ok(show(&entering(&visit, &asked.address, true, &Values::new(), &Errors::none())));
    };
    arrive(&cx, &session, &who, signed.is_some(), &asked.back).await
}

/// The person, once it is known who; `None` while the name of somebody new is awaited.
async fn go_on(
    cx: &Cx,
    session: &Session,
    asked: &mut Asked,
    signed: Option<&Who>,
    values: &Values,
) -> Result<Option<Who>, Stopped> {
    let to: Address = address(&asked.address).map_err(|error| stopped(error, "code"))?;
    if asked.proved {
        let opened = open_account(cx, &to, values.one("name")).await;
        return opened.map(Some).map_err(|error| stopped(error, "name"));
    }
    take(cx, asked.asking, values.one("code")).await.map_err(|error| stopped(error, "code"))?;
    if let Some(who) = signed {
        add(cx, who, &to).await.map_err(|error| stopped(error, "code"))?;
        return Ok(Some(who.clone()));
    }
    let known = known(cx, &to).await.map_err(|error| stopped(error, "code"))?;
    if known.is_none() {
        asked.proved = true;
        remember(session, asked).await.map_err(Stopped::Page)?;
    }
    Ok(known)
}

/// Signed in, with a fresh proof. Whoever has an authenticator app owes its code also after this one.
async fn arrive(
    cx: &Cx,
    session: &Session,
    who: &Who,
    was_signed_in: bool,
    back: &str,
) -> Result<Response, Problem> {
    let unavailable = |_| Problem::Unavailable;
    session.remove::<Asked>(ASKED).await.map_err(unavailable)?;
    if !was_signed_in {
        let factor = cx.people.factor(who.account).await.map_err(|error| problem(error.into()))?;
        if factor.is_some() {
            session::begin_half(session, who).await?;
            return Ok(Redirect::to(&format!("/sign-in/second?back={}", query_value(back))).into_response());
        }
        session::begin(session, who).await?;
    }
    session.insert(PROVED, cx.clock.now()).await.map_err(unavailable)?;
    let to = back_to(back).unwrap_or_else(|| session::home(who));
    Ok(Redirect::to(to).into_response())
}
