//! Q25. The working calendar of a year, and the acts of the government that moved its days.

pub mod change;

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::reference::Subject;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::calendar::{Calendar, DayKind};
use rules::terms::local_date;

use super::history;
use crate::dates::short;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/calendar/page.html")]
pub struct CalendarPage {
    frame: Frame,
    year: i16,
    /// The years before and after.
    others: [i16; 2],
    version: String,
    days: Vec<DayLine>,
    estimated: bool,
    history: Vec<history::Line>,
    may: bool,
    done: bool,
}

#[derive(Debug)]
struct DayLine {
    date: String,
    kind: String,
    colour: &'static str,
    name: String,
    act: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    year: Option<i16>,
    done: String,
}

/// Years that a term of today can meet, and those whose days are kept.
const YEARS: std::ops::RangeInclusive<i16> = 2023..=2099;

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let frame = visit.frame("reference-calendar-title").dense();
    let year = asked.year.unwrap_or_else(|| local_date(cx.clock.now()).year());
    if !YEARS.contains(&year) {
        return Err(Problem::NotFound);
    }
    let history = history::lines(&cx, &frame, Subject::Calendar).await?;
    let may = may_ever(&who, Act::KeepCalendar);
    let page = CalendarPage::new(frame, &cx.calendar, year, history, may);
    Ok(show(&CalendarPage { done: !asked.done.is_empty(), ..page }))
}

impl CalendarPage {
    pub(super) fn new(
        frame: Frame,
        calendar: &Calendar,
        year: i16,
        history: Vec<history::Line>,
        may: bool,
    ) -> Self {
        let special = calendar.special(year);
        let days = special.iter().map(|day| DayLine {
            date: format!("{}, {}", short(day.date), frame.language.weekday(day.date)),
            kind: frame.t(kind_key(day.kind)),
            colour: if day.is_working() { "blue" } else { "grey" },
            name: frame.language.pick(&day.name).to_owned(),
            act: act(&frame, day.act.as_deref().unwrap_or_default()),
        });
        Self {
            days: days.collect(),
            estimated: special.iter().any(rules::calendar::Day::is_estimated),
            others: [year - 1, year + 1],
            version: calendar.version.clone(),
            year,
            history,
            may,
            done: false,
            frame,
        }
    }
}

/// The acts that `regulation/calendar/` names, in the reader's language; what people entered stands as they wrote it.
fn act(frame: &Frame, named: &str) -> String {
    match named.strip_prefix("government act (swap), ") {
        Some(place) => frame.t1("reference-act-swap", "place", place.to_owned()),
        None if named == "Law on holidays art. 5" => frame.t("reference-act-holidays"),
        None => named.to_owned(),
    }
}

const fn kind_key(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Working | DayKind::SwappedOn => "reference-day-worked",
        DayKind::Weekend | DayKind::SwappedOff | DayKind::Moved => "reference-day-off",
        DayKind::Holiday => "reference-day-holiday",
    }
}
