//! One's own data, to take along: what the person gave and what they may see, as JSON and as the files themselves.

use rules::case::{Case, Event};
use serde_json::{Value, json};

use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::AccountId;
use crate::outbox::RESULTS;
use crate::papers::{FormKind, sealed};
use crate::people::Who;
use crate::people::reads::readers;
use crate::ports::{Account, PortError};
use crate::view::{glance, messages, mine};
use crate::walk::Loaded;

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Everything of the person: account, applications being written, cases, messages, who read them, files.
pub async fn export(cx: &Cx, who: &Who) -> ActResult<Vec<Part>> {
    let account = cx.people.by_id(who.account).await?.ok_or(ActError::NotFound)?;
    let addresses = cx.people.contacts(who.account).await?;
    let mut parts = vec![written("account.json", &of_account(&account, &addresses))?];
    for row in cx.people.drafts(who.account).await? {
        parts.push(written(&format!("drafts/{}.json", row.id), &json!(row.draft))?);
        for file in &row.draft.attachments {
            let folder = format!("drafts/{}", row.id);
            parts.extend(original(cx, who.account, &folder, &file.digest, &file.name).await?);
        }
    }
    for row in mine(cx, who).await?.lines {
        let loaded = glance(cx, who, row.case).await?;
        parts.extend(of_case(cx, &loaded).await?);
    }
    Ok(parts)
}

fn of_account(account: &Account, addresses: &[String]) -> Value {
    let roles = account.seats.iter().map(|held| {
        json!({ "role": held.seat.role, "centre": held.seat.centre, "since": held.since, "until": held.until })
    });
    json!({
        "login": account.login,
        "name": account.name,
        "addresses": addresses,
        "roles": roles.collect::<Vec<_>>(),
    })
}

async fn of_case(cx: &Cx, loaded: &Loaded) -> ActResult<Vec<Part>> {
    let folder = format!("cases/{}", loaded.case.number);
    let sealed = sealed(&loaded.case);
    let mut messages = messages(cx, loaded).await?;
    messages.retain(|message| !(sealed && RESULTS.contains(&message.kind.as_str())));
    let mut readers = readers(cx, loaded).await?;
    readers.retain(|reader| !(sealed && tells_result(&reader.what)));
    let readers = readers.into_iter().map(|reader| {
        json!({
            "name": reader.name, "role": reader.role, "centre": reader.centre, "what": reader.what,
            "first": reader.first, "last": reader.last, "times": reader.times, "reasons": reader.reasons,
        })
    });
    let mut parts = vec![
        written(&format!("{folder}/case.json"), &told(loaded))?,
        written(&format!("{folder}/messages.json"), &json!(messages))?,
        written(&format!("{folder}/readers.json"), &json!(readers.collect::<Vec<_>>()))?,
    ];
    let owner = loaded.owner()?;
    for (digest, name) in originals(&loaded.case) {
        parts.extend(original(cx, owner, &folder, &digest, &name).await?);
    }
    Ok(parts)
}

/// That somebody read a form tells that there is one.
pub fn tells_result(read: &str) -> bool {
    [FormKind::Protocol, FormKind::Document, FormKind::NotPassed]
        .iter()
        .any(|kind| read.strip_prefix("form/").is_some_and(|code| code == kind.code()))
}

/// What happened only because of how it was decided, or tells it.
pub const fn tells_outcome(event: &Event) -> bool {
    matches!(event, Event::Decided { .. } | Event::ProtocolSigned { .. } | Event::DocumentIssued { .. })
        || matches!(event, Event::NotPassedSent { .. } | Event::VoteCast { .. })
}

/// What the candidate gave, and what happened when. Outcomes are read where their receipt is proven (Q14), votes never.
fn told(loaded: &Loaded) -> Value {
    let sealed = sealed(&loaded.case);
    let open = loaded.entries.iter().filter(|entry| !(sealed && tells_outcome(entry.event())));
    let history = open.map(|entry| {
        let event = serde_json::from_str::<Value>(entry.body()).unwrap_or_default();
        json!({ "at": entry.stamp().at, "event": event.get("event") })
    });
    json!({
        "number": loaded.case.number,
        "centre": loaded.case.centre,
        "filed_on": loaded.case.filed_on,
        "application": loaded.case.application,
        "person": loaded.case.person,
        "corrections": loaded.case.corrections,
        "consents": loaded.case.consents,
        "history": history.collect::<Vec<_>>(),
    })
}

/// Digest and name of each file that the candidate gave or was given.
fn originals(case: &Case) -> Vec<(String, String)> {
    let enclosed = case.application.attachments.iter().map(|file| (file.digest.clone(), file.name.clone()));
    let sheet = case.incapacity.iter().filter_map(|incapacity| incapacity.sheet.clone());
    let document = case.document_digest.iter().filter(|_| !sealed(case)).cloned();
    enclosed
        .chain(sheet.map(|digest| (digest, "sick-leave".into())))
        .chain(document.map(|digest| (digest, "document.pdf".into())))
        .collect()
}

/// The file as it was given, under a name that every system can store.
async fn original(
    cx: &Cx,
    owner: AccountId,
    folder: &str,
    digest: &str,
    name: &str,
) -> ActResult<Option<Part>> {
    let Some(bytes) = cx.blobs.get(owner, digest).await? else { return Ok(None) };
    let beginning: String = digest.chars().take(8).collect();
    Ok(Some(Part { name: format!("{folder}/files/{beginning}-{}", storable(name)), bytes }))
}

fn storable(name: &str) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() || ".-_ ".contains(sign) { sign } else { '_' };
    name.chars().map(plain).take(100).collect()
}

fn written(name: &str, value: &Value) -> ActResult<Part> {
    let bytes = serde_json::to_vec_pretty(value)
        .map_err(|error| PortError::Inconsistent(format!("{name}: {error}")))?;
    Ok(Part { name: name.into(), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leaves_no_folder() {
        assert_eq!(storable("../Жеке куәлік: 1.pdf"), ".._Жеке куәлік_ 1.pdf");
    }
}
