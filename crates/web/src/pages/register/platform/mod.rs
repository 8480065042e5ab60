//! ¶18(2). What the platform outside refused, and what waits for it.

use acts::platform::{entries, send_again};
use acts::ports::{EntryKind, PlatformEntry};
use acts::projection::Page;
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::problem;
use crate::form::Values;
use crate::page::{Frame, show};
use crate::pages::staff::local_time;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "register/platform/page.html")]
pub struct EntriesPage {
    frame: Frame,
    /// Whether a platform outside is told at all.
    told: bool,
    refused: Vec<Line>,
    refused_total: u64,
    waiting: Vec<Line>,
    waiting_total: u64,
}

#[derive(Debug)]
struct Line {
    case: String,
    kind: &'static str,
    serial: String,
    what: String,
    since: String,
    tries: u32,
    reason: String,
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let refused = entries(&cx, &who, true, 0).await.map_err(problem)?;
    let waiting = entries(&cx, &who, false, 0).await.map_err(problem)?;
    let frame = visit.frame("register-entries-title").dense();
    Ok(show(&EntriesPage::new(frame, cx.platform_told, &refused, &waiting)))
}

pub async fn post(Person(who): Person, State(cx): State<Cx>, values: Values) -> Result<Response, Problem> {
    let case: CaseId = values.one("case").parse().map_err(|_| Problem::BadRequest)?;
    let kind = EntryKind::from_code(values.one("kind")).ok_or(Problem::BadRequest)?;
    send_again(&cx, &who, case, kind).await.map_err(problem)?;
    Ok(Redirect::to("/platform-entries").into_response())
}

impl EntriesPage {
    fn new(frame: Frame, told: bool, refused: &Page<PlatformEntry>, waiting: &Page<PlatformEntry>) -> Self {
        let lines =
            |page: &Page<PlatformEntry>| page.lines.iter().map(|entry| Line::new(&frame, entry)).collect();
        Self {
            told,
            refused: lines(refused),
            refused_total: refused.total,
            waiting: lines(waiting),
            waiting_total: waiting.total,
            frame,
        }
    }
}

impl Line {
    fn new(frame: &Frame, entry: &PlatformEntry) -> Self {
        Self {
            case: entry.key.case.to_string(),
            kind: entry.key.kind.code(),
            serial: entry.serial.clone(),
            what: frame.t(match entry.key.kind {
                EntryKind::Pass => "register-entry-pass",
                EntryKind::Annulment => "register-entry-annulment",
            }),
            since: local_time(entry.made_at),
            tries: entry.tries,
            reason: entry.reason.clone().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
impl EntriesPage {
    pub(super) fn sample(frame: Frame, told: bool, entries: &[PlatformEntry]) -> Self {
        let page = Page { lines: entries.to_vec(), total: entries.len() as u64 };
        Self::new(frame, told, &page, &page)
    }
}
