//! ¶6 ¶10. «Емтихан кестесі»: the sittings of a centre by day, week and month; each also as a list with the same content.

pub mod address;
pub mod feed;
mod slots;

use std::collections::BTreeMap;

use acts::desk::calendar::sittings;
use acts::people::Who;
use acts::ports::{Room, SittingCard};
use acts::{AccountId, Cx};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use rules::terms::local_date;
use serde::Deserialize;

use self::slots::{DayView, Slot};
use crate::answer::problem;
use crate::dates::short;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// How much of the calendar is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Day,
    Week,
    Month,
}

impl Span {
    const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Day => "board-span-day",
            Self::Week => "board-span-week",
            Self::Month => "board-span-month",
        }
    }

    /// The first and the last day around `day`. Weeks begin on Monday; a month is shown in whole weeks.
    fn days(self, day: Date) -> (Date, Date) {
        let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        match self {
            Self::Day => (day, day),
            Self::Week => (monday(day), monday(day).saturating_add(6.days())),
            Self::Month => {
                let from = monday(day.first_of_month());
                (from, monday(day.last_of_month()).saturating_add(6.days()))
            }
        }
    }

    /// A day of the next span, or of the one before.
    fn step(self, day: Date, ahead: i64) -> Date {
        match self {
            Self::Day => day.saturating_add(ahead.days()),
            Self::Week => day.saturating_add(ahead.weeks()),
            Self::Month => day.first_of_month().saturating_add(ahead.months()),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    from: String,
    list: String,
}

#[derive(Debug, Template)]
#[template(path = "day/calendar/page.html")]
pub struct CalendarPage {
    frame: Frame,
    heading: String,
    spans: Vec<(String, String, bool)>,
    previous: String,
    next: String,
    today: String,
    /// Table and list: the address of the other, and its words.
    other: (String, String),
    as_list: bool,
    /// A day is a list as it is.
    one_day: bool,
    weekdays: Vec<&'static str>,
    weeks: Vec<Vec<DayView>>,
    /// The days that have sittings, for the list.
    days: Vec<DayView>,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let today = local_date(cx.clock.now());
    let span = Span::ALL.into_iter().find(|one| one.code() == asked.view).unwrap_or(Span::Week);
    let day = asked.from.parse().unwrap_or(today);
    let (from, until) = span.days(day);
    let cards = sittings(&cx, &who, from, until).await.map_err(problem)?;
    let rooms = acts::desk::rooms::rooms(&cx, &who).await.map_err(problem)?;
    let names = names(&cx, &cards).await?;
    let seen = Seen { today, day, span, as_list: asked.list == "yes" || span == Span::Day };
    let frame = visit.frame("board-calendar-title").dense();
    Ok(show(&CalendarPage::new(frame, &who, seen, &cards, &rooms, &names)))
}

/// Names of the commissions.
async fn names(cx: &Cx, cards: &[SittingCard]) -> Result<BTreeMap<AccountId, String>, Problem> {
    let mut names = BTreeMap::new();
    for id in cards.iter().flat_map(|card| &card.row.commission) {
        if !names.contains_key(id) {
            let known = cx.people.by_id(*id).await.map_err(|error| problem(error.into()))?;
            names.insert(*id, known.map_or_else(|| id.to_string(), |account| account.name));
        }
    }
    Ok(names)
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
struct Seen {
    today: Date,
    day: Date,
    span: Span,
    as_list: bool,
}

impl CalendarPage {
    fn new(
        frame: Frame,
        who: &Who,
        seen: Seen,
        cards: &[SittingCard],
        rooms: &[Room],
        names: &BTreeMap<AccountId, String>,
    ) -> Self {
        let Seen { today, day, span, as_list } = seen;
        let (from, until) = span.days(day);
        let href = |span: Span, day: Date, list: bool| {
            let list = if list { "&list=yes" } else { "" };
            format!("/calendar?view={}&from={day}{list}", span.code())
        };
        let all: Vec<DayView> = from
            .series(1.day())
            .take_while(|one| *one <= until)
            .map(|one| {
                let of_day: Vec<&SittingCard> = cards.iter().filter(|card| card.row.day == one).collect();
                let outside = span == Span::Month && one.month() != day.month();
                DayView::new(&frame, who, one, today, outside, Slot::of(&frame, &of_day, rooms, names))
            })
            .collect();
        let heading = if from == until {
            format!("{}, {}", frame.language.date(from), frame.language.weekday(from))
        } else {
            format!("{} – {}", short(from), short(until))
        };
        let listed = as_list && span != Span::Day;
        Self {
            heading,
            spans: Span::ALL
                .iter()
                .map(|one| (frame.t(one.key()), href(*one, day, listed), *one == span))
                .collect(),
            previous: href(span, span.step(day, -1), listed),
            next: href(span, span.step(day, 1), listed),
            today: href(span, today, listed),
            other: (
                href(span, day, !as_list),
                frame.t(if as_list { "board-calendar-table" } else { "board-calendar-list" }),
            ),
            as_list,
            one_day: span == Span::Day,
            weekdays: from.series(1.day()).take(7).map(|one| frame.language.weekday(one)).collect(),
            days: all.iter().filter(|one| !one.slots.is_empty()).cloned().collect(),
            weeks: all.chunks(7).map(<[DayView]>::to_vec).collect(),
            frame,
        }
    }
}

#[cfg(test)]
impl CalendarPage {
    pub(crate) fn samples(frame: &Frame, who: &Who, cards: &[SittingCard], rooms: &[Room]) -> Vec<Self> {
        let day = cards.first().map_or(jiff::civil::date(2026, 12, 8), |card| card.row.day);
        let names = BTreeMap::new();
        let seen = Span::ALL.into_iter().flat_map(|span| {
            [true, false].map(|as_list| Seen { today: day, day, span, as_list: as_list || span == Span::Day })
        });
        seen.map(|seen| Self::new(frame.clone(), who, seen, cards, rooms, &names)).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_a_month_stands_in_whole_weeks() {
        let sunday = date(2026, 11, 29);
        assert_eq!(Span::Week.days(sunday), (date(2026, 11, 23), sunday));
        assert_eq!(Span::Month.days(sunday), (date(2026, 10, 26), date(2026, 12, 6)));
        assert_eq!(Span::Month.step(date(2026, 1, 31), 1), date(2026, 2, 1));
        assert_eq!(Span::Day.step(sunday, -1), date(2026, 11, 28));
    }
}
