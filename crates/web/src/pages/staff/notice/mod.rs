//! ¶6. The notice of date, time and place: only lawful days can be chosen, and why others cannot is shown.

use acts::access::Act;
use acts::desk::rooms::{free, open_rooms};
use acts::ports::{Room, SeatsHeld};
use acts::schedule::{earliest_day, send_notice, send_seated_notice};
use askama::Template;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use rules::calendar::Calendar;
use rules::case::{CommandKind, Stage};
use rules::notice::{Appointment, Cause};
use rules::programme::{ExamLanguage, Mode};
use rules::working_days::{Count, after, earliest_after_whole_days};

use super::view::terms::Off;
use crate::answer::{Stopped, problem, stopped};
use crate::case_words::{cause_key, exam_language_key, mode_key};
use crate::dates::short;
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::pages::day::rooms::list::name;
use crate::problem::Problem;

/// Working days on offer.
const OFFERED: usize = 40;

#[derive(Debug, Template)]
#[template(path = "staff/notice/page.html")]
pub struct NoticePage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    /// ¶7 ¶11: why a new date is set.
    cause: Option<String>,
    lifted: bool,
    earliest: String,
    /// The whole working days between notice and procedure.
    between: Vec<String>,
    skipped: Vec<Off>,
    estimated: bool,
    wishes: Vec<(String, String)>,
    date: Field,
    time: Field,
    mode: Field,
    room: Option<Field>,
    place: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if !at.may(Act::SendNotice, CommandKind::SendNotice) {
        return Ok(at.to_case());
    }
    let case = &at.loaded.case;
    let context = at.cx.context(case).map_err(problem)?;
    let earliest = earliest_day(&at.cx, &at.loaded).map_err(problem)?;
    // The notice is read in the language that the candidate chose for the exam.
    let address = match case.application.language {
        ExamLanguage::Kk => &context.centre.address.kk,
        ExamLanguage::Ru => &context.centre.address.ru,
    };
    let rooms = rooms(&at).await?;
    let seated = rooms.0.iter().find(|room| free(room, &rooms.1, earliest) > 0);
    let values = Values::new()
        .with("room", seated.map(|room| room.id.to_string()).unwrap_or_default())
        .with("date", earliest.to_string())
        .with("time", "10:00")
        .with("mode", mode_code(case.application.mode))
        .with("place", address);
    Ok(show(&NoticePage::new(&at, &values, &Errors::none(), &rooms)?))
}

/// The open rooms of the centre, and what is held in them on the days on offer.
type Offered = (Vec<Room>, Vec<SeatsHeld>);

