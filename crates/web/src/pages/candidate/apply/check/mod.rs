//! All answers in the order of A1, each with its way back; then signed with the password and sent.

mod rows;

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::draft::{self, Draft, finished};
use acts::intake::file_application;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{ErrorLine, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/apply/check/page.html")]
pub struct CheckPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    back: String,
    action: String,
    sections: Vec<rows::Section>,
    password: ProofAsked,
}

impl CheckPage {
    fn new(
        frame: Frame,
        id: Uuid,
        draft: &Draft,
        catalogue: &Catalogue,
        (proving, errors): (&Proving, &Errors),
    ) -> Self {
        let frame = frame.with_errors(!errors.is_empty());
        let form = Form { language: frame.language, values: &Values::new(), errors };
        Self {
            errors: form.error_lines(),
            back: format!("/apply/{id}"),
            action: format!("/apply/{id}/check"),
            sections: rows::sections(&frame, id, draft, catalogue),
            password: proving.ask(&frame, &form),
            frame,
        }
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    proving: Proving,
) -> Result<Response, Problem> {
    let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
    if !finished(&draft, &cx.catalogue) {
        return Ok(Redirect::to(&format!("/apply/{id}")).into_response());
    }
    let frame = visit.form_frame("apply-check-title", None);
    Ok(show(&CheckPage::new(frame, id, &draft, &cx.catalogue, (&proving, &Errors::none()))))
}

/// A1. The signature is a confirmation with the password; the form's id makes a second press harmless.
pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
        let frame = visit.in_language(language).form_frame("apply-check-title", values.request_id());
        return Ok(switched(
            language,
            &CheckPage::new(frame, id, &draft, &cx.catalogue, (&proving, &Errors::none())),
        ));
    }
    let request = request_id(&values)?;
    let sent = match proving.proof(&values).await {
        Ok(_) => file_application(&cx, &who, id, request).await,
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
            Ok(show(&CheckPage::new(frame, id, &draft, &cx.catalogue, (&proving, &errors))))
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
        let proving = Proving::sample();
        Self::new(
            Frame::sample_form(language, "apply-check-title"),
            Uuid::nil(),
            draft,
            catalogue,
            (&proving, &errors),
        )
    }
}
