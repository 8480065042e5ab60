//! Reading a case, a list, a file: the right is checked like that of an act.

use rules::case::Stage;
use rules::identifiers::CentreNumber;

use crate::access::{Act, Jurisdiction, Role, permit, roles};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::CaseId;
use crate::people::Who;
use crate::people::reads::{Opened, needs_reason, note};
use crate::ports::Message;
use crate::projection::{CaseFilter, CaseRow, Page, files};
use crate::walk::{Loaded, load};

/// A case, for those who may see it; for the others it does not exist. That it is opened is noted first.
pub async fn case(cx: &Cx, who: &Who, id: CaseId) -> ActResult<Loaded> {
    let (loaded, role) = glance_as(cx, who, id).await?;
    // Whoever must give a reason first gives it on a page of its own.
    if needs_reason(role) {
        return Err(ActError::NotFound);
    }
    note(cx, who, &loaded, role, Opened::Case, None).await?;
    Ok(loaded)
}

/// A case for a line of a list, or for its candidate: nobody opens the file.
pub async fn glance(cx: &Cx, who: &Who, id: CaseId) -> ActResult<Loaded> {
    Ok(glance_as(cx, who, id).await?.0)
}

/// The same, with the role by which it may be seen.
pub async fn glance_as(cx: &Cx, who: &Who, id: CaseId) -> ActResult<(Loaded, Role)> {
    let loaded = load(cx, id).await?;
    let permit = permit(who, Act::ViewCase, &loaded.subject()).map_err(|_| ActError::NotFound)?;
    Ok((loaded, permit.role()))
}

/// Messages of a case, newest first.
pub async fn messages(cx: &Cx, loaded: &Loaded) -> ActResult<Vec<Message>> {
    Ok(cx.cases.messages(loaded.id).await?)
}

/// The candidate's own cases.
pub async fn mine(cx: &Cx, who: &Who) -> ActResult<Page<CaseRow>> {
    let filter = CaseFilter { candidate: Some(who.account), per_page: 100, ..CaseFilter::default() };
    Ok(cx.cases.list(&filter).await?)
}

/// ¶4. Other open cases of the same IIN for the same programme, at any centre, newest first.
pub async fn duplicates(
    cx: &Cx,
    iin: &str,
    programme: &str,
    than: Option<CaseId>,
) -> ActResult<Vec<CaseRow>> {
    let filter = CaseFilter { search: Some(iin.into()), per_page: 100, ..CaseFilter::default() };
    let mut rows = cx.cases.list(&filter).await?.lines;
    rows.retain(|row| {
        row.iin == iin && row.programme == programme && Some(row.case) != than && is_open(row.stage)
    });
    rows.sort_by_key(|row| std::cmp::Reverse(row.changed_at));
    Ok(rows)
}

/// The procedure still goes on.
const fn is_open(stage: Stage) -> bool {
    use Stage as S;
    !matches!(stage, S::Refused | S::Withdrawn | S::Annulled | S::Closed | S::Issued | S::Informed)
}

/// A list of the centre's cases, at a centre where the person may see the queue.
pub async fn queue(cx: &Cx, who: &Who, mut filter: CaseFilter) -> ActResult<Page<CaseRow>> {
    let centre = queue_centre(who).ok_or(ActError::NotAllowed)?;
    filter.centre = Some(centre);
    filter.per_page = filter.per_page.clamp(1, 100);
    Ok(cx.cases.list(&filter).await?)
}

/// The centre whose queue the person sees.
pub fn queue_centre(who: &Who) -> Option<CentreNumber> {
    let sees = |role: Role| {
        matches!(roles(Act::SeeQueue).get(&role), Some(Jurisdiction::Centre | Jurisdiction::Commission))
    };
    who.seats.iter().find(|seat| sees(seat.role)).and_then(|seat| seat.centre.clone())
}

/// A file that a case names. The case was opened for it.
pub async fn file(cx: &Cx, loaded: &Loaded, digest: &str) -> ActResult<Vec<u8>> {
    if !files(&loaded.case).iter().any(|known| known == digest) {
        return Err(ActError::NotFound);
    }
    cx.blobs.get(loaded.owner()?, digest).await?.ok_or(ActError::NotFound)
}
