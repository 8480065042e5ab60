//! Webhooks of a centre: set up by its head or by a program with the scope, told until they end.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::Occasion;
use crate::access::Act;
use crate::cx::Cx;
use crate::desk::at_centre;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::RequestId;
use crate::people::Who;
use crate::ports::{AddressFault, Delivery, Hook, PortError, Secrets};
use crate::view::queue_centre;

/// Addresses of one centre.
const MOST: usize = 20;
/// Letters of an address.
const LONGEST: usize = 500;
/// Deliveries shown.
const SHOWN: u32 = 100;

fn own(who: &Who) -> ActResult<CentreNumber> {
    let centre = queue_centre(who).ok_or(ActError::NotAllowed)?;
    at_centre(who, Act::ManageHooks, &centre)?;
    Ok(centre)
}

/// What signs the events of an address.
pub(crate) fn key(secrets: &dyn Secrets, hook: Uuid) -> [u8; 32] {
    secrets.of("a webhook", hook.as_bytes())
}

/// The addresses of the centre.
pub async fn hooks(cx: &Cx, who: &Who) -> ActResult<Vec<Hook>> {
    Ok(cx.hooks.hooks(&own(who)?).await?)
}

/// An address to be told; its secret is told this once. The same request makes the same one.
pub async fn add(
    cx: &Cx,
    who: &Who,
    address: &str,
    occasions: &[Occasion],
    request: RequestId,
) -> ActResult<(Hook, String)> {
    let centre = own(who)?;
    let address = address.trim();
    let wrong = |field, fault| Err(ActError::Fields(vec![FieldFault { field, fault }]));
    if address.chars().count() > LONGEST {
        return wrong("address", "hook-address-wrong");
    }
    match cx.bell.takes(address) {
        Err(AddressFault::Unreadable) => return wrong("address", "hook-address-wrong"),
        Err(AddressFault::NotSecret) => return wrong("address", "hook-address-not-secret"),
        Err(AddressFault::NotPublic) => return wrong("address", "hook-address-not-public"),
        Ok(()) => {}
    }
    if occasions.is_empty() {
        return wrong("events", "hook-event-needed");
    }
    let secret = format!("whsec_{}", BASE64_STANDARD.encode(key(cx.secrets.as_ref(), request.0)));
    if let Some(known) = cx.hooks.hook(request.0).await? {
        return if known.made_by == who.account {
            Ok((known, secret))
        } else {
            Err(ActError::ForeignRequest)
        };
    }
    if cx.hooks.hooks(&centre).await?.len() >= MOST {
        return wrong("address", "hook-too-many");
    }
    let hook = Hook {
        id: request.0,
        centre,
        address: address.to_owned(),
        occasions: occasions.to_vec(),
        made_by: who.account,
        made_at: cx.clock.now(),
        ended_at: None,
        failing_since: None,
        paused_at: None,
    };
    match cx.hooks.add_hook(hook.clone()).await {
        // The same request, a moment ago.
        Ok(()) | Err(PortError::Conflict) => Ok((hook, secret)),
        Err(error) => Err(error.into()),
    }
}

/// One of the centre's; another does not exist.
async fn known(cx: &Cx, who: &Who, id: Uuid) -> ActResult<Hook> {
    let centre = own(who)?;
    let hook = cx.hooks.hook(id).await?;
    hook.filter(|hook| hook.centre == centre && hook.ended_at.is_none()).ok_or(ActError::NotFound)
}

/// It is told no more.
pub async fn end(cx: &Cx, who: &Who, id: Uuid) -> ActResult<()> {
    let hook = known(cx, who, id).await?;
    Ok(cx.hooks.end_hook(hook.id, cx.clock.now()).await?)
}

/// One that was stopped after a long failure is told again.
pub async fn resume(cx: &Cx, who: &Who, id: Uuid) -> ActResult<()> {
    let hook = known(cx, who, id).await?;
    Ok(cx.hooks.resume_hook(hook.id).await?)
}

/// The address with its last deliveries, the newest first.
pub async fn deliveries(cx: &Cx, who: &Who, id: Uuid) -> ActResult<(Hook, Vec<Delivery>)> {
    let hook = known(cx, who, id).await?;
    let deliveries = cx.hooks.deliveries(hook.id, SHOWN).await?;
    Ok((hook, deliveries))
}

/// One event is sent once more, under its own id.
pub async fn replay(cx: &Cx, who: &Who, id: Uuid, event: Uuid) -> ActResult<()> {
    let hook = known(cx, who, id).await?;
    if cx.hooks.replay(hook.id, event, cx.clock.now()).await? { Ok(()) } else { Err(ActError::NotFound) }
}
