//! What a store of the tests is opened with: a master key that anybody may know.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acts::ports::{Clock, Ids};
use jiff::Timestamp;
use store::{Keeper, MasterKey};
use uuid::Uuid;

/// The clock of the machine, and identifiers like the program's.
#[derive(Debug)]
struct Own;

impl Clock for Own {
    fn now(&self) -> Timestamp {
        #[allow(clippy::disallowed_methods)]
        Timestamp::now()
    }
}

impl Ids for Own {
    fn fresh(&self) -> Uuid {
        #[allow(clippy::disallowed_methods)]
        Uuid::now_v7()
    }

    /// Never the same twice, which is all that a test needs.
    fn key(&self) -> [u8; 32] {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let mut key = [0; 32];
        key[..16].copy_from_slice(self.fresh().as_bytes());
        key[16..24].copy_from_slice(&NUMBER.fetch_add(1, Ordering::Relaxed).to_le_bytes());
        key
    }
}

pub(crate) fn keeper() -> Keeper {
    keeper_with([7; 32])
}

pub(crate) fn keeper_with(master: [u8; 32]) -> Keeper {
    Keeper { master: MasterKey::new(master), ids: Arc::new(Own), clock: Arc::new(Own) }
}
