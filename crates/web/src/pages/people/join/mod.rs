//! Taking an invitation up: as the person signed in, or with a new account.

use acts::Cx;
use acts::people::Who;
use acts::people::invite::{by_key, join, join_anew};
use acts::ports::Invitation;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use crate::answer::{Stopped, problem, stopped};
use crate::form::{Errors, Form, Values};
use crate::page::{Frame, show, show_with, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::{self, role_words};
use crate::visit::Visit;

pub(super) fn page(
    visit: &Visit,
    key: &str,
    invitation: &Invitation,
    who: Option<&Who>,
    (values, errors): (&Values, &Errors),
) -> QuestionPage {
    let frame = visit.form_frame("people-join-title", values.request_id());
    let beginning = Values::new().with("login", invitation.email.clone());
    let values = if values.one("login").is_empty() { &beginning } else { values };
    let form = Form { language: frame.language, values, errors };
    let roles = invitation.roles.iter().map(|role| frame.t(role_words(*role))).collect::<Vec<_>>().join(", ");
    let mut blocks =
        vec![Block::Text(frame.t2("people-join-text", "name", &invitation.name, "roles", roles))];
    match who {
        Some(who) => blocks.push(Block::Text(frame.t1("people-join-as", "name", &who.name))),
        None => blocks.extend([
            Block::Link(frame.t("people-join-known"), format!("/sign-in?back=/join/{key}")),
            Block::Line(
                form.field("login", "account-login")
                    .hint(frame.t("account-login-hint"))
                    .autocomplete("username"),
            ),
            Block::Line(
                form.field("password", "account-password")
                    .hint(frame.t("account-password-hint"))
                    .password("new-password"),
            ),
        ]),
    }
    QuestionPage {
        errors: form.error_lines(),
        back: "/".to_owned(),
        action: format!("/join/{key}"),
        blocks,
        button: frame.t("people-join"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

/// The link does not hold any more.
#[derive(Debug, Template)]
#[template(path = "people/join/over.html")]
pub struct OverPage {
    frame: Frame,
}

pub(super) fn over(visit: &Visit) -> OverPage {
    OverPage { frame: visit.frame("people-join-over-title") }
}

/// Who is signed in, if anybody: the page is public.
type Signed = Option<axum::Extension<Who>>;

pub async fn get(
    visit: Visit,
    State(cx): State<Cx>,
    Path(key): Path<String>,
    signed: Signed,
) -> Result<Response, Problem> {
    let who = signed.map(|axum::Extension(who)| who);
    match by_key(&cx, &key).await {
        Ok(found) => Ok(show(&page(&visit, &key, &found, who.as_ref(), (&Values::new(), &Errors::none())))),
        Err(acts::ActError::InvitationOver) => Ok(show_with(StatusCode::GONE, &over(&visit))),
        Err(error) => Err(problem(error)),
    }
}

pub async fn post(
    visit: Visit,
    State(cx): State<Cx>,
    Path(key): Path<String>,
    signed: Signed,
    session: Session,
    values: Values,
) -> Result<Response, Problem> {
    let who = signed.map(|axum::Extension(who)| who);
    let invitation = by_key(&cx, &key).await;
    if let (Some(language), Ok(found)) = (values.language_switch(), &invitation) {
        let visit = visit.in_language(language);
        return Ok(switched(language, &page(&visit, &key, found, who.as_ref(), (&values, &Errors::none()))));
    }
    let joined = match &who {
        Some(who) => join(&cx, &key, who).await.map(|()| who.clone()),
        None => join_anew(&cx, &key, values.one("login"), values.one("password").to_owned()).await,
    };
    match (joined.map_err(|error| stopped(error, "login")), invitation) {
        (Ok(joined), _) => {
            if who.is_none() {
                session::begin(&session, &joined).await?;
            }
            Ok(Redirect::to("/account").into_response())
        }
        (Err(Stopped::Page(problem)), _) => Err(problem),
        (Err(Stopped::Say(errors)), Ok(found)) => {
            Ok(show(&page(&visit, &key, &found, who.as_ref(), (&values, &errors))))
        }
        (Err(_), Err(_)) => Ok(show_with(StatusCode::GONE, &over(&visit))),
    }
}
