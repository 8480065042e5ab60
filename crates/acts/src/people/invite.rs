//! Inviting people to a role by a link that is used once, and taking it up.

use jiff::SignedDuration;
use rules::identifiers::CentreNumber;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::access::Role;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::{AccountId, RequestId};
use crate::people::account::{checked_login, checked_password};
use crate::people::proof::hex;
use crate::people::staff::givable;
use crate::people::{Who, code};
use crate::ports::{Account, Address, Invitation, Joining, PortError};

/// How long a link holds.
pub const HOLDS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whom to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
}

/// Makes an invitation; the key of its link. The same request makes the same link.
pub async fn invite(
    cx: &Cx,
    who: &Who,
    place: Option<&CentreNumber>,
    invitee: &Invitee,
    request: RequestId,
) -> ActResult<String> {
    let given = givable(who, place)?;
    let faults = faults(invitee, &given);
    if !faults.is_empty() {
        return Err(ActError::Fields(faults));
    }
    let asked = [request.0.as_bytes().as_slice(), who.account.0.as_bytes()].concat();
    let key = hex(&cx.secrets.of("an invitation", &asked));
    let now = cx.clock.now();
    let invitation = Invitation {
        id: request.0,
        centre: place.cloned(),
        name: invitee.name.trim().into(),
        email: invitee.email.trim().to_lowercase(),
        roles: invitee.roles.clone(),
        key_digest: digest(&key),
        made_by: who.account,
        made_at: now,
        until: now + HOLDS,
        used_by: None,
        ended_at: None,
    };
    match cx.people.invite(invitation).await {
        // The form was sent twice: its link is made already. An id of somebody else's form makes another key.
        Err(PortError::Conflict) if cx.people.invitation(&digest(&key)).await?.is_some() => Ok(key),
        Err(PortError::Conflict) => Err(ActError::ForeignRequest),
        made => Ok(made.map(|()| key)?),
    }
}

fn faults(invitee: &Invitee, given: &[Role]) -> Vec<FieldFault> {
    let email = matches!(code::address(&invitee.email), Ok(Address::Email(_)));
    let roles = !invitee.roles.is_empty() && invitee.roles.iter().all(|role| given.contains(role));
    let checks = [
        (!invitee.name.trim().is_empty(), "name", "name-needed"),
        (email, "email", "email-wrong"),
        (roles, "roles", "choose-role"),
    ];
    checks
        .into_iter()
        .filter(|(right, ..)| !right)
        .map(|(_, field, fault)| FieldFault { field, fault })
        .collect()
}

/// Invitations of a place, newest first.
pub async fn invitations(cx: &Cx, who: &Who, place: Option<&CentreNumber>) -> ActResult<Vec<Invitation>> {
    givable(who, place)?;
    Ok(cx.people.invitations(place).await?)
}

/// Takes an invitation of the place back; one that is over stays as it is.
pub async fn take_back(cx: &Cx, who: &Who, place: Option<&CentreNumber>, id: Uuid) -> ActResult<()> {
    let known = invitations(cx, who, place).await?;
    known.iter().find(|invitation| invitation.id == id).ok_or(ActError::NotFound)?;
    cx.people.take_back(id, cx.clock.now()).await?;
    Ok(())
}

/// The invitation of a link, while it is open.
pub async fn by_key(cx: &Cx, key: &str) -> ActResult<Invitation> {
    let found = cx.people.invitation(&digest(key)).await?;
    found.filter(|invitation| invitation.open(cx.clock.now())).ok_or(ActError::InvitationOver)
}

/// Somebody signed in takes the roles.
pub async fn join(cx: &Cx, key: &str, who: &Who) -> ActResult<()> {
    let found = cx.people.invitation(&digest(key)).await?.ok_or(ActError::InvitationOver)?;
    if found.used_by == Some(who.account) {
        return Ok(());
    }
    joined(cx, &found, Joining::Known(who.account)).await
}

/// Somebody new opens an account with the roles.
pub async fn join_anew(cx: &Cx, key: &str, login: &str, password: String) -> ActResult<Who> {
    let invitation = by_key(cx, key).await?;
    let mut faults = Vec::new();
    let login = checked_login(login, &mut faults);
    checked_password(&password, &mut faults);
    if !faults.is_empty() {
        return Err(ActError::Fields(faults));
    }
    if cx.people.by_login(&login).await?.is_some() {
        return Err(ActError::LoginTaken);
    }
    let id = AccountId(cx.ids.fresh());
    let password = cx.passwords.hash(password).await?;
    let account = Account { id, login, name: invitation.name.clone(), password, seats: vec![] };
    joined(cx, &invitation, Joining::New(account)).await?;
    let made = cx.people.by_id(id).await?.ok_or(ActError::ChangedMeanwhile)?;
    Ok(made.who(cx.clock.now()))
}

async fn joined(cx: &Cx, invitation: &Invitation, who: Joining) -> ActResult<()> {
    match cx.people.join(invitation.id, who, cx.clock.now()).await {
        Err(PortError::Conflict) => Err(ActError::InvitationOver),
        joined => Ok(joined?),
    }
}

fn digest(key: &str) -> String {
    hex(&Sha256::digest(key))
}
