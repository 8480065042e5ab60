//! «Хабарламалар»: what the centre sent, the newest first; what failed and what is to be handed over on paper.

pub mod one;
pub mod proof;

use acts::Cx;
use acts::outbox::{self, State as Stands};
use acts::ports::{Posted, Way};
use acts::projection::Page;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::answer::problem;
use crate::case_words::message_key;
use crate::page::{Frame, show};
use crate::pages::case::sent::{Sent, state_key, way_key};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const PER_PAGE: u32 = 50;
/// Pages further than this are a mistyped address.
const LAST_PAGE: u32 = 100_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    way: String,
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "staff/messages/page.html")]
pub struct MessagesPage {
    frame: Frame,
    states: Vec<Choice>,
    ways: Vec<Choice>,
    lines: Vec<Line>,
    total: u64,
    previous: String,
    next: String,
}

/// One choice of a filter.
#[derive(Debug)]
pub struct Choice {
    code: &'static str,
    words: String,
    chosen: bool,
}

#[derive(Debug)]
struct Line {
    case: String,
    name: String,
    number: String,
    what: String,
    sent: Sent,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let state = Stands::from_code(&asked.state);
    let way = Way::ALL.into_iter().find(|way| way.code() == asked.way);
    let page = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    let found = outbox::queue(&cx, &who, state, way, page - 1, PER_PAGE).await.map_err(problem)?;
    Ok(show(&MessagesPage::new(visit.frame("notify-desk-title").dense(), &found, state, way, page)))
}

impl MessagesPage {
    fn new(frame: Frame, found: &Page<Posted>, state: Option<Stands>, way: Option<Way>, page: u32) -> Self {
        let href = |page: u32| {
            let (state, way) = (state.map_or("", Stands::code), way.map_or("", Way::code));
            format!("/desk/messages?state={state}&way={way}&page={page}")
        };
        let states = Stands::ALL.into_iter().map(|one| Choice {
            code: one.code(),
            words: frame.t(state_key(one, false)),
            chosen: state == Some(one),
        });
        let ways = Way::ALL.into_iter().map(|one| Choice {
            code: one.code(),
            words: frame.t(way_key(one)),
            chosen: way == Some(one),
        });
        let more = u64::from(page) * u64::from(PER_PAGE) < found.total;
        Self {
            states: states.collect(),
            ways: ways.collect(),
            lines: found.lines.iter().map(|posted| Line::new(&frame, posted)).collect(),
            total: found.total,
            previous: if page > 1 { href(page - 1) } else { String::new() },
            next: if more { href(page + 1) } else { String::new() },
            frame,
        }
    }
}

impl Line {
    fn new(frame: &Frame, posted: &Posted) -> Self {
        Self {
            case: format!("/cases/{}", posted.dispatch.case),
            name: posted.name.clone(),
            number: posted.number.clone(),
            what: frame.t(message_key(&posted.dispatch.kind)),
            sent: Sent::new(frame, &posted.dispatch),
        }
    }
}

#[cfg(test)]
mod tests;
