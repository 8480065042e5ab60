//! ¶5. The check of completeness: line by line; everything right goes on to the contract, a problem to the refusal.

pub mod grounds;

use acts::access::Act;
use acts::intake::find_complete;
use askama::Template;
use axum::response::Response;
use rules::application::{Required, required_documents};
use rules::case::CommandKind;

use self::grounds::{FIELDS, Fault, Found, fault_name, line_name};
use super::refusal::RefusalPage;
use super::view::documents::{Documents, File};
use crate::answer::{Stopped, problem, stopped};
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/check/page.html")]
pub struct CheckPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    remark: Option<String>,
    iin_differs: bool,
    lines: Vec<Line>,
    other: Vec<File>,
    fields: Field,
    unsigned: Field,
    words: Field,
    errors: Vec<ErrorLine>,
    application_kk: String,
}

/// One required line: what is enclosed, the answer, and what is wrong.
#[derive(Debug)]
struct Line {
    clause: String,
    kinds: String,
    files: Vec<File>,
    answer: Field,
    fault: Field,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if !at.may(Act::CheckCompleteness, CommandKind::FindComplete) {
        return Ok(at.to_case());
    }
    let lines = required(&at)?;
    let attachments = &at.loaded.case.application.attachments;
    // What is not enclosed cannot be right: the answer stands ready.
    let missing = lines.iter().filter(|line| !line.met_by(attachments)).map(Required::code);
    let values = missing.fold(Values::new(), |values, code| {
        values.with(&line_name(code), "problem").with(&fault_name(code), Fault::Missing.code())
    });
    let remembered = values.with("words", at.loaded.case.refusal_words.clone());
    Ok(show(&CheckPage::new(&at, &remembered, &Errors::none())?))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &CheckPage::new(&at.in_language(language), &values, &Errors::none())?));
    }
    let mut errors = values.errors();
    let found = read(&at, &values, &mut errors)?;
    if !errors.is_empty() {
        return Ok(show(&CheckPage::new(&at, &values, &errors)?));
    }
    if !found.grounds.is_empty() {
        return Ok(show(&RefusalPage::draft(&at, &values, &found.grounds, &Errors::none())));
    }
    match find_complete(&at.cx, at.asked(&values)?, found.checked).await {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "words") {
            Stopped::Say(errors) => Ok(show(&CheckPage::new(&at, &values, &errors)?)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

/// The ticks of the check, as this page or the draft of the refusal brings them.
pub fn read(at: &CaseAt, values: &Values, errors: &mut Errors) -> Result<Found, Problem> {
    Ok(grounds::read(&required(at)?, &at.loaded.case.application.attachments, values, errors))
}

fn required(at: &CaseAt) -> Result<Vec<Required>, Problem> {
    Ok(required_documents(at.cx.context(&at.loaded.case).map_err(problem)?.programme))
}

impl CheckPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Result<Self, Problem> {
        let frame = at.frame("staff-check-title", values, !errors.is_empty());
        let context = at.cx.context(&at.loaded.case).map_err(problem)?;
        let form = Form { language: frame.language, values, errors };
        let documents = Documents::new(&frame, at, context.programme);
        let field = |(code, key): &(&str, &str)| Choice::new(*code, frame.t(key));
        let person = &at.loaded.case.person;
        Ok(Self {
            action: at.path("check"),
            back: at.path(""),
            name: format!("{} · № {}", person.full_name(), at.loaded.case.number),
            remark: at.loaded.case.refusal_remark.clone(),
            iin_differs: person.differs_from_iin(),
            lines: documents.required.into_iter().map(|line| Line::new(&frame, &form, line)).collect(),
            other: documents.other,
            fields: form.choices("field", "staff-check-fields", FIELDS.iter().map(field).collect()),
            unsigned: form.choices(
                "unsigned",
                "staff-check-signature",
                vec![Choice::new("yes", frame.t("staff-check-unsigned"))],
            ),
            words: form.field("words", "staff-check-words").hint(frame.t("staff-check-words-hint")).rows(3),
            errors: form.error_lines(),
            application_kk: at.path("form/application?language=kk"),
            frame,
        })
    }
}

impl Line {
    fn new(frame: &Frame, form: &Form<'_>, line: super::view::documents::Required) -> Self {
        let answers = vec![
            Choice::new("ok", frame.t("staff-check-right")),
            Choice::new("problem", frame.t("staff-check-problem")),
        ];
        let faults = std::iter::once(Choice::new("", frame.t("staff-check-choose")))
            .chain(Fault::ALL.iter().map(|fault| Choice::new(fault.code(), frame.t(fault.key()))));
        Self {
            clause: line.clause,
            kinds: line.kinds.join(" / "),
            files: line.files,
            answer: form.choices(&line_name(line.code), "staff-check-found", answers),
            fault: form.choices(&fault_name(line.code), "staff-check-what", faults.collect()),
        }
    }
}

#[cfg(test)]
impl CheckPage {
    pub(super) fn sample(at: &CaseAt) -> Result<Self, Problem> {
        let mut errors = Errors::none();
        errors.add("line-identity", "staff-check-answer-line");
        Self::new(at, &Values::new(), &errors)
    }
}
