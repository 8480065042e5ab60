//! ¶8. The introductory briefing: the sheet for the paper journal, then the number of the line in it.

use acts::access::Act;
use acts::schedule::brief;
use askama::Template;
use axum::response::Response;
use rules::briefing::Acquaintance;
use rules::case::CommandKind;

use crate::answer::{Stopped, problem, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/brief/page.html")]
pub struct BriefPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    sheet_kk: String,
    sheet_ru: String,
    /// ¶8: what the briefing tells.
    content: String,
    methodology: bool,
    appeal: bool,
    line: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if !at.may(Act::Brief, CommandKind::Brief) || at.loaded.case.briefing.is_some() {
        return Ok(at.to_case());
    }
    Ok(show(&BriefPage::new(&at, &Values::new(), &Errors::none())?))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &BriefPage::new(&at.in_language(language), &values, &Errors::none())?));
    }
    let mut errors = values.errors();
    let line = values.one("journal-line").to_owned();
    if line.is_empty() {
        errors.add("journal-line", "staff-brief-say-line");
    }
    if !errors.is_empty() {
        return Ok(show(&BriefPage::new(&at, &values, &errors)?));
    }
    match brief(&at.cx, at.asked(&values)?, line).await {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "journal-line") {
            Stopped::Say(errors) => Ok(show(&BriefPage::new(&at, &values, &errors)?)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl BriefPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Result<Self, Problem> {
        let frame = at.frame("staff-act-brief", values, !errors.is_empty());
        let case = &at.loaded.case;
        let context = at.cx.context(case).map_err(problem)?;
        let form = Form { language: frame.language, values, errors };
        Ok(Self {
            action: at.path("brief"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            sheet_kk: at.path("form/briefing-journal?language=kk"),
            sheet_ru: at.path("form/briefing-journal?language=ru"),
            content: frame.language.pick(&context.programme.briefing).to_owned(),
            methodology: case.acquainted.contains(&Acquaintance::Methodology),
            appeal: case.acquainted.contains(&Acquaintance::Appeal),
            line: form
                .field("journal-line", "staff-brief-line")
                .hint(frame.t("staff-brief-line-hint"))
                .width(10),
            errors: form.error_lines(),
            frame,
        })
    }
}

#[cfg(test)]
impl BriefPage {
    pub(super) fn sample(at: &CaseAt) -> Result<Self, Problem> {
        Self::new(at, &Values::new(), &Errors::none())
    }
}
