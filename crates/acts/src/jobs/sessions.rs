//! Expired sessions, codes, counts of tries, keys of requests and old deliveries.

use jiff::SignedDuration;

use super::Upkeep;
use crate::ports::PortError;

/// Longer than any limit counts, or any code lives.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long a key of a request brings its first answer.
const KEYS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Longer than an overdue term is news.
const DELIVERIES_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

pub(super) async fn forget_expired(upkeep: &Upkeep) -> Result<(), PortError> {
    let now = upkeep.clock.now();
    upkeep.cx.people.forget_stale(now - KEPT).await?;
    upkeep.cx.services.forget_keys(now - KEYS_KEPT).await?;
    upkeep.ringing.hooks.forget_deliveries(now - DELIVERIES_KEPT).await?;
    upkeep.cx.people.end_expired_sessions(now).await.map(drop)
}
