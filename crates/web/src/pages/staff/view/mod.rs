//! A case as its centre sees it: state, what can be done, documents against the demands, terms, papers, history.

pub mod data;
pub mod documents;
pub mod history;
pub mod sitting;
pub mod terms;
pub mod why;

use std::collections::BTreeMap;

use acts::access::Act;
use acts::desk::hands::holder;
use acts::outbox::{self, Dispatch};
use acts::papers::{self, FormKind};
use acts::ports::Message;
use acts::projection::CaseRow;
use acts::view::duplicates;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use rules::case::{Case, Context};
use rules::notice;
use serde::Deserialize;

use self::data::Row;
use self::documents::Documents;
use self::history::Happened;
use self::sitting::Sitting;
use self::terms::TermView;
use crate::answer::problem;
use crate::case_words::{form_key, stage_colour, stage_key};
use crate::page::{Frame, show};
use crate::pages::case::CaseAt;
use crate::pages::case::sent::{Told, told};
use crate::pages::staff::next::{self, Next};
use crate::problem::Problem;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

#[derive(Debug, Template)]
#[template(path = "staff/view/page.html")]
pub struct CasePage {
    frame: Frame,
    done: bool,
    number: String,
    profession: String,
    stage: String,
    colour: &'static str,
    next_term: Option<TermView>,
    forward: Vec<ActLink>,
    aside: Vec<ActLink>,
    remark: Option<String>,
    iin_differs: bool,
    /// ¶4: other open cases of the same person for the same profession: number and address.
    duplicates: Vec<(String, String)>,
    /// Q32: the voucher's last day and the earliest lawful day, where the second comes after the first.
    voucher: Option<(String, String)>,
    /// ¶4: where the registrar records what the candidate signed by hand.
    keys_in: Option<String>,
    personal_file: String,
    documents: Documents,
    data: Vec<Row>,
    terms: Vec<TermView>,
    papers: Vec<Paper>,
    sitting: Sitting,
    messages: Vec<Told>,
    proof: String,
    history: Vec<Happened>,
    /// Who has the case in hand.
    taken: Option<String>,
    hands: String,
}

#[derive(Debug)]
struct ActLink {
    href: String,
    words: String,
    clause: &'static str,
}

/// A legal form in both languages of the Rules.
#[derive(Debug)]
struct Paper {
    name: String,
    kk: String,
    /// Empty for the recognition document, which holds both languages.
    ru: String,
}

pub async fn get(at: CaseAt, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    if !at.for_staff() {
        return Ok(Redirect::to(&format!("/my/{}", at.loaded.id)).into_response());
    }
    let names = names(&at).await?;
    let application = &at.loaded.case.application;
    let iin = at.loaded.case.person.iin.to_string();
    let found =
        duplicates(&at.cx, &iin, &application.programme, Some(at.loaded.id)).await.map_err(problem)?;
    let messages = acts::view::messages(&at.cx, &at.loaded).await.map_err(problem)?;
    let dispatches = outbox::of_case(&at.cx, &at.loaded).await.map_err(problem)?;
    let sent = (messages.as_slice(), dispatches.as_slice());
    let mut page = CasePage::new(&at, &names, &found, sent, !asked.done.is_empty()).map_err(problem)?;
    page.taken = holder(&at.cx, at.loaded.id).await.map_err(problem)?.map(|(_, name)| name);
    Ok(show(&page))
}

/// Names of everybody the case speaks of, by account id.
pub type Names = BTreeMap<String, String>;

async fn names(at: &CaseAt) -> Result<Names, Problem> {
    let case = &at.loaded.case;
    let actors = at.loaded.entries.iter().filter_map(|entry| entry.stamp().actor).map(|id| id.to_string());
    let members = case.commission.iter().flat_map(|commission| commission.members.clone());
    let appeal = case.appeal.iter().flat_map(|appeal| appeal.commission.clone());
    let mut names = Names::new();
    for id in actors.chain(members).chain(appeal) {
        if names.contains_key(&id) {
            continue;
        }
        let Ok(account) = id.parse() else { continue };
        let found = at.cx.people.by_id(account).await.map_err(|error| problem(error.into()))?;
        names.insert(id.clone(), found.map_or(id, |account| account.name));
    }
    Ok(names)
}

