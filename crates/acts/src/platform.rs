//! ¶18(2). Telling the platform outside: what an act owes it, what is sent, and sending a refused entry once more.

use jiff::Timestamp;
use rules::case::Case;

use crate::access::{Act, Reach, reach};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::CaseId;
use crate::people::Who;
use crate::ports::{
    Annulled, EntryFilter, EntryKey, EntryKind, EntryState, Pass, PlatformData, PlatformEntry, PortError,
};
use crate::projection::Page;

/// The entries that a case has brought about: a pass once the document is issued, an annulment once it is annulled.
pub fn entry_kinds(case: &Case) -> Vec<EntryKind> {
    match &case.document {
        None => vec![],
        Some(document) if document.annulled.is_none() => vec![EntryKind::Pass],
        Some(_) => vec![EntryKind::Pass, EntryKind::Annulment],
    }
}

/// The entry of `kind` as it waits first; `None` when the case owes none.
pub fn waiting_entry(case: &Case, id: CaseId, kind: EntryKind, at: Timestamp) -> Option<PlatformEntry> {
    let document = case.document.as_ref().filter(|_| entry_kinds(case).contains(&kind))?;
    Some(PlatformEntry {
        key: EntryKey { centre: case.centre.clone(), case: id, kind },
        serial: document.serial.to_string(),
        ordinal: document.serial.ordinal(),
        state: EntryState::Waiting,
        made_at: at,
        tries: 0,
        next_at: at,
        reference: None,
        reason: None,
        moved_at: at,
    })
}

/// What an act leaves in the entries: an act issues or annuls, never both.
pub(crate) fn owed_entry(
    before: Option<&Case>,
    after: &Case,
    id: CaseId,
    at: Timestamp,
) -> Option<PlatformEntry> {
    let known = before.map(entry_kinds).unwrap_or_default();
    let kind = entry_kinds(after).into_iter().find(|kind| !known.contains(kind))?;
    waiting_entry(after, id, kind, at)
}

/// What is sent for an entry, from the case as it stands; `None` when the case does not bear it out.
pub fn data(
    case: &Case,
    profession: Option<&rules::Bilingual>,
    entry: &PlatformEntry,
) -> Option<PlatformData> {
    let document = case.document.as_ref().filter(|document| document.serial.to_string() == entry.serial)?;
    let EntryKey { case: id, centre, kind } = entry.key.clone();
    let (ordinal, serial) = (entry.ordinal, entry.serial.clone());
    Some(match kind {
        EntryKind::Annulment => {
            let annulment = document.annulled.as_ref()?;
            let (annulled, reason) = (annulment.on, annulment.reason.clone());
            PlatformData::Annulment(Annulled { case: id, ordinal, serial, annulled, reason })
        }
        EntryKind::Pass => {
            let person = &case.person;
            let name = profession.cloned().unwrap_or_default();
            PlatformData::Pass(Box::new(Pass {
                case: id,
                ordinal,
                serial,
                centre,
                iin: person.iin.to_string(),
                surname: person.surname.clone(),
                given: person.given.clone(),
                patronymic: person.patronymic.clone(),
                profession: document.serial.nkz().to_string(),
                profession_kk: name.kk,
                profession_ru: name.ru,
                level: document.serial.nqf().get(),
                issued: document.issued_on,
                valid_until: document.valid_until,
                digest: case.document_digest.clone().unwrap_or_default(),
            }))
        }
    })
}

/// The entries that the platform refused, or those that wait for it, at the centres the person answers for.
pub async fn entries(cx: &Cx, who: &Who, refused: bool, page: u32) -> ActResult<Page<PlatformEntry>> {
    let Reach { centre } = reach(who, Act::MendPlatformEntry).ok_or(ActError::NotAllowed)?;
    let filter = EntryFilter { centre, refused, page, per_page: 50 };
    Ok(cx.entries.entries(&filter).await?)
}

/// A refused entry is sent once more. One that is not refused (any more) is left as it is: pressed twice, it is sent once.
pub async fn send_again(cx: &Cx, who: &Who, case: CaseId, kind: EntryKind) -> ActResult<()> {
    let Reach { centre } = reach(who, Act::MendPlatformEntry).ok_or(ActError::NotAllowed)?;
    let entries = cx.entries.entries_of(case).await?;
    let entry = entries.into_iter().find(|entry| entry.key.kind == kind).ok_or(ActError::NotFound)?;
    if centre.is_some_and(|centre| centre != entry.key.centre) {
        return Err(ActError::NotFound);
    }
    if entry.state != EntryState::Refused {
        return Ok(());
    }
    match cx.entries.step(&entry, &entry.again(cx.clock.now())).await {
        Ok(()) | Err(PortError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
