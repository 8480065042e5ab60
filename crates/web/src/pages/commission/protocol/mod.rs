//! ¶17. The protocol as it stands, who has signed it, and one's own signature.

use acts::access::Act;
use acts::forms::{Form as LegalForm, Protocol};
use acts::papers::{self, FormKind};
use acts::{Cx, outcome};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::Stage;

use super::facts::Facts;
use super::parts::{Due, Head, Scene, after, local};
use crate::answer::problem;
use crate::form::{ErrorLine, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "commission/protocol/page.html")]
pub struct ProtocolPage {
    frame: Frame,
    head: Head,
    errors: Vec<ErrorLine>,
    passed: bool,
    number: String,
    date: String,
    ended: String,
    programme: String,
    facts: Facts,
    members: Vec<Member>,
    dissents: Vec<(String, String)>,
    signatures: Vec<Signature>,
    pdf_href: String,
    due: Option<Due>,
    password: Option<ProofAsked>,
    complete: bool,
}

#[derive(Debug)]
struct Member {
    name: String,
    position: String,
    present: bool,
    voted_passed: Option<bool>,
}

#[derive(Debug)]
struct Signature {
    name: String,
    role: String,
    /// When, once it is there.
    at: Option<String>,
}

impl ProtocolPage {
    fn new(
        visit: &Visit,
        scene: &Scene<'_>,
        protocol: &Protocol,
        proving: &Proving,
        (values, errors): (&Values, &Errors),
    ) -> Self {
        let (language, case) = (visit.language, scene.case());
        let form = Form { language, values, errors };
        let signs = case.stage == Stage::Decided
            && scene.present()
            && !case.signed.contains_key(&scene.me())
            && scene.may(Act::SignProtocol);
        let frame = visit.form_frame("commission-protocol-title", values.request_id());
        let frame = Frame { has_form: signs, ..frame }.with_errors(!errors.is_empty());
        Self {
            head: scene.head(language),
            errors: form.error_lines(),
            passed: protocol.passed,
            number: protocol.number.clone(),
            date: language.date(protocol.date),
            ended: language.date_and_time(local(protocol.ended_at)),
            programme: language.pick(&protocol.programme.title).to_owned(),
            facts: Facts::new(scene, language),
            members: members(protocol, visit),
            dissents: protocol.dissents.iter().map(|one| (one.name.clone(), one.text.clone())).collect(),
            signatures: signatures(protocol, visit),
            pdf_href: format!("{}?language={}", scene.path("form/protocol"), language.picked()),
            due: scene.due(language, "¶17"),
            password: signs.then(|| proving.ask(&frame, &form)),
            complete: case.protocol_signed_on.is_some(),
            frame,
        }
    }
}

fn members(protocol: &Protocol, visit: &Visit) -> Vec<Member> {
    let members = protocol.members.iter().map(|member| Member {
        name: member.name.clone(),
        position: visit.language.pick(&member.position).to_owned(),
        present: member.present,
        voted_passed: member.voted_passed,
    });
    members.collect()
}

fn signatures(protocol: &Protocol, visit: &Visit) -> Vec<Signature> {
    let signatures = protocol.signatures.iter().map(|signature| Signature {
        name: signature.name.clone(),
        role: visit.language.pick(&signature.role).to_owned(),
        at: signature.signed.as_ref().map(|signed| visit.language.date_and_time(local(signed.at))),
    });
    signatures.collect()
}

/// The protocol of a decided case.
async fn protocol(cx: &Cx, scene: &Scene<'_>) -> Result<Protocol, Problem> {
    match papers::form(cx, &scene.loaded, FormKind::Protocol).await.map_err(problem)? {
        Some(LegalForm::Protocol(protocol)) => Ok(protocol),
        _ => Err(Problem::NotFound),
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    proving: Proving,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let protocol = protocol(&cx, &scene).await?;
    Ok(show(&ProtocolPage::new(&visit, &scene, &protocol, &proving, (&Values::new(), &Errors::none()))))
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
    let protocol = protocol(&cx, &scene).await?;
    if let Some(language) = values.language_switch() {
        let visit = visit.in_language(language);
        return Ok(switched(
            language,
            &ProtocolPage::new(&visit, &scene, &protocol, &proving, (&values, &Errors::none())),
        ));
    }
    let page = |errors: &Errors| ProtocolPage::new(&visit, &scene, &protocol, &proving, (&values, errors));
    let asked = scene.asked(&values)?;
    let done = match proving.proof(&values).await {
        Ok(proof) => outcome::sign_protocol(&cx, asked, &proof).await,
        Err(error) => Err(error),
    };
    after(done, "password", &scene.path("protocol"), page)
}

#[cfg(test)]
impl ProtocolPage {
    pub(super) fn sample(language: crate::words::Language, scene: &Scene<'_>, protocol: &Protocol) -> Self {
        let mut errors = Errors::none();
        if scene.present() && scene.case().signed.is_empty() {
            errors.add("password", "people-proof-needed");
        }
        let proving = Proving::unproved(&crate::testing::silent::cx(), scene.who);
        Self::new(&super::tests::visit(language), scene, protocol, &proving, (&Values::new(), &errors))
    }
}
