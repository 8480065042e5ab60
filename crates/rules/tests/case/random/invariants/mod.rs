//! What holds after every step of every walk, each with the clause that demands it.

mod law;

use std::collections::BTreeSet;

use rules::Reason;
use rules::case::{Case, Event, Stage, TermState, fold, stages};
use rules::terms::Term;
use rules::working_days::between;

use super::Step;
use law::*;

pub struct Invariant {
    pub name: &'static str,
    pub clause: &'static str,
    pub holds: fn(&Step) -> bool,
}

macro_rules! table {
    ($($clause:literal $name:ident),* $(,)?) => {
        pub const INVARIANTS: &[Invariant] =
            &[$(Invariant { name: stringify!($name), clause: $clause, holds: $name }),*];
    };
}

table! {
    "¶3" a_refused_command_changes_nothing,
    "¶3" the_same_command_gets_the_same_answer,
    "¶3" a_command_out_of_its_stage_is_refused_with_its_clause,
    "¶3" a_final_stage_takes_no_step,
    "Q23" a_document_stands_on_the_consent_to_the_platform,
    "Q23" no_online_exam_waits_without_the_consent_to_be_recorded,
    "¶1" what_was_filed_stays,
    "¶1" the_version_counts_the_journal,
    "¶1" folding_twice_gives_the_same_case,
    "¶1" folding_in_two_parts_gives_the_same_case,
    "¶1" events_serialise_to_themselves,
    "¶1" a_case_serialises_to_itself,
    "Q1" every_event_is_of_today,
    "Q1" a_term_starts_today_and_ends_on_a_working_day,
    "Q25" recomputing_never_shortens_a_term,
    "Q1" one_running_term_for_a_clause,
    "Q1" nothing_runs_in_a_case_that_rests,
    "Q1" a_term_is_met_once_and_for_good,
    "¶5" a_refusal_has_a_ground_and_no_contract,
    "¶5" a_contract_follows_a_complete_check,
    "¶6" ten_whole_days_unless_lifted,
    "¶6" the_sitting_is_on_the_appointed_day,
    "¶7" incapacity_moves_the_date_only_with_the_copy,
    "¶8" no_sitting_without_acquaintance_and_briefing,
    "¶9" those_present_belong_to_the_commission,
    "¶13" no_end_without_an_earlier_warning,
    "¶13" an_observation_counts_once,
    "¶13" an_end_leaves_at_least_two_standing,
    "¶14" no_decision_without_an_act_for_each_violation,
    "¶15" no_practice_without_admission,
    "¶16" only_those_present_judge,
    "¶17" the_end_has_its_day_and_its_term,
    "¶17" the_decision_follows_the_facts,
    "¶17" only_those_present_vote_and_sign,
    "¶17" the_protocol_is_signed_by_all_present,
    "¶18" no_document_without_protocol_and_passed_or_upheld,
    "A2" the_serial_matches_the_case,
    "Q21" a_number_once_given_stays,
    "¶19" not_passed_gets_no_document_without_an_appeal,
    "¶20" a_case_rests_only_after_the_window,
    "Q15" only_a_late_appeal_is_refused_as_late,
    "¶21" who_took_part_decides_no_appeal,
    "¶14" an_act_is_signed_by_its_witnesses,
    "¶8(2)" a_complaint_moves_nothing,
    "Q47" a_correction_changes_the_person_alone,
}

fn new<'a>(step: &'a Step) -> &'a [Event] {
    step.answer.as_deref().unwrap_or_default()
}

/// The case after the step, or nothing to say.
fn of(step: &Step, holds: impl Fn(&Case) -> bool) -> bool {
    step.after.is_none_or(holds)
}

fn a_refused_command_changes_nothing(step: &Step) -> bool {
    step.answer.is_ok() || step.before == step.after
}

fn the_same_command_gets_the_same_answer(step: &Step) -> bool {
    step.answer == step.again
}

fn a_command_out_of_its_stage_is_refused_with_its_clause(step: &Step) -> bool {
    let Some(case) = step.before else { return true };
    stages(step.kind).contains(&case.stage)
        || step.answer.as_ref().is_err_and(|refused| {
            refused.reason == Reason::OutOfOrder && refused.clause.as_str() == step.kind.clause()
        })
}

fn a_final_stage_takes_no_step(step: &Step) -> bool {
    let rests = step.before.filter(|case| case.stage.is_final()).map(|case| case.stage);
    rests.is_none_or(|stage| step.after.is_some_and(|after| after.stage == stage))
}

