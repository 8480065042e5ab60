//! ¶17–¶23: votes, decision, protocol, document or notification, appeal, annulment.

use jiff::civil::Date;

use super::{Context, Decided, misplaced};
use crate::appeal::{AppealOutcome, Receipt, unconflicted};
use crate::case::command::Command;
use crate::case::event::Event;
use crate::case::state::{Case, Stage};
use crate::consent::Consent;
use crate::decision::{Outcome, bound, by_facts, majority};
use crate::issue::{Annulment, serial, valid_until};
use crate::refusal::{Reason, Refused};
use crate::sitting::{MemberId, distinct};
use crate::violations::{Violation, stands};

pub(super) fn decide(case: &Case, command: Command, cx: &Context) -> Decided {
    let on = cx.today();
    match command {
        Command::CastVote { member, vote } => {
            if !case.present.contains(&member) {
                return Err(Refused::new("¶17", Reason::NotMember));
            }
            // Until the decision a vote may be changed: a majority against the map must be able to think again.
            let same = case.votes.get(&member) == Some(&vote);
            Ok(if same { vec![] } else { vec![Event::VoteCast { member, vote }] })
        }
        Command::Decide { protocol } => decide_outcome(case, protocol, cx),
        Command::SignProtocol { member } => sign_protocol(case, member, cx),
        Command::IssueDocument { ordinal, digest } => issue(case, ordinal, digest, cx),
        Command::InformNotPassed { recommendations } => {
            Ok(vec![Event::NotPassedSent { recommendations, on }])
        }
        Command::ProveReceipt { how } => Ok(received(case, how, on, cx)),
        Command::ProvePaperReceipt { signed_on } => {
            lawful_signing(case, signed_on, cx)?;
            Ok(received(case, Receipt::Paper, signed_on, cx))
        }
        Command::AnnulDocument { reason, by } => annul(reason, by, cx),
        Command::Close => close(case, cx),
        other => appeal(case, other, cx),
    }
}

/// ¶14 ¶17. Every violation has its act, an end by violations is confirmed, and the majority follows the facts.
fn decide_outcome(case: &Case, protocol: String, cx: &Context) -> Decided {
    let standing = || case.violations.iter().filter(|violation| stands(violation));
    if standing().any(|violation| violation.act.is_none()) {
        return Err(Refused::new("¶14", Reason::ActMissing));
    }
    if case.ended_by_violation && standing().any(|violation| violation.review.is_none()) {
        return Err(Refused::new("¶13", Reason::ViolationUnreviewed));
    }
    let outcome = majority(&case.votes, &case.present, case.chair())?;
    if case.ended_by_violation && outcome == Outcome::Passed {
        return Err(Refused::new("¶13", Reason::EndedByViolation));
    }
    let facts = by_facts(case.ended_by_violation, case.theory, case.practice.as_ref());
    bound(outcome, facts, case.admitted())?;
    Ok(vec![Event::Decided { outcome, protocol, on: cx.today() }])
}

/// ¶17. The last signature completes the protocol; the terms of ¶18 or ¶19 start on that day.
fn sign_protocol(case: &Case, member: MemberId, cx: &Context) -> Decided {
    if !case.present.contains(&member) {
        return Err(Refused::new("¶17", Reason::NotSignatory));
    }
    if case.signed.contains_key(&member) {
        return Err(Refused::new("¶17", Reason::SignedAlready));
    }
    // ¶14: the protocol is not done before the acts are; whoever owes an act a signature gives that one first.
    let owes = |violation: &&Violation| stands(violation) && violation.unsigned().any(|id| *id == member);
    if case.violations.iter().any(|violation| owes(&violation)) {
        return Err(Refused::new("¶14", Reason::ActUnsigned));
    }
    let on = cx.today();
    let complete = case.present.iter().all(|id| *id == member || case.signed.contains_key(id));
    let mut events = vec![Event::ProtocolSigned { member, on }];
    if complete {
        let passed = case.decision.as_ref().is_some_and(|decision| decision.outcome == Outcome::Passed);
        events.push(if passed {
            cx.term("¶18", on, cx.edition.terms.issue)
        } else {
            cx.term("¶19", on, cx.edition.terms.not_passed)
        });
    }
    Ok(events)
}

/// ¶18(1) ¶23. One document for one case; the consent to the platform still stands (¶18(2)).
fn issue(case: &Case, ordinal: u32, digest: String, cx: &Context) -> Decided {
    if case.document.is_some() {
        return Err(Refused::new("¶18(1)", Reason::DocumentExists));
    }
    if !case.consents.contains(&Consent::Platform) {
        return Err(Refused::new("¶18(2)", Reason::ConsentMissing));
    }
    let ended = case.ended_on.ok_or(Refused::new("¶18(1)", Reason::OutOfOrder))?;
    let on = cx.today();
    let serial = serial(cx.programme, cx.centre, ended, ordinal)
        .map_err(|_| Refused::new("A2", Reason::SerialImpossible))?;
    Ok(vec![Event::DocumentIssued { serial, valid_until: valid_until(on, cx.programme), digest, on }])
}

