//! What a person of the staff was reminded of, what still runs first.

pub mod rule;

use acts::Cx;
use acts::desk::reminders::{mark_read, mine};
use acts::ports::ReminderLine;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::answer::problem;
use crate::case_words::{standing_of, standing_sign, standing_words, term_key};
use crate::dates::short;
use crate::form::Values;
use crate::page::{Frame, show};
use crate::pages::staff::local_time;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const PER_PAGE: u32 = 50;
const LAST_PAGE: u32 = 100_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "day/reminders/page.html")]
pub struct RemindersPage {
    frame: Frame,
    lines: Vec<Line>,
    previous: String,
    next: String,
}

#[derive(Debug)]
struct Line {
    case: String,
    name: String,
    number: String,
    term: String,
    clause: String,
    due: String,
    running: bool,
    sign: &'static str,
    words: String,
    when: String,
    unread: bool,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    let found = mine(&cx, &who, page - 1, PER_PAGE).await.map_err(problem)?;
    let mut view = RemindersPage::new(visit.frame("board-reminders-title").dense(), &cx, &found.lines);
    let href = |page: u32| format!("/reminders?page={page}");
    view.previous = if page > 1 { href(page - 1) } else { String::new() };
    let more = u64::from(page) * u64::from(PER_PAGE) < found.total;
    view.next = if more { href(page + 1) } else { String::new() };
    Ok(show(&view))
}

/// Reads one case's reminders, or all; read again, they stay read.
pub async fn post(Person(who): Person, State(cx): State<Cx>, values: Values) -> Result<Response, Problem> {
    let case = values.one("case").parse().ok();
    if case.is_some() || values.one("all") == "yes" {
        mark_read(&cx, &who, case).await.map_err(problem)?;
    }
    Ok(Redirect::to("/reminders").into_response())
}

impl RemindersPage {
    pub(crate) fn new(frame: Frame, cx: &Cx, lines: &[ReminderLine]) -> Self {
        let line = |line: &ReminderLine| {
            let reminder = &line.reminder;
            let standing = standing_of(reminder.due, cx.clock.now(), &cx.calendar);
            Line {
                case: reminder.case.to_string(),
                name: line.name.clone(),
                number: line.number.clone(),
                term: frame.t(term_key(&reminder.clause)),
                clause: reminder.clause.clone(),
                due: short(reminder.due),
                running: line.running,
                sign: standing_sign(standing),
                words: standing_words(frame.language, standing),
                when: local_time(reminder.at),
                unread: line.running && reminder.read_at.is_none(),
            }
        };
        let lines = lines.iter().map(line).collect();
        Self { lines, previous: String::new(), next: String::new(), frame }
    }
}