fn what_was_filed_stays(step: &Step) -> bool {
    let filed = |case: &Case| {
        let id = (case.number.clone(), case.edition.clone(), case.centre.clone(), case.filed_on);
        (id, case.application.clone())
    };
    step.before.is_none_or(|before| step.after.is_some_and(|after| filed(before) == filed(after)))
}

fn the_version_counts_the_journal(step: &Step) -> bool {
    of(step, |case| usize::try_from(case.version) == Ok(step.journal.len()))
}

fn folding_twice_gives_the_same_case(step: &Step) -> bool {
    !step.refold || fold(step.journal).as_ref() == step.after
}

fn folding_in_two_parts_gives_the_same_case(step: &Step) -> bool {
    let (prefix, rest) = step.journal.split_at(step.cut);
    !step.refold || rest.iter().fold(fold(prefix), rules::case::evolve).as_ref() == step.after
}

fn events_serialise_to_themselves(step: &Step) -> bool {
    new(step).iter().all(|event| {
        let text = serde_json::to_string(event).unwrap();
        serde_json::from_str::<Event>(&text).is_ok_and(|read| read == *event)
    })
}

fn a_case_serialises_to_itself(step: &Step) -> bool {
    !step.refold
        || of(step, |case| {
            let text = serde_json::to_string(case).unwrap();
            serde_json::from_str::<Case>(&text).is_ok_and(|read| read == *case)
        })
}

fn every_event_is_of_today(step: &Step) -> bool {
    let today = rules::terms::local_date(step.now).to_string();
    let on =
        |event| serde_json::to_value(event).unwrap().get("on").and_then(|on| on.as_str().map(str::to_owned));
    new(step).iter().all(|event| on(event).is_none_or(|on| on == today))
}

fn a_term_starts_today_and_ends_on_a_working_day(step: &Step) -> bool {
    let calendar = &step.walk.calendar;
    new(step).iter().all(|event| match event {
        Event::TermStarted { term } => {
            term.start == rules::terms::local_date(step.now)
                && calendar.day(term.due).is_working()
                && between(calendar, term.start, term.due) + 1 == term.working_days
        }
        _ => true,
    })
}

fn recomputing_never_shortens_a_term(step: &Step) -> bool {
    new(step).iter().all(|event| match event {
        Event::TermStarted { term } | Event::TermRecounted { term, .. } => {
            step.other_calendars.iter().all(|calendar| term.recomputed(calendar).due >= term.due)
        }
        _ => true,
    })
}

fn one_running_term_for_a_clause(step: &Step) -> bool {
    of(step, |case| {
        let running = case.terms.iter().filter(|running| running.state == TermState::Running);
        let mut clauses = BTreeSet::new();
        running.into_iter().all(|running| clauses.insert(running.term.clause.clone()))
    })
}

fn nothing_runs_in_a_case_that_rests(step: &Step) -> bool {
    of(step, |case| {
        let beside = [rules::complaint::CLAUSE, rules::correction::CLAUSE];
        let rests = case.stage.is_final() || case.stage == Stage::Closed;
        let walk = case.terms.iter().filter(|running| !beside.contains(&running.term.clause.as_str()));
        let open = walk.into_iter().any(|running| running.state == TermState::Running);
        rests == case.closed_on.is_some() && !(rests && open)
    })
}

fn a_term_is_met_once_and_for_good(step: &Step) -> bool {
    let (Some(before), Some(after)) = (step.before, step.after) else { return true };
    let today = rules::terms::local_date(step.now);
    before.terms.iter().zip(&after.terms).all(|(was, is)| {
        let recounted = was.state == TermState::Running && lengthened(&was.term, &is.term);
        (was.term == is.term || recounted)
            && match (was.state, is.state) {
                (TermState::Running, TermState::Met(on)) => on == today && on >= is.term.start,
                (TermState::Running, _) => true,
                (settled, state) => settled == state,
            }
    })
}

/// Q25. The same term with a later last day, which tells how it was counted before.
fn lengthened(was: &Term, is: &Term) -> bool {
    let same = (&was.clause, was.start, was.working_days) == (&is.clause, is.start, is.working_days);
    let told =
        is.before.as_ref().is_some_and(|before| before.due == was.due && before.calendar == was.calendar);
    same && told && is.due > was.due
}
