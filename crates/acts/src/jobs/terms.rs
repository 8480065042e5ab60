//! Q25. Terms that an act about the calendar has moved.

use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;
use jiff::civil::Date;
use rules::terms::local_date;

use super::Upkeep;
use crate::error::{ActError, ActResult};
use crate::ports::PortError;
use crate::reference::Subject;
use crate::reference::calendar::recount;

/// After this every node counts with the newest calendar, and no term is begun by an older one.
const SETTLED: SignedDuration = SignedDuration::from_secs(30);

/// What was looked through last by this node: with which calendar, on which day, and whether all nodes had it by then.
#[derive(Debug, Default)]
pub struct Looked(Mutex<Option<(String, Date, bool)>>);

impl Looked {
    fn last(&self) -> std::sync::MutexGuard<'_, Option<(String, Date, bool)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks through all running terms once after each act, again when it has settled, and once a day.
pub(super) async fn recount_moved(upkeep: &Upkeep) -> Result<(), PortError> {
    let cx = upkeep.cx.fresh();
    let Some(newest) = cx.shelf.newest(Subject::Calendar) else { return Ok(()) };
    let now = cx.clock.now();
    let settled = now.duration_since(newest.at) > SETTLED;
    let look = Some((cx.calendar.version.clone(), local_date(now), settled));
    if *upkeep.looked.last() == look {
        return Ok(());
    }
    port(recount(&cx).await)?;
    *upkeep.looked.last() = look;
    Ok(())
}

/// The right and the step are given by the call; anything else than the store's fault would be a fault of the program.
fn port(recounted: ActResult<u64>) -> Result<(), PortError> {
    match recounted {
        Ok(_) => Ok(()),
        Err(ActError::Port(error)) => Err(error),
        Err(other) => Err(PortError::Inconsistent(format!("terms are not counted anew: {other}"))),
    }
}
