//! Tokens: made by the head, shown once, ended at any time.

use jiff::{SignedDuration, ToSpan as _};
use rules::identifiers::CentreNumber;
use rules::terms::{end_of, local_date};
use sha2::{Digest as _, Sha256};

use super::Scope;
use crate::access::{Act, Role};
use crate::cx::Cx;
use crate::desk::at_centre;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::{AccountId, RequestId};
use crate::people::proof::{Proof, hex};
use crate::people::{Seat, Who};
use crate::ports::{Account, PortError, Service};

/// What a token begins with: whoever finds one knows what it is.
const BEGINS: &str = "bilikti_";
/// The longest time of a token, in days.
const LONGEST: u16 = 366;
/// Letters of a name.
const NAME: usize = 80;
/// Uses within this time are noted once.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// The token to make.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    pub name: String,
    pub scopes: Vec<Scope>,
    /// Holds for so many days; `None` where it was no number.
    pub days: Option<u16>,
}

/// A token with its secret, told this once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub service: Service,
    pub token: String,
}

/// The centre whose programs `who` manages.
fn own(who: &Who) -> ActResult<CentreNumber> {
    let head = who.seats.iter().find(|seat| seat.role == Role::Head);
    let centre = head.and_then(|seat| seat.centre.clone()).ok_or(ActError::NotAllowed)?;
    at_centre(who, Act::ManageTokens, &centre)?;
    Ok(centre)
}

/// Tokens of the person's centre, the newest first; those that have ended too.
pub async fn tokens(cx: &Cx, who: &Who) -> ActResult<Vec<Service>> {
    Ok(cx.services.services(&own(who)?).await?)
}

/// Makes a token, freshly proved. The same request makes the same token.
pub async fn make(cx: &Cx, who: &Who, wanted: &Wanted, request: RequestId, proof: &Proof) -> ActResult<Made> {
    let centre = own(who)?;
    proof.of(cx, who)?;
    let name: String = wanted.name.trim().chars().take(NAME).collect();
    let days = wanted.days.filter(|days| (1..=LONGEST).contains(days));
    let wrong = |field, fault| Err(ActError::Fields(vec![FieldFault { field, fault }]));
    let Some(days) = days else { return wrong("days", "token-days-wrong") };
    if name.is_empty() {
        return wrong("name", "token-name-needed");
    }
    if wanted.scopes.is_empty() {
        return wrong("scopes", "token-scope-needed");
    }
    let asked = [request.0.as_bytes().as_slice(), who.account.0.as_bytes()].concat();
    let token = format!("{BEGINS}{}", hex(&cx.secrets.of("a token", &asked)));
    let now = cx.clock.now();
    let service = Service {
        account: AccountId(request.0),
        centre,
        name: name.clone(),
        scopes: wanted.scopes.clone(),
        digest: digest(&token),
        made_by: who.account,
        made_at: now,
        until: end_of(local_date(now).saturating_add(i64::from(days).days())),
        ended_at: None,
        used_at: None,
    };
    // Without a password and a role, nobody signs in with it.
    let account = Account {
        id: service.account,
        login: format!("service-{}", service.account),
        name,
        password: String::new(),
        seats: vec![],
    };
    match cx.services.add_service(service.clone(), account).await {
        Err(PortError::Conflict) => {
            let known = cx.services.service(&service.digest).await?.ok_or(ActError::ForeignRequest)?;
            Ok(Made { service: known, token })
        }
        added => Ok(added.map(|()| Made { service, token })?),
    }
}

/// The token ends at once.
pub async fn end(cx: &Cx, who: &Who, service: AccountId) -> ActResult<()> {
    Ok(cx.services.end_service(service, &own(who)?, cx.clock.now()).await?)
}

/// The service of a token in force, and who it is; `None` for any other text.
pub async fn of_token(cx: &Cx, token: &str) -> ActResult<Option<(Service, Who)>> {
    if !token.starts_with(BEGINS) {
        return Ok(None);
    }
    let now = cx.clock.now();
    let known = cx.services.service(&digest(token)).await?;
    let Some(service) = known.filter(|service| service.in_force(now)) else { return Ok(None) };
    if service.used_at.is_none_or(|used| now.duration_since(used) >= NOTED) {
        cx.services.note_use(service.account, now).await?;
    }
    let who = Who {
        account: service.account,
        login: String::new(),
        name: service.name.clone(),
        seats: vec![Seat { role: Role::Service, centre: Some(service.centre.clone()) }],
    };
    Ok(Some((service, who)))
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token))
}
