//! ¶8(2) ¶20–¶22: the appeal, and what people ask of the centre beside the walk.

use super::meet;
use crate::appeal::{Appeal, AppealOutcome, AppealVotes};
use crate::case::event::Event;
use crate::case::state::{Case, Stage};
use crate::complaint::{self, Complaint};
use crate::correction::{self, Answer, Correction};

/// ¶20–¶22.
pub(super) fn appeal(case: &mut Case, event: &Event) {
    match event {
        Event::AppealFiled { grounds, files, on } => {
            case.appeal = Some(Appeal {
                filed_on: *on,
                grounds: grounds.clone(),
                files: files.clone(),
                registered: None,
                commission: vec![],
                votes: AppealVotes::new(),
                outcome: None,
                reasons: String::new(),
            });
            case.closed_on = None;
            case.stage = Stage::Appealed;
            meet(case, "¶20", *on);
        }
        Event::AppealRegistered { number, commission, on } => {
            if let Some(appeal) = &mut case.appeal {
                appeal.registered = Some((number.clone(), *on));
                appeal.commission.clone_from(commission);
            }
            case.stage = Stage::AppealRegistered;
        }
        Event::LateAppealRefused { reasons, on } => {
            if let Some(appeal) = &mut case.appeal {
                appeal.reasons.clone_from(reasons);
            }
            meet(case, "¶22", *on);
        }
        Event::AppealVoteCast { member, vote } => {
            if let Some(appeal) = &mut case.appeal {
                appeal.votes.insert(member.clone(), vote.clone());
            }
        }
        Event::AppealDecided { outcome, reasons, on } => {
            if let Some(appeal) = &mut case.appeal {
                appeal.outcome = Some(*outcome);
                appeal.reasons.clone_from(reasons);
            }
            if *outcome == AppealOutcome::Upheld {
                case.stage = Stage::Upheld;
            }
            meet(case, "¶22", *on);
        }
        other => complaint(case, other),
    }
}

/// ¶8(2).
fn complaint(case: &mut Case, event: &Event) {
    match event {
        Event::ComplaintFiled { number, words, files, on } => case.complaints.push(Complaint {
            number: number.clone(),
            words: words.clone(),
            files: files.clone(),
            filed_on: *on,
            answered: None,
        }),
        Event::ComplaintAnswered { answer, on } => {
            if let Some(complaint) = case.complaints.last_mut() {
                complaint.answered = Some((answer.clone(), *on));
            }
            meet(case, complaint::CLAUSE, *on);
        }
        other => correction(case, other),
    }
}

/// Q47. What was filed stays; the person's data as they stand change.
fn correction(case: &mut Case, event: &Event) {
    match event {
        Event::CorrectionAsked { wishes, words, files, on } => case.corrections.push(Correction {
            wishes: wishes.clone(),
            words: words.clone(),
            files: files.clone(),
            asked_on: *on,
            answered: None,
        }),
        Event::CorrectionAnswered { made, reason, on } => {
            if let Some(correction) = case.corrections.last_mut() {
                correction.answered = Some(Answer { made: made.clone(), reason: reason.clone(), on: *on });
            }
            *case.person = correction::corrected(&case.person, made);
            meet(case, correction::CLAUSE, *on);
        }
        _ => {}
    }
}
