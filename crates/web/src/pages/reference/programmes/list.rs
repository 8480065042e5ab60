//! ¶2(1). All programmes.

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::catalogue::Catalogue;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::{standing, versions};
use crate::page::{Frame, show};
use crate::pages::reference::Asked;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{alphabetical, fold};

#[derive(Debug, Template)]
#[template(path = "reference/programmes/list.html")]
pub struct ProgrammesPage {
    frame: Frame,
    query: String,
    lines: Vec<Line>,
    may_draft: bool,
}

#[derive(Debug)]
struct Line {
    id: String,
    title: String,
    profession: String,
    level: String,
    /// Versions that matter now: the newest, and the one in force.
    versions: Vec<(u32, (String, &'static str))>,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = visit.frame("reference-programmes-title").dense();
    show(&ProgrammesPage::new(frame, &cx.catalogue, &asked.q, may_ever(&who, Act::DraftProgramme)))
}

impl ProgrammesPage {
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        catalogue: &Catalogue,
        query: &str,
        may_draft: bool,
    ) -> Self {
        let query: String = query.trim().chars().take(100).collect();
        let coming = catalogue.coming.iter().map(|version| version.programme.id.as_str());
        let mut ids: Vec<&str> =
            catalogue.programmes.iter().map(|known| known.id.as_str()).chain(coming).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut lines: Vec<Line> =
            ids.into_iter().filter_map(|id| line(&frame, catalogue, id, &query)).collect();
        lines.sort_by_key(|line| alphabetical(&line.title));
        Self { frame, query, lines, may_draft }
    }
}

/// `None` where a word of the query stands nowhere in it.
fn line(frame: &Frame, catalogue: &Catalogue, id: &str, query: &str) -> Option<Line> {
    let all = versions(catalogue, id);
    let newest = all.first()?.programme;
    let (title, name) = (&newest.title, &newest.profession_name);
    let text = fold(&format!("{id} {} {} {} {} {}", title.kk, title.ru, name.kk, name.ru, newest.profession));
    let told =
        all.iter().filter(|found| found.coming.is_some() || catalogue.programme(id) == Some(found.programme));
    fold(query).split_whitespace().all(|word| text.contains(word)).then(|| Line {
        id: id.to_owned(),
        title: frame.language.pick(title).to_owned(),
        profession: newest.profession.to_string(),
        level: newest.nqf_level.to_string(),
        versions: told.map(|found| (found.programme.version, standing(frame, catalogue, found))).collect(),
    })
}
