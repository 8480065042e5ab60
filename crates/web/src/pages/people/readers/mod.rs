//! ¶14. «Менің ісімді кім көрді»: the candidate sees who opened their file, when and what.

use acts::papers::sealed;
use acts::people::data::tells_result;
use acts::people::reads::{Reader, readers};
use acts::walk::Loaded;
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::answer::problem;
use crate::case_words::{attachment_key, form_key};
use crate::dates::{short, time};
use crate::page::{Frame, show};
use crate::pages::candidate::my::own;
use crate::problem::Problem;
use crate::session::{Person, role_words};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "people/readers/page.html")]
pub struct ReadersPage {
    frame: Frame,
    back: String,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    day: String,
    name: String,
    role: String,
    /// Empty for people of the whole country.
    centre: String,
    what: String,
    /// `14:05`, or the first and the last of several.
    when: String,
    reasons: Vec<String>,
}

impl ReadersPage {
    pub(super) fn new(visit: &Visit, cx: &Cx, loaded: &Loaded, readers: &[Reader]) -> Self {
        let frame = visit.frame("people-readers-title");
        let centre = |reader: &Reader| reader.centre.as_ref().and_then(|number| cx.catalogue.centre(number));
        let lines = readers.iter().map(|reader| Line {
            day: short(reader.day),
            name: reader.name.clone(),
            role: frame.t(role_words(reader.role)),
            centre: centre(reader).map(|one| frame.language.pick(&one.name).to_owned()).unwrap_or_default(),
            what: what(&frame, loaded, &reader.what),
            when: when(reader),
            reasons: reader.reasons.clone(),
        });
        Self { lines: lines.collect(), back: format!("/my/{}", loaded.id), frame }
    }
}

fn when(reader: &Reader) -> String {
    let at = |moment| time(rules::terms::local(moment));
    let (first, last) = (at(reader.first), at(reader.last));
    if first == last { first } else { format!("{first}–{last}") }
}

fn what(frame: &Frame, loaded: &Loaded, what: &str) -> String {
    match what.split_once('/') {
        Some(("file", digest)) => {
            let mut enclosed = loaded.case.application.attachments.iter();
            let file = enclosed.find(|file| file.digest == digest);
            file.map_or_else(|| frame.t("people-read-file"), |file| frame.t(attachment_key(file.kind)))
        }
        Some(("form", code)) => acts::papers::FormKind::from_code(code)
            .map_or_else(|| frame.t("people-read-form"), |kind| frame.t(form_key(kind))),
        _ => frame.t("people-read-case"),
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let mut readers = readers(&cx, &loaded).await.map_err(problem)?;
    readers.retain(|reader| !(sealed(&loaded.case) && tells_result(&reader.what)));
    Ok(show(&ReadersPage::new(&visit, &cx, &loaded, &readers)))
}
