//! ¶9 ¶16 Q16. The members of a centre's commissions: what each may judge, and from whose examination each keeps out.

pub mod competence;
pub mod conflict;

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::commission::{Member, members};
use acts::ports::{Bond, Conflict, Other};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::Asked;
use super::centres::profession_name;
use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::alphabetical;

#[derive(Debug, Template)]
#[template(path = "reference/commission/page.html")]
pub struct CommissionPage {
    frame: Frame,
    done: bool,
    head: bool,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    id: String,
    name: String,
    /// Empty where nothing was written down.
    professions: Vec<String>,
    basis: String,
    conflicts: Vec<ConflictLine>,
}

#[derive(Debug)]
struct ConflictLine {
    id: String,
    words: String,
    note: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (_, members) = members(&cx, &who).await.map_err(problem)?;
    let frame = visit.frame("reference-commission-title").dense();
    let head = may_ever(&who, Act::KeepCommission);
    Ok(show(&CommissionPage::new(frame, &cx, &members, head, !asked.done.is_empty())))
}

impl CommissionPage {
    pub(super) fn new(frame: Frame, cx: &Cx, members: &[Member], head: bool, done: bool) -> Self {
        let line = |member: &Member| {
            let written = member.competence.as_ref();
            let codes = written.map(|one| one.professions.as_slice()).unwrap_or_default();
            Line {
                id: member.account.id.to_string(),
                name: member.account.name.clone(),
                professions: codes.iter().map(|code| profession_name(cx, &frame, code)).collect(),
                basis: written.map(|one| one.basis.clone()).unwrap_or_default(),
                conflicts: member.conflicts.iter().map(|conflict| conflict_line(&frame, conflict)).collect(),
            }
        };
        let mut lines: Vec<Line> = members.iter().map(line).collect();
        lines.sort_by_key(|line| alphabetical(&line.name));
        Self { frame, done, head, lines }
    }
}

fn conflict_line(frame: &Frame, conflict: &Conflict) -> ConflictLine {
    let with = match &conflict.other {
        Other::Person(iin) => frame.t1("reference-with-person", "iin", iin.to_string()),
        Other::Organisation(bin) => frame.t1("reference-with-organisation", "bin", bin.to_string()),
    };
    ConflictLine {
        id: conflict.id.to_string(),
        words: format!("{} · {with}", frame.t(bond_key(conflict.bond))),
        note: conflict.note.clone(),
    }
}

const fn bond_key(bond: Bond) -> &'static str {
    match bond {
        Bond::Relative => "reference-bond-relative",
        Bond::Employer => "reference-bond-employer",
        Bond::Teacher => "reference-bond-teacher",
    }
}

/// The member that an address names.
async fn member(cx: &Cx, who: &acts::Who, account: &str) -> Result<Member, Problem> {
    let (_, members) = members(cx, who).await.map_err(problem)?;
    members.into_iter().find(|member| member.account.id.to_string() == account).ok_or(Problem::NotFound)
}
