//! ¶14. The personal file of a case: one page, and one bundle to keep or to hand over.

mod bundle;

use acts::records::{Item, What, personal_file};
use askama::Template;
use axum::response::Response;

pub use bundle::get as bundle;

use super::CaseAt;
use crate::case_words::{stage_colour, stage_key};
use crate::page::{Frame, show};

#[derive(Debug, Template)]
#[template(path = "case/personal/page.html")]
pub struct PersonalFilePage {
    frame: Frame,
    back: String,
    bundle: String,
    number: String,
    stage: String,
    colour: &'static str,
    papers: Vec<Line>,
    originals: Vec<Line>,
}

/// One thing of the file, with its address.
#[derive(Debug)]
struct Line {
    title: String,
    /// The paper's language, or the beginning of the original's digest.
    mark: String,
    href: String,
}

impl PersonalFilePage {
    pub fn new(at: &CaseAt) -> Self {
        let case = &at.loaded.case;
        let frame = at.visit.titled(case.person.full_name()).dense();
        let items = personal_file(&at.loaded, at.for_staff());
        let lines = |papers: bool| {
            let wanted = items.iter().filter(|item| matches!(item.what, What::Paper(..)) == papers);
            wanted.map(|item| Line::new(&frame, at, item)).collect()
        };
        Self {
            back: if at.for_staff() { at.path("") } else { format!("/my/{}", at.loaded.id) },
            bundle: at.path("personal-file.zip"),
            number: case.number.clone(),
            stage: frame.t(stage_key(case.stage)),
            colour: stage_colour(case.stage),
            papers: lines(true),
            originals: lines(false),
            frame,
        }
    }
}

impl Line {
    fn new(frame: &Frame, at: &CaseAt, item: &Item) -> Self {
        let title = frame.language.pick(&item.title).to_owned();
        match &item.what {
            What::Paper(kind, language) => {
                let code = bundle::code(*language);
                let href = at.path(&format!("form/{}?language={code}", kind.code()));
                Self { title, mark: code.to_owned(), href }
            }
            What::File(digest) => {
                let mark = digest.get(..12).unwrap_or(digest).to_owned();
                Self { title, mark, href: at.path(&format!("file/{digest}")) }
            }
        }
    }
}

pub async fn get(at: CaseAt) -> Response {
    show(&PersonalFilePage::new(&at))
}
