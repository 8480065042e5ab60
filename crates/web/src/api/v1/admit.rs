//! Before a handler of the API: a token in force that opens what is asked for, and not too many requests at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use acts::access::may_ever;
use acts::ports::Clock;
use acts::service::{Scope, of_token};
use acts::{AccountId, Cx};
use axum::http::header;
use axum::http::request::Parts;
use jiff::{SignedDuration, Timestamp};

use super::problem::{ApiProblem, Kind};

/// Between two requests of one program on one node, in the long run: 25 a second.
const EACH: SignedDuration = SignedDuration::from_millis(40);
/// Requests at once.
const AT_ONCE: i32 = 100;

/// When the requests of each program so far would have been asked one by one.
#[derive(Debug, Clone)]
pub struct Limits {
    clock: Arc<dyn Clock>,
    used_until: Arc<Mutex<HashMap<AccountId, Timestamp>>>,
}

impl Limits {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, used_until: Arc::default() }
    }

    fn take(&self, account: AccountId) -> Result<(), ApiProblem> {
        let now = self.clock.now();
        let mut all = self.used_until.lock().unwrap_or_else(PoisonError::into_inner);
        let used_until = all.get(&account).map_or(now, |until| *until.max(&now));
        let too_far = used_until.duration_since(now) - EACH * (AT_ONCE - 1);
        if too_far.is_positive() {
            return Err(ApiProblem::too_many(too_far.as_secs().unsigned_abs() + 1));
        }
        all.insert(account, used_until + EACH);
        Ok(())
    }
}

/// Lets the request of a program through and says who it is.
pub async fn admit(cx: &Cx, limits: &Limits, scope: Scope, parts: &mut Parts) -> Result<(), ApiProblem> {
    let token = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    let (service, who) = of_token(cx, token.trim()).await?.ok_or(Kind::NoToken)?;
    limits.take(service.account)?;
    if !service.scopes.contains(&scope) || !may_ever(&who, scope.act()) {
        return Err(Kind::NotAllowed.into());
    }
    parts.extensions.insert(service);
    parts.extensions.insert(who);
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[derive(Debug)]
    struct Hand(Mutex<Timestamp>);

    impl Clock for Hand {
        fn now(&self) -> Timestamp {
            *self.0.lock().unwrap()
        }
    }

    #[test]
    fn a_program_that_asks_too_often_waits_and_hinders_no_other() {
        let hand = Arc::new(Hand(Mutex::new("2026-11-23T05:00:00Z".parse().unwrap())));
        let limits = Limits::new(hand.clone());
        let (one, two) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let taken = (0..200).filter(|_| limits.take(one).is_ok()).count();
        assert_eq!(taken, 100);
        assert!(limits.take(two).is_ok());
        *hand.0.lock().unwrap() += SignedDuration::from_secs(1);
        let taken = (0..200).filter(|_| limits.take(one).is_ok()).count();
        assert_eq!(taken, 25);
    }
}
