//! Before a handler of the API: a token in force that opens what is asked for, and not too many requests at once.

use std::num::NonZeroU32;
use std::sync::Arc;

use acts::access::may_ever;
use acts::ports::Clock;
use acts::service::{Scope, of_token};
use acts::{AccountId, Cx};
use axum::http::header;
use axum::http::request::Parts;
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::problem::{ApiProblem, Kind};

/// Requests of one program in a second, on one node, in the long run.
const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(24);
/// And at once.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);

/// The clock of the program, for the limiter.
#[derive(Debug, Clone)]
struct Ticks(Arc<dyn Clock>);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let micros = u64::try_from(self.0.now().as_microsecond()).unwrap_or(0);
        Nanos::new(micros.saturating_mul(1_000))
    }
}

type Limiter = RateLimiter<AccountId, HashMapStateStore<AccountId>, Ticks, NoOpMiddleware<Nanos>>;

/// How often each program has asked.
#[derive(Debug, Clone)]
pub struct Limits {
    limiter: Arc<Limiter>,
    ticks: Ticks,
}

impl Limits {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let ticks = Ticks(clock);
        let quota = Quota::per_second(A_SECOND).allow_burst(AT_ONCE);
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), ticks.clone());
        Self { limiter: Arc::new(limiter), ticks }
    }

    fn take(&self, account: AccountId) -> Result<(), ApiProblem> {
        let wait = |until: governor::NotUntil<Nanos>| {
            ApiProblem::too_many(until.wait_time_from(self.ticks.now()).as_secs().saturating_add(1))
        };
        self.limiter.check_key(&account).map_err(wait)
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
    use jiff::{SignedDuration, Timestamp};
    use std::sync::Mutex;
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
