//! ¶9 ¶10(2) ¶12–¶16: the sitting, its two stages, and violations.

use super::{Context, Decided, misplaced};
use crate::case::command::Command;
use crate::case::event::Event;
use crate::case::state::Case;
use crate::practice::{self, Judgement};
use crate::refusal::{Reason, Refused};
use crate::sitting::{Commission, MemberId, quorate, ready, unconflicted};
use crate::theory::{TheoryScore, admission};
use crate::violations::{Consequence, Registrant, Review, Violation, consequence, registrable, signable};
use crate::{briefing, violations};

pub(super) fn decide(case: &Case, command: Command, cx: &Context) -> Decided {
    match command {
        Command::OpenSitting { commission, present, ticked, conflicted } => {
            open_sitting(case, commission, present, ticked, conflicted, cx)
        }
        Command::CloseTheory { score, sheet } => Ok(close_theory(score, sheet, cx)),
        Command::OpenPractice { present } => open_practice(case, present, cx),
        Command::JudgeStep { step, member, judgement } => judge(case, step, member, judgement, cx),
        Command::ClosePractice => close_practice(case, cx),
        Command::RegisterViolation { observation, item, seen_at, registrant } => {
            let violation = Violation::registered(observation, item, seen_at, registrant);
            register_violation(case, violation, cx)
        }
        Command::DrawViolationAct { observation, number } => {
            let violation = known(case, &observation)?;
            if violation.act.is_some() {
                return Err(Refused::new("¶14", Reason::SignedAlready));
            }
            Ok(vec![Event::ViolationActDrawn { observation, number, on: cx.today() }])
        }
        Command::SignViolationAct { observation, member } => {
            signable(known(case, &observation)?, &member)?;
            Ok(vec![Event::ViolationActSigned { observation, member, on: cx.today() }])
        }
        Command::ReviewViolation { observation, confirmed, reason } => {
            let violation = known(case, &observation)?;
            if violation.review.is_some() {
                return Err(Refused::new("¶13", Reason::ViolationReviewed));
            }
            if reason.trim().is_empty() {
                return Err(Refused::new("¶13", Reason::NoGroundNamed));
            }
            let review = Review { confirmed, reason };
            Ok(vec![Event::ViolationReviewed { observation, review, on: cx.today() }])
        }
        other => misplaced(&other),
    }
}

fn open_sitting(
    case: &Case,
    commission: Commission,
    present: Vec<MemberId>,
    ticked: Vec<usize>,
    conflicted: Vec<MemberId>,
    cx: &Context,
) -> Decided {
    let on = cx.today();
    let date = case.appointment.as_ref().map_or(on, |appointment| appointment.date);
    if on != date {
        return Err(Refused::new("¶6", Reason::SittingOnAnotherDay { date }));
    }
    briefing::ready(&case.acquainted, case.briefing.as_ref())?;
    quorate(&commission, &present, cx.edition)?;
    unconflicted(&commission, &conflicted)?;
    ready(cx.programme, &ticked)?;
    Ok(vec![Event::SittingOpened { commission, present, ticked, conflicted, on }])
}

/// ¶15. Not admitted: the procedure ends here (Q9, Q10) and the ¶17 term starts.
fn close_theory(score: TheoryScore, sheet: Option<String>, cx: &Context) -> Vec<Event> {
    let on = cx.today();
    let admission = admission(score, cx.edition);
    let closed = Event::TheoryClosed { admission, sheet, on };
    if admission.admitted { vec![closed] } else { vec![closed, ended(cx)] }
}

fn open_practice(case: &Case, present: Vec<MemberId>, cx: &Context) -> Decided {
    let commission = case.commission.as_ref().ok_or(Refused::new("¶9", Reason::OutOfOrder))?;
    quorate(commission, &present, cx.edition)?;
    Ok(vec![Event::PracticeOpened { present, on: cx.today() }])
}

fn judge(case: &Case, step: String, member: MemberId, judgement: Judgement, cx: &Context) -> Decided {
    practice::known_step(&cx.programme.map, &step)?;
    if !case.present.contains(&member) {
        return Err(Refused::new("¶16", Reason::NotMember));
    }
    let same = case.judgements.get(&step).and_then(|by| by.get(&member)) == Some(&judgement);
    Ok(if same { vec![] } else { vec![Event::StepJudged { step, member, judgement }] })
}

fn close_practice(case: &Case, cx: &Context) -> Decided {
    let map = &cx.programme.map;
    practice::judged_by_all(map, &case.judgements, &case.present)?;
    let result = practice::result(map, &case.judgements, case.chair());
    Ok(vec![Event::PracticeClosed { result, on: cx.today() }, ended(cx)])
}

fn register_violation(case: &Case, violation: Violation, cx: &Context) -> Decided {
    registrable(cx.programme, &violation.item)?;
    if let Registrant::Member { id } = &violation.registrant
        && !case.present.contains(id)
    {
        return Err(Refused::new("¶13", Reason::NotMember));
    }
    let Some(consequence) = consequence(&case.violations, &violation.observation, cx.edition) else {
        return Ok(vec![]);
    };
    let registered = Event::ViolationRegistered { violation, consequence, on: cx.today() };
    Ok(match consequence {
        Consequence::Warning => vec![registered],
        Consequence::End => vec![registered, ended(cx)],
    })
}

fn known<'a>(case: &'a Case, observation: &str) -> Result<&'a violations::Violation, Refused> {
    let found = case.violations.iter().find(|violation| violation.observation == observation);
    found.ok_or(Refused::new("¶14", Reason::ViolationUnknown))
}

/// Q10. The procedure ended today: the two days of ¶17 start.
fn ended(cx: &Context) -> Event {
    cx.term("¶17", cx.today(), cx.edition.terms.protocol)
}