impl CasePage {
    fn new(
        at: &CaseAt,
        names: &Names,
        duplicates: &[CaseRow],
        sent: (&[Message], &[Dispatch]),
        done: bool,
    ) -> Result<Self, acts::ActError> {
        let case = &at.loaded.case;
        let context = at.cx.context(case)?;
        let frame = at.visit.titled(case.person.full_name()).dense();
        let (forward, aside) = next::lawful(at);
        let terms: Vec<TermView> = case
            .terms
            .iter()
            .map(|running| TermView::new(&frame, running, context.now, context.calendar))
            .collect();
        let due = case.next_term();
        let next_term = case.terms.iter().find(|running| due == Some(&running.term));
        Ok(Self {
            done,
            number: case.number.clone(),
            profession: frame.language.pick(&context.programme.profession_name).to_owned(),
            stage: frame.t(stage_key(case.stage)),
            colour: stage_colour(case.stage),
            next_term: next_term.map(|running| TermView::new(&frame, running, context.now, context.calendar)),
            forward: forward.iter().map(|next| ActLink::new(&frame, at, next)).collect(),
            aside: aside.iter().map(|next| ActLink::new(&frame, at, next)).collect(),
            remark: case.refusal_remark.clone(),
            duplicates: duplicates
                .iter()
                .map(|row| (row.number.clone(), format!("/cases/{}", row.case)))
                .collect(),
            voucher: voucher(&frame, case, &context),
            keys_in: (case.application.paper.is_some() && at.permits(Act::SignContract))
                .then(|| format!("/my/{}", at.loaded.id)),
            personal_file: at.path("personal-file"),
            iin_differs: case.person.differs_from_iin(),
            documents: Documents::new(&frame, at, context.programme),
            data: data::rows(&frame, case, context.programme),
            terms,
            papers: papers(&frame, at),
            sitting: Sitting::new(&frame, case, names),
            messages: told(&frame, sent.0, sent.1),
            proof: at.path("messages"),
            history: history::lines(&frame, &at.loaded.entries, names, &context),
            taken: None,
            hands: if at.permits(Act::SeeQueue) { at.path("hands") } else { String::new() },
            frame,
        })
    }
}

/// Q32. While the day of the exam is still to be set.
fn voucher(frame: &Frame, case: &Case, context: &Context<'_>) -> Option<(String, String)> {
    if case.appointment.is_some() || case.ended_on.is_some() || case.closed_on.is_some() {
        return None;
    }
    let until = case.application.funding.holds_until(&case.sick_periods)?;
    let earliest = notice::earliest(context.calendar, context.edition, context.today(), case.cause);
    (earliest > until).then(|| (frame.language.date(until), frame.language.date(earliest)))
}

impl ActLink {
    fn new(frame: &Frame, at: &CaseAt, next: &Next) -> Self {
        Self { href: at.path(next.path), words: frame.t(next.key), clause: next.command.clause() }
    }
}

fn papers(frame: &Frame, at: &CaseAt) -> Vec<Paper> {
    let href = |kind: FormKind, language| at.path(&format!("form/{}?language={language}", kind.code()));
    papers::available(&at.loaded, at.for_staff())
        .into_iter()
        .map(|kind| Paper {
            name: frame.t(form_key(kind)),
            kk: href(kind, "kk"),
            ru: if kind == FormKind::Document { String::new() } else { href(kind, "ru") },
        })
        .collect()
}

#[cfg(test)]
impl CasePage {
    pub(super) fn sample(at: &CaseAt) -> Result<Self, acts::ActError> {
        let (message, dispatches) = crate::pages::case::sent::samples::message();
        Self::new(at, &Names::new(), &[], (&[message], &dispatches), true)
    }
}
