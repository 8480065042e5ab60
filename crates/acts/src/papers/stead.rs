//! A stand-in signs in their own name, and the paper says in whose stead.

use jiff::Timestamp;
use rules::Bilingual;
use rules::case::Event;

use super::last;
use crate::access::Role;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::forms::{Form, Signature};
use crate::journal::AccountId;
use crate::people::staff::in_stead_of;
use crate::walk::Loaded;

/// The form with its stand-ins named.
pub(super) async fn named(cx: &Cx, loaded: &Loaded, mut form: Form) -> ActResult<Form> {
    match &mut form {
        Form::Refusal(refusal) => {
            let signed = last(loaded, |event| matches!(event, Event::RefusalSigned { .. }));
            let by = signed.and_then(|entry| Some((entry.stamp().actor?, entry.stamp().at)));
            sign(cx, loaded, &mut refusal.head, Role::Head, by).await?;
        }
        Form::Contract(contract) => {
            let offered = last(loaded, |event| matches!(event, Event::ContractOffered { .. }));
            let by = offered.and_then(|entry| Some((entry.stamp().actor?, entry.stamp().at)));
            sign(cx, loaded, &mut contract.head, Role::Head, by).await?;
        }
        Form::Protocol(protocol) => {
            let chair = loaded.case.commission.as_ref().map(|commission| commission.chair.clone());
            for (id, signature) in loaded.case.present.iter().zip(&mut protocol.signatures) {
                let role = if chair.as_ref() == Some(id) { Role::Chair } else { Role::Member };
                let at = signature.signed.map_or(protocol.ended_at, |signed| signed.at);
                let by = id.parse().ok().map(|account| (account, at));
                sign(cx, loaded, signature, role, by).await?;
            }
        }
        _ => {}
    }
    Ok(form)
}

/// Writes the stand-in's own name, and in whose stead; nothing where the role was the signer's own.
async fn sign(
    cx: &Cx,
    loaded: &Loaded,
    signature: &mut Signature,
    role: Role,
    by: Option<(AccountId, Timestamp)>,
) -> ActResult<()> {
    let Some((by, at)) = by else { return Ok(()) };
    let Some(account) = cx.people.by_id(by).await? else { return Ok(()) };
    let Some(of) = in_stead_of(&account, role, &loaded.case.centre, at) else { return Ok(()) };
    let of = cx.people.by_id(of).await?.map_or_else(|| of.to_string(), |account| account.name);
    signature.name = account.name;
    signature.role = Bilingual::new(
        format!("{} (кімнің орнына: {of})", signature.role.kk),
        format!("{} (вместо: {of})", signature.role.ru),
    );
    Ok(())
}
