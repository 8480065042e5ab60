//! A1 Q47. The registrar answers a request to correct the person's own data.

use acts::access::Act;
use acts::people::correction::answer;
use askama::Template;
use axum::response::Response;
use rules::correction::{Correction, PersonField, open};

use crate::answer::{Stopped, stopped};
use crate::dates::short;
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::pages::case::person::{field_key, value};
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/correction/page.html")]
pub struct CorrectionPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    asked_on: String,
    due: String,
    words: String,
    files: Vec<String>,
    /// Name of the field, what stands, what it should be.
    rows: Vec<(String, String, String)>,
    /// Some of it cannot be corrected any more, because a document stands on it.
    issued: bool,
    made: Field,
    reason: Field,
    errors: Vec<ErrorLine>,
}

fn waits(at: &CaseAt) -> Option<&Correction> {
    open(&at.loaded.case.corrections).filter(|_| at.permits(Act::AnswerCorrection))
}

pub async fn get(at: CaseAt) -> Response {
    match waits(&at) {
        Some(correction) => show(&CorrectionPage::new(&at, correction, &Values::new(), &Errors::none())),
        None => at.to_case(),
    }
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    let Some(correction) = waits(&at).cloned() else { return Ok(at.to_case()) };
    if let Some(language) = values.language_switch() {
        let page = CorrectionPage::new(&at.in_language(language), &correction, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let errors = values.errors();
    if !errors.is_empty() {
        return Ok(show(&CorrectionPage::new(&at, &correction, &values, &errors)));
    }
    let granted: Vec<PersonField> =
        values.all("made").iter().filter_map(|code| PersonField::from_code(code)).collect();
    let reason = values.one("reason").to_owned();
    match answer(&at.cx, at.asked(&values)?, granted, reason).await {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "reason") {
            Stopped::Say(errors) => Ok(show(&CorrectionPage::new(&at, &correction, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl CorrectionPage {
    fn new(at: &CaseAt, correction: &Correction, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("correct-answer-title", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let case = &at.loaded.case;
        let word = |field: PersonField| frame.t(field_key(field));
        let row = |field: PersonField, should_be: &str| {
            let stands = value(&frame, field, &field.of(&case.person));
            (word(field), stands, value(&frame, field, should_be))
        };
        let can = |field: PersonField| case.document.is_none() || !field.is_identity();
        let choices = correction.wishes.iter().map(|wish| wish.field).filter(|field| can(*field));
        let choices = choices.map(|field| Choice::new(field.code(), word(field))).collect();
        let clause = rules::correction::CLAUSE;
        let term = case.terms.iter().rfind(|running| running.term.clause.as_str() == clause);
        Self {
            action: at.path("answer-correction"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            asked_on: short(correction.asked_on),
            due: term.map(|running| short(running.term.due)).unwrap_or_default(),
            words: correction.words.clone(),
            files: correction.files.iter().map(|digest| at.path(&format!("file/{digest}"))).collect(),
            rows: correction.wishes.iter().map(|wish| row(wish.field, &wish.should_be)).collect(),
            issued: correction.wishes.iter().any(|wish| !can(wish.field)),
            made: form.choices("made", "correct-made", choices).hint(frame.t("correct-made-hint")),
            reason: form.field("reason", "correct-reason").hint(frame.t("correct-reason-hint")).rows(5),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl CorrectionPage {
    pub(super) fn sample(at: &CaseAt) -> Self {
        let mut errors = Errors::none();
        errors.add("reason", "errors-too-long");
        Self::new(at, waits(at).unwrap(), &Values::new(), &errors)
    }
}
