//! ¶12–¶14. A violation in the room: registered in two taps, the words to say, the act, the commission's review.

mod post;

use acts::Cx;
use acts::access::Act;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::{CommandKind, stages};
use rules::violations::{Consequence, consequence, forbidden};

use super::facts::{Facts, ViolationFact};
use super::parts::{Head, Scene};
use super::step::Step;
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;
use crate::words::{Language, t, t_args};

pub use post::post;

#[derive(Debug, Template)]
#[template(path = "commission/violation/page.html")]
pub struct ViolationPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    /// Key of what one more violation brings.
    brings: &'static str,
    /// The forbidden items; `None` where nothing can be registered now.
    item: Option<Field>,
    lines: Vec<Line>,
    /// Asked where one's own signature is owed.
    proof: Option<ProofAsked>,
    step: &'static str,
    next_href: Option<String>,
}

/// A registered violation with what is still to be done about it.
#[derive(Debug)]
struct Line {
    number: usize,
    fact: ViolationFact,
    /// What to say to the candidate now, in Kazakh and in Russian; until the act is drawn.
    speech: Option<[String; 2]>,
    draw: bool,
    /// ¶14: whose signatures the drawn act still waits for, and the PDF of the act.
    waits: Vec<String>,
    pdf: Option<String>,
    /// One's own signature is owed.
    sign: bool,
    /// The reason of the review, for the chair.
    review: Option<Field>,
}

impl ViolationPage {
    fn new(visit: &Visit, scene: &Scene<'_>, proving: &Proving, values: &Values, errors: &Errors) -> Self {
        let (language, case) = (visit.language, scene.case());
        let form = Form { language, values, errors };
        let step = Step::of(scene);
        let frame = visit.form_frame("commission-violation-title", values.request_id());
        let allowed =
            |command: CommandKind, act: Act| stages(command).contains(&case.stage) && scene.may(act);
        let item =
            allowed(CommandKind::RegisterViolation, Act::RegisterViolation).then(|| items(&form, scene));
        let draw = allowed(CommandKind::DrawViolationAct, Act::DrawViolationAct);
        let review = allowed(CommandKind::ReviewViolation, Act::ReviewViolation);
        let facts = Facts::new(scene, language).violations.into_iter().zip(1..);
        let sign = allowed(CommandKind::SignViolationAct, Act::SignViolationAct);
        let may = May { draw, sign, review };
        let lines: Vec<Line> =
            facts.map(|(fact, number)| Line::new(&form, scene, fact, number, may)).collect();
        let frame = Frame { has_form: item.is_some() || draw || sign || review, ..frame }
            .with_errors(!errors.is_empty());
        Self {
            proof: lines.iter().any(|line| line.sign).then(|| proving.ask(&frame, &form)),
            frame,
            head: scene.head(language),
            errors: form.error_lines(),
            brings: match consequence(&case.violations, "", scene.context.edition) {
                Some(Consequence::End) => "commission-violation-brings-removal",
                _ => "commission-violation-brings-warning",
            },
            item,
            lines,
            step: step.key(),
            next_href: step.page().filter(|page| *page != "violation").map(|page| scene.path(page)),
        }
    }
}

/// What the person may do about violations at this stage.
#[derive(Debug, Clone, Copy)]
struct May {
    draw: bool,
    sign: bool,
    review: bool,
}

impl Line {
    fn new(form: &Form<'_>, scene: &Scene<'_>, fact: ViolationFact, number: usize, may: May) -> Self {
        let to_say = fact.act.is_none() && fact.review.is_none();
        let reason = || form.field(&format!("reason-{number}"), "commission-violation-reason").rows(3);
        let violation = number.checked_sub(1).and_then(|place| scene.case().violations.get(place));
        let waits: Vec<String> = violation.iter().flat_map(|one| one.unsigned().cloned()).collect();
        let pdf = format!("form/violation-act-{number}");
        Self {
            number,
            speech: to_say.then(|| [Language::Kk, Language::Ru].map(|language| speech(language, &fact))),
            draw: may.draw && fact.act.is_none(),
            sign: may.sign && waits.contains(&scene.me()),
            waits: waits.iter().map(|id| scene.name(id)).collect(),
            pdf: fact
                .act
                .is_some()
                .then(|| format!("{}?language={}", scene.path(&pdf), form.language.picked())),
            review: (may.review && fact.review.is_none()).then(reason),
            fact,
        }
    }
}

/// ¶13. What is read out: a warning, or the removal.
fn speech(language: Language, fact: &ViolationFact) -> String {
    let key =
        if fact.ended { "commission-violation-say-removal" } else { "commission-violation-say-warning" };
    let item = language.pick(&fact.item).to_owned();
    t_args(language, key, &[("item", item.into()), ("time", fact.clock.clone().into())])
}

fn items(form: &Form<'_>, scene: &Scene<'_>) -> Field {
    let items = forbidden(scene.context.programme).into_iter();
    let choices = items.map(|item| Choice::new(item.id, form.language.pick(&item.words()))).collect();
    form.choices("item", "commission-violation-item", choices)
        .hint(t(form.language, "commission-violation-item-hint"))
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    proving: Proving,
    State(cx): State<Cx>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    Ok(show(&ViolationPage::new(&visit, &scene, &proving, &Values::new(), &Errors::none())))
}

#[cfg(test)]
impl ViolationPage {
    pub(super) fn sample(language: Language, scene: &Scene<'_>) -> Self {
        let mut errors = Errors::none();
        if stages(CommandKind::RegisterViolation).contains(&scene.case().stage) {
            errors.add("item", "commission-violation-no-item");
        }
        Self::new(&super::tests::visit(language), scene, &Proving::sample(), &Values::new(), &errors)
    }
}
