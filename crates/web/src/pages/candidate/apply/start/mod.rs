//! The beginning: what an application needs, the button that begins one, and those begun earlier.

use acts::draft::{self, Draft};
use acts::ports::DraftRow;
use acts::{Cx, Role, Who, view};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::identifiers::CentreNumber;
use rules::terms::local_date;
use serde::Deserialize;

use super::super::my::retake::person_of;
use crate::answer::{problem, request_id};
use crate::dates::short;
use crate::form::Values;
use crate::page::{Frame, query_value, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// Chosen on a page of a profession or a centre.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    programme: String,
    centre: String,
}

#[derive(Debug, Template)]
#[template(path = "candidate/apply/start/page.html")]
pub struct StartPage {
    frame: Frame,
    standing: Standing,
    /// The profession chosen before; empty where none was.
    profession: String,
    chosen: Chosen,
    drafts: Vec<DraftLine>,
    sign_in: String,
    sign_up: String,
}

/// Who looks at the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    NotSignedIn,
    OtherRole,
    Candidate,
}

/// An application begun earlier.
#[derive(Debug)]
pub struct DraftLine {
    pub href: String,
    pub profession: String,
    pub changed: String,
}

/// The lines of `rows`, in their order.
pub fn draft_lines(frame: &Frame, cx: &Cx, rows: &[DraftRow]) -> Vec<DraftLine> {
    let line = |row: &DraftRow| DraftLine {
        href: format!("/apply/{}", row.id),
        profession: profession(frame, cx, &row.draft.programme)
            .unwrap_or_else(|| frame.t("apply-no-profession")),
        changed: short(local_date(row.at)),
    };
    rows.iter().map(line).collect()
}

fn profession(frame: &Frame, cx: &Cx, programme: &str) -> Option<String> {
    let programme = cx.catalogue.programme(programme)?;
    Some(frame.language.pick(&programme.profession_name).to_owned())
}

pub async fn get(
    visit: Visit,
    who: Option<Extension<Who>>,
    State(cx): State<Cx>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    if let Some(there) = elsewhere(&cx, &chosen.programme, &chosen.centre) {
        return Ok(there);
    }
    let frame = visit.frame("apply-start-title");
    let who = who.map(|Extension(who)| who);
    let standing = match &who {
        None => Standing::NotSignedIn,
        Some(who) if who.holds(Role::Candidate) => Standing::Candidate,
        Some(_) => Standing::OtherRole,
    };
    let rows = match &who {
        Some(who) if standing == Standing::Candidate => draft::mine(&cx, who).await.map_err(problem)?,
        _ => vec![],
    };
    let back = query_value(&visit.path_and_query);
    Ok(show(&StartPage {
        standing,
        profession: profession(&frame, &cx, &chosen.programme).unwrap_or_default(),
        drafts: draft_lines(&frame, &cx, &rows),
        sign_in: format!("/sign-in?back={back}"),
        sign_up: format!("/sign-up?back={back}"),
        chosen,
        frame,
    }))
}

/// An application to a centre of another cell is written there.
pub(super) fn elsewhere(cx: &Cx, programme: &str, centre: &str) -> Option<Response> {
    let number = CentreNumber::parse(centre).ok()?;
    let address = cx.catalogue.cells.elsewhere(&number)?;
    let programme = query_value(programme);
    Some(Redirect::to(&format!("{address}/apply?programme={programme}&centre={number}")).into_response())
}

/// Begins a draft with what was chosen before, and with what the person told in an earlier application.
pub async fn post(Person(who): Person, State(cx): State<Cx>, values: Values) -> Result<Response, Problem> {
    if let Some(there) = elsewhere(&cx, values.one("programme"), values.one("centre")) {
        return Ok(there);
    }
    let known = latest_person(&cx, &who).await?;
    let id =
        draft::begin(&cx, &who, request_id(&values)?, begun(&cx, known, &values)).await.map_err(problem)?;
    Ok(Redirect::to(&format!("/apply/{id}")).into_response())
}

fn begun(cx: &Cx, known: Draft, values: &Values) -> Draft {
    let programme = cx.catalogue.programme(values.one("programme")).map(|programme| programme.id.clone());
    let centre = cx.catalogue.centres.iter().find(|centre| centre.number.to_string() == values.one("centre"));
    Draft {
        programme: programme.unwrap_or_default(),
        centre: centre.map(|centre| centre.number.to_string()).unwrap_or_default(),
        ..known
    }
}

async fn latest_person(cx: &Cx, who: &Who) -> Result<Draft, Problem> {
    let earlier = view::mine(cx, who).await.map_err(problem)?;
    let Some(row) = earlier.lines.iter().max_by_key(|row| row.changed_at) else {
        return Ok(Draft { email: login_as_email(who), ..Draft::default() });
    };
    let loaded = view::glance(cx, who, row.case).await.map_err(problem)?;
    Ok(person_of(&loaded.case.person))
}

/// Many people take their e-mail address as login: it is not asked for twice.
fn login_as_email(who: &Who) -> String {
    if who.login.contains('@') { who.login.clone() } else { String::new() }
}

#[cfg(test)]
impl StartPage {
    pub(in crate::pages::candidate) fn samples(language: crate::words::Language) -> [Self; 3] {
        let page = |standing| Self {
            frame: Frame::sample(language, "apply-start-title"),
            standing,
            profession: "пісіруші".to_owned(),
            chosen: Chosen { programme: "welder".to_owned(), centre: "0042".to_owned() },
            drafts: vec![DraftLine {
                href: "/apply/1".to_owned(),
                profession: "пісіруші".to_owned(),
                changed: "23.11.2026".to_owned(),
            }],
            sign_in: "/sign-in".to_owned(),
            sign_up: "/sign-up".to_owned(),
        };
        [Standing::NotSignedIn, Standing::OtherRole, Standing::Candidate].map(page)
    }
}
