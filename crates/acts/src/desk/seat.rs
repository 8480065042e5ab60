//! ¶6 ¶10. A seat in a room, for the length of a procedure.

use jiff::ToSpan;
use jiff::civil::{Time, time};
use rules::case::Context;
use rules::centre::Centre;
use rules::notice::{Appointment, SeatHeld};
use rules::programme::{ExamLanguage, Programme};

use crate::cx::Cx;
use crate::desk::rows::RoomId;
use crate::error::{ActError, ActResult, FieldFault};
use crate::ports::Room;

/// The appointment with its seat and its place in words: the room takes people, and one seat more is free from the first minute to the last. The
/// store holds the same again, for two notices may ask for the last seat in the same instant.
pub(crate) async fn seated(
    cx: &Cx,
    context: &Context<'_>,
    appointment: &Appointment,
    id: RoomId,
    language: ExamLanguage,
) -> ActResult<Appointment> {
    seated_behind(cx, context, appointment, id, language, 0).await
}

/// The same, behind `ahead` others who would hold seats at that time.
pub(crate) async fn seated_behind(
    cx: &Cx,
    context: &Context<'_>,
    appointment: &Appointment,
    id: RoomId,
    language: ExamLanguage,
    ahead: u32,
) -> ActResult<Appointment> {
    let refused = |fault| ActError::Fields(vec![FieldFault { field: "room", fault }]);
    let room = cx.rooms.room(id).await?;
    let room = room.filter(|room| room.centre == context.centre.number && !room.closed);
    let room = room.ok_or_else(|| refused("room-unknown"))?;
    let until = until(context.programme, appointment.time);
    let held = cx.rooms.held(&room.centre, appointment.date, appointment.date).await?;
    let beside = held.iter().filter(|held| held.room == id);
    let beside = beside.filter(|held| held.start < until && held.until > appointment.time);
    if beside.map(|held| held.seats).sum::<u32>() + ahead >= room.seats {
        return Err(refused("room-full"));
    }
    let seat = Some(SeatHeld { room: id.to_string(), until });
    let place = place(&room, context.centre, language);
    Ok(Appointment { seat, place, ..appointment.clone() })
}

/// The room and its address, in the language of the exam: the candidate reads it.
fn place(room: &Room, centre: &Centre, language: ExamLanguage) -> String {
    let (name, address) = match language {
        ExamLanguage::Kk => (&room.name_kk, &centre.address.kk),
        ExamLanguage::Ru => (&room.name_ru, &centre.address.ru),
    };
    let address = if room.address.is_empty() { address } else { &room.address };
    format!("{name}, {address}")
}

/// When both stages end, if they begin at `start` and follow one another; on the same day.
pub(crate) fn until(programme: &Programme, start: Time) -> Time {
    const LAST: Time = time(23, 59, 0, 0);
    let minutes = i64::from(programme.theory.minutes) + i64::from(programme.map.minutes);
    start.checked_add(minutes.max(1).minutes()).unwrap_or(LAST).min(LAST)
}
