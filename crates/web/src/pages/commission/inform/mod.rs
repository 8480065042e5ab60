//! ¶19. The notification of "not passed" with recommendations, drafted from what went wrong.

mod lines;

use acts::{Cx, outcome};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::Stage;
use rules::not_passed::draft;

use super::facts::Facts;
use super::parts::{Due, Head, Scene, after};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "commission/inform/page.html")]
pub struct InformPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    facts: Facts,
    due: Option<Due>,
    /// Kazakh and Russian text of each line; `None` once the notification was sent.
    lines: Option<Vec<[Field; 2]>>,
    sent: Vec<String>,
    sent_on: String,
    pdf_href: String,
}

impl InformPage {
    fn new(visit: &Visit, scene: &Scene<'_>, values: &Values, errors: &Errors) -> Self {
        let (language, case) = (visit.language, scene.case());
        let form = Form { language, values, errors };
        let open = case.stage == Stage::NotPassed;
        let frame = visit.form_frame("commission-inform-title", values.request_id());
        Self {
            frame: Frame { has_form: open, ..frame }.with_errors(!errors.is_empty()),
            head: Head { back: format!("/cases/{}", scene.loaded.id), ..scene.head(language) },
            errors: form.error_lines(),
            facts: Facts::new(scene, language),
            due: scene.due(language, "¶19"),
            lines: open.then(|| lines::fields(&form)),
            sent: case.recommendations.iter().map(|one| language.pick(&one.text).to_owned()).collect(),
            sent_on: case.informed_on.map(|day| language.date(day)).unwrap_or_default(),
            pdf_href: format!("{}?language={}", scene.path("form/not-passed"), language.picked()),
        }
    }
}

fn beginning(scene: &Scene<'_>) -> Values {
    let case = scene.case();
    let drafted = draft(scene.context.programme, case.admitted(), case.practice.as_ref());
    lines::values(drafted.into_iter().map(|one| one.text).collect())
}

/// The page is the registrar's while the notification is owed and afterwards.
async fn open<'a>(cx: &'a Cx, who: &'a acts::Who, id: &str) -> Result<Scene<'a>, Problem> {
    let scene = Scene::open(cx, who, id).await?;
    let owed = scene.case().stage == Stage::NotPassed || scene.case().informed_on.is_some();
    if owed { Ok(scene) } else { Err(Problem::NotFound) }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scene = open(&cx, &who, &id).await?;
    Ok(show(&InformPage::new(&visit, &scene, &beginning(&scene), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let scene = open(&cx, &who, &id).await?;
    if let Some(language) = values.language_switch() {
        let page = InformPage::new(&visit.in_language(language), &scene, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    if let Some(changed) = lines::changed(&values) {
        return Ok(show(&InformPage::new(&visit, &scene, &changed, &Errors::none())));
    }
    let page = |errors: &Errors| InformPage::new(&visit, &scene, &values, errors);
    let recommendations = match lines::read(&values) {
        Ok(recommendations) => recommendations,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let done = outcome::inform_not_passed(&cx, scene.asked(&values)?, recommendations).await;
    after(done, "kk-1", &format!("/cases/{}", scene.loaded.id), page)
}

#[cfg(test)]
impl InformPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>) -> Self {
        let values = beginning(scene).with("ru-1", "");
        let mut errors = Errors::none();
        if scene.case().stage == Stage::NotPassed {
            errors.add("kk-1", "commission-inform-both");
        }
        Self::new(&super::tests::visit(language), scene, &values, &errors)
    }
}
