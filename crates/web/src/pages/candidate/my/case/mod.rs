//! One case: where it stands, what to do now, until when; then papers, files, messages and history.

mod corrections;
mod history;
mod now;
mod term;

use acts::outbox::{self, Dispatch, RESULTS};
use acts::papers::{FormKind, available, ground, sealed};
use acts::ports::Message;
use acts::walk::Loaded;
use acts::{CaseId, Cx, view};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::appeal::Appeal;
use rules::case::{Case, Stage};
use rules::complaint::Complaint;
use rules::terms::local_date;
use serde::Deserialize;

use self::history::HistoryLine;
use self::now::Action;
pub use self::now::unacquainted;
use self::term::TermView;
use super::{keys_in, own, shown_stage};
use crate::answer::problem;
use crate::case_words::{appeal_outcome_key, attachment_key, form_key, stage_colour, stage_key};
use crate::page::{Frame, show};
use crate::pages::case::sent::{Told, told};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/my/case/page.html")]
pub struct CasePage {
    frame: Frame,
    /// Just sent: the confirmation stands in place of the title.
    sent: bool,
    number: String,
    facts: Vec<(String, String)>,
    stage: String,
    colour: &'static str,
    what_now: String,
    /// ¶5. Why the contract was refused: the grounds, then the words of the centre.
    reasons: Vec<String>,
    day: Option<Day>,
    term: Option<TermView>,
    action: Option<Action>,
    others: Vec<Action>,
    /// ¶20–¶22: the appeal and its answer; empty where there is none.
    appeal: Vec<(String, String)>,
    /// ¶8(2): number with day, words, answer of each complaint.
    complaints: Vec<Vec<(String, String)>>,
    /// A1 Q47: what was asked to be corrected, and what became of it.
    corrections: Vec<Vec<(String, String)>>,
    /// ¶4: the registrar keys in what came on paper.
    keyed_in: Option<String>,
    papers: Vec<PaperLine>,
    files: Vec<FileLine>,
    messages: Vec<Told>,
    history: Vec<HistoryLine>,
    readers: String,
    personal_file: String,
    consents: String,
}

/// ¶6. The day of the exam, once it is set.
#[derive(Debug)]
struct Day {
    date: String,
    time: String,
    place: String,
}

/// A legal form: its name and its addresses in both languages.
#[derive(Debug)]
pub struct PaperLine {
    pub name: String,
    pub kk: String,
    pub ru: String,
}

#[derive(Debug)]
struct FileLine {
    kind: String,
    name: String,
    href: String,
}

/// What the page is made from besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub cx: &'a Cx,
    pub loaded: &'a Loaded,
    pub messages: &'a [Message],
    pub dispatches: &'a [Dispatch],
    pub sent: bool,
    pub keyed_in: bool,
}

impl CasePage {
    pub fn new(frame: Frame, seen: Seen<'_>) -> Self {
        let Seen { cx, loaded, messages, dispatches, sent, keyed_in } = seen;
        let (case, id) = (&loaded.case, loaded.id);
        let now = cx.clock.now();
        let today = local_date(now);
        let sealed = sealed(case);
        let stage = shown_stage(case.stage, sealed);
        // What the centre owes after a decision tells the decision.
        let term =
            case.next_term().filter(|term| !(sealed && ["¶18", "¶19"].contains(&term.clause.as_str())));
        let told_of = |message: &&Message| !(sealed && RESULTS.contains(&message.kind.as_str()));
        let messages: Vec<Message> = messages.iter().filter(told_of).cloned().collect();
        let refusable = now::new_date_refusable(cx, case, today);
        Self {
            sent,
            number: case.number.clone(),
            facts: facts(&frame, cx, case),
            stage: frame.t(stage_key(stage)),
            colour: stage_colour(stage),
            what_now: frame.t(now::what_now(case)),
            reasons: reasons(&frame, case),
            day: day(&frame, case),
            term: term.map(|term| TermView::new(&frame, term, now, &cx.calendar)),
            action: now::action(&frame, case, id),
            others: now::others(&frame, case, id, today, refusable),
            appeal: case.appeal.as_ref().map(|appeal| appeal_rows(&frame, appeal)).unwrap_or_default(),
            complaints: case.complaints.iter().map(|one| complaint_rows(&frame, one)).collect(),
            corrections: case.corrections.iter().map(|one| corrections::rows(&frame, one)).collect(),
            keyed_in: keyed_in.then(|| format!("/cases/{id}")),
            papers: papers(&frame, loaded),
            files: files(&frame, case, id),
            messages: told(&frame, &messages, dispatches),
            history: history::lines(&frame, loaded),
            readers: format!("/my/{id}/readers"),
            personal_file: format!("/cases/{id}/personal-file"),
            consents: format!("/my/{id}/consents"),
            frame,
        }
    }
}

