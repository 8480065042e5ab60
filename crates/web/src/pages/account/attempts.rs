//! Wrong passwords are counted by login, so that nobody can try them one after another.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Failures within [`WINDOW`] after which a login must wait.
const MOST: usize = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Logins remembered at once.
const LOGINS: usize = 10_000;

static FAILED: Mutex<Attempts> = Mutex::new(Attempts::new());

/// Whether `login` must wait before the next try.
pub fn must_wait(login: &str, now: Timestamp) -> bool {
    FAILED.lock().unwrap_or_else(PoisonError::into_inner).must_wait(login, now)
}

pub fn failed(login: &str, now: Timestamp) {
    FAILED.lock().unwrap_or_else(PoisonError::into_inner).failed(login, now);
}

pub fn succeeded(login: &str) {
    FAILED.lock().unwrap_or_else(PoisonError::into_inner).failed.remove(&key(login));
}

/// Login → times of its failures, oldest first.
#[derive(Debug)]
struct Attempts {
    failed: BTreeMap<String, Vec<Timestamp>>,
}

impl Attempts {
    const fn new() -> Self {
        Self { failed: BTreeMap::new() }
    }

    fn must_wait(&self, login: &str, now: Timestamp) -> bool {
        let times = self.failed.get(&key(login)).map_or(&[][..], Vec::as_slice);
        times.iter().filter(|at| recent(**at, now)).count() >= MOST
    }

    fn failed(&mut self, login: &str, now: Timestamp) {
        if self.failed.len() >= LOGINS {
            self.failed.retain(|_, times| times.last().is_some_and(|last| recent(*last, now)));
        }
        // Still full: the login that failed longest ago is forgotten.
        if self.failed.len() >= LOGINS {
            let oldest = self.failed.iter().min_by_key(|(_, times)| times.last().copied());
            if let Some(login) = oldest.map(|(login, _)| login.clone()) {
                self.failed.remove(&login);
            }
        }
        let times = self.failed.entry(key(login)).or_default();
        times.retain(|at| recent(*at, now));
        times.push(now);
    }
}

fn key(login: &str) -> String {
    login.trim().to_lowercase().chars().take(100).collect()
}

fn recent(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < WINDOW
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(n: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + n * 60).unwrap()
    }

    #[test]
    fn the_tenth_failure_closes_the_login_for_fifteen_minutes() {
        let mut attempts = Attempts::new();
        for n in 0..9 {
            attempts.failed("Aigerim", minute(n));
        }
        assert!(!attempts.must_wait("aigerim", minute(9)));
        attempts.failed(" aigerim ", minute(9));
        assert!(attempts.must_wait("AIGERIM", minute(9)));
        assert!(!attempts.must_wait("another", minute(9)));
        assert!(attempts.must_wait("aigerim", minute(14)));
        assert!(!attempts.must_wait("aigerim", minute(15)), "the first of the ten is fifteen minutes old");
    }

    #[test]
    fn the_memory_is_bounded_and_forgets_the_oldest() {
        let mut attempts = Attempts::new();
        for n in 0..=LOGINS {
            attempts.failed(
                &format!("login-{n}"),
                minute(0) + SignedDuration::from_millis(i64::try_from(n).unwrap()),
            );
        }
        assert_eq!(attempts.failed.len(), LOGINS);
        assert!(!attempts.failed.contains_key("login-0"));
        attempts.failed("late", minute(60));
        assert_eq!(attempts.failed.len(), 1, "what is no longer recent goes first");
    }
}
