//! ¶17. Many protocols in one sitting: each is opened and read, then all that were read are signed with one step.

use std::collections::BTreeSet;

use acts::access::Role;
use acts::desk::board::{Column, Scope, column};
use acts::desk::bulk::{One, Step, carry_out};
use acts::forms::{Form as LegalForm, Protocol};
use acts::papers::{self, FormKind};
use acts::people::Who;
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::case::Stage;

use super::facts::Facts;
use super::parts::{Head, Scene};
use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{ErrorLine, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;

/// Protocols signed with one step at most.
const MOST: u32 = 100;

#[derive(Debug, Template)]
#[template(path = "commission/protocols/page.html")]
pub struct ProtocolsPage {
    frame: Frame,
    /// Read so far, with what is said of each.
    read: Vec<Waiting>,
    /// How many wait beside them, the open one among them.
    left: usize,
    open: Option<Open>,
    password: Option<ProofAsked>,
    /// After the signing: name, number, whether it was signed.
    signed: Option<Vec<(String, String, bool)>>,
    errors: Vec<ErrorLine>,
}

/// A protocol that waits for the person's signature.
#[derive(Debug, Clone)]
struct Waiting {
    case: String,
    name: String,
    number: String,
}

/// The protocol being read.
#[derive(Debug)]
struct Open {
    case: String,
    head: Head,
    number: String,
    date: String,
    passed: bool,
    votes: Vec<(String, Option<bool>)>,
    dissents: Vec<(String, String)>,
    facts: Facts,
    pdf_href: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    proving: Proving,
    State(cx): State<Cx>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let read: BTreeSet<String> =
        asked.into_iter().filter(|(name, _)| name == "read").map(|(_, case)| case).collect();
    let (read, left): (Vec<Waiting>, Vec<Waiting>) =
        waiting(&cx, &who).await?.into_iter().partition(|one| read.contains(&one.case));
    let open = match left.first() {
        None => None,
        Some(next) => Some(open(&cx, &who, &visit, next).await?),
    };
    Ok(show(&ProtocolsPage::new(&visit, read, left.len(), open, &proving, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    proving: Proving,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    let chosen: BTreeSet<&String> = values.all("case").iter().collect();
    let mut read = waiting(&cx, &who).await?;
    read.retain(|one| chosen.contains(&one.case));
    if let Some(language) = values.language_switch() {
        let visit = visit.in_language(language);
        let page = ProtocolsPage::new(&visit, read, 0, None, &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    if proving.missing(&values) {
        errors.add("password", "people-proof-needed");
        return Ok(show(&ProtocolsPage::new(&visit, read, 0, None, &proving, &values, &errors)));
    }
    // Also those that are signed by now: sent again, the form gets its first answers.
    let cases: Vec<CaseId> = chosen.iter().filter_map(|id| id.parse().ok()).collect();
    let request = request_id(&values)?;
    let done = match proving.proof(&values).await {
        Ok(proof) => carry_out(&cx, &who, request, &cases, &Step::Protocol, Some(&proof)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => {
            Ok(show(&ProtocolsPage::new(&visit, vec![], 0, None, &proving, &values, &errors).signed(done)))
        }
        Err(error) => match stopped(error, "password") {
            Stopped::Say(errors) => {
                Ok(show(&ProtocolsPage::new(&visit, read, 0, None, &proving, &values, &errors)))
            }
            Stopped::Page(problem) => Err(problem),
        },
    }
}

/// The protocols that this person has yet to sign, the most urgent first.
async fn waiting(cx: &Cx, who: &Who) -> Result<Vec<Waiting>, Problem> {
    let mut all = Vec::new();
    for one in Column::ALL {
        let found = column(cx, who, Scope::Own, one, 0, MOST).await.map_err(problem)?;
        let mine = found.lines.into_iter().filter(|card| {
            card.stage == Stage::Decided
                && card.row.owed_by == Role::Member
                && card.row.owed_to.contains(&who.account)
        });
        all.extend(mine.map(|card| Waiting {
            case: card.row.case.to_string(),
            name: card.name,
            number: card.number,
        }));
    }
    Ok(all)
}

async fn open(cx: &Cx, who: &Who, visit: &Visit, next: &Waiting) -> Result<Open, Problem> {
    let scene = Scene::open(cx, who, &next.case).await?;
    match papers::form(cx, &scene.loaded, FormKind::Protocol).await.map_err(problem)? {
        Some(LegalForm::Protocol(protocol)) => Ok(Open::new(visit, &scene, &protocol)),
        _ => Err(Problem::NotFound),
    }
}

impl Open {
    fn new(visit: &Visit, scene: &Scene<'_>, protocol: &Protocol) -> Self {
        let language = visit.language;
        Self {
            case: scene.loaded.id.to_string(),
            head: scene.head(language),
            number: protocol.number.clone(),
            date: language.date(protocol.date),
            passed: protocol.passed,
            votes: protocol
                .members
                .iter()
                .filter(|member| member.present)
                .map(|member| (member.name.clone(), member.voted_passed))
                .collect(),
            dissents: protocol.dissents.iter().map(|one| (one.name.clone(), one.text.clone())).collect(),
            facts: Facts::new(scene, language),
            pdf_href: format!("{}?language={}", scene.path("form/protocol"), language.picked()),
        }
    }
}

impl ProtocolsPage {
    fn new(
        visit: &Visit,
        read: Vec<Waiting>,
        left: usize,
        open: Option<Open>,
        proving: &Proving,
        values: &Values,
        errors: &Errors,
    ) -> Self {
        let signs = open.is_none() && !read.is_empty();
        let frame = visit.form_frame("board-protocols-title", values.request_id());
        let form = Form { language: frame.language, values, errors };
        Self {
            password: signs.then(|| proving.ask(&frame, &form)),
            read,
            left,
            open,
            signed: None,
            errors: if signs { form.error_lines() } else { vec![] },
            frame: Frame { has_form: signs, ..frame }.with_errors(signs && !errors.is_empty()),
        }
    }

    fn signed(mut self, done: Vec<One>) -> Self {
        self.signed = Some(done.into_iter().map(|one| (one.name, one.number, one.outcome.is_ok())).collect());
        self
    }
}

#[cfg(test)]
impl ProtocolsPage {
    pub(super) fn samples(
        language: crate::words::Language,
        scene: &Scene<'_>,
        protocol: &Protocol,
    ) -> [Self; 4] {
        let visit = super::tests::visit(language);
        let waiting = || Waiting {
            case: scene.loaded.id.to_string(),
            name: "Сәрсенов Болат".into(),
            number: "0042-2026-000017".into(),
        };
        let none = Errors::none();
        let mut errors = Errors::none();
        errors.add("password", "people-proof-needed");
        let proving = Proving::sample();
        let values = Values::new();
        let open = Open::new(&visit, scene, protocol);
        let mut done = Self::new(&visit, vec![], 0, None, &proving, &values, &none);
        done.signed =
            Some(vec![("Сәрсенов Болат".into(), "17".into(), true), ("Ким".into(), "18".into(), false)]);
        [
            Self::new(&visit, vec![waiting()], 3, Some(open), &proving, &values, &none),
            Self::new(&visit, vec![waiting()], 0, None, &proving, &values, &errors),
            Self::new(&visit, vec![], 0, None, &proving, &values, &none),
            done,
        ]
    }
}
