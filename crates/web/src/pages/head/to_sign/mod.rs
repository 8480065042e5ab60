//! «Қол қою»: what waits for the head's signature, each opened before it is signed.

use acts::people::Who;
use acts::projection::{CaseFilter, CaseRow};
use acts::{Cx, view};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rules::case::Stage;

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::pages::staff::desk::Line;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// Lines of each list; more are reached through the desk.
const MOST: u32 = 100;

#[derive(Debug, Template)]
#[template(path = "head/to_sign/page.html")]
pub struct ToSignPage {
    frame: Frame,
    groups: Vec<Group>,
    empty: bool,
}

/// Papers of one kind.
#[derive(Debug)]
struct Group {
    id: &'static str,
    words: String,
    clause: &'static str,
    total: u64,
    lines: Vec<Line>,
}

/// Refusals, contracts, documents: id, words, clause, the stages in which they wait.
const GROUPS: [(&str, &str, &str, &[Stage]); 3] = [
    ("refusals", "head-refusals", "¶5", &[Stage::Incomplete]),
    ("contracts", "head-contracts", "¶5", &[Stage::Complete]),
    ("documents", "head-documents", "¶18(1)", &[Stage::Passed, Stage::Upheld]),
];

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let frame = visit.frame("head-to-sign-title").dense();
    let mut groups = Vec::new();
    for (id, words, clause, stages) in GROUPS {
        let filter = CaseFilter { stages: stages.to_vec(), per_page: MOST, ..CaseFilter::default() };
        let found = view::queue(&cx, &who, filter).await.map_err(problem)?;
        let lines = lines(&frame, &cx, &who, &found.lines);
        groups.push(Group { id, words: frame.t(words), clause, total: found.total, lines });
    }
    Ok(show(&ToSignPage { empty: groups.iter().all(|group| group.lines.is_empty()), groups, frame }))
}

fn lines(frame: &Frame, cx: &Cx, who: &Who, rows: &[CaseRow]) -> Vec<Line> {
    rows.iter().map(|row| Line::new(frame, cx, who, row)).collect()
}

#[cfg(test)]
impl ToSignPage {
    pub(super) fn sample(language: crate::words::Language, cx: &Cx, who: &Who, rows: &[CaseRow]) -> Self {
        let frame = Frame::sample(language, "head-to-sign-title").sample_user().dense();
        let of = |(id, words, clause, _): &(&'static str, &str, &'static str, &[Stage])| Group {
            id,
            words: frame.t(words),
            clause,
            total: rows.len() as u64,
            lines: lines(&frame, cx, who, rows),
        };
        Self { groups: GROUPS.iter().map(of).collect(), empty: rows.is_empty(), frame }
    }
}
