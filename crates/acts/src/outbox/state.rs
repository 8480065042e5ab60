//! The walk of one dispatch. `docs/state-machines/dispatch.md` draws the same table; a test compares them.

use serde::{Deserialize, Serialize};

/// Where a dispatch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Waiting,
    /// A server took it; on paper, it was handed over or posted.
    #[serde(rename = "handed-over")]
    Handed,
    /// The carrier confirmed it; on paper, the person signed.
    Delivered,
    Failed,
    /// Came out of a back-up: the original may have sent it.
    Held,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Handed, Self::Delivered, Self::Failed, Self::Held];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Handed => "handed-over",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Held => "held",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What happens to a dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    HandOver,
    Confirm,
    PutOff,
    Refuse,
    Hold,
    Release,
}

impl Step {
    pub const ALL: [Self; 6] =
        [Self::HandOver, Self::Confirm, Self::PutOff, Self::Refuse, Self::Hold, Self::Release];
}

/// Where a dispatch stands after a step; `None` where the step changes nothing.
///
/// What is known to have reached the person stays so; a confirmation counts from everywhere, because an answer may have
/// been lost while its letter was not.
pub const fn next(state: State, step: Step) -> Option<State> {
    use State::{Delivered, Failed, Handed, Held, Waiting};
    match (state, step) {
        (Waiting | Failed | Held, Step::HandOver) => Some(Handed),
        (Waiting | Handed | Failed | Held, Step::Confirm) => Some(Delivered),
        (Waiting, Step::PutOff) | (Held, Step::Release) => Some(Waiting),
        (Waiting | Handed | Held, Step::Refuse) => Some(Failed),
        (Waiting, Step::Hold) => Some(Held),
        _ => None,
    }
}
