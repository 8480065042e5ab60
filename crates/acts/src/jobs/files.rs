//! Files that nobody names.

use jiff::SignedDuration;

use super::Upkeep;
use crate::ports::PortError;

/// How long a file is kept that no case and no draft names: a form sent twice finds it, and a back-up under way reads it.
const GRACE: SignedDuration = SignedDuration::from_hours(72);

pub(super) async fn sweep(upkeep: &Upkeep) -> Result<(), PortError> {
    upkeep.files.sweep(upkeep.clock.now() - GRACE).await.map(drop)
}
