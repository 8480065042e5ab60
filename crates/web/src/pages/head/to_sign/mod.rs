//! «Қол қою»: what waits for the head's signature, each opened before it is signed.

use acts::access::{Act, may_ever};
use acts::desk::answers;
use acts::desk::rows::TermRow;
use acts::people::Who;
use acts::projection::{CaseFilter, CaseRow};
use acts::{Cx, view};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rules::case::Stage;
use rules::complaint;

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::pages::staff::desk::{DueWords, Line};
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
    /// The person signs protocols too.
    protocols: bool,
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

/// Answers that the head signs beside the walk of a case.
struct Answers {
    id: &'static str,
    words: &'static str,
    /// The clause that gives the right.
    clause: &'static str,
    /// The clause of the term that runs.
    owed_by: &'static str,
    act: &'static str,
    path: &'static str,
}

const ANSWERS: [Answers; 2] = [
    Answers {
        id: "complaints",
        words: "head-complaints",
        clause: "¶8(2)",
        owed_by: complaint::CLAUSE,
        act: "staff-act-answer-complaint",
        path: "answer-complaint",
    },
    Answers {
        id: "late-appeals",
        words: "head-late-appeals",
        clause: "¶20",
        owed_by: answers::LATE_APPEAL,
        act: "staff-act-late-appeal",
        path: "late-appeal",
    },
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
    let owed = answers::owed(&cx, &who).await.map_err(problem)?;
    groups.extend(ANSWERS.iter().map(|kind| answered(&frame, &cx, &who, kind, &owed)));
    let protocols = may_ever(&who, Act::SignProtocol);
    let empty = groups.iter().all(|group| group.lines.is_empty());
    Ok(show(&ToSignPage { frame, groups, empty, protocols }))
}

/// The cases that wait for one kind of answer, each with the term of the answer.
fn answered(frame: &Frame, cx: &Cx, who: &Who, kind: &Answers, owed: &[(TermRow, CaseRow)]) -> Group {
    let of_kind = owed.iter().filter(|(term, _)| term.clause == kind.owed_by);
    let line = |(term, row): &(TermRow, CaseRow)| Line {
        due: Some(DueWords::new(frame.language, cx, term.due, term.clause.clone())),
        next: Some((frame.t(kind.act), format!("/cases/{}/{}", row.case, kind.path))),
        ..Line::new(frame, cx, who, row)
    };
    let lines: Vec<Line> = of_kind.map(line).collect();
    Group { id: kind.id, words: frame.t(kind.words), clause: kind.clause, total: lines.len() as u64, lines }
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
        let owed: Vec<(TermRow, CaseRow)> = rows.iter().flat_map(sample_terms).collect();
        let answers = ANSWERS.iter().map(|kind| answered(&frame, cx, who, kind, &owed));
        let groups = GROUPS.iter().map(of).chain(answers).collect();
        Self { groups, empty: rows.is_empty(), protocols: true, frame }
    }
}

/// A complaint and a late appeal in the case of `row`.
#[cfg(test)]
fn sample_terms(row: &CaseRow) -> impl Iterator<Item = (TermRow, CaseRow)> + use<> {
    let row = row.clone();
    ANSWERS.iter().map(move |kind| {
        let calendar = rules::calendar::Calendar::kazakhstan();
        let term = rules::terms::term(calendar, rules::Clause::new(kind.owed_by), row.filed_on, 15);
        let term = TermRow {
            case: row.case,
            centre: row.centre.clone(),
            place: 1,
            clause: kind.owed_by.to_owned(),
            due: term.due,
            owed_by: acts::Role::Head,
            owed_to: vec![],
            term,
        };
        (term, row.clone())
    })
}
