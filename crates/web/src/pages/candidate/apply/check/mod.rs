//! All answers in the order of A1, each with its way back; then signed with the password and sent.

mod rows;

use acts::catalogue::Catalogue;
use acts::draft::{self, Draft, finished};
use acts::intake::file_application;
use acts::{CaseId, Cx, Role, Who, view};
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
    /// ¶4: numbers of other open applications for the profession, and whether they are the person's own.
    duplicates: Vec<(String, String)>,
    /// ¶4: keyed in from paper.
    paper: bool,
    password: ProofAsked,
}

impl CheckPage {
    fn new(
        frame: Frame,
        id: Uuid,
        draft: &Draft,
        catalogue: &Catalogue,
        duplicates: Vec<(String, String)>,
        (proving, errors): (&Proving, &Errors),
    ) -> Self {
        let frame = frame.with_errors(!errors.is_empty());
        let form = Form { language: frame.language, values: &Values::new(), errors };
        Self {
            errors: form.error_lines(),
            back: format!("/apply/{id}"),
            action: format!("/apply/{id}/check"),
            sections: rows::sections(&frame, id, draft, catalogue),
            duplicates,
            paper: draft.paper,
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
    let found = duplicates(&cx, &who, &draft).await?;
    Ok(show(&CheckPage::new(frame, id, &draft, &cx.catalogue, found, (&proving, &Errors::none()))))
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
        let found = duplicates(&cx, &who, &draft).await?;
        let page = CheckPage::new(frame, id, &draft, &cx.catalogue, found, (&proving, &Errors::none()));
        return Ok(switched(language, &page));
    }
    let request = request_id(&values)?;
    let sent = match proving.proof(&values).await {
        Ok(_) => file_application(&cx, &who, id, request).await,
        Err(error) => Err(error),
    };
    match sent.map_err(|error| stopped(error, "password")) {
        Ok(receipt) => Ok(Redirect::to(&after(&who, receipt.case)).into_response()),
        Err(Stopped::Page(problem)) => Err(problem),
        Err(Stopped::Say(errors)) => {
            let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
            if !finished(&draft, &cx.catalogue) {
                return Ok(Redirect::to(&format!("/apply/{id}")).into_response());
            }
            let frame = visit.form_frame("apply-check-title", values.request_id());
            let found = duplicates(&cx, &who, &draft).await?;
            Ok(show(&CheckPage::new(frame, id, &draft, &cx.catalogue, found, (&proving, &errors))))
        }
    }
}

/// The registrar goes on at the desk, the candidate to the confirmation.
fn after(who: &Who, case: CaseId) -> String {
    if who.holds(Role::Candidate) { format!("/my/{case}?sent=1") } else { format!("/cases/{case}?done=1") }
}

/// ¶4. Number and address of other open applications: the candidate's own, or by IIN for the registrar who keys in.
async fn duplicates(cx: &Cx, who: &Who, draft: &Draft) -> Result<Vec<(String, String)>, Problem> {
    let mut found = view::duplicates(cx, &draft.iin, &draft.programme, None).await.map_err(problem)?;
    found.retain(|row| draft.paper || row.candidate == Some(who.account));
    let page = if draft.paper { "cases" } else { "my" };
    Ok(found.into_iter().map(|row| (row.number, format!("/{page}/{}", row.case))).collect())
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
        let found = vec![("0042-2026-000001".to_owned(), "/my/1".to_owned())];
        let frame = Frame::sample_form(language, "apply-check-title");
        Self::new(frame, Uuid::nil(), draft, catalogue, found, (&proving, &errors))
    }
}
