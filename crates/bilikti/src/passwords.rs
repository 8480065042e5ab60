//! Argon2id for passwords: two checks at once, a bounded queue (one check costs about 45 ms of CPU).

use std::sync::Arc;

use acts::ports::{Passwords, PortError};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use async_trait::async_trait;
use tokio::sync::Semaphore;

const AT_ONCE: usize = 2;
/// More than this wait: the next one is told to come back.
const QUEUE: usize = 64;

#[derive(Debug)]
pub(crate) struct Argon2Passwords {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Argon2Passwords {
    pub(crate) fn new() -> Self {
        Self { running: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::new(Semaphore::new(QUEUE)) }
    }

    async fn limited<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PortError> + Send + 'static,
    ) -> Result<T, PortError> {
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(|_| busy())?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(|error| PortError::Unavailable(error.to_string()))?
    }
}

fn busy() -> PortError {
    PortError::Unavailable("password checks".into())
}

/// 19 MiB, two passes: the least that OWASP asks of Argon2id.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

#[async_trait]
impl Passwords for Argon2Passwords {
    async fn hash(&self, password: String) -> Result<String, PortError> {
        self.limited(move || {
            let hash = hasher().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| PortError::Inconsistent(error.to_string()))
        })
        .await
    }

    async fn verify(&self, password: String, hash: String) -> Result<bool, PortError> {
        self.limited(move || {
            let known =
                PasswordHash::new(&hash).map_err(|error| PortError::Inconsistent(error.to_string()))?;
            Ok(hasher().verify_password(password.as_bytes(), &known).is_ok())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let passwords = Argon2Passwords::new();
        let hash = passwords.hash("ұзын құпия сөз 2026".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("ұзын құпия сөз 2026".into(), hash.clone()).await.unwrap());
        assert!(!passwords.verify("ұзын құпия сөз 2027".into(), hash).await.unwrap());
    }

    #[tokio::test]
    async fn the_queue_is_bounded() {
        let passwords = Argon2Passwords::new();
        let all = passwords.waiting.try_acquire_many(64).unwrap();
        assert!(matches!(passwords.hash("x".into()).await, Err(PortError::Unavailable(_))));
        drop(all);
        assert!(passwords.hash("x".into()).await.is_ok());
    }
}
