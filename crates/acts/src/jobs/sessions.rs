//! Expired sessions, codes and counts of tries.

use jiff::SignedDuration;

use super::Upkeep;
use crate::ports::PortError;

/// Longer than any limit counts, or any code lives.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

pub(super) async fn forget_expired(upkeep: &Upkeep) -> Result<(), PortError> {
    let now = upkeep.clock.now();
    upkeep.people.forget_stale(now - KEPT).await?;
    upkeep.people.end_expired_sessions(now).await.map(drop)
}
