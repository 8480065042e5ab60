//! What staff do about messages: look at them, send again, hand over on paper, take a signature; and what carriers report.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::case::{Command, CommandKind, stages};
use rules::consent::Consent;
use rules::identifiers::CentreNumber;
use rules::terms::{local_date, start_of};
use rules::{Reason, Refused};
use uuid::Uuid;

use super::{Dispatch, RESULTS, State, Step};
use crate::access::{Act, Jurisdiction, Subject, permit, roles};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::{Receipt, RequestId};
use crate::people::Who;
use crate::ports::{PortError, PostFilter, Posted, Way};
use crate::projection::Page;
use crate::walk::{Asked, Loaded, act, load};

/// Dispatches of a case that the person was shown already.
pub async fn of_case(cx: &Cx, loaded: &Loaded) -> ActResult<Vec<Dispatch>> {
    Ok(cx.outbox.dispatches(loaded.id).await?)
}

/// Dispatches of the person's centre, the newest first; pages from 0.
pub async fn queue(
    cx: &Cx,
    who: &Who,
    state: Option<State>,
    way: Option<Way>,
    page: u32,
    per_page: u32,
) -> ActResult<Page<Posted>> {
    let centre = centre_of(who).ok_or(ActError::NotAllowed)?;
    Ok(cx.outbox.posted(&PostFilter { centre, state, way, page, per_page }).await?)
}

fn centre_of(who: &Who) -> Option<CentreNumber> {
    let handles = |role| roles(Act::HandleMessages).get(&role) == Some(&Jurisdiction::Centre);
    who.seats.iter().find(|seat| handles(seat.role)).and_then(|seat| seat.centre.clone())
}

/// One dispatch of the person's centre.
pub async fn one(cx: &Cx, who: &Who, id: Uuid) -> ActResult<Posted> {
    let posted = cx.outbox.dispatch(id).await?.ok_or(ActError::NotFound)?;
    let subject =
        Subject { centre: &posted.dispatch.centre, candidate: None, paper: false, commission: vec![] };
    permit(who, Act::HandleMessages, &subject).map_err(|_| ActError::NotFound)?;
    Ok(posted)
}

/// The same letter on the same way once more, as a dispatch of its own: what became of the first stays as proof. Repeated
/// under one request id it is one.
pub async fn send_again(cx: &Cx, who: &Who, id: Uuid, request: RequestId) -> ActResult<()> {
    let first = one(cx, who, id).await?.dispatch;
    if first.on_paper() || matches!(first.state, State::Waiting | State::Held) {
        return Err(ActError::ChangedMeanwhile);
    }
    let consents = load(cx, first.case).await?.case.consents;
    if first.way == Way::Sms && !consents.contains(&Consent::Sms) {
        return Err(Refused::new("¶4", Reason::ConsentMissing).into());
    }
    let now = cx.clock.now();
    let again = Dispatch {
        id: request.0,
        state: State::Waiting,
        tries: 0,
        owed_at: now,
        due: now,
        handed_at: None,
        delivered_at: None,
        answer: String::new(),
        by: Some(who.account),
        ..first
    };
    Ok(cx.outbox.add(again).await?)
}

/// A paper was handed over or posted on `on`: not before it was owed, not on a day that has not come.
pub async fn mark_handed_over(cx: &Cx, who: &Who, id: Uuid, on: Date) -> ActResult<()> {
    let dispatch = one(cx, who, id).await?.dispatch;
    if !dispatch.on_paper() {
        return Err(ActError::NotFound);
    }
    lawful(cx, local_date(dispatch.owed_at), on)?;
    step_by_hand(cx, who, dispatch, Step::HandOver, start_of(on)).await
}

/// The person signed for a paper on `on`. For a result the case learns it too: receipt is proven (Q14).
pub async fn mark_signed(cx: &Cx, who: &Who, id: Uuid, on: Date, request: RequestId) -> ActResult<()> {
    let dispatch = one(cx, who, id).await?.dispatch;
    if !dispatch.on_paper() {
        return Err(ActError::NotFound);
    }
    let sent = dispatch.handed_at.unwrap_or(dispatch.owed_at);
    lawful(cx, local_date(sent), on)?;
    let case = load(cx, dispatch.case).await?.case;
    let proves = RESULTS.contains(&dispatch.kind.as_str())
        && stages(CommandKind::ProvePaperReceipt).contains(&case.stage);
    if proves {
        let asked = Asked { who, case: dispatch.case, request };
        act(cx, asked, Act::HandleMessages, Command::ProvePaperReceipt { signed_on: on }).await?;
    }
    step_by_hand(cx, who, dispatch, Step::Confirm, start_of(on)).await
}

/// Q14. The candidate signed for the result on paper, whatever way it was sent.
pub async fn prove_paper_receipt(cx: &Cx, asked: Asked<'_>, signed_on: Date) -> ActResult<Receipt> {
    let receipt = act(cx, asked, Act::HandleMessages, Command::ProvePaperReceipt { signed_on }).await?;
    for dispatch in cx.outbox.dispatches(asked.case).await? {
        if dispatch.on_paper() && RESULTS.contains(&dispatch.kind.as_str()) {
            step_by_hand(cx, asked.who, dispatch, Step::Confirm, start_of(signed_on)).await?;
        }
    }
    Ok(receipt)
}

fn lawful(cx: &Cx, sent: Date, on: Date) -> ActResult<()> {
    if on > local_date(cx.clock.now()) {
        return Err(Refused::new("¶6", Reason::DayInFuture).into());
    }
    if on < sent {
        return Err(Refused::new("¶6", Reason::DayBeforeSending { sent }).into());
    }
    Ok(())
}

/// Done already, it stays as it was told first.
async fn step_by_hand(cx: &Cx, who: &Who, from: Dispatch, step: Step, at: Timestamp) -> ActResult<()> {
    let Some(to) = from.after(step, at, "") else { return Ok(()) };
    match cx.outbox.move_on(&from, &Dispatch { by: Some(who.account), ..to }).await {
        Err(PortError::Conflict) => Err(ActError::ChangedMeanwhile),
        done => Ok(done?),
    }
}

/// A carrier reports what became of a letter. `NotAllowed` when the report is not the carrier's own; of a letter that nobody
/// knows nothing is learnt.
pub async fn heard(cx: &Cx, body: &[u8], signature: &str) -> ActResult<()> {
    let report = cx.courier.report(body, signature).ok_or(ActError::NotAllowed)?;
    let step = if report.delivered { Step::Confirm } else { Step::Refuse };
    let now = cx.clock.now();
    // Told twice, told while a node records its try: known in the end, once.
    while let Some(posted) = cx.outbox.dispatch(report.id).await? {
        let stands = posted.dispatch;
        let at = report.at.unwrap_or(now).clamp(stands.owed_at.min(now), now);
        let Some(after) = stands.after(step, at, &report.answer).filter(|_| !stands.on_paper()) else {
            break;
        };
        match cx.outbox.move_on(&stands, &after).await {
            Err(PortError::Conflict) => {}
            done => return Ok(done?),
        }
    }
    Ok(())
}
