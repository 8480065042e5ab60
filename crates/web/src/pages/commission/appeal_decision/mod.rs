//! ¶22 ¶23. The appeal commission: the claim, the facts as they were, the decision with its reasons.

use acts::access::Act;
use acts::{Cx, outcome};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::appeal::{Appeal, AppealOutcome};
use rules::case::{Decision, Stage};
use rules::decision::Outcome;

use super::facts::Facts;
use super::parts::{Due, Head, Scene, after};
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;
use crate::words::t;

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
    commission: Vec<String>,
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
    /// Outcome and reasons.
    fields: Option<[Field; 2]>,
    proof: ProofAsked,
    /// Upheld or not, and why.
    outcome: Option<(bool, String)>,
}

impl AppealDecisionPage {
    fn new(visit: &Visit, of: &Appealed<'_>, proving: &Proving, values: &Values, errors: &Errors) -> Self {
        let Appealed { scene, appeal, decision, registered: (number, registered_on) } = of;
        let (language, case) = (visit.language, scene.case());
        let form = Form { language, values, errors };
        let decides = case.stage == Stage::AppealRegistered
            && appeal.commission.contains(&scene.me())
            && scene.may(Act::DecideAppeal);
        let frame = visit.form_frame("commission-appeal-title", values.request_id());
        let dissents = case.votes.iter().filter(|(_, vote)| !vote.dissent.is_empty());
        let frame = Frame { has_form: decides, ..frame }.with_errors(!errors.is_empty());
        Self {
            proof: proving.ask(&frame, &form),
            head: scene.head(language),
            errors: form.error_lines(),
            due: scene.due(language, "¶22"),
            filed: language.date(appeal.filed_on),
            registered: format!("№ {number}, {}", language.date(*registered_on)),
            grounds: appeal.grounds.clone(),
            commission: appeal.commission.iter().map(|id| scene.name(id)).collect(),
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
            fields: decides.then(|| fields(&form)),
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

fn fields(form: &Form<'_>) -> [Field; 2] {
    let words = |key| t(form.language, key);
    let choices = vec![
        Choice::new("upheld", words("commission-appeal-upheld")).hint(words("commission-appeal-upheld-hint")),
        Choice::new("rejected", words("commission-appeal-rejected"))
            .hint(words("commission-appeal-rejected-hint")),
    ];
    [
        form.choices("outcome", "commission-appeal-outcome", choices),
        form.field("reasons", "commission-appeal-reasons")
            .hint(words("commission-appeal-reasons-hint"))
            .rows(8),
    ]
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    proving: Proving,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let of = Appealed::of(&scene).ok_or(Problem::NotFound)?;
    Ok(show(&AppealDecisionPage::new(&visit, &of, &proving, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let of = Appealed::of(&scene).ok_or(Problem::NotFound)?;
    if let Some(language) = values.language_switch() {
        let page =
            AppealDecisionPage::new(&visit.in_language(language), &of, &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let page = |errors: &Errors| AppealDecisionPage::new(&visit, &of, &proving, &values, errors);
    let (outcome, reasons) = match read(&values) {
        Ok(decision) => decision,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let asked = scene.asked(&values)?;
    let proof = match proving.proof(&values).await {
        Ok(proof) => proof,
        Err(error) => return after(Err(error), "password", &scene.path("appeal-decision"), page),
    };
    let done = outcome::decide_appeal(&cx, asked, outcome, reasons, &proof).await;
    after(done, "outcome", &scene.path("appeal-decision"), page)
}

/// ¶22. A reasoned decision.
fn read(values: &Values) -> Result<(AppealOutcome, String), Errors> {
    let mut errors = values.errors();
    let outcome = match values.one("outcome") {
        "upheld" => Some(AppealOutcome::Upheld),
        "rejected" => Some(AppealOutcome::Rejected),
        _ => None,
    };
    if outcome.is_none() {
        errors.add("outcome", "commission-appeal-no-outcome");
    }
    let reasons = values.one("reasons").to_owned();
    if reasons.is_empty() {
        errors.add("reasons", "commission-appeal-no-reasons");
    }
    match outcome {
        Some(outcome) if errors.is_empty() => Ok((outcome, reasons)),
        _ => Err(errors),
    }
}

#[cfg(test)]
impl AppealDecisionPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>) -> Option<Self> {
        let of = Appealed::of(scene)?;
        let values = Values::new().with("reasons", "Жауап дұрыс деп танылды");
        let open = scene.case().stage == Stage::AppealRegistered;
        let errors = read(&values).err().filter(|_| open).unwrap_or_default();
        let proving = Proving::unproved(&crate::testing::silent::cx(), scene.who);
        Some(Self::new(&super::tests::visit(language), &of, &proving, &values, &errors))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn p22_an_appeal_is_decided_with_reasons() {
        let values = Values::new().with("outcome", "upheld").with("reasons", "кілт қате болған");
        assert_eq!(read(&values).unwrap(), (AppealOutcome::Upheld, "кілт қате болған".to_owned()));
        assert_eq!(read(&Values::new()).unwrap_err().fields(), ["outcome", "reasons"]);
    }
}
