//! A fresh proof of who acts, before a legal act: the password, or a code of the authenticator app.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::AccountId;
use crate::people::Who;
use crate::people::sign_in::right_password;
use crate::people::{code, factor};
use crate::ports::Tries;

/// How long a proof stays fresh.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// Wrong proofs within [`WINDOW`], by one account.
const MOST: u32 = 5;
/// How long tries count.
pub(crate) const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// That `account` proved at `at` who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    account: AccountId,
    at: Timestamp,
}

impl Proof {
    /// A proof given at `at`, as long as it is fresh.
    pub fn given(account: AccountId, at: Timestamp, now: Timestamp) -> Option<Self> {
        (at <= now && now.duration_since(at) < FRESH).then_some(Self { account, at })
    }

    pub const fn at(&self) -> Timestamp {
        self.at
    }

    pub fn until(&self) -> Timestamp {
        self.at + FRESH
    }

    /// It is this person's, and still fresh.
    pub fn of(&self, cx: &Cx, who: &Who) -> ActResult<()> {
        let fresh = Self::given(self.account, self.at, cx.clock.now()).is_some();
        if fresh && self.account == who.account { Ok(()) } else { Err(ActError::ProofNeeded) }
    }
}

/// Takes the password, six digits of the app, or a recovery code. Five wrong tries in fifteen minutes.
///
/// Only wrong ones count: neither acts signed in one moment nor a server that falls in between lock anybody out. A right one
/// counts for nothing where many wrong ones were tried beside it.
pub async fn prove(cx: &Cx, who: &Who, given: &str) -> ActResult<Proof> {
    let subject = subject(who.account.0.as_bytes());
    not_too_often(cx, &subject).await?;
    if !right(cx, who, given).await? {
        may_try(cx, "proof", &subject, MOST).await?;
        return Err(ActError::WrongPassword);
    }
    not_too_often(cx, &subject).await?;
    cx.people.forget_tries("proof", &subject).await?;
    Ok(Proof { account: who.account, at: cx.clock.now() })
}

async fn right(cx: &Cx, who: &Who, given: &str) -> ActResult<bool> {
    if code::six_digits(given).is_some() || factor::looks_like_recovery(given) {
        return factor::right_code(cx, who.account, given).await;
    }
    right_password(cx, who.account, given.to_owned()).await
}

async fn not_too_often(cx: &Cx, subject: &str) -> ActResult<()> {
    let too_often = cx.people.tried_too_often(tries(cx, "proof", subject, MOST)).await?;
    if too_often { Err(ActError::TooManyTries) } else { Ok(()) }
}

/// Counts a try, or refuses it.
pub(crate) async fn may_try(cx: &Cx, kind: &'static str, subject: &str, most: u32) -> ActResult<()> {
    let tries = tries(cx, kind, subject, most);
    if cx.people.may_try(tries).await? { Ok(()) } else { Err(ActError::TooManyTries) }
}

fn tries(cx: &Cx, kind: &'static str, subject: &str, most: u32) -> Tries {
    let now = cx.clock.now();
    Tries { kind, subject: subject.into(), now, since: now - WINDOW, most }
}

/// What is counted by: nobody can read it back.
pub(crate) fn subject(of: &[u8]) -> String {
    hex(&Sha256::digest(of))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_proof_is_fresh_for_ten_minutes() {
        let account = AccountId(Uuid::nil());
        let at: Timestamp = "2026-11-23T05:00:00Z".parse().unwrap();
        let fresh = |after: i64| Proof::given(account, at, at + SignedDuration::from_secs(after)).is_some();
        assert!(fresh(0) && fresh(599));
        assert!(!fresh(600) && !fresh(-1), "neither old nor from the future");
    }
}
