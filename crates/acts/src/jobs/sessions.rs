//! Expired sessions.

use super::Upkeep;
use crate::ports::PortError;

pub(super) async fn forget_expired(upkeep: &Upkeep) -> Result<(), PortError> {
    upkeep.people.end_expired_sessions(upkeep.clock.now()).await.map(drop)
}
