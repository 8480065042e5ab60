//! ¶22 ¶23 Q39. The appeal commission: the claim, the facts as they were, each member's vote, the decision with its reasons.

mod post;

use acts::Cx;
use acts::access::Act;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::appeal::{Appeal, AppealOutcome};
use rules::case::{Decision, Stage};
use rules::decision::Outcome;

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
#[template(path = "commission/appeal_decision/page.html")]
pub struct AppealDecisionPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    due: Option<Due>,
    filed: String,
    registered: String,
    grounds: String,
    facts: Facts,
    /// The decision that is appealed against: passed or not, protocol and day.
    passed: bool,
    protocol: String,
    decided_on: String,
    dissents: Vec<(String, String)>,
    pdf_href: String,
    /// Addresses of what the candidate enclosed.
    files: Vec<String>,
    /// Everything as it stood when the appeal was registered.
    bundle_href: String,
    decision_href: Option<String>,
    voters: Vec<Voter>,
    asked: Option<AskedOf>,
    /// Another vote may still be given.
    again_href: Option<String>,
    /// Upheld or not, and why.
    outcome: Option<(bool, String)>,
}

/// What this member may do now.
#[derive(Debug)]
enum AskedOf {
    /// Outcome and dissent.
    Vote(Box<[Field; 2]>),
    /// All have voted, upheld or not: the reasons.
    Decision { upheld: bool, reasons: Box<Field>, proof: Box<ProofAsked> },
}

impl AppealDecisionPage {
    fn new(visit: &Visit, of: &Appealed<'_>, proving: &Proving, values: &Values, errors: &Errors) -> Self {
        let Appealed { scene, appeal, decision, registered: (number, registered_on) } = of;
        let (language, case) = (visit.language, scene.case());
        let form = Form { language, values, errors };
        let frame = visit.form_frame("commission-appeal-title", values.request_id());
        let asked = of.asked(&form, &frame, proving);
        let dissents = case.votes.iter().filter(|(_, vote)| !vote.dissent.is_empty());
        let frame = Frame { has_form: asked.is_some(), ..frame }.with_errors(!errors.is_empty());
        Self {
            head: scene.head(language),
            errors: form.error_lines(),
            due: scene.due(language, "¶22"),
            filed: language.date(appeal.filed_on),
            registered: format!("№ {number}, {}", language.date(*registered_on)),
            grounds: appeal.grounds.clone(),
            voters: of.voters(),
            again_href: matches!(asked, Some(AskedOf::Decision { .. }))
                .then(|| scene.path("appeal-decision?again=1")),
            asked,
            facts: Facts::new(scene, language),
            passed: decision.outcome == Outcome::Passed,
            protocol: decision.protocol.clone(),
            decided_on: language.date(decision.on),
            dissents: dissents.map(|(id, vote)| (scene.name(id), vote.dissent.clone())).collect(),
            pdf_href: format!("{}?language={}", scene.path("form/protocol"), language.picked()),
            files: appeal.files.iter().map(|digest| scene.path(&format!("file/{digest}"))).collect(),
            bundle_href: format!("{}?at=appeal", scene.path("personal-file.zip")),
            decision_href: (!appeal.reasons.is_empty())
                .then(|| format!("{}?language={}", scene.path("form/appeal-decision"), language.picked())),
            outcome: appeal.outcome.map(|outcome| (outcome == AppealOutcome::Upheld, appeal.reasons.clone())),
            frame,
        }
    }
}

/// A case with its registered appeal and the decision that it is about.
struct Appealed<'a> {
    scene: &'a Scene<'a>,
    appeal: &'a Appeal,
    decision: &'a Decision,
    registered: &'a (String, Date),
}

impl<'a> Appealed<'a> {
    fn of(scene: &'a Scene<'a>) -> Option<Self> {
        let (appeal, decision) = (scene.case().appeal.as_ref()?, scene.case().decision.as_ref()?);
        Some(Self { scene, appeal, decision, registered: appeal.registered.as_ref()? })
    }
}

impl Appealed<'_> {
    /// A vote first; the decision, once enough have voted and this member wants to change nothing.
    fn asked(&self, form: &Form<'_>, frame: &Frame, proving: &Proving) -> Option<AskedOf> {
        let (scene, appeal) = (self.scene, self.appeal);
        let judges = scene.case().stage == Stage::AppealRegistered
            && appeal.commission.contains(&scene.me())
            && scene.may(Act::DecideAppeal);
        let voted = appeal.votes.contains_key(&scene.me()) && form.values.one("again").is_empty();
        let majority = appeal.majority(scene.context.edition.commission.minimum_present);
        match majority {
            _ if !judges => None,
            Ok(outcome) if voted => Some(AskedOf::Decision {
                upheld: outcome == AppealOutcome::Upheld,
                reasons: Box::new(reasons(form)),
                proof: Box::new(proving.ask(frame, form)),
            }),
            _ => Some(AskedOf::Vote(Box::new(fields(form)))),
        }
    }

    fn voters(&self) -> Vec<Voter> {
        let voter = |id: &String| {
            let vote = self.appeal.votes.get(id);
            let told = vote.filter(|_| self.appeal.outcome.is_some());
            Voter {
                name: self.scene.name(id),
                voted: vote.is_some(),
                how: told.map(|vote| (vote.outcome == AppealOutcome::Upheld, vote.dissent.clone())),
            }
        };
        self.appeal.commission.iter().map(voter).collect()
    }

    /// My own vote so far; nobody else's.
    fn beginning(&self, again: &str) -> Values {
        let values = Values::new().with("again", again);
        let Some(mine) = self.appeal.votes.get(&self.scene.me()) else { return values };
        let vote = if mine.outcome == AppealOutcome::Upheld { "upheld" } else { "rejected" };
        values.with("outcome", vote).with("dissent", &mine.dissent)
    }
}

fn fields(form: &Form<'_>) -> [Field; 2] {
    let words = |key| t(form.language, key);
    let choices = vec![
        Choice::new("upheld", words("commission-appeal-upheld")).hint(words("commission-appeal-upheld-hint")),
        Choice::new("rejected", words("commission-appeal-rejected"))
            .hint(words("commission-appeal-rejected-hint")),
    ];
    [
        form.choices("outcome", "commission-appeal-outcome", choices)
            .hint(words("commission-decision-vote-hint")),
        form.field("dissent", "commission-decision-dissent")
            .hint(words("commission-appeal-dissent-hint"))
            .rows(4),
    ]
}

fn reasons(form: &Form<'_>) -> Field {
    form.field("reasons", "commission-appeal-reasons")
        .hint(t(form.language, "commission-appeal-reasons-hint"))
        .rows(8)
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Again {
    again: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    Query(asked): Query<Again>,
    proving: Proving,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let of = Appealed::of(&scene).ok_or(Problem::NotFound)?;
    Ok(show(&AppealDecisionPage::new(&visit, &of, &proving, &of.beginning(&asked.again), &Errors::none())))
}

#[cfg(test)]
impl AppealDecisionPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>) -> Option<Self> {
        let of = Appealed::of(scene)?;
        let mut errors = Errors::none();
        if scene.case().stage == Stage::AppealRegistered {
            let voted = of.appeal.votes.len() == of.appeal.commission.len();
            errors.add(if voted { "reasons" } else { "outcome" }, "commission-appeal-no-outcome");
        }
        let proving = Proving::unproved(&crate::testing::silent::cx(), scene.who);
        Some(Self::new(&super::tests::visit(language), &of, &proving, &of.beginning(""), &errors))
    }
}
