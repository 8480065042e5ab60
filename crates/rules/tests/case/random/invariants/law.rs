//! The invariants of ¶5–¶23.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rules::appeal::AppealOutcome;
use rules::briefing::Acquaintance;
use rules::case::{Case, CommandKind, Event, Stage, TermState};
use rules::consent::Consent;
use rules::decision::{Outcome, by_facts};
use rules::notice::Cause;
use rules::programme::Mode;
use rules::violations::{Consequence, stands};
use rules::working_days::between;

use super::super::Step;
use super::{new, of};

pub fn a_refusal_has_a_ground_and_no_contract(step: &Step) -> bool {
    of(step, |case| {
        case.stage != Stage::Refused
            || (!case.grounds.is_empty() && case.contract.is_none() && case.refusal_number.is_some())
    })
}

pub fn a_contract_follows_a_complete_check(step: &Step) -> bool {
    of(step, |case| case.contract.is_none() || (!case.checked.is_empty() && case.refused_on.is_none()))
}

pub fn ten_whole_days_unless_lifted(step: &Step) -> bool {
    new(step).iter().all(|event| match event {
        Event::NoticeSent { appointment, cause, on } => {
            let lifted = matches!(cause, Some(Cause::Incapacity | Cause::Fault | Cause::AnnulledEnd));
            let calendar = &step.walk.calendar;
            let needed = if lifted { 0 } else { 10 };
            calendar.day(appointment.date).is_working()
                && appointment.date > *on
                && between(calendar, *on, appointment.date) >= needed
        }
        _ => true,
    })
}

pub fn the_sitting_is_on_the_appointed_day(step: &Step) -> bool {
    new(step).iter().all(|event| match event {
        Event::SittingOpened { on, .. } => {
            step.before.is_some_and(|case| case.appointment.as_ref().is_some_and(|a| a.date == *on))
        }
        _ => true,
    })
}

pub fn incapacity_moves_the_date_only_with_the_copy(step: &Step) -> bool {
    new(step).iter().all(|event| match event {
        Event::NoticeSent { cause: Some(Cause::Incapacity), .. } => {
            let incapacity = step.before.and_then(|case| case.incapacity.as_ref());
            incapacity.and_then(|i| i.sheet.as_deref()).is_some_and(|sheet| !sheet.trim().is_empty())
        }
        _ => true,
    })
}

pub fn no_sitting_without_acquaintance_and_briefing(step: &Step) -> bool {
    of(step, |case| {
        let ready = case.acquainted.contains(&Acquaintance::Methodology)
            && case.acquainted.contains(&Acquaintance::Appeal)
            && case.briefing.is_some();
        case.commission.is_none() || ready
    })
}

pub fn those_present_belong_to_the_commission(step: &Step) -> bool {
    of(step, |case| {
        let Some(commission) = &case.commission else { return case.present.is_empty() };
        let present: BTreeSet<_> = case.present.iter().collect();
        present.len() >= 3
            && present.len() * 2 > commission.members.len()
            && present.contains(&commission.chair)
            && present.iter().all(|member| commission.members.contains(member))
    })
}

/// Told from the journal alone: an End needs an earlier registration of another observation that was not annulled.
pub fn no_end_without_an_earlier_warning(step: &Step) -> bool {
    let mut standing: Vec<&str> = vec![];
    step.journal.iter().all(|event| match event {
        Event::ViolationRegistered { violation, consequence, .. } => {
            let ends = *consequence == Consequence::End;
            let lawful = ends != standing.is_empty();
            standing.push(&violation.observation);
            lawful
        }
        Event::ViolationReviewed { observation, review, .. } if !review.confirmed => {
            standing.retain(|known| known != observation);
            true
        }
        _ => true,
    })
}

pub fn an_observation_counts_once(step: &Step) -> bool {
    of(step, |case| {
        let known: BTreeSet<_> = case.violations.iter().map(|violation| &violation.observation).collect();
        known.len() == case.violations.len()
    })
}

