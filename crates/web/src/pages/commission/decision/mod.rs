//! ¶17 Q11. The facts first, then each member's own vote, then the chair closes.

mod post;

use acts::Cx;
use acts::access::Act;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::Stage;
use rules::decision::{Outcome, by_facts};
use rules::violations::stands;

use super::facts::Facts;
use super::parts::{Due, Head, Scene, Voter};
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;
use crate::words::t;

pub use post::post;

#[derive(Debug, Template)]
#[template(path = "commission/decision/page.html")]
pub struct DecisionPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    facts: Facts,
    bound: Bound,
    /// Keys of what must be done before the decision, on the page of violations.
    obstacles: Vec<&'static str>,
    violation_href: String,
    /// Vote and dissent; `None` where this person does not vote now.
    vote: Option<[Field; 2]>,
    voters: Vec<Voter>,
    /// All have voted and this person may close.
    closing: Option<ProofAsked>,
    decided: Option<Decided>,
    due: Option<Due>,
    protocol_href: String,
}

/// What the facts bind the commission to, and by which clause.
#[derive(Debug, PartialEq, Eq)]
struct Bound {
    passed: bool,
    /// Key of why.
    why: &'static str,
    clause: &'static str,
}

#[derive(Debug)]
struct Decided {
    passed: bool,
    protocol: String,
    on: String,
}

impl DecisionPage {
    fn new(visit: &Visit, scene: &Scene<'_>, proving: &Proving, values: &Values, errors: &Errors) -> Self {
        let (language, case) = (visit.language, scene.case());
        let form = Form { language, values, errors };
        let votes = case.stage == Stage::Ended && scene.present();
        let obstacles = obstacles(scene);
        let all_voted = case.present.iter().all(|member| case.votes.contains_key(member));
        let frame = visit.form_frame("commission-decision-title", values.request_id());
        let frame = Frame { has_form: votes, ..frame }.with_errors(!errors.is_empty());
        let closes =
            case.stage == Stage::Ended && all_voted && obstacles.is_empty() && scene.may(Act::Decide);
        Self {
            head: scene.head(language),
            errors: form.error_lines(),
            facts: Facts::new(scene, language),
            bound: Bound::of(scene),
            closing: closes.then(|| proving.ask(&frame, &form)),
            obstacles,
            violation_href: scene.path("violation"),
            vote: votes.then(|| fields(&form)),
            voters: voters(scene),
            decided: case.decision.as_ref().map(|decision| Decided {
                passed: decision.outcome == Outcome::Passed,
                protocol: decision.protocol.clone(),
                on: language.date(decision.on),
            }),
            due: scene.due(language, "¶17"),
            protocol_href: scene.path("protocol"),
            frame,
        }
    }
}

impl Bound {
    fn of(scene: &Scene<'_>) -> Self {
        let case = scene.case();
        let outcome = by_facts(case.ended_by_violation, case.theory, case.practice.as_ref());
        let (why, clause) = if case.ended_by_violation {
            ("commission-decision-by-violation", "¶13")
        } else if !case.admitted() {
            ("commission-decision-by-score", "¶15")
        } else if outcome == Outcome::Passed {
            ("commission-decision-by-map", "¶17")
        } else {
            ("commission-decision-by-map-not", "¶17")
        };
        Self { passed: outcome == Outcome::Passed, why, clause }
    }
}

/// ¶13 ¶14. Acts and reviews that a decision waits for.
fn obstacles(scene: &Scene<'_>) -> Vec<&'static str> {
    let case = scene.case();
    let standing = || case.violations.iter().filter(|violation| stands(violation));
    let mut obstacles = Vec::new();
    if standing().any(|violation| violation.act.is_none()) {
        obstacles.push("commission-decision-act-missing");
    }
    if case.ended_by_violation && standing().any(|violation| violation.review.is_none()) {
        obstacles.push("commission-decision-unreviewed");
    }
    obstacles
}

fn fields(form: &Form<'_>) -> [Field; 2] {
    let words = |key| t(form.language, key);
    let choices = vec![
        Choice::new("passed", words("commission-passed")),
        Choice::new("not-passed", words("commission-not-passed")),
    ];
    [
        form.choices("vote", "commission-decision-vote", choices)
            .hint(words("commission-decision-vote-hint")),
        form.field("dissent", "commission-decision-dissent")
            .hint(words("commission-decision-dissent-hint"))
            .rows(4),
    ]
}

fn voters(scene: &Scene<'_>) -> Vec<Voter> {
    let case = scene.case();
    let voters = case.present.iter().map(|id| {
        let vote = case.votes.get(id);
        Voter {
            name: scene.name(id),
            voted: vote.is_some(),
            how: vote
                .filter(|_| case.decision.is_some())
                .map(|vote| (vote.outcome == Outcome::Passed, vote.dissent.clone())),
        }
    });
    voters.collect()
}

/// My own vote so far; nobody else's.
fn beginning(scene: &Scene<'_>) -> Values {
    let Some(mine) = scene.case().votes.get(&scene.me()) else { return Values::new() };
    let vote = if mine.outcome == Outcome::Passed { "passed" } else { "not-passed" };
    Values::new().with("vote", vote).with("dissent", &mine.dissent)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    proving: Proving,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    if scene.case().ended_on.is_none() {
        return Err(Problem::NotFound);
    }
    Ok(show(&DecisionPage::new(&visit, &scene, &proving, &beginning(&scene), &Errors::none())))
}

#[cfg(test)]
impl DecisionPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>) -> Self {
        let mut errors = Errors::none();
        if scene.case().stage == Stage::Ended && scene.present() {
            errors.add("vote", "commission-decision-no-vote");
        }
        let proving = Proving::unproved(&crate::testing::silent::cx(), scene.who);
        Self::new(&super::tests::visit(language), scene, &proving, &beginning(scene), &errors)
    }
}
