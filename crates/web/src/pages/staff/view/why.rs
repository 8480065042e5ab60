//! «Неге?»: what a decision rests on: the clause and edition, and the numbers that went in.

use acts::journal::Entry;
use rules::appeal::in_time;
use rules::case::{Case, Context, Event, evolve};
use rules::decision::Outcome;
use rules::notice;
use rules::violations::stands;

use crate::case_words::event_clause;
use crate::dates::short;
use crate::page::Frame;

/// Why each entry that decided something came out as it did, by its number; the others have nothing to explain.
pub fn all(frame: &Frame, entries: &[Entry], context: &Context<'_>) -> Vec<(u64, Vec<String>)> {
    let mut before: Option<Case> = None;
    let mut found = Vec::new();
    for entry in entries {
        if let Some(inputs) = before.as_ref().and_then(|case| inputs(frame, case, entry.event(), context)) {
            let edition = &context.edition.id;
            let rests =
                frame.t2("why-rests", "clause", event_clause(entry.event()), "edition", edition.clone());
            found.push((entry.stamp().seq, std::iter::once(rests).chain(inputs).collect()));
        }
        before = evolve(before, entry.event());
    }
    found
}

/// The facts that went into the decision; `case` is as it stood before.
fn inputs(frame: &Frame, case: &Case, event: &Event, context: &Context<'_>) -> Option<Vec<String>> {
    Some(match event {
        Event::FoundComplete { checked, .. } => vec![frame.t1("why-checked", "n", checked.len())],
        Event::RefusalSigned { .. } => {
            let grounds = case.grounds.iter().map(acts::papers::ground);
            grounds.map(|ground| frame.language.pick(&ground).to_owned()).collect()
        }
        Event::NoticeSent { appointment, cause, on } => {
            let earliest = notice::earliest(context.calendar, context.edition, *on, *cause);
            let lifted = cause.is_some_and(notice::Cause::lifts_minimum);
            let gap = if lifted { "why-notice-lifted" } else { "why-notice-gap" };
            vec![
                frame.t1(gap, "n", context.edition.terms.notice_gap),
                frame.t2("why-notice-days", "earliest", short(earliest), "day", short(appointment.date)),
                frame.t1("why-calendar", "version", context.calendar.version.clone()),
            ]
        }
        Event::SittingOpened { commission, present, .. } => {
            let needed = usize::from(context.edition.commission.minimum_present);
            let needed = needed.max(commission.members.len() / 2 + 1);
            vec![
                frame.t2("why-quorum", "present", present.len(), "members", commission.members.len()),
                frame.t1("why-quorum-needed", "n", needed),
            ]
        }
        Event::TheoryClosed { admission, .. } => {
            let rule = &context.edition.theory;
            let left = u32::from(admission.correct) * u32::from(rule.denominator);
            let right = u32::from(admission.total) * u32::from(rule.more_than_numerator);
            let sign = if left > right { ">" } else { "≤" };
            vec![format!(
                "{} × {} = {left} {sign} {right} = {} × {}",
                admission.correct, rule.denominator, admission.total, rule.more_than_numerator
            )]
        }
        Event::PracticeClosed { result, .. } => vec![
            frame.t2("why-steps", "done", result.steps_done, "needed", result.steps_needed),
            frame.t1("why-critical", "n", result.critical_failed.len()),
        ],
        Event::ViolationRegistered { .. } => {
            let standing = case.violations.iter().filter(|one| stands(one)).count() + 1;
            vec![frame.t2("why-violations", "n", standing, "ends", context.edition.violations.ends_at)]
        }
        Event::Decided { .. } => {
            let votes = |outcome| case.votes.values().filter(|vote| vote.outcome == outcome).count();
            vec![frame.t2("why-votes", "for", votes(Outcome::Passed), "against", votes(Outcome::NotPassed))]
        }
        Event::DocumentIssued { valid_until, .. } => {
            let years = context.programme.validity_years;
            vec![frame.t2("why-validity", "years", years, "until", short(*valid_until))]
        }
        Event::AppealFiled { on, .. } => {
            let timely = in_time(context.calendar, context.edition, case.received_on, *on);
            let received = case.received_on.map_or_else(|| frame.t("why-no-receipt"), short);
            let key = if timely { "why-appeal-in-time" } else { "why-appeal-late" };
            vec![frame.t1("why-received", "day", received), frame.t(key)]
        }
        _ => return None,
    })
}
