//! ¶15. The theory result keyed in from the answer sheet, and shown at once with the rule in numbers.

use acts::{ActError, Cx, exam};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::Stage;
use rules::theory::{TheoryScore, admission};

use super::facts::TheoryFact;
use super::parts::{Due, Head, Scene, after};
use super::step::Step;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{t, t_args};

#[derive(Debug, Template)]
#[template(path = "commission/theory/page.html")]
pub struct TheoryPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    /// ¶15 said for this programme, before anything is keyed in.
    rule: String,
    /// Correct, total, sheet; `None` when there is nothing to key in now.
    fields: Option<[Field; 3]>,
    result: Option<TheoryFact>,
    sheet_href: Option<String>,
    due: Option<Due>,
    violation_href: Option<String>,
    step: &'static str,
    next_href: Option<String>,
}

impl TheoryPage {
    fn new(visit: &Visit, scene: &Scene<'_>, values: &Values, errors: &Errors) -> Self {
        let (language, case) = (visit.language, scene.case());
        let open = case.stage == Stage::Theory;
        let form = Form { language, values, errors };
        let step = Step::of(scene);
        let frame = visit.form_frame("commission-theory-title", values.request_id());
        Self {
            frame: Frame { has_form: open, ..frame }.with_errors(!errors.is_empty()),
            head: scene.head(language),
            errors: form.error_lines(),
            rule: rule(visit, scene),
            fields: open.then(|| fields(&form)),
            result: case.theory.map(|admission| TheoryFact::new(scene, language, admission)),
            sheet_href: case.theory_sheet.as_ref().map(|digest| scene.path(&format!("file/{digest}"))),
            due: scene.due(language, "¶17"),
            violation_href: open.then(|| scene.path("violation")),
            step: step.key(),
            next_href: step.page().map(|page| scene.path(page)),
        }
    }
}

/// ¶15. How many answers admit, of all the questions of the programme.
fn rule(visit: &Visit, scene: &Scene<'_>) -> String {
    let questions = scene.context.programme.theory.questions();
    let needed =
        TheoryScore::new(0, questions).map_or(0, |score| admission(score, scene.context.edition).needed);
    t_args(
        visit.language,
        "commission-theory-rule",
        &[("total", questions.into()), ("needed", needed.into())],
    )
}

fn fields(form: &Form<'_>) -> [Field; 3] {
    let words = |key| t(form.language, key);
    [
        form.field("correct", "commission-theory-correct")
            .hint(words("commission-theory-correct-hint"))
            .width(4)
            .inputmode("numeric"),
        form.field("total", "commission-theory-total").width(4).inputmode("numeric"),
        form.field("sheet", "commission-theory-sheet")
            .hint(words("commission-theory-sheet-hint"))
            .accept("application/pdf,image/jpeg,image/png"),
    ]
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let values = Values::new().with("total", scene.context.programme.theory.questions().to_string());
    Ok(show(&TheoryPage::new(&visit, &scene, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    if let Some(language) = values.language_switch() {
        let page = TheoryPage::new(&visit.in_language(language), &scene, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let page = |errors: &Errors| TheoryPage::new(&visit, &scene, &values, errors);
    let (correct, total) = match read(&values) {
        Ok(numbers) => numbers,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let sheet = values.files("sheet").first().map(|file| file.bytes.to_vec());
    let done = exam::close_theory(&cx, scene.asked(&values)?, correct, total, sheet).await;
    let field = if matches!(done, Err(ActError::File(_))) { "sheet" } else { "correct" };
    after(done, field, &scene.path("theory"), page)
}

/// The two numbers of the sheet.
fn read(values: &Values) -> Result<(u16, u16), Errors> {
    let mut errors = values.errors();
    let mut number = |field: &str| {
        let read = values.one(field).parse::<u16>();
        if read.is_err() {
            errors.add(field, "commission-theory-number");
        }
        read.unwrap_or_default()
    };
    let (correct, total) = (number("correct"), number("total"));
    if errors.is_empty() && correct > total {
        errors.add("correct", "commission-theory-more-than-all");
    }
    if errors.is_empty() { Ok((correct, total)) } else { Err(errors) }
}

#[cfg(test)]
impl TheoryPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>) -> Self {
        let values = Values::new().with("total", "40").with("correct", "жиырма");
        let open = scene.case().stage == Stage::Theory;
        let errors = read(&values).err().filter(|_| open).unwrap_or_default();
        Self::new(&super::tests::visit(language), scene, &values, &errors)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn p15_two_numbers_are_read_and_more_correct_than_all_is_not() {
        let said =
            |correct: &str, total: &str| read(&Values::new().with("correct", correct).with("total", total));
        assert_eq!(said("28", "40").unwrap(), (28, 40));
        assert_eq!(said("0", "40").unwrap(), (0, 40));
        assert_eq!(said("41", "40").unwrap_err().fields(), ["correct"]);
        assert_eq!(said("", "x").unwrap_err().fields(), ["correct", "total"]);
        assert_eq!(said("-1", "40").unwrap_err().fields(), ["correct"]);
    }
}
