//! ¶2(1). One programme: its versions and what was changed.

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::catalogue::Catalogue;
use acts::reference::Subject;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::{standing, versions};
use crate::dates::short;
use crate::page::{Frame, show};
use crate::pages::reference::Asked;
use crate::pages::reference::history::{Line, lines};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/programmes/one.html")]
pub struct ProgrammePage {
    frame: Frame,
    done: bool,
    at: String,
    versions: Vec<(u32, (String, &'static str))>,
    /// The last day on which it takes applications.
    last: Option<String>,
    /// Where its next version is sent in; empty for who may only look.
    next: String,
    /// Where it is retired; empty where it cannot be.
    retire: String,
    history: Vec<Line>,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let newest = versions(&cx.catalogue, &id).into_iter().next().ok_or(Problem::NotFound)?.programme;
    let frame = visit.titled(visit.language.pick(&newest.title).to_owned()).dense();
    let history = lines(&cx, &frame, Subject::Programme(&id)).await?;
    let may = [Act::DraftProgramme, Act::ReviewProgramme].map(|act| may_ever(&who, act));
    Ok(show(&ProgrammePage::new(frame, &cx.catalogue, &id, may, history, !asked.done.is_empty())))
}

impl ProgrammePage {
    /// `may`: draft, review.
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        catalogue: &Catalogue,
        id: &str,
        may: [bool; 2],
        history: Vec<Line>,
        done: bool,
    ) -> Self {
        let all = versions(catalogue, id);
        let at = format!("/reference/programmes/{id}");
        let in_force = catalogue.offered(id).map(|programme| programme.version);
        let retire = in_force.filter(|_| may[1]).map(|version| format!("{at}/{version}/retire"));
        let last = catalogue.retiring.iter().rev().find(|one| one.id == id);
        Self {
            done,
            versions: all
                .iter()
                .map(|found| (found.programme.version, standing(&frame, catalogue, found)))
                .collect(),
            last: last.map(|one| short(one.last)),
            next: if may[0] { format!("/reference/programmes/new?of={id}") } else { String::new() },
            retire: retire.unwrap_or_default(),
            history,
            at,
            frame,
        }
    }
}
