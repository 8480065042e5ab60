//! Error pages: what happened, what is kept, what to do, whom to ask.

use askama::Template;
use axum::response::Response;

use crate::page::{Frame, show_with};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::t;

#[derive(Debug, Template)]
#[template(path = "public/error/page.html")]
pub struct ErrorPage {
    frame: Frame,
    what: String,
    kept: String,
    todo: String,
    reference: String,
}

/// Keys of the title and of the three sentences.
fn keys(problem: &Problem) -> [&'static str; 4] {
    match problem {
        Problem::BadRequest => [
            "errors-bad-request-title",
            "errors-bad-request-what",
            "errors-bad-request-kept",
            "errors-bad-request-do",
        ],
        Problem::Forbidden => [
            "errors-forbidden-title",
            "errors-forbidden-what",
            "errors-forbidden-kept",
            "errors-forbidden-do",
        ],
        Problem::NotFound => [
            "errors-not-found-title",
            "errors-not-found-what",
            "errors-not-found-kept",
            "errors-not-found-do",
        ],
        Problem::TooLarge => [
            "errors-too-large-title",
            "errors-too-large-what",
            "errors-too-large-kept",
            "errors-too-large-do",
        ],
        Problem::TooMany => {
            ["errors-too-many-title", "errors-too-many-what", "errors-too-many-kept", "errors-too-many-do"]
        }
        Problem::Internal(_) => {
            ["errors-internal-title", "errors-internal-what", "errors-internal-kept", "errors-internal-do"]
        }
        Problem::Unavailable => [
            "errors-unavailable-title",
            "errors-unavailable-what",
            "errors-unavailable-kept",
            "errors-unavailable-do",
        ],
    }
}

impl ErrorPage {
    pub fn new(visit: &Visit, problem: &Problem, reference: String) -> Self {
        let [title, ..] = keys(problem);
        Self::of(visit.frame(title), problem, reference)
    }

    fn of(mut frame: Frame, problem: &Problem, reference: String) -> Self {
        // The address of a failed POST has no page to come back to.
        "/".clone_into(&mut frame.path_and_query);
        let words = |key| t(frame.language, key);
        let [_, what, kept, todo] = keys(problem).map(words);
        Self { frame, what, kept, todo, reference }
    }

    pub fn respond(&self, problem: &Problem) -> Response {
        show_with(problem.status(), self)
    }
}

#[cfg(test)]
impl ErrorPage {
    pub(super) fn sample(language: crate::words::Language, problem: &Problem) -> Self {
        let [title, ..] = keys(problem);
        Self::of(Frame::sample(language, title), problem, "7F3A-21C0".to_owned())
    }
}
