//! The clock and the identifiers of the running program.

use std::path::PathBuf;

use acts::ports::{Clock, Ids};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// The machine's clock, to the microsecond (what the store keeps).
#[derive(Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
        microseconds(Timestamp::now())
    }
}

/// For rehearsals: runs ahead by the seconds that a file says now.
#[derive(Debug)]
pub(crate) struct AheadClock {
    pub(crate) file: PathBuf,
}

impl Clock for AheadClock {
    fn now(&self) -> Timestamp {
        let seconds = std::fs::read_to_string(&self.file).ok().and_then(|text| text.trim().parse().ok());
        let ahead = SignedDuration::from_secs(seconds.unwrap_or(0));
        SystemClock.now().checked_add(ahead).unwrap_or(Timestamp::MAX)
    }
}

fn microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// Version 7 UUIDs: ordered by time.
#[derive(Debug)]
pub(crate) struct FreshIds;

impl Ids for FreshIds {
    fn fresh(&self) -> Uuid {
        #[expect(clippy::disallowed_methods, reason = "this is the one source of identifiers")]
        Uuid::now_v7()
    }

    fn key(&self) -> [u8; 32] {
        #[expect(clippy::disallowed_methods, reason = "this is the one source of randomness")]
        rand::random()
    }
}