/// ¶20 Q14. Recorded once; after the notification of ¶19 the window of the appeal begins on that day.
fn received(case: &Case, how: Receipt, on: Date, cx: &Context) -> Vec<Event> {
    if case.received_on.is_some() {
        return vec![];
    }
    let window = (case.stage == Stage::Informed).then(|| cx.term("¶20", on, cx.edition.terms.appeal));
    std::iter::once(Event::ReceiptProven { how, on }).chain(window).collect()
}

/// Q14. Nobody signs for a result before it was sent, nor on a day that has not come.
fn lawful_signing(case: &Case, signed_on: Date, cx: &Context) -> Result<(), Refused> {
    let sent = case.document.as_ref().map(|document| document.issued_on).or(case.informed_on);
    match sent {
        _ if signed_on > cx.today() => Err(Refused::new("¶20", Reason::DayInFuture)),
        Some(sent) if signed_on < sent => Err(Refused::new("¶20", Reason::DayBeforeSending { sent })),
        _ => Ok(()),
    }
}

fn annul(reason: String, by: [MemberId; 2], cx: &Context) -> Decided {
    if distinct(&by) < 2 {
        return Err(Refused::new("¶18(2)", Reason::TwoPersons));
    }
    if reason.trim().is_empty() {
        return Err(Refused::new("¶18(2)", Reason::NoGroundNamed));
    }
    Ok(vec![Event::DocumentAnnulled { annulment: Annulment { on: cx.today(), reason, by } }])
}

/// ¶20. A case rests only after the window of the appeal is over.
fn close(case: &Case, cx: &Context) -> Decided {
    let last_day = last_day(case, cx).ok_or(Refused::new("¶20", Reason::ReceiptNotProven))?;
    let on = cx.today();
    if on <= last_day {
        return Err(Refused::new("¶20", Reason::AppealWindowOpen { last_day }));
    }
    Ok(vec![Event::Closed { on }])
}

fn appeal(case: &Case, command: Command, cx: &Context) -> Decided {
    let on = cx.today();
    match command {
        Command::FileAppeal { grounds, files } => {
            if case.appeal.is_some() {
                return Err(Refused::new("¶20", Reason::OutOfOrder));
            }
            if grounds.trim().is_empty() {
                return Err(Refused::new("¶20", Reason::NoGroundNamed));
            }
            Ok(vec![Event::AppealFiled { grounds, files, on }])
        }
        Command::RegisterAppeal { number, commission } => {
            let needed = usize::from(cx.edition.commission.minimum_present);
            if distinct(&commission) < needed {
                return Err(Refused::new("¶21", Reason::CommissionTooSmall { needed }));
            }
            unconflicted(&commission, &case.took_part)?;
            let started = cx.term("¶22", on, cx.edition.terms.appeal_decision);
            Ok(vec![Event::AppealRegistered { number, commission, on }, started])
        }
        Command::RefuseLateAppeal { reasons } => {
            if late(case, cx).is_none() {
                let last_day = last_day(case, cx).unwrap_or(on);
                return Err(Refused::new("¶20", Reason::AppealInTime { last_day }));
            }
            if reasons.trim().is_empty() {
                return Err(Refused::new("¶20", Reason::NoGroundNamed));
            }
            Ok(vec![Event::LateAppealRefused { reasons, on }, Event::Closed { on }])
        }
        Command::CastAppealVote { member, vote } => {
            in_time(case, cx)?;
            let appeal = case.appeal.as_ref().filter(|appeal| appeal.commission.contains(&member));
            let appeal = appeal.ok_or(Refused::new("¶22", Reason::NotMember))?;
            let same = appeal.votes.get(&member) == Some(&vote);
            Ok(if same { vec![] } else { vec![Event::AppealVoteCast { member, vote }] })
        }
        Command::DecideAppeal { reasons } => {
            in_time(case, cx)?;
            if reasons.trim().is_empty() {
                return Err(Refused::new("¶22", Reason::NoGroundNamed));
            }
            let appeal = case.appeal.as_ref().ok_or(Refused::new("¶22", Reason::OutOfOrder))?;
            let outcome = appeal.majority(cx.edition.commission.minimum_present)?;
            let decided = Event::AppealDecided { outcome, reasons, on };
            Ok(match outcome {
                AppealOutcome::Upheld => vec![decided, cx.term("¶23", on, cx.edition.terms.issue)],
                AppealOutcome::Rejected => vec![decided, Event::Closed { on }],
            })
        }
        other => misplaced(&other),
    }
}

/// Q14 Q25. The last day of the window, once receipt is proven; a newer calendar never makes it earlier.
fn last_day(case: &Case, cx: &Context) -> Option<Date> {
    case.term("¶20").map(|term| term.recomputed(cx.calendar).due)
}

/// Q15. Of a late appeal nothing is judged.
fn in_time(case: &Case, cx: &Context) -> Result<(), Refused> {
    late(case, cx).map_or(Ok(()), |last_day| Err(Refused::new("¶20", Reason::AppealTooLate { last_day })))
}

/// The last day of the window, when the appeal came after it.
fn late(case: &Case, cx: &Context) -> Option<Date> {
    let filed_on = case.appeal.as_ref()?.filed_on;
    last_day(case, cx).filter(|last_day| filed_on > *last_day)
}