async fn rooms(at: &CaseAt) -> Result<Offered, Problem> {
    let today = at.today();
    open_rooms(&at.cx, &at.loaded.case.centre, today, today.saturating_add(120.days())).await.map_err(problem)
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    let rooms = rooms(&at).await?;
    if let Some(language) = values.language_switch() {
        return Ok(switched(
            language,
            &NoticePage::new(&at.in_language(language), &values, &Errors::none(), &rooms)?,
        ));
    }
    let mut errors = values.errors();
    let Some(appointment) = read(&values, &mut errors) else {
        return Ok(show(&NoticePage::new(&at, &values, &errors, &rooms)?));
    };
    let asked = at.asked(&values)?;
    let sent = match values.one("room").parse() {
        Ok(room) => send_seated_notice(&at.cx, asked, appointment, room).await,
        Err(_) => send_notice(&at.cx, asked, appointment).await,
    };
    match sent {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "date") {
            Stopped::Say(errors) => Ok(show(&NoticePage::new(&at, &values, &errors, &rooms)?)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

fn read(values: &Values, errors: &mut Errors) -> Option<Appointment> {
    let date = values.one("date").parse::<Date>().ok();
    let time = Time::strptime("%H:%M", values.one("time").replace('.', ":")).ok();
    let mode = match values.one("mode") {
        "offline" => Some(Mode::Offline),
        "online" => Some(Mode::Online),
        _ => None,
    };
    let place = values.one("place").to_owned();
    if date.is_none() {
        errors.add("date", "staff-notice-choose-date");
    }
    if time.is_none() {
        errors.add("time", "staff-notice-say-time");
    }
    if mode.is_none() {
        errors.add("mode", "staff-notice-choose-mode");
    }
    if place.is_empty() && values.one("room").is_empty() {
        errors.add("place", "staff-notice-say-place");
    }
    if !errors.is_empty() {
        return None;
    }
    Some(Appointment { date: date?, time: time?, place, mode: mode?, seat: None })
}

const fn mode_code(mode: Mode) -> &'static str {
    match mode {
        Mode::Offline => "offline",
        Mode::Online => "online",
    }
}

/// The lawful days from `earliest` on: working days only.
fn lawful_days(calendar: &Calendar, earliest: Date) -> Vec<Date> {
    earliest.series(1.day()).filter(|day| calendar.day(*day).is_working()).take(OFFERED).collect()
}

impl NoticePage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors, rooms: &Offered) -> Result<Self, Problem> {
        let frame = at.frame("staff-notice-title", values, !errors.is_empty());
        let case = &at.loaded.case;
        let context = at.cx.context(case).map_err(problem)?;
        let form = Form { language: frame.language, values, errors };
        let why_new = case.cause.filter(|_| case.stage == Stage::Postponed);
        let lifted = why_new.is_some_and(Cause::lifts_minimum);
        let count = count(context.calendar, context.today(), lifted, context.edition.terms.notice_gap);
        let language = frame.language;
        let day = |day: Date| format!("{}, {}", language.date(day), language.weekday(day));
        let days = lawful_days(context.calendar, count.due);
        let modes = context
            .programme
            .modes
            .iter()
            .map(|mode| Choice::new(mode_code(*mode), frame.t(mode_key(*mode))));
        let application = &case.application;
        let mut wishes = vec![
            (frame.t("staff-data-mode"), frame.t(mode_key(application.mode))),
            (frame.t("staff-data-language"), frame.t(exam_language_key(application.language))),
        ];
        if !application.adjustments.trim().is_empty() {
            wishes.push((frame.t("staff-data-adjustments"), application.adjustments.clone()));
        }
        Ok(Self {
            action: at.path("notice"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            cause: why_new.map(|cause| frame.t(cause_key(cause))),
            lifted,
            earliest: day(count.due),
            between: if lifted { Vec::new() } else { count.days.iter().map(|day| short(*day)).collect() },
            skipped: count.skipped.iter().map(|skipped| Off::new(&frame, skipped)).collect(),
            estimated: count.estimated,
            wishes,
            date: form.choices(
                "date",
                "staff-notice-date",
                days.into_iter()
                    .map(|one| Choice::new(one.to_string(), with_seats(&frame, day(one), rooms, one)))
                    .collect(),
            ),
            time: form.field("time", "staff-notice-time").inputmode("numeric").width(5),
            mode: form.choices("mode", "staff-notice-mode", modes.collect()),
            room: (!rooms.0.is_empty())
                .then(|| form.choices("room", "board-notice-room", room_choices(&frame, &rooms.0))),
            place: form.field("place", "staff-notice-place").hint(frame.t("staff-notice-place-hint")).rows(2),
            errors: form.error_lines(),
            frame,
        })
    }
}

/// A day with the seats that stay free on it, where the centre has rooms.
fn with_seats(frame: &Frame, day: String, (rooms, held): &Offered, on: Date) -> String {
    if rooms.is_empty() {
        return day;
    }
    let seats: u32 = rooms.iter().map(|room| free(room, held, on)).sum();
    frame.t2("board-notice-free", "day", day, "n", seats)
}

/// The rooms, and the place in words for an exam elsewhere.
pub fn room_choices(frame: &Frame, rooms: &[Room]) -> Vec<Choice> {
    let room = |room: &Room| {
        let words = frame.t2("board-notice-seats", "room", name(room, frame), "n", room.seats);
        let words =
            if room.accessible { format!("{words} · {}", frame.t("board-room-accessible")) } else { words };
        Choice::new(room.id.to_string(), words)
    };
    let elsewhere = Choice::new("", frame.t("board-notice-elsewhere"));
    rooms.iter().map(room).chain([elsewhere]).collect()
}

fn count(calendar: &Calendar, today: Date, lifted: bool, gap: u16) -> Count {
    if lifted { after(calendar, today, 1) } else { earliest_after_whole_days(calendar, today, gap) }
}

#[cfg(test)]
impl NoticePage {
    pub(super) fn sample(at: &CaseAt) -> Result<Self, Problem> {
        let mut errors = Errors::none();
        errors.add("time", "staff-notice-say-time");
        let room = Room {
            id: acts::desk::rows::RoomId(uuid::Uuid::nil()),
            centre: at.loaded.case.centre.clone(),
            name_kk: "12-бөлме".into(),
            name_ru: "Кабинет 12".into(),
            address: String::new(),
            seats: 10,
            accessible: true,
            equipment: String::new(),
            closed: false,
        };
        let values = Values::new().with("place", "Үлгі көшесі, 42");
        Self::new(at, &values, &errors, &(vec![room], vec![]))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn p06_only_working_days_from_the_earliest_on_can_be_chosen() {
        let calendar = Calendar::kazakhstan();
        let count = count(calendar, date(2026, 3, 20), false, 10);
        let days = lawful_days(calendar, count.due);
        assert_eq!(days.first(), Some(&date(2026, 4, 9)));
        assert_eq!(days.len(), OFFERED);
        assert!(days.iter().all(|day| calendar.day(*day).is_working()));
        assert_eq!(count.skipped[0].why.kk, "Наурыз мейрамы");
    }

    #[test]
    fn p11_after_a_fault_the_next_working_day_is_lawful() {
        assert_eq!(count(Calendar::kazakhstan(), date(2026, 3, 20), true, 10).due, date(2026, 3, 26));
    }

    #[test]
    fn p06_a_notice_names_day_time_place_and_mode() {
        let mut errors = Errors::none();
        assert_eq!(read(&Values::new(), &mut errors), None);
        assert_eq!(errors.fields(), ["date", "time", "mode", "place"]);
        let values = Values::new()
            .with("date", "2026-12-08")
            .with("time", "9.30")
            .with("mode", "offline")
            .with("place", "42");
        let appointment = read(&values, &mut Errors::none()).unwrap();
        assert_eq!((appointment.date, appointment.time), (date(2026, 12, 8), Time::constant(9, 30, 0, 0)));
    }
}
