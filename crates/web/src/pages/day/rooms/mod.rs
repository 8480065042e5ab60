//! ¶10 ¶11. One room of the centre. A new one has its id in the address already, so that a form sent twice makes one room.

pub mod list;

use acts::Cx;
use acts::desk::rooms::{Described, room, save};
use acts::desk::rows::RoomId;
use acts::ports::Room;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::{Stopped, problem, stopped};
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "day/rooms/page.html")]
pub struct RoomPage {
    frame: Frame,
    action: String,
    name_kk: Field,
    name_ru: Field,
    address: Field,
    seats: Field,
    traits: Field,
    equipment: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<RoomId>,
) -> Result<Response, Problem> {
    let known = room(&cx, &who, id).await.map_err(problem)?;
    let values = known.as_ref().map_or_else(Values::new, values_of);
    Ok(show(&RoomPage::new(&visit, id, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<RoomId>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = RoomPage::new(&visit.in_language(language), id, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let errors = values.errors();
    if !errors.is_empty() {
        return Ok(show(&RoomPage::new(&visit, id, &values, &errors)));
    }
    match save(&cx, &who, id, described(&values)).await {
        Ok(()) => Ok(Redirect::to("/centre/rooms?done=1").into_response()),
        Err(error) => match stopped(error, "seats") {
            Stopped::Say(errors) => Ok(show(&RoomPage::new(&visit, id, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

fn described(values: &Values) -> Described {
    Described {
        name_kk: values.one("name-kk").to_owned(),
        name_ru: values.one("name-ru").to_owned(),
        address: values.one("address").to_owned(),
        seats: values.one("seats").parse().ok(),
        accessible: values.has("traits", "accessible"),
        equipment: values.one("equipment").to_owned(),
        closed: values.has("traits", "closed"),
    }
}

fn values_of(room: &Room) -> Values {
    let values = Values::new()
        .with("name-kk", &room.name_kk)
        .with("name-ru", &room.name_ru)
        .with("address", &room.address)
        .with("seats", room.seats.to_string())
        .with("equipment", &room.equipment);
    let values = if room.accessible { values.with("traits", "accessible") } else { values };
    if room.closed { values.with("traits", "closed") } else { values }
}

impl RoomPage {
    fn new(visit: &Visit, id: RoomId, values: &Values, errors: &Errors) -> Self {
        let frame = visit.form_frame("board-room-title", values.request_id()).with_errors(!errors.is_empty());
        let frame = frame.dense();
        let form = Form { language: frame.language, values, errors };
        let traits = vec![
            Choice::new("accessible", frame.t("board-room-accessible")),
            Choice::new("closed", frame.t("board-room-closed")),
        ];
        Self {
            action: format!("/centre/rooms/{id}"),
            name_kk: form.field("name-kk", "board-room-name-kk"),
            name_ru: form.field("name-ru", "board-room-name-ru"),
            address: form.field("address", "board-room-address").hint(frame.t("board-room-address-hint")),
            seats: form.field("seats", "board-room-seats").inputmode("numeric").width(4),
            traits: form.choices("traits", "board-room-traits", traits),
            equipment: form.field("equipment", "board-room-equipment").rows(3),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl RoomPage {
    pub(crate) fn sample(visit: &Visit) -> Self {
        let mut errors = Errors::none();
        errors.add("seats", "board-seats-wrong");
        Self::new(visit, RoomId(uuid::Uuid::nil()), &Values::new().with("seats", "0"), &errors)
    }
}
