//! The start page: what it is, for whom, what is needed, how long it takes.

use askama::Template;
use axum::response::Response;
use rules::edition::{Edition, Terms};

use crate::page::{Frame, show};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "public/start/page.html")]
pub struct StartPage {
    frame: Frame,
    /// Working days, as the edition in force sets them.
    terms: &'static Terms,
}

impl StartPage {
    fn new(visit: &Visit) -> Self {
        Self { frame: visit.frame("public-start-title"), terms: &Edition::current().terms }
    }
}

pub async fn get(visit: Visit) -> Response {
    show(&StartPage::new(&visit))
}

#[cfg(test)]
impl StartPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        Self {
            frame: Frame::sample(language, "public-start-title").sample_user(),
            terms: &Edition::current().terms,
        }
    }
}
