//! Sittings as iCalendar (RFC 5545): for staff by a secret address, without names; for a candidate the own appointment.

use acts::desk::calendar::by_feed;
use acts::error::ActError;
use acts::ports::SittingCard;
use acts::{CaseId, Cx, view};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use icalendar::{Calendar, Component, Event, EventLike};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rules::case::Case;

use crate::answer::problem;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{Language, t, t_args};

/// An address that is unknown or was ended shows an empty calendar: it tells nothing, and empties what a program kept.
pub async fn get(State(cx): State<Cx>, Path(secret): Path<String>) -> Result<Response, Problem> {
    let secret = secret.strip_suffix(".ics").unwrap_or(&secret);
    let cards = match by_feed(&cx, secret).await {
        Err(ActError::NotFound) => vec![],
        other => other.map_err(problem)?,
    };
    Ok(answer(&staff(&cards, cx.clock.now()), "inline"))
}

/// ¶6. The candidate's own appointment, to be kept in the telephone's calendar.
pub async fn own(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = view::case(&cx, &who, id).await.map_err(problem)?;
    if loaded.candidate() != Some(who.account) {
        return Err(Problem::NotFound);
    }
    let event = appointment(&loaded.case, id, visit.language, cx.clock.now()).ok_or(Problem::NotFound)?;
    Ok(answer(&calendar([event]), "attachment; filename=\"exam.ics\""))
}

fn answer(calendar: &Calendar, disposition: &'static str) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, disposition)];
    (headers, calendar.to_string()).into_response()
}

/// Case number, place, time: no names.
fn staff(cards: &[SittingCard], now: Timestamp) -> Calendar {
    calendar(cards.iter().map(|card| {
        let row = &card.row;
        let start = row.day.to_datetime(row.start);
        let end = row.held.map(|held| row.day.to_datetime(held.until));
        event(&row.case, now, start, end).summary(&card.number).location(&row.place).done()
    }))
}

fn appointment(case: &Case, id: CaseId, language: Language, now: Timestamp) -> Option<Event> {
    let appointment = case.appointment.as_ref()?;
    let start = appointment.date.to_datetime(appointment.time);
    let end = appointment.seat.as_ref().map(|seat| appointment.date.to_datetime(seat.until));
    let number = t_args(language, "board-ics-number", &[("number", case.number.clone().into())]);
    let mut event = event(&id, now, start, end);
    event.summary(&t(language, "board-ics-exam")).location(&appointment.place).description(&number);
    Some(event)
}

fn calendar(events: impl IntoIterator<Item = Event>) -> Calendar {
    let mut calendar: Calendar = events.into_iter().collect();
    calendar.append_property(("PRODID", "-//Bilikti//Bilikti//KK"));
    calendar
}

/// An event of a case: without an end it is a moment.
fn event(id: &CaseId, now: Timestamp, start: DateTime, end: Option<DateTime>) -> Event {
    let mut event = Event::new();
    event
        .uid(&format!("{id}@bilikti"))
        .add_property("DTSTAMP", stamp(now))
        .add_property("DTSTART", utc(start));
    if let Some(end) = end {
        event.add_property("DTEND", utc(end));
    }
    event
}

fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Civil time of Almaty, as the instant it is.
fn utc(at: DateTime) -> String {
    let end_of_day = rules::terms::end_of(at.date());
    let until_end = at.date().at(23, 59, 59, 999_999_999).duration_since(at);
    let instant = end_of_day.saturating_sub(until_end).unwrap_or(end_of_day);
    instant.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use acts::desk::rows::{Held, RoomId, SittingRow};
    use icalendar::parser::{read_calendar, unfold};
    use jiff::civil::{date, time};
    use rules::case::Stage;
    use rules::identifiers::CentreNumber;
    use rules::programme::{ExamLanguage, Mode};
    use uuid::Uuid;

    use super::*;

    fn card() -> SittingCard {
        SittingCard {
            row: SittingRow {
                case: CaseId(Uuid::nil()),
                centre: CentreNumber::parse("0042").unwrap(),
                day: date(2026, 12, 8),
                start: time(10, 0, 0, 0),
                held: Some(Held { room: RoomId(Uuid::nil()), until: time(13, 30, 0, 0) }),
                place: "12-бөлме; Шымкент қ., Үлгі көшесі, 42, бірінші қабат, оң жақтағы есік".into(),
                mode: Mode::Offline,
                language: ExamLanguage::Kk,
                adjustments: "Үлкен әріп".into(),
                commission: vec![],
            },
            number: "0042-2026-000017".into(),
            name: "Сәрсенов Болат".into(),
            stage: Stage::Noticed,
            programme: "welder".into(),
        }
    }

    #[test]
    fn p06_a_feed_is_read_by_a_calendar_program_and_names_nobody() {
        let now = "2026-11-23T07:00:00Z".parse().unwrap();
        let text = staff(&[card()], now).to_string();
        let unfolded = unfold(&text);
        let read = read_calendar(&unfolded).unwrap();
        let event = &read.components[0];
        let value = |name: &str| event.find_prop(name).map(|found| found.val.to_string()).unwrap_or_default();
        assert_eq!(value("SUMMARY"), "0042-2026-000017");
        // Ten in the morning in Almaty.
        assert_eq!(
            (value("DTSTART").as_str(), value("DTEND").as_str()),
            ("20261208T050000Z", "20261208T083000Z")
        );
        assert_eq!(value("DTSTAMP"), "20261123T070000Z");
        assert!(value("LOCATION").contains("оң жақтағы есік"), "{}", value("LOCATION"));
        for secret in ["Сәрсенов", "Болат", "Үлкен"] {
            assert!(!unfolded.contains(secret), "{secret}");
        }
        assert!(text.lines().all(|line| line.len() <= 75), "folded lines");
        let empty = staff(&[], now).to_string();
        assert!(read_calendar(&unfold(&empty)).unwrap().components.is_empty());
    }
}
