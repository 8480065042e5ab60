//! ¶7. First the report of a temporary incapacity for work, then the copy of the sick-leave sheet.

use acts::schedule::{confirm_incapacity, report_incapacity};
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::case::Stage;
use rules::incapacity::Period;

use super::super::my::own;
use super::{WHOLE_FORM, act_page, finish};
use crate::answer::request_id;
use crate::form::{Errors, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::t;

/// Which of the two acts is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::candidate) enum Step {
    Report,
    Sheet,
}

impl Step {
    const fn of(stage: Stage) -> Self {
        match stage {
            Stage::Incapacitated => Self::Sheet,
            _ => Self::Report,
        }
    }

    pub(in crate::pages::candidate) const fn title(self) -> &'static str {
        match self {
            Self::Report => "candidate-incapacity-title",
            Self::Sheet => "candidate-sheet-title",
        }
    }
}

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    step: Step,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let button = match step {
        Step::Report => "candidate-incapacity-button",
        Step::Sheet => "candidate-sheet-button",
    };
    act_page(frame, id, "incapacity", button, values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        match step {
            Step::Report => vec![
                Block::Text(words("candidate-incapacity-text")),
                Block::Text(words("candidate-incapacity-after")),
            ],
            Step::Sheet => vec![
                Block::Text(words("candidate-sheet-text")),
                Block::File(
                    form.field("sheet", "candidate-sheet")
                        .hint(words("apply-file-hint"))
                        .accept("image/*,application/pdf"),
                ),
                Block::Date(
                    form.field("from", "candidate-sheet-from").hint(words("candidate-sheet-period-hint")),
                ),
                Block::Date(form.field("until", "candidate-sheet-until")),
            ],
        }
    })
}

/// The days that the sheet names; both or neither.
fn period(values: &Values) -> Result<Option<Period>, Errors> {
    let days = [values.date("from"), values.date("until")];
    match days {
        [Ok(None), Ok(None)] => return Ok(None),
        [Ok(Some(from)), Ok(Some(until))] => return Ok(Some(Period { from, until })),
        _ => {}
    }
    let mut errors = Errors::none();
    for (field, day) in ["from", "until"].into_iter().zip(days) {
        if !matches!(day, Ok(Some(_))) {
            errors.add(field, "reasons-date-wrong");
        }
    }
    Err(errors)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let step = Step::of(own(&cx, &who, id).await?.case.stage);
    Ok(show(&page(visit.form_frame(step.title(), None), id, step, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let stage = own(&cx, &who, id).await?.case.stage;
    // A form with a file is the sheet's, whatever it has brought about already.
    let step = if values.files("sheet").is_empty() { Step::of(stage) } else { Step::Sheet };
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(step.title(), sent);
        return Ok(switched(language, &page(frame, id, step, &values, &Errors::none())));
    }
    let again =
        |errors: &Errors| show(&page(visit.form_frame(step.title(), sent), id, step, &values, errors));
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    match step {
        Step::Report => {
            let done = report_incapacity(&cx, asked).await;
            finish(done, WHOLE_FORM, &format!("/my/{id}/incapacity"), again)
        }
        Step::Sheet => {
            let Some(sheet) = values.files("sheet").first() else {
                // The report once more, after a double press: its first answer.
                if report_incapacity(&cx, asked).await.is_ok() {
                    return Ok(Redirect::to(&format!("/my/{id}/incapacity")).into_response());
                }
                let mut errors = Errors::none();
                errors.add("sheet", "candidate-sheet-choose");
                return Ok(again(&errors));
            };
            let period = match period(&values) {
                Ok(period) => period,
                Err(errors) => return Ok(again(&errors)),
            };
            let done = confirm_incapacity(&cx, asked, sheet.bytes.to_vec(), period).await;
            finish(done, "sheet", &format!("/my/{id}"), again)
        }
    }
}
