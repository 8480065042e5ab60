//! A second factor: an authenticator app (TOTP, RFC 6238), with recovery codes for the day the phone is lost.

use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::AccountId;
use crate::people::Who;
use crate::people::code::six_digits;
use crate::people::proof::{hex, may_try, subject};
use crate::ports::{Factor, PortError};

/// Codes tried within a quarter of an hour, by one account.
const MOST: u32 = 5;
const RECOVERY_CODES: usize = 10;
/// Without letters and digits that look alike: thirty-two signs, so five bits each.
const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Ten signs, fifty bits.
const RECOVERY_SIGNS: usize = 10;

/// What a person sets an authenticator app up with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// To be brought back with the first code.
    pub salt: Uuid,
    /// For typing: base32 in groups of four.
    pub secret: String,
    /// `otpauth://…`, for the QR code.
    pub address: String,
}

/// A fresh secret; nothing is kept until its first code is brought.
pub fn begin(cx: &Cx, who: &Who, issuer: &str) -> ActResult<Enrolment> {
    let key = cx.ids.key();
    let half: [u8; 16] = key.first_chunk().copied().unwrap_or_default();
    again(cx, who, issuer, Uuid::from_bytes(half))
}

/// The same secret once more, after a wrong code.
pub fn again(cx: &Cx, who: &Who, issuer: &str, salt: Uuid) -> ActResult<Enrolment> {
    let secret = Secret::from(secret(cx, who.account, salt)).to_base32();
    let groups: Vec<&str> =
        secret.as_bytes().chunks(4).filter_map(|four| str::from_utf8(four).ok()).collect();
    let address = format!(
        "otpauth://totp/{}:{}?secret={secret}&issuer={}",
        plain(issuer),
        plain(&who.login),
        plain(issuer)
    );
    Ok(Enrolment { salt, secret: groups.join(" "), address })
}

/// Sets the app up when its code is right; the recovery codes, shown once.
pub async fn confirm(cx: &Cx, who: &Who, salt: Uuid, code: &str) -> ActResult<Vec<String>> {
    may_try(cx, "factor", &subject(who.account.0.as_bytes()), MOST).await?;
    let last_step = step_of(cx, who.account, salt, code)?.ok_or(ActError::WrongCode)?;
    let recovery: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(&cx.ids.key())).collect();
    let digests = recovery.iter().map(|code| recovery_digest(cx, who.account, code)).collect();
    let factor = Factor { account: who.account, salt, made_at: cx.clock.now(), last_step };
    cx.people.set_factor(factor, digests).await?;
    cx.people.forget_tries("factor", &subject(who.account.0.as_bytes())).await?;
    Ok(recovery)
}

/// After the password: the code of the app, or a recovery code. Five tries in a quarter of an hour.
pub async fn second_step(cx: &Cx, account: AccountId, given: &str) -> ActResult<()> {
    let subject = subject(account.0.as_bytes());
    may_try(cx, "factor", &subject, MOST).await?;
    if !right_code(cx, account, given).await? {
        return Err(ActError::WrongCode);
    }
    Ok(cx.people.forget_tries("factor", &subject).await?)
}

/// Whether it is a code of the person's app that was not taken yet, or an unused recovery code; it is used up then.
pub(crate) async fn right_code(cx: &Cx, account: AccountId, given: &str) -> ActResult<bool> {
    let Some(factor) = cx.people.factor(account).await? else { return Ok(false) };
    if looks_like_recovery(given) {
        let digest = recovery_digest(cx, account, given);
        return Ok(cx.people.use_recovery(account, &digest, cx.clock.now()).await?);
    }
    match step_of(cx, account, factor.salt, given)? {
        Some(step) => Ok(cx.people.take_step(account, step).await?),
        None => Ok(false),
    }
}

/// `abcde-fghjk`, typed with or without the hyphen.
pub(crate) fn looks_like_recovery(given: &str) -> bool {
    let plain = folded(given);
    plain.len() == RECOVERY_SIGNS && plain.bytes().all(|sign| SIGNS.contains(&sign))
}

/// The step of thirty seconds whose code it is: now, or one step beside, since clocks differ.
fn step_of(cx: &Cx, account: AccountId, salt: Uuid, given: &str) -> ActResult<Option<u64>> {
    let Some(code) = six_digits(given) else { return Ok(None) };
    let now = u64::try_from(cx.clock.now().as_second()).unwrap_or(0);
    Ok(totp(secret(cx, account, salt))?.check(&code, now))
}

/// SHA-1, six digits, thirty seconds: what every app understands.
fn totp(secret: [u8; 20]) -> ActResult<Totp> {
    let built = Builder::new().with_secret(secret).build();
    built.map_err(|error| PortError::Inconsistent(error.to_string()).into())
}

/// Twenty bytes, as RFC 4226 has them.
fn secret(cx: &Cx, account: AccountId, salt: Uuid) -> [u8; 20] {
    let subject = [account.0.as_bytes().as_slice(), salt.as_bytes()].concat();
    cx.secrets.of("a second factor", &subject).first_chunk().copied().unwrap_or_default()
}

fn recovery_digest(cx: &Cx, account: AccountId, code: &str) -> String {
    let subject = [account.0.as_bytes(), folded(code).as_bytes()].concat();
    hex(&cx.secrets.of("a recovery code", &subject))
}

fn folded(code: &str) -> String {
    code.chars().filter(|sign| *sign != '-' && !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn recovery_code(key: &[u8; 32]) -> String {
    let sign = |byte: &u8| char::from(*SIGNS.get(usize::from(byte % 32)).unwrap_or(&b'a'));
    let signs: String = key.iter().take(RECOVERY_SIGNS).map(sign).collect();
    let (one, two) = signs.split_at(RECOVERY_SIGNS / 2);
    format!("{one}-{two}")
}

/// As it may stand in an address: what is neither letter nor digit of ASCII is written as `%XX`.
fn plain(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let totp = totp(*b"12345678901234567890").unwrap();
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(totp.generate(at).to_string(), code);
        }
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        let code = recovery_code(&[7; 32]);
        assert_eq!(code.len(), 11);
        for typed in [code.clone(), code.replace('-', ""), code.to_uppercase(), code.replace('-', " - ")] {
            assert!(looks_like_recovery(&typed), "{typed}");
            assert_eq!(folded(&typed), folded(&code));
        }
        assert!(!looks_like_recovery("123 456") && !looks_like_recovery("ұзын құпиясөз тіркесі"));
    }
}
