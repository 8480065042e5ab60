//! ¶18(1) ¶23 A2. What will stand on the document, then the document itself with its public check.

use acts::access::Act;
use acts::outcome::issue_document;
use acts::ports::Sequence;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use rules::case::CommandKind;
use rules::issue::{serial, valid_until};

use crate::answer::{Stopped, problem, stopped};
use crate::dates::short;
use crate::form::{ErrorLine, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::pages::register::pending_since;
use crate::pages::staff::view::data::Row;
use crate::problem::Problem;
use crate::step_up::ProofAsked;

#[derive(Debug, Template)]
#[template(path = "head/issue/page.html")]
pub struct IssuePage {
    frame: Frame,
    action: String,
    back: String,
    /// A2: the fields in the order's order.
    rows: Vec<Row>,
    /// The six groups of the serial number, each with its meaning.
    parts: Vec<(String, String)>,
    password: ProofAsked,
    errors: Vec<ErrorLine>,
}

#[derive(Debug, Template)]
#[template(path = "head/issue/issued.html")]
pub struct IssuedPage {
    frame: Frame,
    back: String,
    name: String,
    serial: String,
    paper: String,
    check: String,
    /// Since when the platform outside has yet to confirm the pass.
    pending: Option<String>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if let Some(page) = IssuedPage::new(&at) {
        let pending = pending_since(&at.cx, at.loaded.id).await.map_err(|error| problem(error.into()))?;
        return Ok(show(&IssuedPage { pending, ..page }));
    }
    if !at.may(Act::IssueDocument, CommandKind::IssueDocument) {
        return Ok(at.to_case());
    }
    let ordinal = next_ordinal(&at).await?;
    Ok(show(&IssuePage::new(&at, ordinal, &Values::new(), &Errors::none())?))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    let mut errors = values.errors();
    if at.proving.missing(&values) {
        errors.add("password", "people-proof-needed");
    }
    let switch = values.language_switch();
    if switch.is_none() && errors.is_empty() {
        let asked = at.asked(&values)?;
        let done = match at.proving.proof(&values).await {
            Ok(proof) => issue_document(&at.cx, asked, &proof).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(_) => return Ok(Redirect::to(&at.path("issue")).into_response()),
            Err(error) => match stopped(error, "password") {
                Stopped::Say(said) => errors = said,
                Stopped::Page(problem) => return Err(problem),
            },
        }
    }
    let ordinal = next_ordinal(&at).await?;
    match switch {
        Some(language) => {
            let page = IssuePage::new(&at.in_language(language), ordinal, &values, &Errors::none())?;
            Ok(switched(language, &page))
        }
        None => Ok(show(&IssuePage::new(&at, ordinal, &values, &errors)?)),
    }
}

/// Q21. The number that the next document of the platform receives; another centre may take it first.
async fn next_ordinal(at: &CaseAt) -> Result<u32, Problem> {
    at.cx.cases.next(&Sequence::Document).await.map_err(|error| problem(error.into()))
}

impl IssuePage {
    fn new(at: &CaseAt, ordinal: u32, values: &Values, errors: &Errors) -> Result<Self, Problem> {
        let frame = at.frame("staff-act-issue", values, !errors.is_empty());
        let case = &at.loaded.case;
        let context = at.cx.context(case).map_err(problem)?;
        let form = Form { language: frame.language, values, errors };
        let today = context.today();
        let number = case
            .ended_on
            .and_then(|ended| serial(context.programme, context.centre, ended, ordinal).ok())
            .map(|serial| serial.to_string())
            .unwrap_or_default();
        let own = |key: &str, value: String| Row { key: frame.t(key), value, lang: frame.language.code() };
        let law = |key: &str, text: &rules::Bilingual| Row {
            key: frame.t(key),
            value: frame.language.pick(text).to_owned(),
            lang: frame.language.picked(),
        };
        let protocol =
            case.decision.as_ref().map(|decision| format!("№ {}, {}", decision.protocol, short(decision.on)));
        let rows = vec![
            law("head-issue-centre", &context.centre.name),
            own("head-issue-holder", case.person.full_name()),
            law("staff-data-profession", &context.programme.profession_name),
            own("head-issue-on", frame.language.date(today)),
            own("head-issue-until", frame.language.date(valid_until(today, context.programme))),
            own("head-issue-head", context.centre.head.clone()),
            own("head-issue-serial", number.clone()),
            own("head-issue-protocol", protocol.unwrap_or_default()),
        ];
        Ok(Self {
            action: at.path("issue"),
            back: at.path(""),
            rows,
            parts: parts(&frame, &number),
            password: at.proving.ask(&frame, &form),
            errors: form.error_lines(),
            frame,
        })
    }
}

/// A2. The six levels of the number, each with what it means.
fn parts(frame: &Frame, number: &str) -> Vec<(String, String)> {
    let keys = [
        "check-part-activity",
        "check-part-profession",
        "check-part-level",
        "check-part-date",
        "check-part-centre",
        "check-part-number",
    ];
    number.split('-').zip(keys).map(|(group, key)| (group.to_owned(), frame.t(key))).collect()
}

impl IssuedPage {
    fn new(at: &CaseAt) -> Option<Self> {
        let document = at.loaded.case.document.as_ref().filter(|document| document.annulled.is_none())?;
        let serial = document.serial.to_string();
        Some(Self {
            frame: at.visit.frame("head-issued-title").dense(),
            back: at.path(""),
            name: at.loaded.case.person.full_name(),
            paper: at.path("form/document"),
            check: format!("/t/{serial}"),
            pending: None,
            serial,
        })
    }
}

#[cfg(test)]
impl IssuePage {
    pub(super) fn sample(at: &CaseAt) -> Result<Self, Problem> {
        let mut errors = Errors::none();
        errors.add("password", "people-proof-needed");
        Self::new(at, 123, &Values::new(), &errors)
    }
}

#[cfg(test)]
impl IssuedPage {
    pub(super) fn sample(at: &CaseAt) -> Option<Self> {
        Self::new(at)
    }
}
