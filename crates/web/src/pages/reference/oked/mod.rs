//! A2, level 1. OKED whole, to go down from the sections to the subclasses.

use acts::Cx;
use acts::catalogue::Catalogue;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::oked::{self, Entry};

use crate::page::{Frame, show};
use crate::pages::reference::professions::{activities, address, name};
use crate::problem::Problem;
use crate::visit::Visit;

/// Professions that are named.
const NAMED: usize = 100;

#[derive(Debug, Template)]
#[template(path = "reference/oked/page.html")]
pub struct OkedPage {
    frame: Frame,
    back: String,
    chain: Vec<Entry>,
    below: Vec<Entry>,
    /// Name, its language, address.
    professions: Vec<(String, &'static str, String)>,
}

pub async fn whole(visit: Visit, State(cx): State<Cx>) -> Response {
    show(&OkedPage::new(visit.frame("professions-oked-title").dense(), &cx.catalogue, ""))
}

pub async fn get(visit: Visit, State(cx): State<Cx>, Path(code): Path<String>) -> Result<Response, Problem> {
    oked::entry(&code).ok_or(Problem::NotFound)?;
    Ok(show(&OkedPage::new(visit.frame("professions-oked-title").dense(), &cx.catalogue, &code)))
}

impl OkedPage {
    /// `code` is one of the classifier's, or empty for all of it.
    pub(in crate::pages::reference) fn new(frame: Frame, catalogue: &Catalogue, code: &str) -> Self {
        let above = |code| {
            oked::parent(code)
                .map_or("/reference/oked".to_owned(), |above| format!("/reference/oked/{above}"))
        };
        Self {
            back: if code.is_empty() { "/reference/professions".to_owned() } else { above(code) },
            chain: oked::chain(code),
            below: if code.is_empty() { oked::sections().collect() } else { oked::below(code) },
            professions: professions(&frame, catalogue, code),
            frame,
        }
    }
}

/// Of a division or of what lies below it: a section has too many to be of use.
fn professions(frame: &Frame, catalogue: &Catalogue, code: &str) -> Vec<(String, &'static str, String)> {
    if code.len() < 2 {
        return vec![];
    }
    let here = |one: &&rules::profession::Profession| {
        activities(catalogue, one).iter().any(|oked| oked.as_str().starts_with(code))
    };
    let named = catalogue.professions.values().filter(here).take(NAMED);
    let line = |one| {
        let (words, lang) = name(frame.language, one);
        (format!("{} {words}", one.code), lang, address(one))
    };
    named.map(line).collect()
}
