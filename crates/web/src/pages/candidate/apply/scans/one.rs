//! ¶4. One scan: which of its pages are which document.

use acts::Cx;
use acts::draft::{self, DraftScan, PagesFault, assigned};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::application::AttachmentKind;
use uuid::Uuid;

use super::super::documents::from_paper;
use super::scans;
use crate::answer::{Stopped, stopped};
use crate::case_words::attachment_key;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::Value;

const TITLE: &str = "scans-one-title";
/// The field of the pages that belong to no document.
const NEEDLESS: &str = "needless";

#[derive(Debug, Template)]
#[template(path = "candidate/apply/scans/one.html")]
pub struct ScanPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    back: String,
    action: String,
    name: String,
    count: String,
    divided: bool,
    /// Each page's number and the address of its picture.
    pages: Vec<(u32, String)>,
    fields: Vec<Field>,
}

impl ScanPage {
    fn new(frame: Frame, id: Uuid, scan: &DraftScan, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let action = format!("/apply/{id}/scans/{}", scan.digest);
        let of_kind = |kind: AttachmentKind| form.field(kind.code(), attachment_key(kind)).width(10);
        let needless = form.field(NEEDLESS, "scans-needless").hint(frame.t("scans-needless-hint")).width(10);
        Self {
            errors: form.error_lines(),
            back: format!("/apply/{id}/scans"),
            name: scan.name.clone(),
            count: frame.t1("scans-pages", "n", scan.pages),
            divided: scan.divided,
            pages: (1..=scan.pages).map(|page| (page, format!("{action}/pages/{page}"))).collect(),
            fields: from_paper().map(of_kind).chain([needless]).collect(),
            action,
            frame: frame.dense().with_errors(!errors.is_empty()),
        }
    }
}

async fn scan(cx: &Cx, who: &acts::Who, id: Uuid, digest: &str) -> Result<DraftScan, Problem> {
    let all = scans(cx, who, id).await?;
    all.into_iter().find(|scan| scan.digest == digest).ok_or(Problem::NotFound)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, digest)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let scan = scan(&cx, &who, id, &digest).await?;
    Ok(show(&ScanPage::new(visit.form_frame(TITLE, None), id, &scan, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, digest)): Path<(Uuid, String)>,
    values: Values,
) -> Result<Response, Problem> {
    let scan = scan(&cx, &who, id, &digest).await?;
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &ScanPage::new(frame, id, &scan, &values, &Errors::none())));
    }
    let again =
        |errors: &Errors| show(&ScanPage::new(visit.form_frame(TITLE, sent), id, &scan, &values, errors));
    let lines: Vec<_> = from_paper()
        .map(|kind| (Some(kind), values.one(kind.code())))
        .chain([(None, values.one(NEEDLESS))])
        .collect();
    let parts = match assigned(&lines, scan.pages) {
        Ok(parts) => parts,
        Err(faults) => {
            let mut errors = Errors::none();
            for (line, fault) in &faults {
                let kind = lines.get(*line).and_then(|(kind, _)| *kind);
                say(&mut errors, kind.map_or(NEEDLESS, AttachmentKind::code), fault, scan.pages);
            }
            return Ok(again(&errors));
        }
    };
    match draft::divide(&cx, &who, id, &digest, parts).await {
        Ok(_) => Ok(Redirect::to(&format!("/apply/{id}/documents")).into_response()),
        Err(error) => match stopped(error, NEEDLESS) {
            Stopped::Say(errors) => Ok(again(&errors)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

fn say(errors: &mut Errors, field: &str, fault: &PagesFault, all: u32) {
    let (key, args): (_, Vec<(&'static str, Value<'static>)>) = match fault {
        PagesFault::Unclear { text } => ("scans-unclear", vec![("text", text.clone().into())]),
        PagesFault::NoSuchPage { page } => {
            ("scans-no-such", vec![("page", (*page).into()), ("pages", all.into())])
        }
        PagesFault::Twice { page } => ("scans-twice", vec![("page", (*page).into())]),
        PagesFault::Left { pages } => ("scans-left", vec![("pages", listed(pages).into())]),
        PagesFault::NoDocument => ("scans-no-document", vec![]),
    };
    errors.add_with(field, key, args);
}

/// `1, 3–5`.
fn listed(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|one, next| one + 1 == *next);
    let run = |run: &[u32]| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    };
    runs.map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
pub(super) fn sample_scan(divided: bool) -> DraftScan {
    DraftScan { name: "өтініш.pdf".into(), digest: "a".into(), pages: 6, divided }
}

#[cfg(test)]
impl ScanPage {
    pub(in crate::pages::candidate) fn sample(language: crate::words::Language) -> Self {
        let mut errors = Errors::none();
        let faults = [
            ("identity", PagesFault::Twice { page: 3 }),
            ("education", PagesFault::NoSuchPage { page: 9 }),
            ("training", PagesFault::Unclear { text: "2-1".into() }),
            ("experience", PagesFault::NoDocument),
            (NEEDLESS, PagesFault::Left { pages: vec![1, 4, 5, 6] }),
        ];
        for (field, fault) in &faults {
            say(&mut errors, field, fault, 6);
        }
        let frame = Frame::sample_form(language, TITLE);
        Self::new(frame, Uuid::nil(), &sample_scan(true), &Values::new(), &errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_they_are_typed() {
        assert_eq!(listed(&[1, 3, 4, 5, 7, 8]), "1, 3–5, 7–8");
        assert_eq!(listed(&[]), "");
    }
}
