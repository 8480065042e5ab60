//! ¶20 Q15. A late appeal is answered with its reasons, never dropped.

use acts::access::Act;
use acts::outcome::refuse_late_appeal;
use askama::Template;
use axum::response::Response;
use rules::case::CommandKind;

use crate::answer::{Stopped, stopped};
use crate::dates::short;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::pages::staff::next::appeal_window;
use crate::problem::Problem;
use crate::step_up::ProofAsked;

#[derive(Debug, Template)]
#[template(path = "head/late_appeal/page.html")]
pub struct LateAppealPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    filed_on: String,
    last_day: String,
    grounds: String,
    reasons: Field,
    proof: ProofAsked,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Response {
    if !at.may(Act::RefuseLateAppeal, CommandKind::RefuseLateAppeal) {
        return at.to_case();
    }
    show(&LateAppealPage::new(&at, &Values::new(), &Errors::none()))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = LateAppealPage::new(&at.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    if values.one("reasons").is_empty() {
        errors.add("reasons", "head-late-reasons-needed");
    }
    if at.proving.missing(&values) {
        errors.add("password", "people-proof-needed");
    }
    if !errors.is_empty() {
        return Ok(show(&LateAppealPage::new(&at, &values, &errors)));
    }
    let (reasons, asked) = (values.one("reasons").to_owned(), at.asked(&values)?);
    let done = match at.proving.proof(&values).await {
        Ok(proof) => refuse_late_appeal(&at.cx, asked, reasons, &proof).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "password") {
            Stopped::Say(errors) => Ok(show(&LateAppealPage::new(&at, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl LateAppealPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("staff-act-late-appeal", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let case = &at.loaded.case;
        let appeal = case.appeal.as_ref();
        Self {
            action: at.path("late-appeal"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            filed_on: appeal.map(|appeal| short(appeal.filed_on)).unwrap_or_default(),
            last_day: appeal_window(at).map(short).unwrap_or_default(),
            grounds: appeal.map(|appeal| appeal.grounds.clone()).unwrap_or_default(),
            reasons: form
                .field("reasons", "head-late-reasons")
                .hint(frame.t("head-late-reasons-hint"))
                .rows(4),
            proof: at.proving.ask(&frame, &form),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl LateAppealPage {
    pub(super) fn sample(at: &CaseAt) -> Self {
        let mut errors = Errors::none();
        errors.add("reasons", "head-late-reasons-needed");
        Self::new(at, &Values::new(), &errors)
    }
}
