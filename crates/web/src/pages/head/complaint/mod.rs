//! ¶8(2) Q31. The head answers a complaint about an action or inaction of the centre.

use acts::access::Act;
use acts::outcome::answer_complaint;
use askama::Template;
use axum::response::Response;
use rules::complaint;

use crate::answer::{Stopped, stopped};
use crate::dates::short;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;
use crate::step_up::ProofAsked;

#[derive(Debug, Template)]
#[template(path = "head/complaint/page.html")]
pub struct ComplaintPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    number: String,
    filed_on: String,
    due: String,
    words: String,
    files: Vec<String>,
    answer: Field,
    proof: ProofAsked,
    errors: Vec<ErrorLine>,
}

/// A complaint waits, and the person may answer it.
fn waits(at: &CaseAt) -> bool {
    at.permits(Act::AnswerComplaint) && complaint::open(&at.loaded.case.complaints).is_some()
}

pub async fn get(at: CaseAt) -> Response {
    if !waits(&at) {
        return at.to_case();
    }
    show(&ComplaintPage::new(&at, &Values::new(), &Errors::none()))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = ComplaintPage::new(&at.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    if values.one("answer").is_empty() {
        errors.add("answer", "head-complaint-answer-needed");
    }
    if at.proving.missing(&values) {
        errors.add("password", "people-proof-needed");
    }
    if !errors.is_empty() {
        return Ok(show(&ComplaintPage::new(&at, &values, &errors)));
    }
    let (answer, asked) = (values.one("answer").to_owned(), at.asked(&values)?);
    let done = match at.proving.proof(&values).await {
        Ok(proof) => answer_complaint(&at.cx, asked, answer, &proof).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "password") {
            Stopped::Say(errors) => Ok(show(&ComplaintPage::new(&at, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl ComplaintPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("head-complaint-title", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let case = &at.loaded.case;
        let complaint = complaint::open(&case.complaints);
        let term = case.terms.iter().rfind(|running| running.term.clause.as_str() == complaint::CLAUSE);
        let file = |digest: &String| at.path(&format!("file/{digest}"));
        Self {
            action: at.path("answer-complaint"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            number: complaint.map(|one| one.number.clone()).unwrap_or_default(),
            filed_on: complaint.map(|one| short(one.filed_on)).unwrap_or_default(),
            due: term.map(|running| short(running.term.due)).unwrap_or_default(),
            words: complaint.map(|one| one.words.clone()).unwrap_or_default(),
            files: complaint.iter().flat_map(|one| one.files.iter().map(file)).collect(),
            answer: form
                .field("answer", "head-complaint-answer")
                .hint(frame.t("head-complaint-hint"))
                .rows(8),
            proof: at.proving.ask(&frame, &form),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl ComplaintPage {
    pub(super) fn sample(at: &CaseAt) -> Self {
        let mut errors = Errors::none();
        errors.add("answer", "head-complaint-answer-needed");
        Self::new(at, &Values::new(), &errors)
    }
}
