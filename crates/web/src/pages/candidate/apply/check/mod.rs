//! All answers in the order of A1, each with its way back; then signed with the password and sent.

mod rows;

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::draft::{self, Draft, finished};
use acts::intake::file_application;
use acts::people::sign_in::confirm;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/apply/check/page.html")]
pub struct CheckPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    back: String,
    action: String,
    sections: Vec<rows::Section>,
    password: Field,
}

impl CheckPage {
    fn new(frame: Frame, id: Uuid, draft: &Draft, catalogue: &Catalogue, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values: &Values::new(), errors };
        Self {
            errors: form.error_lines(),
            back: format!("/apply/{id}"),
            action: format!("/apply/{id}/check"),
            sections: rows::sections(&frame, id, draft, catalogue),
            password: form
                .field("password", "account-password")
                .hint(frame.t("apply-sign-hint"))
                .password("current-password"),
            frame: frame.with_errors(!errors.is_empty()),
        }
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
    if !finished(&draft, &cx.catalogue) {
        return Ok(Redirect::to(&format!("/apply/{id}")).into_response());
    }
    let frame = visit.form_frame("apply-check-title", None);
    Ok(show(&CheckPage::new(frame, id, &draft, &cx.catalogue, &Errors::none())))
}

/// A1. The signature is a confirmation with the password; the form's id makes a second press harmless.
pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
        let frame = visit.in_language(language).form_frame("apply-check-title", values.request_id());
        return Ok(switched(language, &CheckPage::new(frame, id, &draft, &cx.catalogue, &Errors::none())));
    }
    let request = request_id(&values)?;
    let sent = match confirm(&cx, &who, values.one("password").to_owned()).await {
        Ok(()) => file_application(&cx, &who, id, request).await,
        Err(error) => Err(error),
    };
    match sent.map_err(|error| stopped(error, "password")) {
        Ok(receipt) => Ok(Redirect::to(&format!("/my/{}?sent=1", receipt.case)).into_response()),
        Err(Stopped::Page(problem)) => Err(problem),
        Err(Stopped::Say(errors)) => {
            let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
            if !finished(&draft, &cx.catalogue) {
                return Ok(Redirect::to(&format!("/apply/{id}")).into_response());
            }
            let frame = visit.form_frame("apply-check-title", values.request_id());
            Ok(show(&CheckPage::new(frame, id, &draft, &cx.catalogue, &errors)))
        }
    }
}

#[cfg(test)]
impl CheckPage {
    pub(in crate::pages::candidate) fn sample(
        language: crate::words::Language,
        draft: &Draft,
        catalogue: &Catalogue,
    ) -> Self {
        let mut errors = Errors::none();
        errors.add("password", "reasons-wrong-password");
        Self::new(Frame::sample_form(language, "apply-check-title"), Uuid::nil(), draft, catalogue, &errors)
    }
}
