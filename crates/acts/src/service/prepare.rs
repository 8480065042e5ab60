//! ¶4. Applications on paper that a program of the centre has prepared: the registrar looks at them and files them.

use rules::identifiers::CentreNumber;
use uuid::Uuid;

use crate::access::{Act, Role};
use crate::cx::Cx;
use crate::desk::at_centre;
use crate::draft::{self, Draft};
use crate::error::{ActError, ActResult};
use crate::journal::RequestId;
use crate::people::Who;
use crate::ports::DraftRow;
use crate::view::queue_centre;

/// Begins an application of the service's own centre with what it knows. The request's id becomes the draft's.
pub async fn begun(
    cx: &Cx,
    who: &Who,
    request: RequestId,
    fill: impl FnOnce(&mut Draft),
) -> ActResult<DraftRow> {
    let centre = queue_centre(who).ok_or(ActError::NotAllowed)?;
    at_centre(who, Act::PrepareApplication, &centre)?;
    let mut draft = Draft { paper: true, centre: centre.to_string(), ..Draft::default() };
    fill(&mut draft);
    let id = draft::begin(cx, who, request, draft).await?;
    draft::load(cx, who, id).await
}

/// Applications that programs prepared for the centre where `who` is registrar, the newest first.
pub async fn offered(cx: &Cx, who: &Who) -> ActResult<Vec<DraftRow>> {
    let mut rows = Vec::new();
    for centre in
        who.seats.iter().filter(|seat| seat.role == Role::Registrar).filter_map(|s| s.centre.as_ref())
    {
        for service in cx.services.services(centre).await? {
            rows.extend(cx.people.drafts(service.account).await?);
        }
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.at), row.id));
    rows.dedup_by_key(|row| row.id);
    Ok(rows)
}

/// Whether `who` is a registrar of the centre for which a program prepared the draft.
pub async fn shared(cx: &Cx, who: &Who, id: Uuid, row: &DraftRow) -> ActResult<bool> {
    let Ok(centre) = CentreNumber::parse(&row.draft.centre) else { return Ok(false) };
    let registrar =
        |seat: &crate::people::Seat| seat.role == Role::Registrar && seat.centre.as_ref() == Some(&centre);
    if row.id != id || !row.draft.paper || !who.seats.iter().any(registrar) {
        return Ok(false);
    }
    let services = cx.services.services(&centre).await?;
    Ok(services.iter().any(|service| service.account == row.account))
}
