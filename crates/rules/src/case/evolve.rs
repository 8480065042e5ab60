//! Applying one event to a case. Never refuses: what is in the journal has happened.

mod after;

use jiff::civil::Date;

use super::event::Event;
use super::state::{Case, Contract, Decision, Fault, RunningTerm, Stage, TermState};
use crate::complaint;
use crate::consent::{Consent, online_exam_waits};
use crate::correction;
use crate::decision::Outcome;
use crate::incapacity::Incapacity;
use crate::issue::RecognitionDocument;
use crate::notice::Cause;
use crate::violations::{Consequence, Violation};

/// Folds a journal. `None` when it is empty or does not begin with a filing.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Case> {
    events.into_iter().fold(None, evolve)
}

/// The case after one more event. Only a filing begins a case; it begins one only once.
pub fn evolve(case: Option<Case>, event: &Event) -> Option<Case> {
    let mut case = match (case, event) {
        (None, Event::Filed { number, edition, centre, application, on }) => {
            return Some(Case::filed(number, edition, centre, application, *on));
        }
        (Some(case), _) => case,
        (None, _) => return None,
    };
    case.version += 1;
    match event {
        Event::Filed { .. } => {}
        Event::TermStarted { term } => {
            case.terms.push(RunningTerm { term: term.clone(), state: TermState::Running });
        }
        Event::TermRecounted { place, term } => {
            let running = usize::try_from(*place).ok().and_then(|place| case.terms.get_mut(place));
            if let Some(running) = running {
                running.term = term.clone();
            }
        }
        Event::Withdrawn { on, .. } => {
            case.stage = Stage::Withdrawn;
            case.closed_on = Some(*on);
            void_terms(&mut case);
        }
        Event::ConsentChanged { consent, given, .. } => consent_changed(&mut case, *consent, *given),
        Event::Closed { on } => {
            case.stage = Stage::Closed;
            case.closed_on = Some(*on);
            void_terms(&mut case);
        }
        other => {
            let _handled = intake(&mut case, other) || date(&mut case, other) || exam(&mut case, other);
            outcome(&mut case, other);
        }
    }
    Some(case)
}

/// ¶5: from the check to the contract or the refusal.
fn intake(case: &mut Case, event: &Event) -> bool {
    match event {
        Event::FoundComplete { checked, .. } => {
            case.checked.clone_from(checked);
            case.grounds.clear();
            case.refusal_words.clear();
            case.refusal_remark = None;
            case.stage = Stage::Complete;
        }
        Event::FoundIncomplete { grounds, words, .. } => {
            case.grounds.clone_from(grounds);
            case.refusal_words.clone_from(words);
            case.refusal_remark = None;
            case.stage = Stage::Incomplete;
        }
        Event::RefusalReturned { remark, .. } => {
            case.refusal_remark = Some(remark.clone());
            case.stage = Stage::Filed;
        }
        Event::RefusalSigned { number, on } => {
            case.refusal_number = Some(number.clone());
            case.refused_on = Some(*on);
            case.closed_on = Some(*on);
            case.stage = Stage::Refused;
            meet(case, "¶5", *on);
        }
        Event::ContractOffered { number, price, on } => {
            let (number, price) = (number.clone(), price.clone());
            case.contract = Some(Contract { number, price, offered_on: *on, concluded_on: None });
            case.stage = Stage::Offered;
        }
        Event::ContractConcluded { on } => {
            if let Some(contract) = &mut case.contract {
                contract.concluded_on = Some(*on);
            }
            case.stage = Stage::Contracted;
            meet(case, "¶5", *on);
        }
        _ => return false,
    }
    true
}

/// ¶6 ¶7 ¶8 ¶11: the date, what moves it, and what must stand before it.
fn date(case: &mut Case, event: &Event) -> bool {
    match event {
        Event::NoticeSent { appointment, cause, on } => {
            case.appointment = Some(appointment.clone());
            case.noticed_on = Some(*on);
            case.cause = *cause;
            case.stage = Stage::Noticed;
            meet(case, "¶6", *on);
        }
        Event::NewDateRefused { .. } => {
            case.appointment = None;
            case.stage = Stage::Postponed;
        }
        Event::IncapacityReported { on } => {
            case.incapacity = Some(Incapacity { reported_on: *on, sheet: None });
            case.stage = Stage::Incapacitated;
        }
        Event::IncapacityConfirmed { sheet, period, .. } => {
            case.sick_periods.extend(*period);
            if let Some(incapacity) = &mut case.incapacity {
                incapacity.sheet = Some(sheet.clone());
            }
            postpone(case, Cause::Incapacity);
        }
        Event::FaultRecorded { by, what, on } => {
            case.faults.push(Fault { by: *by, what: what.clone(), on: *on });
            postpone(case, Cause::Fault);
        }
        Event::NoShowRecorded { .. } => postpone(case, Cause::NoShow),
        Event::Acquainted { with, .. } => case.acquainted.push(*with),
        Event::Briefed { briefing } => {
            case.took_part.insert(briefing.briefer.clone());
            case.briefing = Some(briefing.clone());
        }
        _ => return false,
    }
    true
}

