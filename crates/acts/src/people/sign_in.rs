//! Signing in by name and password, and confirming a legal act with the password once more.

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::people::Who;
use crate::ports::PortError;

/// A hash nobody has the password of: an unknown login costs as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$YmlsaWt0aS1ub2JvZHk$Zm9yYW55cGFzc3dvcmRub2JvZHltYXRjaGVzdGhpcw";

pub async fn sign_in(cx: &Cx, login: &str, password: String) -> ActResult<Who> {
    let account = cx.people.by_login(&login.trim().to_lowercase()).await?;
    let hash = account.as_ref().map_or(NOBODY, |account| account.password.as_str());
    let right = verify(cx, password, hash.to_owned()).await?;
    account.filter(|_| right).map(|account| account.who()).ok_or(ActError::WrongPassword)
}

/// The password again, before a legal act; recorded with the act by its being there at all.
pub async fn confirm(cx: &Cx, who: &Who, password: String) -> ActResult<()> {
    let account = cx.people.by_id(who.account).await?.ok_or(ActError::NotAllowed)?;
    if verify(cx, password, account.password).await? { Ok(()) } else { Err(ActError::WrongPassword) }
}

async fn verify(cx: &Cx, password: String, hash: String) -> ActResult<bool> {
    match cx.passwords.verify(password, hash).await {
        Err(PortError::Unavailable(_)) => Err(ActError::Busy),
        answered => Ok(answered?),
    }
}
