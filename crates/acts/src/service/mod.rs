//! Programs of a centre: what they may ask for with a token, what they prepare, and what they are told.
//!
//! A service has no more rights than the rows of `regulation/access.toml` that name it; legal acts that need a person's
//! fresh proof are none of them.

mod happened;
mod hook;
mod prepare;
mod read;
mod ring;
mod token;

use serde::{Deserialize, Serialize};

use crate::access::Act;

pub(crate) use self::happened::happened;
pub use self::happened::{Happened, Occasion};
pub use self::hook::{add, deliveries, end, hooks, replay, resume};
pub use self::prepare::{begun, offered, shared};
pub use self::read::{Cursor, Paged, case, cases, messages, person, rooms, sittings, terms};
pub use self::ring::{Ringing, ring_due, tell_overdue};
pub use self::token::{Made, Wanted, end as end_token, make, of_token, tokens};

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $code:literal by $act:ident),* $(,)?) => {
        /// What a token opens.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Scope { $($(#[$doc])* #[serde(rename = $code)] $name),* }

        impl Scope {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Stable key.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The act of the access table that it rests on.
            pub const fn act(self) -> Act {
                match self { $(Self::$name => Act::$act),* }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)* _ => None }
            }
        }
    };
}

scopes! {
    /// Cases without the person they are about.
    Cases = "cases:read" by SeeQueue,
    /// The person of a case; each reading is noted.
    Persons = "persons:read" by ViewCase,
    Terms = "terms:read" by SeeQueue,
    /// Sittings and rooms.
    Sittings = "sittings:read" by SeeQueue,
    /// What became of messages, without addresses.
    Messages = "messages:read" by ViewCase,
    /// ¶4: prepares applications that came on paper; a registrar files them.
    Applications = "applications:write" by PrepareApplication,
    /// Webhooks of the centre.
    Hooks = "webhooks:write" by ManageHooks,
}
