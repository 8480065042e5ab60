//! The desk: what is owed at the centre, the most urgent first.

pub mod list;
pub mod shows;

use acts::access::{Act, may_ever};
use acts::people::Who;
use acts::projection::CaseFilter;
#[cfg(test)]
use acts::projection::CaseRow;
use acts::{Cx, view};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use rules::terms::local_date;
use serde::Deserialize;

pub use self::list::{DueWords, Line};
use self::shows::Show;
use crate::answer::problem;
use crate::page::{Frame, query_value, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const PER_PAGE: u32 = 50;
/// Pages further than this are a mistyped address.
const LAST_PAGE: u32 = 100_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    show: String,
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "staff/desk/page.html")]
pub struct DeskPage {
    frame: Frame,
    counters: Vec<Counter>,
    query: String,
    shows: Vec<(&'static str, String, bool)>,
    lines: Vec<Line>,
    total: u64,
    /// ¶4: may key in an application on paper.
    keys_in: bool,
    previous: String,
    next: String,
}

#[derive(Debug)]
struct Counter {
    href: String,
    n: u64,
    words: String,
    /// Kind for `g::sign`; empty where the number needs no sign.
    sign: &'static str,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let today = local_date(cx.clock.now());
    let query: String = asked.q.trim().chars().take(100).collect();
    let shown = Show::from_code(&asked.show).unwrap_or(if query.is_empty() { Show::Open } else { Show::All });
    let page = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    let mut filter = shown.filter(today);
    filter.search = Some(query.clone()).filter(|query| !query.is_empty());
    filter.page = page - 1;
    filter.per_page = PER_PAGE;
    let found = view::queue(&cx, &who, filter).await.map_err(problem)?;
    let frame = visit.frame("staff-desk-title").dense();
    let counters = counters(&frame, &cx, &who, today).await?;
    let lines = found.lines.iter().map(|row| Line::new(&frame, &cx, &who, row)).collect();
    let lines = list::with_holders(&cx, &found.lines, lines).await?;
    let href = |page: u32| format!("/desk?show={}&q={}&page={page}", shown.code(), query_value(&query));
    let more = u64::from(page) * u64::from(PER_PAGE) < found.total;
    Ok(show(&DeskPage {
        shows: Show::ALL.iter().map(|one| (one.code(), frame.t(one.key()), *one == shown)).collect(),
        previous: if page > 1 { href(page - 1) } else { String::new() },
        next: if more { href(page + 1) } else { String::new() },
        total: found.total,
        keys_in: may_ever(&who, Act::CheckCompleteness),
        counters,
        lines,
        query,
        frame,
    }))
}

/// One count each; the lists behind them are one click away.
async fn counters(frame: &Frame, cx: &Cx, who: &Who, today: Date) -> Result<Vec<Counter>, Problem> {
    let mut counters = Vec::new();
    for one in Show::COUNTED {
        let mut n = count(cx, who, one.filter(today)).await?;
        if one == Show::Today {
            n = n.saturating_sub(count(cx, who, Show::Overdue.filter(today)).await?);
        }
        let sign = match one {
            Show::Overdue if n > 0 => "bad",
            Show::Today if n > 0 => "warn",
            _ => "",
        };
        counters.push(Counter {
            href: format!("/desk?show={}", one.code()),
            n,
            words: frame.t(one.counter_key()),
            sign,
        });
    }
    Ok(counters)
}

async fn count(cx: &Cx, who: &Who, filter: CaseFilter) -> Result<u64, Problem> {
    let filter = CaseFilter { per_page: 1, ..filter };
    Ok(view::queue(cx, who, filter).await.map_err(problem)?.total)
}

fn yesterday(today: Date) -> Date {
    today.saturating_sub(1.day())
}

#[cfg(test)]
impl DeskPage {
    pub(super) fn sample(language: crate::words::Language, rows: &[CaseRow]) -> Self {
        let frame = Frame::sample(language, "staff-desk-title").sample_user().dense();
        let lines = rows
            .iter()
            .map(|row| Line::of(&frame, row, Some(("welder".into(), "kk")), None, super::next::of(row.stage)))
            .collect();
        let counter = |n, sign| Counter {
            href: "/desk?show=overdue".into(),
            n,
            words: frame.t(Show::Overdue.counter_key()),
            sign,
        };
        Self {
            counters: vec![counter(2, "bad"), counter(0, "")],
            query: "Әлия".into(),
            shows: Show::ALL.iter().map(|one| (one.code(), frame.t(one.key()), *one == Show::Open)).collect(),
            total: rows.len() as u64,
            keys_in: true,
            lines,
            previous: "/desk?page=1".into(),
            next: String::new(),
            frame,
        }
    }
}
