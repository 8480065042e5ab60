//! ¶8 ¶9 ¶10(2). Opening the sitting: the day, what stands before it, the commission, the readiness of the place.

mod post;

use acts::Cx;
use acts::commission::{Barred, barred};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::briefing::Acquaintance;
use rules::case::Stage;

use super::parts::{Head, Scene, Seated, seated};
use crate::answer::problem;
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub use post::post;

#[derive(Debug, Template)]
#[template(path = "commission/sitting/page.html")]
pub struct SittingPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    day: String,
    time: String,
    place: String,
    another_day: bool,
    adjustments: String,
    acquainted: [bool; 2],
    /// Who briefed and the line of the paper journal.
    briefed: Option<String>,
    brief_href: String,
    /// Fields in order; `None` once the sitting has been opened.
    fields: Option<Fields>,
    next_href: String,
}

#[derive(Debug)]
struct Fields {
    named: Field,
    chair: Field,
    present: Field,
    conflict: Field,
    ready: Field,
}

impl SittingPage {
    fn new(visit: &Visit, scene: &Scene<'_>, people: &[Seated], values: &Values, errors: &Errors) -> Self {
        let (language, case) = (visit.language, scene.case());
        let frame = visit.form_frame("commission-sitting-title", values.request_id());
        let form = Form { language, values, errors };
        let open = case.stage == Stage::Noticed;
        let set = case.appointment.as_ref();
        Self {
            frame: Frame { has_form: open, ..frame }.with_errors(!errors.is_empty()),
            head: scene.head(language),
            errors: form.error_lines(),
            day: set
                .map(|set| format!("{}, {}", language.date(set.date), language.weekday(set.date)))
                .unwrap_or_default(),
            time: set.map(|set| set.time.strftime("%H:%M").to_string()).unwrap_or_default(),
            place: set.map(|set| set.place.clone()).unwrap_or_default(),
            another_day: open && set.is_some_and(|set| set.date != scene.context.today()),
            adjustments: case.application.adjustments.clone(),
            acquainted: [Acquaintance::Methodology, Acquaintance::Appeal]
                .map(|with| case.acquainted.contains(&with)),
            briefed: case
                .briefing
                .as_ref()
                .map(|briefing| format!("{}, № {}", scene.name(&briefing.briefer), briefing.journal_line)),
            brief_href: scene.path("brief"),
            fields: open.then(|| Fields::new(&form, scene, people)),
            next_href: scene.path(if case.admitted() { "practice" } else { "theory" }),
        }
    }
}

impl Fields {
    fn new(form: &Form<'_>, scene: &Scene<'_>, people: &[Seated]) -> Self {
        let choices = |people: &mut dyn Iterator<Item = &Seated>| -> Vec<Choice> {
            people.map(|person| Choice::new(&person.id, &person.name)).collect()
        };
        let everyone = || choices(&mut people.iter());
        let lines = scene.context.programme.equipment.iter().enumerate();
        let ready = lines.map(|(at, line)| Choice::new(at.to_string(), form.language.pick(line))).collect();
        let words = |key| crate::words::t(form.language, key);
        Self {
            named: form.choices("named", "commission-sitting-named", everyone()),
            chair: form.choices(
                "chair",
                "commission-sitting-chair",
                choices(&mut people.iter().filter(|person| person.chair)),
            ),
            present: form
                .choices("present", "commission-sitting-present", everyone())
                .hint(words("commission-sitting-present-hint")),
            conflict: form
                .choices("conflict", "commission-sitting-conflict", everyone())
                .hint(words("commission-sitting-conflict-hint")),
            ready: form
                .choices("ready", "commission-sitting-ready", ready)
                .hint(words("commission-sitting-ready-hint")),
        }
    }
}

/// What stands in the form at first: everybody is named but who keeps out of this case, the one who opens is the chair; who is present is a fact that a
/// person states.
fn beginning(scene: &Scene<'_>, people: &[Seated], barred: &Barred) -> Values {
    let me = scene.me();
    let values = people.iter().fold(Values::new(), |values, person| {
        if barred.conflicted.contains(&person.id) {
            values.with("conflict", &person.id)
        } else if barred.not_competent.contains(&person.id) {
            values
        } else {
            values.with("named", &person.id)
        }
    });
    let chairs = people.iter().any(|person| person.chair && person.id == me);
    if chairs { values.with("chair", me) } else { values }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let people = seated(&cx, scene.case()).await?;
    let barred = barred(&cx, scene.case()).await.map_err(problem)?;
    let values = beginning(&scene, &people, &barred);
    Ok(show(&SittingPage::new(&visit, &scene, &people, &values, &Errors::none())))
}

#[cfg(test)]
impl SittingPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>, people: &[Seated]) -> Self {
        let visit = super::tests::visit(language);
        let mut errors = Errors::none();
        if scene.case().stage == Stage::Noticed {
            errors.add("present", "commission-sitting-nobody");
        }
        Self::new(&visit, scene, people, &beginning(scene, people, &Barred::default()), &errors)
    }
}
