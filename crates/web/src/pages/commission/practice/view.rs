//! What the page of the practical stage shows in each of its states.

use acts::access::Act;
use askama::Template;
use rules::case::Stage;

use super::super::facts::MapFact;
use super::super::parts::{Due, Head, Scene};
use super::super::step::Step;
use super::judge::{done_field, note_field};
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::Frame;
use crate::visit::Visit;
use crate::words::{t, t_args};

#[derive(Debug, Template)]
#[template(path = "commission/practice/page.html")]
pub struct PracticePage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    task: String,
    /// How many steps there are, how many must be done, how many minutes.
    rule: String,
    body: Body,
    saved: bool,
    violation_href: Option<String>,
    due: Option<Due>,
    step: &'static str,
    next_href: Option<String>,
}

/// The state of the stage, for this person.
#[derive(Debug)]
enum Body {
    /// The chair says who is present.
    Opening(Box<Field>),
    Judging(Judging),
    /// Not at the table, or not yet open, or over.
    Looking {
        progress: Option<Vec<Progress>>,
    },
    Result(MapFact),
}

#[derive(Debug)]
struct Judging {
    steps: Vec<StepView>,
    progress: Vec<Progress>,
    /// Everybody has judged everything, and this person may close.
    closing: bool,
}

#[derive(Debug)]
struct StepView {
    number: usize,
    action: String,
    criterion: String,
    critical: bool,
    done: Field,
    note: Field,
}

/// How far one member is; never what they said.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) name: String,
    pub(super) judged: usize,
    pub(super) all: usize,
    pub(super) me: bool,
}

impl PracticePage {
    pub(super) fn new(visit: &Visit, scene: &Scene<'_>, values: &Values, errors: &Errors) -> Self {
        let (language, case, map) = (visit.language, scene.case(), &scene.context.programme.map);
        let form = Form { language, values, errors };
        let step = Step::of(scene);
        let body = body(scene, &form);
        let frame = visit.form_frame("commission-practice-title", values.request_id());
        let has_form = matches!(body, Body::Opening(_) | Body::Judging(_));
        let rule = [
            ("all", map.steps.len().into()),
            ("needed", map.steps_needed.into()),
            ("minutes", map.minutes.into()),
        ];
        let running = matches!(case.stage, Stage::Admitted | Stage::Practice);
        let elsewhere = !matches!(step, Step::OpenPractice | Step::Judge | Step::ClosePractice);
        Self {
            frame: Frame { has_form, ..frame }.with_errors(!errors.is_empty()),
            head: scene.head(language),
            errors: form.error_lines(),
            task: language.pick(&map.task).to_owned(),
            rule: t_args(language, "commission-practice-rule", &rule),
            body,
            saved: visit.path_and_query.ends_with("?saved"),
            violation_href: running.then(|| scene.path("violation")),
            due: scene.due(language, "¶17"),
            step: step.key(),
            next_href: step.page().filter(|_| elsewhere).map(|page| scene.path(page)),
        }
    }
}

fn body(scene: &Scene<'_>, form: &Form<'_>) -> Body {
    let case = scene.case();
    match (&case.practice, case.stage) {
        (Some(result), _) => Body::Result(MapFact::new(form.language, &scene.context.programme.map, result)),
        (None, Stage::Admitted) if scene.may(Act::OpenPractice) => {
            Body::Opening(Box::new(present(scene, form)))
        }
        (None, Stage::Practice) if scene.present() => Body::Judging(judging(scene, form)),
        (None, stage) => {
            let progress = (stage == Stage::Practice).then(|| progress(scene));
            Body::Looking { progress }
        }
    }
}

fn present(scene: &Scene<'_>, form: &Form<'_>) -> Field {
    let members = scene.case().commission.iter().flat_map(|commission| &commission.members);
    let choices = members.map(|id| Choice::new(id, scene.name(id))).collect();
    form.choices("present", "commission-sitting-present", choices)
        .hint(t(form.language, "commission-sitting-present-hint"))
}

fn judging(scene: &Scene<'_>, form: &Form<'_>) -> Judging {
    let steps = scene.context.programme.map.steps.iter().zip(1..);
    let words = |key| t(form.language, key);
    let steps = steps.map(|(step, number)| {
        let choices = vec![
            Choice::new("yes", words("commission-practice-done")),
            Choice::new("no", words("commission-practice-not-done")),
        ];
        StepView {
            number,
            action: form.language.pick(&step.action).to_owned(),
            criterion: form.language.pick(&step.criterion).to_owned(),
            critical: step.critical,
            done: form.choices(&done_field(number), "commission-practice-title", choices),
            note: form.field(&note_field(number), "commission-practice-note").rows(2),
        }
    });
    let progress = progress(scene);
    let all = progress.iter().all(|member| member.judged == member.all);
    Judging { steps: steps.collect(), closing: all && scene.may(Act::ClosePractice), progress }
}

/// Members at the table with the number of steps that each has judged.
pub(super) fn progress(scene: &Scene<'_>) -> Vec<Progress> {
    let (case, me) = (scene.case(), scene.me());
    let steps = &scene.context.programme.map.steps;
    let judged = |member: &String| {
        let by = |id: &str| case.judgements.get(id).is_some_and(|by| by.contains_key(member));
        steps.iter().filter(|step| by(&step.id)).count()
    };
    let members = case.present.iter().map(|id| Progress {
        name: scene.name(id),
        judged: judged(id),
        all: steps.len(),
        me: *id == me,
    });
    members.collect()
}

impl PracticePage {
    /// `9/17`, for the line about oneself.
    fn mine(&self) -> String {
        let Body::Judging(judging) = &self.body else { return String::new() };
        let mine = judging.progress.iter().find(|member| member.me);
        mine.map(|member| format!("{}/{}", member.judged, member.all)).unwrap_or_default()
    }
}

#[cfg(test)]
impl PracticePage {
    pub(in crate::pages::commission) fn sample(language: crate::words::Language, scene: &Scene<'_>) -> Self {
        let visit = super::super::tests::visit(language);
        let mut errors = Errors::none();
        if scene.case().stage == Stage::Practice && scene.present() {
            errors.add("done-1", "commission-practice-note-alone");
        }
        Self::new(&visit, scene, &super::judge::beginning(scene), &errors)
    }
}
