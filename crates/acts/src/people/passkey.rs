//! Passkeys: made, named and removed by their person; to sign in without a name, and as the fresh proof of a legal act.
//!
//! A challenge is bound to what it is for, holds a few minutes and is taken once, on whichever node.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::AccountId;
use crate::people::Who;
use crate::people::proof::{Proof, hex};
use crate::ports::{Challenge, Passkey, PortError, SentCode};

/// How long a challenge holds.
const HOLDS: SignedDuration = SignedDuration::from_mins(10);
/// Passkeys of one person.
const MOST: usize = 20;
const LONGEST_NAME: usize = 60;
const SIGN_IN: &str = "sign in";

/// What the server keeps of a challenge until its answer comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    id: Uuid,
    state: String,
}

/// A challenge for the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// JSON of the options of `navigator.credentials`.
    pub options: String,
    pub kept: Kept,
}

async fn ask(cx: &Cx, what_for: &str, challenge: Challenge) -> ActResult<Asked> {
    let id = cx.ids.fresh();
    let digest = digest(what_for, &challenge.state);
    let until = cx.clock.now() + HOLDS;
    cx.people.keep_code(SentCode { id, asking: id, digest, until }).await?;
    Ok(Asked { options: challenge.options, kept: Kept { id, state: challenge.state } })
}

/// Whether it is a challenge for this that nobody answered yet; it is used up then.
async fn take(cx: &Cx, what_for: &str, kept: &Kept) -> ActResult<bool> {
    let now = cx.clock.now();
    let open = cx.people.codes(kept.id, now).await?;
    let digest = digest(what_for, &kept.state);
    Ok(open.iter().any(|one| one.digest == digest) && cx.people.use_code(kept.id, now).await?)
}

fn digest(what_for: &str, state: &str) -> String {
    hex(&Sha256::new().chain_update(what_for).chain_update([0]).chain_update(state).finalize())
}

fn to_make(of: AccountId) -> String {
    format!("make {of}")
}

fn to_prove(of: AccountId) -> String {
    format!("prove {of}")
}

/// The person's passkeys, oldest first.
pub async fn list(cx: &Cx, who: &Who) -> ActResult<Vec<Passkey>> {
    Ok(cx.people.passkeys(who.account).await?)
}

/// Asks for a passkey to be made; `NotFound` where the site can have none.
pub async fn begin(cx: &Cx, who: &Who) -> ActResult<Asked> {
    if !cx.authenticators.serves() {
        return Err(ActError::NotFound);
    }
    let known = list(cx, who).await?;
    let challenge = cx.authenticators.to_make(who.account, &who.login, &who.name, &known)?;
    ask(cx, &to_make(who.account), challenge).await
}

/// Keeps the passkey that was made, under the person's own name for it. The person has proved who they are.
pub async fn make(cx: &Cx, who: &Who, proof: &Proof, kept: &[Kept], made: Made<'_>) -> ActResult<()> {
    proof.of(cx, who)?;
    let name: String = made.name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        return Err(ActError::Fields(vec![FieldFault { field: "name", fault: "passkey-name-needed" }]));
    }
    if list(cx, who).await?.len() >= MOST {
        return Err(ActError::Fields(vec![FieldFault { field: "name", fault: "too-many-passkeys" }]));
    }
    let read = |one: &Kept| cx.authenticators.made(&one.state, made.answer);
    let found = kept.iter().find_map(|one| Some((one, read(one)?)));
    let Some((asked, (credential, public_key))) = found else { return Err(ActError::WrongPasskey) };
    if !take(cx, &to_make(who.account), asked).await? {
        return Err(ActError::WrongPasskey);
    }
    let (id, made_at) = (cx.ids.fresh(), cx.clock.now());
    let passkey = Passkey { id, account: who.account, name, credential, public_key, made_at, used_at: None };
    match cx.people.add_passkey(passkey).await {
        Err(PortError::Conflict) => Err(ActError::WrongPasskey),
        added => Ok(added?),
    }
}

/// What the browser sends of a new passkey.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    pub name: &'a str,
    pub answer: &'a str,
}

/// Removes one, as long as another way to sign in remains.
pub async fn remove(cx: &Cx, who: &Who, proof: &Proof, id: Uuid) -> ActResult<()> {
    proof.of(cx, who)?;
    let account = cx.people.by_id(who.account).await?.ok_or(ActError::NotFound)?;
    let others = list(cx, who).await?.iter().any(|one| one.id != id);
    let by_code = cx.sends_codes() && !cx.people.contacts(who.account).await?.is_empty();
    if account.password.is_empty() && !others && !by_code {
        return Err(ActError::Fields(vec![FieldFault { field: "password", fault: "last-way-in" }]));
    }
    Ok(cx.people.remove_passkey(who.account, id).await?)
}

/// Asks anybody for a passkey of this site.
pub async fn begin_sign_in(cx: &Cx) -> ActResult<Asked> {
    if !cx.authenticators.serves() {
        return Err(ActError::NotFound);
    }
    ask(cx, SIGN_IN, cx.authenticators.to_use(&[])?).await
}

/// Who answered. The device verified its person, so that no second factor is asked for.
pub async fn sign_in(cx: &Cx, kept: &[Kept], answer: &str) -> ActResult<Who> {
    let account = used(cx, None, kept, answer).await?;
    let account = cx.people.by_id(account).await?.ok_or(ActError::WrongPasskey)?;
    Ok(account.who(cx.clock.now()))
}

/// Asks the person for one of their own passkeys before a legal act; `None` when they have none.
pub async fn begin_proof(cx: &Cx, who: &Who) -> ActResult<Option<Asked>> {
    let known = if cx.authenticators.serves() { list(cx, who).await? } else { vec![] };
    if known.is_empty() {
        return Ok(None);
    }
    Ok(Some(ask(cx, &to_prove(who.account), cx.authenticators.to_use(&known)?).await?))
}

/// A fresh proof by a passkey of one's own. Tries are not counted: nobody guesses a signature.
pub async fn prove(cx: &Cx, who: &Who, kept: &[Kept], answer: &str) -> ActResult<Proof> {
    used(cx, Some(who.account), kept, answer).await?;
    let now = cx.clock.now();
    Proof::given(who.account, now, now).ok_or(ActError::ProofNeeded)
}

/// Whose passkey answered one of the challenges, which is used up; its counter moves on. `of`: whose it must be, to prove;
/// anybody's signs in.
async fn used(cx: &Cx, of: Option<AccountId>, kept: &[Kept], answer: &str) -> ActResult<AccountId> {
    let credential = cx.authenticators.credential(answer).ok_or(ActError::WrongPasskey)?;
    let found = cx.people.passkey(&credential).await?;
    let passkey = found.filter(|one| of.is_none_or(|of| of == one.account));
    let passkey = passkey.ok_or(ActError::WrongPasskey)?;
    let what_for = of.map_or_else(|| SIGN_IN.to_owned(), to_prove);
    let read = |one: &Kept| cx.authenticators.used(&one.state, answer, &passkey);
    let found = kept.iter().find_map(|one| Some((one, read(one)?)));
    let Some((asked, after)) = found else { return Err(ActError::WrongPasskey) };
    let now = cx.clock.now();
    if take(cx, &what_for, asked).await? && cx.people.use_passkey(&passkey, &after, now).await? {
        Ok(passkey.account)
    } else {
        Err(ActError::WrongPasskey)
    }
}
