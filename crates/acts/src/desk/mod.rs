//! The working day of a centre: the board of terms, cases in hand, rooms and the calendar, reminders.

pub mod answers;
pub mod board;
pub mod bulk;
pub mod calendar;
pub mod hands;
pub mod reminders;
pub mod rooms;
pub mod rows;
pub(crate) mod seat;

use rules::identifiers::CentreNumber;

use crate::access::{Act, Subject, permit};
use crate::error::{ActError, ActResult};
use crate::people::Who;
use crate::view::queue_centre;

/// The centre at which the person sees the queue, by the access table.
fn own_centre(who: &Who) -> ActResult<CentreNumber> {
    queue_centre(who).ok_or(ActError::NotAllowed)
}

/// The person may do `act` at a centre, whatever the case.
pub(crate) fn at_centre(who: &Who, act: Act, centre: &CentreNumber) -> ActResult<()> {
    let subject = Subject { centre, candidate: None, paper: false, commission: vec![] };
    permit(who, act, &subject).map(drop)
}
