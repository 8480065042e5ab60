//! The port `Sweep`.
//!
//! A file goes only if no case and no draft names it: the statement that gives it up looks, and the foreign key of
//! `file_holder` refuses what comes in between. Only then its object is removed, and an object's name is never used again.

use acts::ports::{PortError, Sweep};
use async_trait::async_trait;
use jiff::Timestamp;

use super::Vault;

/// Objects removed between two looks into the database.
const STEP: u32 = 1000;

#[async_trait]
impl Sweep for Vault {
    async fn sweep(&self, before: Timestamp) -> Result<u64, PortError> {
        self.ledger.doom(before).await?;
        let mut removed = 0;
        loop {
            let doomed = self.ledger.doomed(STEP).await?;
            if doomed.is_empty() {
                return Ok(removed);
            }
            for object in doomed {
                self.objects.remove(object).await?;
                self.ledger.gone(object).await?;
                removed += 1;
            }
        }
    }
}