/// ¶9 ¶12–¶16: the stages themselves.
fn exam(case: &mut Case, event: &Event) -> bool {
    match event {
        Event::SittingOpened { commission, present, conflicted, .. } => {
            case.took_part.extend(commission.members.iter().chain(conflicted).cloned());
            case.commission = Some(commission.clone());
            case.present.clone_from(present);
            // A sitting moved after the theory stage was passed goes on with practice (¶11: answers are kept).
            case.stage = if case.admitted() { Stage::Admitted } else { Stage::Theory };
        }
        Event::TheoryClosed { admission, sheet, on } => {
            case.theory = Some(*admission);
            case.theory_sheet.clone_from(sheet);
            if admission.admitted {
                case.stage = Stage::Admitted;
            } else {
                end(case, *on);
            }
        }
        Event::PracticeOpened { present, .. } => {
            case.present.clone_from(present);
            // After a moved sitting another set of members may be present: only those who judge count.
            for by_member in case.judgements.values_mut() {
                by_member.retain(|member, _| present.contains(member));
            }
            case.stage = Stage::Practice;
        }
        Event::StepJudged { step, member, judgement } => {
            case.judgements.entry(step.clone()).or_default().insert(member.clone(), judgement.clone());
        }
        Event::PracticeClosed { result, on } => {
            case.practice = Some(result.clone());
            end(case, *on);
        }
        Event::ViolationRegistered { violation, consequence, on } => {
            let witnesses = case.present.clone();
            case.violations.push(Violation { witnesses, ..violation.clone() });
            if *consequence == Consequence::End {
                case.ended_by_violation = true;
                end(case, *on);
            }
        }
        Event::ViolationActDrawn { observation, number, .. } => {
            violation(case, observation, |violation| violation.act = Some(number.clone()));
        }
        Event::ViolationActSigned { observation, member, on } => {
            violation(case, observation, |violation| {
                violation.signed.insert(member.clone(), *on);
            });
        }
        Event::ViolationReviewed { observation, review, .. } => {
            violation(case, observation, |violation| violation.review = Some(review.clone()));
            if !review.confirmed {
                undo_annulled_end(case);
            }
        }
        _ => return false,
    }
    true
}

/// ¶17–¶23: decision, document or notification, appeal.
fn outcome(case: &mut Case, event: &Event) {
    match event {
        Event::VoteCast { member, vote } => {
            case.votes.insert(member.clone(), vote.clone());
        }
        Event::Decided { outcome, protocol, on } => {
            case.decision = Some(Decision { outcome: *outcome, protocol: protocol.clone(), on: *on });
            case.stage = Stage::Decided;
        }
        Event::ProtocolSigned { member, on } => {
            case.signed.insert(member.clone(), *on);
            if case.present.iter().all(|id| case.signed.contains_key(id)) {
                protocol_complete(case, *on);
            }
        }
        Event::DocumentIssued { serial, valid_until, digest, on } => {
            let (serial, valid_until) = (serial.clone(), *valid_until);
            case.document = Some(RecognitionDocument { serial, issued_on: *on, valid_until, annulled: None });
            case.document_digest = Some(digest.clone());
            case.stage = Stage::Issued;
            meet(case, "¶18", *on);
            meet(case, "¶23", *on);
        }
        Event::NotPassedSent { recommendations, on } => {
            case.recommendations.clone_from(recommendations);
            case.informed_on = Some(*on);
            case.stage = Stage::Informed;
            meet(case, "¶19", *on);
        }
        Event::ReceiptProven { on, .. } => case.received_on = Some(*on),
        Event::DocumentAnnulled { annulment } => {
            if let Some(document) = &mut case.document {
                document.annulled = Some(annulment.clone());
            }
            case.closed_on = Some(annulment.on);
            case.stage = Stage::Annulled;
        }
        other => after::appeal(case, other),
    }
}

/// Q23. A withdrawal takes effect at once.
fn consent_changed(case: &mut Case, consent: Consent, given: bool) {
    if given {
        case.consents.insert(consent);
        return;
    }
    case.consents.remove(&consent);
    match consent {
        Consent::Biometric if online_exam_waits(case) => postpone(case, Cause::NoConsent),
        // No document may be issued meanwhile, so no term of it runs.
        Consent::Platform => void(case, |clause| matches!(clause, "¶18" | "¶23")),
        _ => {}
    }
}

fn protocol_complete(case: &mut Case, on: Date) {
    case.protocol_signed_on = Some(on);
    let passed = case.decision.as_ref().is_some_and(|decision| decision.outcome == Outcome::Passed);
    case.stage = if passed { Stage::Passed } else { Stage::NotPassed };
    meet(case, "¶17", on);
}

fn violation(case: &mut Case, observation: &str, change: impl FnOnce(&mut Violation)) {
    if let Some(violation) = case.violations.iter_mut().find(|one| one.observation == observation) {
        change(violation);
    }
}

fn end(case: &mut Case, on: Date) {
    case.ended_on = Some(on);
    case.stage = Stage::Ended;
}

fn postpone(case: &mut Case, moved_by: Cause) {
    case.cause = Some(moved_by);
    case.appointment = None;
    case.stage = Stage::Postponed;
}

/// Q6. One of the violations that ended the procedure was annulled: the end is undone, answers stay, a new day is owed.
fn undo_annulled_end(case: &mut Case) {
    if case.ended_by_violation {
        case.ended_by_violation = false;
        case.ended_on = None;
        case.votes.clear();
        postpone(case, Cause::AnnulledEnd);
        void(case, |clause| clause == "¶17");
    }
}

fn meet(case: &mut Case, clause: &str, on: Date) {
    for running in &mut case.terms {
        if running.term.clause.as_str() == clause && running.state == TermState::Running {
            running.state = TermState::Met(on);
        }
    }
}

/// An answer to a complaint or about one's own data is owed whatever became of the case.
fn void_terms(case: &mut Case) {
    void(case, |clause| ![complaint::CLAUSE, correction::CLAUSE].contains(&clause));
}

fn void(case: &mut Case, which: impl Fn(&str) -> bool) {
    for running in &mut case.terms {
        if running.state == TermState::Running && which(running.term.clause.as_str()) {
            running.state = TermState::Void;
        }
    }
}
