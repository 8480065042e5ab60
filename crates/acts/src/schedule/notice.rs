//! ¶6. The notice of date, time and place.

use jiff::civil::Date;
use rules::case::{Command, SendNotice, Stage};
use rules::notice::{Appointment, earliest};

use crate::access::Act;
use crate::cx::Cx;
use crate::desk::rows::RoomId;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, Loaded, Making, act, act_making, act_telling};

/// ¶6. Sent to the candidate's account; a date before the earliest lawful day is refused.
pub async fn send_notice(cx: &Cx, asked: Asked<'_>, appointment: Appointment) -> ActResult<Receipt> {
    let command = Command::SendNotice { notice: SendNotice { appointment } };
    act_telling(cx, asked, Act::SendNotice, command, "notice").await
}

/// ¶6 ¶10. The same, with a seat in a room of the centre; a room that is full at that time is told at the field `room`.
pub async fn send_seated_notice(
    cx: &Cx,
    asked: Asked<'_>,
    appointment: Appointment,
    room: RoomId,
) -> ActResult<Receipt> {
    let making = Making::Seated { appointment: &appointment, room };
    act_making(cx, asked, Act::SendNotice, Some("notice"), making).await
}

/// Q3. The candidate refuses a new date less than two working days ahead.
pub async fn refuse_new_date(cx: &Cx, asked: Asked<'_>) -> ActResult<Receipt> {
    act(cx, asked, Act::RefuseNewDate, Command::RefuseNewDate).await
}

/// ¶6 ¶7 ¶11. The earliest lawful day for a notice sent now.
pub fn earliest_day(cx: &Cx, loaded: &Loaded) -> ActResult<Date> {
    let context = cx.context(&loaded.case)?;
    let cause = loaded.case.cause.filter(|_| loaded.case.stage == Stage::Postponed);
    Ok(earliest(context.calendar, context.edition, context.today(), cause))
}
