//! ¶5. The reasoned refusal as the candidate will read it: first as a draft to confirm, then as what waits for the head.

use acts::access::Act;
use acts::intake::prepare_refusal;
use acts::papers::ground;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use rules::application::AttachmentKind;
use rules::case::CommandKind;
use rules::completeness::Ground;

use super::check;
use super::check::grounds::{fault_name, line_name};
use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/refusal/page.html")]
pub struct RefusalPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    reasons: Vec<String>,
    own_words: String,
    /// What the check ticked, carried to the act; empty once the refusal is prepared.
    carried: Vec<(String, String)>,
    words: Option<Field>,
    errors: Vec<ErrorLine>,
    paper_kk: String,
    paper_ru: String,
}

/// The refusal that waits for the head.
pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if at.may(Act::PrepareRefusal, CommandKind::FindIncomplete) || at.loaded.case.grounds.is_empty() {
        return Ok(Redirect::to(&at.path("check")).into_response());
    }
    Ok(show(&RefusalPage::prepared(&at)))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    let mut errors = values.errors();
    let found = check::read(&at, &values, &mut errors)?;
    if let Some(language) = values.language_switch() {
        let page = RefusalPage::draft(&at.in_language(language), &values, &found.grounds, &Errors::none());
        return Ok(switched(language, &page));
    }
    if !errors.is_empty() {
        return Ok(show(&RefusalPage::draft(&at, &values, &found.grounds, &errors)));
    }
    let words = values.one("words").to_owned();
    match prepare_refusal(&at.cx, at.asked(&values)?, found.grounds.clone(), words).await {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "words") {
            Stopped::Say(errors) => Ok(show(&RefusalPage::draft(&at, &values, &found.grounds, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl RefusalPage {
    /// Before the act: the text made of the ticks, with the own words still open.
    pub fn draft(at: &CaseAt, values: &Values, grounds: &[Ground], errors: &Errors) -> Self {
        let frame = at.frame("staff-refusal-title", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let mut page = Self::of(at, frame, grounds, String::new());
        page.carried = carried(values);
        page.words = Some(
            form.field("words", "staff-check-words").hint(page.frame.t("staff-check-words-hint")).rows(4),
        );
        page.errors = form.error_lines();
        page
    }

    fn prepared(at: &CaseAt) -> Self {
        let case = &at.loaded.case;
        let frame = at.visit.frame("staff-refusal-title").dense();
        Self::of(at, frame, &case.grounds, case.refusal_words.clone())
    }

    fn of(at: &CaseAt, frame: Frame, grounds: &[Ground], own_words: String) -> Self {
        let case = &at.loaded.case;
        Self {
            action: at.path("refusal"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            reasons: grounds.iter().map(|one| frame.language.pick(&ground(one)).to_owned()).collect(),
            own_words,
            carried: Vec::new(),
            words: None,
            errors: Vec::new(),
            paper_kk: at.path("form/refusal?language=kk"),
            paper_ru: at.path("form/refusal?language=ru"),
            frame,
        }
    }
}

/// The ticks of the check as hidden fields.
fn carried(values: &Values) -> Vec<(String, String)> {
    let of_lines =
        AttachmentKind::ENCLOSED.iter().flat_map(|kind| [line_name(kind.code()), fault_name(kind.code())]);
    let names = of_lines.chain(["field".to_owned(), "unsigned".to_owned()]);
    let pairs = |name: String| {
        values.all(&name).iter().map(|value| (name.clone(), value.clone())).collect::<Vec<_>>()
    };
    names.flat_map(pairs).collect()
}

#[cfg(test)]
impl RefusalPage {
    pub(super) fn samples(at: &CaseAt) -> [Self; 2] {
        let grounds = [Ground::Unsigned, Ground::WronglyFilled { field: "held".into() }];
        let values = Values::new().with("unsigned", "yes").with("field", "held").with("words", "…");
        [Self::draft(at, &values, &grounds, &Errors::none()), Self::prepared(at)]
    }
}
