//! ¶8 ¶14 ¶17. Journals and registers of a centre: numbered papers of a kind, from day to day.

use acts::papers::FormKind;
use acts::projection::{PaperFilter, PaperKind, PaperLine};
use acts::{Cx, Who, records};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use rules::terms::local_date;
use serde::Deserialize;

use crate::answer::problem;
use crate::dates::short;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const PER_PAGE: u32 = 200;
/// Days shown at first.
const MONTH: i64 = 30;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    centre: String,
    /// `YYYY-MM-DD`.
    from: String,
    until: String,
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "staff/records/page.html")]
pub struct RecordsPage {
    frame: Frame,
    /// Code, words, chosen.
    kinds: Vec<(&'static str, String, bool)>,
    centres: Vec<(String, String, bool)>,
    from: String,
    until: String,
    title: String,
    total: u64,
    lines: Vec<Line>,
    previous: String,
    next: String,
}

#[derive(Debug)]
struct Line {
    on: String,
    number: String,
    name: String,
    case_number: String,
    href: String,
    profession: String,
    /// The paper itself, where it is one of the case's forms.
    pdf: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let filter = filter(&cx, &who, &asked)?;
    let found = records::papers(&cx, &who, &filter).await.map_err(problem)?;
    let frame = visit.frame("records-title").dense();
    let lines = found.lines.iter().map(|line| Line::new(&frame, &cx, line)).collect();
    Ok(show(&RecordsPage::new(frame, &cx, &who, &filter, found.total, lines)))
}

fn filter(cx: &Cx, who: &Who, asked: &Asked) -> Result<PaperFilter, Problem> {
    let today = local_date(cx.clock.now());
    let centres = records::centres(cx, who);
    let wanted = centres.iter().find(|centre| centre.as_str() == asked.centre);
    Ok(PaperFilter {
        centre: wanted.or(centres.first()).cloned().ok_or(Problem::NotFound)?,
        kind: PaperKind::from_code(&asked.kind).unwrap_or(PaperKind::Protocol),
        from: asked.from.parse().unwrap_or_else(|_| today.saturating_sub(MONTH.days())),
        until: asked.until.parse().unwrap_or(today),
        page: asked.page.parse::<u32>().unwrap_or(1).clamp(1, 10_000) - 1,
        per_page: PER_PAGE,
    })
}

const fn kind_key(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Refusal => "records-refusals",
        PaperKind::Contract => "records-contracts",
        PaperKind::Briefing => "records-briefings",
        PaperKind::ViolationAct => "records-violation-acts",
        PaperKind::Protocol => "records-protocols",
        PaperKind::Document => "records-documents",
        PaperKind::Appeal => "records-appeals",
        PaperKind::Complaint => "records-complaints",
    }
}

impl RecordsPage {
    fn new(frame: Frame, cx: &Cx, who: &Who, filter: &PaperFilter, total: u64, lines: Vec<Line>) -> Self {
        let name = |number: &CentreNumber| {
            let centre = cx.catalogue.centre(number);
            centre.map(|centre| frame.language.pick(&centre.name).to_owned()).unwrap_or_default()
        };
        let centres = records::centres(cx, who);
        let centre = |one: &CentreNumber| (one.to_string(), name(one), *one == filter.centre);
        let kind = |one: PaperKind| (one.code(), frame.t(kind_key(one)), one == filter.kind);
        let shown = u64::from(filter.page + 1) * u64::from(PER_PAGE);
        let page = |page: u32| href(filter, page);
        Self {
            kinds: PaperKind::ALL.map(kind).into(),
            centres: centres.iter().map(centre).collect(),
            from: filter.from.to_string(),
            until: filter.until.to_string(),
            title: frame.t(kind_key(filter.kind)),
            total,
            lines,
            previous: if filter.page > 0 { page(filter.page) } else { String::new() },
            next: if shown < total { page(filter.page + 2) } else { String::new() },
            frame,
        }
    }
}

fn href(filter: &PaperFilter, page: u32) -> String {
    let PaperFilter { centre, kind, from, until, .. } = filter;
    format!("/records?kind={}&centre={centre}&from={from}&until={until}&page={page}", kind.code())
}

impl Line {
    fn new(frame: &Frame, cx: &Cx, line: &PaperLine) -> Self {
        let programme = cx.catalogue.programme(&line.programme);
        let profession = programme.map(|one| frame.language.pick(&one.profession_name).to_owned());
        let on: Date = line.paper.on;
        Self {
            on: short(on),
            number: line.paper.number.clone(),
            name: line.name.clone(),
            case_number: line.case_number.clone(),
            href: format!("/cases/{}", line.paper.case),
            profession: profession.unwrap_or_default(),
            pdf: pdf(line, frame.language.picked()),
        }
    }
}

/// A violation act or an answer is found on the case's own page: the register does not know which of them it is.
fn pdf(line: &PaperLine, language: &str) -> String {
    let form = match line.paper.kind {
        PaperKind::Refusal => FormKind::Refusal,
        PaperKind::Contract => FormKind::Contract,
        PaperKind::Briefing => FormKind::BriefingJournal,
        PaperKind::Protocol => FormKind::Protocol,
        PaperKind::Document => FormKind::Document,
        PaperKind::ViolationAct | PaperKind::Appeal | PaperKind::Complaint => {
            return format!("/cases/{}/personal-file", line.paper.case);
        }
    };
    format!("/cases/{}/form/{}?language={language}", line.paper.case, form.code())
}

#[cfg(test)]
impl RecordsPage {
    pub(super) fn sample(language: crate::words::Language, cx: &Cx, who: &Who) -> Self {
        let frame = Frame::sample(language, "records-title").sample_user().dense();
        let filter = PaperFilter {
            centre: CentreNumber::parse("0042").unwrap_or_else(|_| unreachable!("four digits")),
            kind: PaperKind::Protocol,
            from: Date::constant(2026, 11, 1),
            until: Date::constant(2026, 11, 23),
            page: 1,
            per_page: PER_PAGE,
        };
        let line = Line {
            on: "23.11.2026".into(),
            number: "0042-2026-7".into(),
            name: "Сағынова Айгерім".into(),
            case_number: "0042-2026-000012".into(),
            href: "/cases/1".into(),
            profession: "пісіруші".into(),
            pdf: "/cases/1/form/protocol".into(),
        };
        Self::new(frame, cx, who, &filter, 900, vec![line])
    }
}
