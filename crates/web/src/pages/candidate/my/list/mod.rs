//! My cases and the applications I have begun.

use acts::papers::sealed;
use acts::projection::CaseRow;
use acts::{Cx, draft, view};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rules::case::Stage;

use super::shown_stage;
use crate::answer::problem;
use crate::case_words::{stage_colour, stage_key};
use crate::dates::short;
use crate::page::{Frame, show};
use crate::pages::candidate::apply::start::{DraftLine, draft_lines};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/my/list/page.html")]
pub struct ListPage {
    frame: Frame,
    cases: Vec<CaseLine>,
    drafts: Vec<DraftLine>,
}

#[derive(Debug)]
struct CaseLine {
    href: String,
    profession: String,
    number: String,
    filed: String,
    stage: String,
    colour: &'static str,
    /// The next term; empty where none runs.
    due: String,
}

fn case_line(frame: &Frame, cx: &Cx, row: &CaseRow, sealed: bool) -> CaseLine {
    let programme = cx.catalogue.programme(&row.programme);
    let stage = shown_stage(row.stage, sealed);
    CaseLine {
        href: format!("/my/{}", row.case),
        profession: programme
            .map_or_else(|| row.programme.clone(), |p| frame.language.pick(&p.profession_name).to_owned()),
        number: row.number.clone(),
        filed: short(row.filed_on),
        stage: frame.t(stage_key(stage)),
        colour: stage_colour(stage),
        due: row.due.filter(|_| !sealed).map(short).unwrap_or_default(),
    }
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let frame = visit.frame("candidate-list-title");
    let cases = view::mine(&cx, &who).await.map_err(problem)?;
    let drafts = draft::mine(&cx, &who).await.map_err(problem)?;
    let mut lines = Vec::with_capacity(cases.lines.len());
    for row in &cases.lines {
        // Q14: whether a result was opened stands in the case alone.
        let decided = [Stage::Passed, Stage::NotPassed, Stage::Issued, Stage::Informed].contains(&row.stage);
        let sealed = decided && sealed(&view::glance(&cx, &who, row.case).await.map_err(problem)?.case);
        lines.push(case_line(&frame, &cx, row, sealed));
    }
    Ok(show(&ListPage { cases: lines, drafts: draft_lines(&frame, &cx, &drafts), frame }))
}

#[cfg(test)]
impl ListPage {
    pub(in crate::pages::candidate) fn samples(language: crate::words::Language) -> [Self; 2] {
        let frame = Frame::sample(language, "candidate-list-title").sample_user();
        let case = CaseLine {
            href: "/my/1".to_owned(),
            profession: "пісіруші".to_owned(),
            number: "0042-2026-000001".to_owned(),
            filed: "23.11.2026".to_owned(),
            stage: frame.t("case-stage-filed"),
            colour: "blue",
            due: "26.11.2026".to_owned(),
        };
        let empty = Self { frame: frame.clone(), cases: vec![], drafts: vec![] };
        [empty, Self { frame, cases: vec![case], drafts: vec![] }]
    }
}