fn facts(frame: &Frame, cx: &Cx, case: &Case) -> Vec<(String, String)> {
    let application = &case.application;
    let programme = cx.catalogue.programme_version(&application.programme, application.programme_version);
    let centre = cx.catalogue.centre(&case.centre);
    let pick = |text| frame.language.pick(text).to_owned();
    vec![
        (frame.t("candidate-number"), case.number.clone()),
        (frame.t("candidate-filed"), frame.language.date(case.filed_on)),
        (frame.t("apply-profession"), programme.map(|p| pick(&p.profession_name)).unwrap_or_default()),
        (frame.t("apply-part-centre"), centre.map(|centre| pick(&centre.name)).unwrap_or_default()),
    ]
}

fn reasons(frame: &Frame, case: &Case) -> Vec<String> {
    if case.stage != Stage::Refused {
        return vec![];
    }
    let grounds = case.grounds.iter().map(|one| frame.language.pick(&ground(one)).to_owned());
    let words = Some(case.refusal_words.clone()).filter(|words| !words.is_empty());
    grounds.chain(words).collect()
}

/// Once the exam is over its day is history.
fn day(frame: &Frame, case: &Case) -> Option<Day> {
    let appointment = case.appointment.as_ref().filter(|_| case.ended_on.is_none())?;
    let date: Date = appointment.date;
    Some(Day {
        date: format!("{}, {}", frame.language.date(date), frame.language.weekday(date)),
        time: crate::dates::time(date.to_datetime(appointment.time)),
        place: appointment.place.clone(),
    })
}

fn appeal_rows(frame: &Frame, appeal: &Appeal) -> Vec<(String, String)> {
    let registered = appeal.registered.as_ref();
    let rows = [
        ("candidate-appeal-filed", frame.language.date(appeal.filed_on)),
        ("candidate-appeal-grounds", appeal.grounds.clone()),
        ("candidate-appeal-number", registered.map(|(number, _)| number.clone()).unwrap_or_default()),
        (
            "candidate-appeal-outcome",
            appeal.outcome.map(|o| frame.t(appeal_outcome_key(o))).unwrap_or_default(),
        ),
        ("candidate-appeal-reasons", appeal.reasons.clone()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (frame.t(key), value))
        .collect()
}

fn complaint_rows(frame: &Frame, complaint: &Complaint) -> Vec<(String, String)> {
    let number = format!("№ {}, {}", complaint.number, frame.language.date(complaint.filed_on));
    let answer = complaint.answered.as_ref().map(|(answer, _)| answer.clone());
    vec![
        (frame.t("candidate-complaint-number"), number),
        (frame.t("candidate-complaint-words"), complaint.words.clone()),
        (
            frame.t("candidate-complaint-answer"),
            answer.unwrap_or_else(|| frame.t("candidate-complaint-waits")),
        ),
    ]
}

/// The papers that the candidate may see, with their addresses.
pub fn papers(frame: &Frame, loaded: &Loaded) -> Vec<PaperLine> {
    available(loaded, false).into_iter().map(|kind| paper(frame, loaded.id, kind)).collect()
}

/// One legal form of a case.
pub fn paper(frame: &Frame, id: CaseId, kind: FormKind) -> PaperLine {
    let address = |language: &str| format!("/cases/{id}/form/{}?language={language}", kind.code());
    PaperLine { name: frame.t(form_key(kind)), kk: address("kk"), ru: address("ru") }
}

fn files(frame: &Frame, case: &Case, id: CaseId) -> Vec<FileLine> {
    let href = |digest: &str| format!("/cases/{id}/file/{digest}");
    let sheet = case.incapacity.as_ref().and_then(|incapacity| incapacity.sheet.as_ref());
    let enclosed = case.application.attachments.iter().map(|file| FileLine {
        kind: frame.t(attachment_key(file.kind)),
        name: file.name.clone(),
        href: href(&file.digest),
    });
    let sheet = sheet.map(|digest| FileLine {
        kind: frame.t("candidate-sheet"),
        name: String::new(),
        href: href(digest),
    });
    enclosed.chain(sheet).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    sent: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    Query(Sent { sent }): Query<Sent>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let messages = view::messages(&cx, &loaded).await.map_err(problem)?;
    let dispatches = outbox::of_case(&cx, &loaded).await.map_err(problem)?;
    let frame = visit.frame(if sent.is_empty() { "candidate-case-title" } else { "candidate-sent-title" });
    let seen = Seen {
        cx: &cx,
        loaded: &loaded,
        messages: &messages,

        dispatches: &dispatches,
        sent: !sent.is_empty(),
        keyed_in: keys_in(&who, &loaded),
    };
    Ok(show(&CasePage::new(frame, seen)))
}