pub fn an_end_leaves_at_least_two_standing(step: &Step) -> bool {
    of(step, |case| {
        let standing = case.violations.iter().filter(|violation| stands(violation)).count();
        case.ended_by_violation == (standing >= 2)
    })
}

pub fn no_decision_without_an_act_for_each_violation(step: &Step) -> bool {
    of(step, |case| {
        let owed = |violation: &&rules::violations::Violation| stands(violation) && violation.act.is_none();
        case.decision.is_none() || !case.violations.iter().any(|violation| owed(&violation))
    })
}

pub fn no_practice_without_admission(step: &Step) -> bool {
    of(step, |case| {
        let admitted = case.theory.is_some_and(|score| score.correct * 10 > score.total * 7);
        let practised = case.practice.is_some() || !case.judgements.is_empty();
        (case.stage != Stage::Practice && !practised) || admitted
    })
}

pub fn only_those_present_judge(step: &Step) -> bool {
    of(step, |case| {
        let judges: BTreeSet<_> = case.judgements.values().flat_map(|by| by.keys()).collect();
        let sitting = matches!(case.stage, Stage::Practice) || case.practice.is_some();
        !sitting || judges.iter().all(|judge| case.present.contains(judge))
    })
}

pub fn the_end_has_its_day_and_its_term(step: &Step) -> bool {
    of(step, |case| {
        let begun = |on: Date| {
            let mut terms = case.terms.iter().filter(|running| running.term.clause.as_str() == "¶17");
            terms.any(|running| running.term.start == on && running.state != TermState::Void)
        };
        let ended = case.stage == Stage::Ended || case.decision.is_some();
        ended == case.ended_on.is_some() && case.ended_on.is_none_or(begun)
    })
}

pub fn the_decision_follows_the_facts(step: &Step) -> bool {
    of(step, |case| {
        let facts = by_facts(case.ended_by_violation, case.theory, case.practice.as_ref());
        case.decision.as_ref().is_none_or(|decision| decision.outcome == facts)
    })
}

pub fn only_those_present_vote_and_sign(step: &Step) -> bool {
    of(step, |case| case.votes.keys().chain(case.signed.keys()).all(|member| case.present.contains(member)))
}

pub fn the_protocol_is_signed_by_all_present(step: &Step) -> bool {
    of(step, |case| {
        let all =
            !case.signed.is_empty() && case.present.iter().all(|member| case.signed.contains_key(member));
        all == case.protocol_signed_on.is_some() && (!all || case.decision.is_some())
    })
}

fn passed(case: &Case) -> bool {
    case.decision.as_ref().is_some_and(|decision| decision.outcome == Outcome::Passed)
}

fn upheld(case: &Case) -> bool {
    case.appeal.as_ref().is_some_and(|appeal| appeal.outcome == Some(AppealOutcome::Upheld))
}

pub fn no_document_without_protocol_and_passed_or_upheld(step: &Step) -> bool {
    of(step, |case| {
        case.document.is_none() || (case.protocol_signed_on.is_some() && (passed(case) || upheld(case)))
    })
}

pub fn the_serial_matches_the_case(step: &Step) -> bool {
    of(step, |case| {
        case.document.as_ref().is_none_or(|document| {
            let (serial, programme) = (&document.serial, &step.walk.programme);
            Some(serial.date()) == case.ended_on
                && *serial.centre() == case.centre
                && serial.nqf() == programme.nqf_level
                && *serial.oked() == programme.oked
                && serial.nkz().to_string() == case.application.profession.nine_places()
                && document.valid_until > document.issued_on
        })
    })
}

pub fn a_number_once_given_stays(step: &Step) -> bool {
    let given = |case: Option<&Case>| case.and_then(|case| case.document.as_ref()).map(|d| d.serial.clone());
    given(step.before).is_none() || given(step.before) == given(step.after)
}

