//! Signing in by a code of six digits, sent to an address: it proves that the address is the person's.

use uuid::Uuid;

use crate::access::Role;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::AccountId;
use crate::papers::PaperLanguage;
use crate::people::proof::{WINDOW, hex, may_try, subject};
use crate::people::{Held, Seat, Who};
use crate::ports::{Account, Address, PortError, SentCode};

/// Codes sent to one address within a quarter of an hour.
const MOST_SENT: u32 = 5;
/// Codes sent to all addresses within a quarter of an hour: nobody makes this installation flood others.
const MOST_SENT_TO_ALL: u32 = 2_000;
/// Codes tried within a quarter of an hour, for one asking.
const MOST_TRIED: u32 = 5;

/// An address as people type it: an e-mail, or a mobile number of Kazakhstan.
pub fn address(typed: &str) -> ActResult<Address> {
    let wrong = || ActError::Fields(vec![FieldFault { field: "address", fault: "address-for-code" }]);
    let typed = typed.trim();
    if typed.contains('@') {
        let email = typed.to_lowercase();
        let (name, host) = email.split_once('@').ok_or_else(wrong)?;
        let fits = !name.is_empty() && host.contains('.') && !host.contains('@') && email.len() <= 254;
        return if fits && !email.contains(char::is_whitespace) {
            Ok(Address::Email(email))
        } else {
            Err(wrong())
        };
    }
    let digits: String = typed.chars().filter(|sign| !" -()+".contains(*sign)).collect();
    let national =
        if digits.len() == 11 { digits.strip_prefix(['7', '8']).ok_or_else(wrong)? } else { &digits };
    let fits =
        national.len() == 10 && national.starts_with('7') && national.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(Address::Mobile(format!("+7{national}"))) } else { Err(wrong()) }
}

/// Six digits, whatever stands between them.
pub fn six_digits(typed: &str) -> Option<String> {
    let bare: String = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
    (bare.len() == 6 && bare.bytes().all(|byte| byte.is_ascii_digit())).then_some(bare)
}

/// Sends a code. The answer and its time do not tell whether anybody has this address: the code is sent in either case,
/// since an account may be opened with it. `asking` is known to the session of one browser alone.
pub async fn send(cx: &Cx, asking: Uuid, to: &Address, language: PaperLanguage) -> ActResult<()> {
    if !cx.courier.serves(to.way()) {
        return Err(ActError::NotFound);
    }
    may_try(cx, "code-sent", &subject(to.as_str().as_bytes()), MOST_SENT).await?;
    may_try(cx, "code-sent-to-all", "", MOST_SENT_TO_ALL).await?;
    let id = cx.ids.fresh();
    let code = six_of(&cx.ids.key());
    let until = cx.clock.now() + WINDOW;
    cx.people.keep_code(SentCode { id, asking, digest: digest(cx, id, &code), until }).await?;
    let sent = cx.courier.send(id, to, &cx.letters.code(&code, language)).await;
    sent.map(drop).map_err(|undelivered| PortError::Unavailable(undelivered.to_string()).into())
}

/// Takes a code of this asking; an earlier one of it still holds. Five tries in a quarter of an hour.
pub async fn take(cx: &Cx, asking: Uuid, typed: &str) -> ActResult<()> {
    let subject = subject(asking.as_bytes());
    may_try(cx, "code", &subject, MOST_TRIED).await?;
    if right_code(cx, asking, typed).await? { Ok(()) } else { Err(ActError::WrongCode) }
}

/// Whether it is a code that was sent for this asking; it is used up then.
async fn right_code(cx: &Cx, asking: Uuid, typed: &str) -> ActResult<bool> {
    let Some(code) = six_digits(typed) else { return Ok(false) };
    let now = cx.clock.now();
    for sent in cx.people.codes(asking, now).await? {
        if sent.digest == digest(cx, sent.id, &code) {
            return Ok(cx.people.use_code(sent.id, now).await?);
        }
    }
    Ok(false)
}

/// Who has the address.
pub async fn known(cx: &Cx, address: &Address) -> ActResult<Option<Who>> {
    let Some(id) = cx.people.contact(address.as_str()).await? else { return Ok(None) };
    Ok(cx.people.by_id(id).await?.map(|account| account.who(cx.clock.now())))
}

/// Opens a candidate's account for the owner of the address; it has no password.
pub async fn open_account(cx: &Cx, address: &Address, name: &str) -> ActResult<Who> {
    if name.trim().is_empty() {
        return Err(ActError::Fields(vec![FieldFault { field: "name", fault: "name-needed" }]));
    }
    let now = cx.clock.now();
    let id = AccountId(cx.ids.fresh());
    let account = Account {
        id,
        // Not the address itself: somebody may have chosen it as the login of an account without proving it theirs.
        login: format!("code-{id}"),
        name: name.trim().into(),
        password: String::new(),
        seats: vec![Held::always(Seat { role: Role::Candidate, centre: None }, 0)],
    };
    let who = account.who(now);
    match cx.people.create_with_contact(account, address.as_str(), now).await {
        // Opened meanwhile, by the same form sent twice.
        Err(PortError::Conflict) => known(cx, address).await?.ok_or(ActError::ChangedMeanwhile),
        created => Ok(created.map(|()| who)?),
    }
}

/// Puts a proved address beside the account; nothing where it is there already.
pub async fn add(cx: &Cx, who: &Who, address: &Address) -> ActResult<()> {
    match cx.people.add_contact(address.as_str(), who.account, cx.clock.now()).await {
        Err(PortError::Conflict) if cx.people.contact(address.as_str()).await? == Some(who.account) => Ok(()),
        Err(PortError::Conflict) => {
            Err(ActError::Fields(vec![FieldFault { field: "code", fault: "address-taken" }]))
        }
        added => Ok(added?),
    }
}

fn digest(cx: &Cx, id: Uuid, code: &str) -> String {
    hex(&cx.secrets.of("a code to sign in with", &[id.as_bytes(), code.as_bytes()].concat()))
}

/// From 64 random bits: no digit is noticeably likelier than another.
fn six_of(key: &[u8; 32]) -> String {
    let bits = u64::from_be_bytes(key.first_chunk().copied().unwrap_or_default());
    format!("{:06}", bits % 1_000_000)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_address_is_taken_however_it_is_typed() {
        let mobile = |typed| address(typed).unwrap();
        for typed in ["+7 701 234-56-78", "8 (701) 234 56 78", "7012345678", "77012345678"] {
            assert_eq!(mobile(typed), Address::Mobile("+77012345678".into()), "{typed}");
        }
        assert_eq!(mobile(" Aigerim@Example.KZ "), Address::Email("aigerim@example.kz".into()));
        for wrong in ["", "aigerim", "a@b", "@b.kz", "a b@c.kz", "a@b@c.kz", "+1 212 555 01 00", "701234567"]
        {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_code_is_taken_with_any_spacing() {
        for typed in ["123456", "123 456", " 1 2 3 4 5 6 ", "123-456", "123\u{a0}456"] {
            assert_eq!(six_digits(typed).as_deref(), Some("123456"), "{typed:?}");
        }
        for wrong in ["12345", "1234567", "12345a", "١٢٣٤٥٦", ""] {
            assert_eq!(six_digits(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_code_has_six_digits_with_zeros_before() {
        let mut key = [0; 32];
        key[7] = 42;
        assert_eq!(six_of(&key), "000042");
    }
}
