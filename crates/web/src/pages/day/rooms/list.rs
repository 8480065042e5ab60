//! The rooms of a centre.

use acts::Cx;
use acts::desk::rooms::rooms;
use acts::ports::Room;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::Bilingual;
use serde::Deserialize;

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

#[derive(Debug, Template)]
#[template(path = "day/rooms/list.html")]
pub struct RoomsPage {
    frame: Frame,
    done: bool,
    rooms: Vec<Line>,
    /// The address of a new room.
    add: String,
}

#[derive(Debug)]
struct Line {
    id: String,
    name: String,
    address: String,
    seats: u32,
    accessible: bool,
    closed: bool,
    equipment: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let rooms = rooms(&cx, &who).await.map_err(problem)?;
    Ok(show(&RoomsPage::new(visit.frame("board-rooms-title").dense(), !asked.done.is_empty(), &rooms)))
}

/// The name of a room in a language of the Rules.
pub fn name(room: &Room, frame: &Frame) -> String {
    frame.language.pick(&Bilingual::new(&room.name_kk, &room.name_ru)).to_owned()
}

impl RoomsPage {
    pub(crate) fn new(frame: Frame, done: bool, rooms: &[Room]) -> Self {
        let line = |room: &Room| Line {
            id: room.id.to_string(),
            name: name(room, &frame),
            address: room.address.clone(),
            seats: room.seats,
            accessible: room.accessible,
            closed: room.closed,
            equipment: room.equipment.clone(),
        };
        let rooms = rooms.iter().map(line).collect();
        Self { done, rooms, add: format!("/centre/rooms/{}", frame.request_id), frame }
    }
}
