//! The list of the parts, each with its status.

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::draft::{self, Draft, Part, faults, finished};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use uuid::Uuid;

use super::{can_begin, part_key};
use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/apply/tasks/page.html")]
pub struct TasksPage {
    frame: Frame,
    tasks: Vec<Task>,
    done: usize,
    all: usize,
    /// ¶4: keyed in from paper.
    paper: bool,
    /// Address of the check of all answers; empty while a part is unfinished.
    check: String,
    /// ¶19: number of the case that this is a retake of; empty on a first application.
    retake_of: String,
}

/// One line of the list; `href` is empty where it cannot be begun yet.
#[derive(Debug)]
struct Task {
    code: &'static str,
    words: String,
    href: String,
    status: String,
    colour: &'static str,
}

/// How far a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    CannotBegin,
    NotBegun,
    Unfinished,
    Done,
}

fn status(part: Part, draft: &Draft, catalogue: &Catalogue) -> Status {
    if !can_begin(part, draft) {
        Status::CannotBegin
    } else if !part.begun(draft) {
        Status::NotBegun
    } else if faults(part, draft, catalogue).is_empty() {
        Status::Done
    } else {
        Status::Unfinished
    }
}

impl TasksPage {
    fn new(frame: Frame, id: Uuid, draft: &Draft, catalogue: &Catalogue) -> Self {
        let task = |part: Part| {
            let (key, colour) = match status(part, draft, catalogue) {
                Status::CannotBegin => ("apply-status-cannot-begin", ""),
                Status::NotBegun => ("apply-status-not-begun", "blue"),
                Status::Unfinished => ("apply-status-unfinished", "yellow"),
                Status::Done => ("apply-status-done", ""),
            };
            let href =
                if can_begin(part, draft) { format!("/apply/{id}/{}", part.code()) } else { String::new() };
            Task { code: part.code(), words: frame.t(part_key(part)), href, status: frame.t(key), colour }
        };
        let finished = finished(draft, catalogue);
        let parts = Part::of(draft);
        Self {
            done: parts.iter().filter(|part| status(**part, draft, catalogue) == Status::Done).count(),
            all: parts.len(),
            paper: draft.paper,
            tasks: parts.into_iter().map(task).collect(),
            check: if finished { format!("/apply/{id}/check") } else { String::new() },
            retake_of: draft.retake_of.clone().unwrap_or_default(),
            frame,
        }
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let row = draft::load(&cx, &who, id).await.map_err(problem)?;
    Ok(show(&TasksPage::new(visit.frame("apply-tasks-title"), id, &row.draft, &cx.catalogue)))
}

#[cfg(test)]
impl TasksPage {
    pub(in crate::pages::candidate) fn sample(
        language: crate::words::Language,
        draft: &Draft,
        catalogue: &Catalogue,
    ) -> Self {
        Self::new(Frame::sample(language, "apply-tasks-title"), Uuid::nil(), draft, catalogue)
    }
}

#[cfg(test)]
mod tests {
    use super::Status::{CannotBegin, Done, NotBegun, Unfinished};
    use super::*;
    use crate::pages::candidate::tests::{catalogue, filled};

    #[test]
    fn p04_each_part_says_how_far_it_is() {
        let catalogue = catalogue();
        let of = |draft: &Draft| Part::ALL.map(|part| status(part, draft, &catalogue));
        let empty = of(&Draft::default());
        assert_eq!(
            empty,
            [
                NotBegun,
                CannotBegin,
                CannotBegin,
                NotBegun,
                NotBegun,
                CannotBegin,
                NotBegun,
                NotBegun,
                CannotBegin
            ]
        );
        assert_eq!(of(&filled()), [Done; 9]);
        let wrong_iin = Draft { iin: "1".to_owned(), ..filled() };
        assert_eq!(status(Part::About, &wrong_iin, &catalogue), Unfinished);
    }
}