pub fn not_passed_gets_no_document_without_an_appeal(step: &Step) -> bool {
    of(step, |case| {
        let told = case.informed_on.is_some();
        (!told || !passed(case)) && (!told || case.document.is_none() || upheld(case))
    })
}

pub fn a_case_rests_only_after_the_window(step: &Step) -> bool {
    let today = rules::terms::local_date(step.now);
    step.kind != rules::case::CommandKind::Close
        || step.answer.is_err()
        || of(step, |case| {
            let window = case.terms.iter().rfind(|running| running.term.clause.as_str() == "¶20");
            window.is_some_and(|running| running.term.due < today)
        })
}

pub fn only_a_late_appeal_is_refused_as_late(step: &Step) -> bool {
    of(step, |case| {
        let window = case.terms.iter().rfind(|running| running.term.clause.as_str() == "¶20");
        let filed = case.appeal.as_ref().map(|appeal| appeal.filed_on);
        let late = window.zip(filed).is_some_and(|(window, filed)| filed > window.term.due);
        new(step).iter().all(|event| match event {
            Event::LateAppealRefused { .. } => late,
            Event::AppealDecided { .. } => !late,
            _ => true,
        })
    })
}

/// Told from the journal alone, not from what the case remembers.
pub fn who_took_part_decides_no_appeal(step: &Step) -> bool {
    let took_part = step.journal.iter().flat_map(|event| match event {
        Event::SittingOpened { commission, conflicted, .. } => {
            [commission.members.clone(), conflicted.clone()].concat()
        }
        Event::Briefed { briefing } => vec![briefing.briefer.clone()],
        Event::StepJudged { member, .. } | Event::ProtocolSigned { member, .. } => vec![member.clone()],
        _ => vec![],
    });
    let took_part: BTreeSet<String> = took_part.collect();
    of(step, |case| {
        case.appeal
            .as_ref()
            .is_none_or(|appeal| appeal.commission.iter().all(|member| !took_part.contains(member)))
    })
}

pub fn an_act_is_signed_by_its_witnesses(step: &Step) -> bool {
    super::of(step, |case| {
        case.violations.iter().all(|violation| {
            let drawn = violation.act.is_some();
            let known = |member| violation.witnesses.contains(member) && case.took_part.contains(member);
            violation.signed.keys().all(|member| drawn && known(member))
        })
    })
}

pub fn a_document_stands_on_the_consent_to_the_platform(step: &Step) -> bool {
    of(step, |case| case.document.is_none() || case.consents.contains(&Consent::Platform))
}

pub fn no_online_exam_waits_without_the_consent_to_be_recorded(step: &Step) -> bool {
    of(step, |case| {
        let waits = matches!(case.stage, Stage::Noticed | Stage::Theory | Stage::Admitted | Stage::Practice);
        let online = case.appointment.as_ref().is_some_and(|one| one.mode == Mode::Online);
        !(waits && online) || case.consents.contains(&Consent::Biometric)
    })
}

pub fn a_complaint_moves_nothing(step: &Step) -> bool {
    let (Some(before), Some(after)) = (step.before, step.after) else { return true };
    step.kind.clause() != rules::complaint::CLAUSE
        || (before.stage, &before.appointment, before.closed_on)
            == (after.stage, &after.appointment, after.closed_on)
}

pub fn a_correction_changes_the_person_alone(step: &Step) -> bool {
    let (Some(before), Some(after)) = (step.before, step.after) else { return true };
    let moved = (before.stage, &before.appointment, before.closed_on)
        != (after.stage, &after.appointment, after.closed_on);
    let answers = step.kind == CommandKind::AnswerCorrection;
    (answers || before.person == after.person)
        && !(moved && step.kind.clause() == rules::correction::CLAUSE)
        && (after.document.is_none() || before.person.full_name() == after.person.full_name())
}
