//! Signing in by name and password.

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::AccountId;
use crate::people::Who;
use crate::people::proof::{may_try, subject};
use crate::ports::{Account, PortError};

/// A hash nobody has the password of: an unknown login costs as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$YmlsaWt0aS1ub2JvZHk$Zm9yYW55cGFzc3dvcmRub2JvZHltYXRjaGVzdGhpcw";

/// Wrong passwords within a quarter of an hour, by one login.
const MOST: u32 = 10;

/// Ten tries in a quarter of an hour, whoever makes them, on whichever node.
pub async fn sign_in(cx: &Cx, login: &str, password: String) -> ActResult<Who> {
    let login = login.trim().to_lowercase();
    let counted = subject(login.as_bytes());
    may_try(cx, "password", &counted, MOST).await?;
    let account = cx.people.by_login(&login).await?;
    let hash = account.as_ref().map_or(NOBODY, hash_of);
    let right = verify(cx, password, hash.to_owned()).await?;
    if right {
        cx.people.forget_tries("password", &counted).await?;
    }
    account.filter(|_| right).map(|account| account.who(cx.clock.now())).ok_or(ActError::WrongPassword)
}

/// Whether it is the account's password. An account without one has none that is right.
pub(crate) async fn right_password(cx: &Cx, account: AccountId, password: String) -> ActResult<bool> {
    let account = cx.people.by_id(account).await?.ok_or(ActError::NotAllowed)?;
    verify(cx, password, hash_of(&account).to_owned()).await
}

fn hash_of(account: &Account) -> &str {
    if account.password.is_empty() { NOBODY } else { &account.password }
}

async fn verify(cx: &Cx, password: String, hash: String) -> ActResult<bool> {
    match cx.passwords.verify(password, hash).await {
        Err(PortError::Unavailable(_)) => Err(ActError::Busy),
        answered => Ok(answered?),
    }
}
