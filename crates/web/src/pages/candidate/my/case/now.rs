//! What the candidate does now, and what else they may do.

use acts::papers::sealed;
use acts::{CaseId, Cx};
use jiff::civil::Date;
use rules::briefing::Acquaintance;
use rules::case::{Case, CommandKind, Stage, stages};
use rules::notice::refusable_new_date;
use rules::{complaint, correction};

use super::super::retake::{is_retake, may_begin_anew};
use crate::page::Frame;

/// A button or a link; `post` where it changes something at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Action {
    pub(super) words: String,
    pub(super) href: String,
    pub(super) post: bool,
}

/// One sentence: what is needed of the person now, or that nothing is.
pub(super) const fn what_now(case: &Case) -> &'static str {
    match case.stage {
        Stage::Filed | Stage::Incomplete => "candidate-now-filed",
        Stage::Refused => "candidate-now-refused",
        Stage::Complete => "candidate-now-complete",
        Stage::Offered => "candidate-now-offered",
        Stage::Contracted => "candidate-now-contracted",
        Stage::Noticed => "candidate-now-noticed",
        Stage::Incapacitated => "candidate-now-incapacitated",
        Stage::Postponed => "candidate-now-postponed",
        Stage::Theory => "candidate-now-theory",
        Stage::Admitted => "candidate-now-admitted",
        Stage::Practice => "candidate-now-practice",
        Stage::Ended => "candidate-now-ended",
        Stage::Decided => "candidate-now-decided",
        // Q14: until the result is opened nothing of it is told.
        Stage::Passed | Stage::NotPassed => "candidate-now-preparing",
        Stage::Issued | Stage::Informed if sealed(case) => "candidate-now-result",
        Stage::Issued => "candidate-now-issued",
        Stage::Informed => "candidate-now-informed",
        Stage::Appealed => "candidate-now-appealed",
        Stage::AppealRegistered => "candidate-now-appeal-registered",
        Stage::Upheld => "candidate-now-upheld",
        Stage::Closed => "candidate-now-closed",
        Stage::Withdrawn => "candidate-now-withdrawn",
        Stage::Annulled => "candidate-now-annulled",
    }
}

/// The one thing to do now.
pub(super) fn action(frame: &Frame, case: &Case, id: CaseId) -> Option<Action> {
    let link = |key: &str, page: &str| {
        Some(Action { words: frame.t(key), href: format!("/my/{id}/{page}"), post: false })
    };
    let send = |key: &str, page: &str| {
        Some(Action { words: frame.t(key), href: format!("/my/{id}/{page}"), post: true })
    };
    match case.stage {
        Stage::Offered => link("candidate-action-contract", "contract"),
        Stage::Noticed if unacquainted(case).is_some() => link("candidate-action-acquaint", "acquaint"),
        Stage::Noticed => link("candidate-action-notice", "notice"),
        Stage::Incapacitated => link("candidate-action-sheet", "incapacity"),
        Stage::Refused => send("candidate-action-anew", "retake"),
        Stage::Issued | Stage::Informed if case.received_on.is_none() => {
            send("candidate-action-open-result", "result")
        }
        Stage::Issued | Stage::Informed | Stage::Closed | Stage::Annulled if case.decision.is_some() => {
            link("candidate-action-result", "result")
        }
        _ => None,
    }
}

/// ¶8(1) ¶8(2). What the candidate has not been shown yet, first things first.
pub fn unacquainted(case: &Case) -> Option<Acquaintance> {
    [Acquaintance::Methodology, Acquaintance::Appeal].into_iter().find(|with| !case.acquainted.contains(with))
}

/// Q3. Whether the new date may be refused today.
pub(super) fn new_date_refusable(cx: &Cx, case: &Case, today: Date) -> bool {
    let Ok(context) = cx.context(case) else { return false };
    let (Some(appointment), Some(noticed)) = (&case.appointment, case.noticed_on) else { return false };
    may(CommandKind::RefuseNewDate, case)
        && today <= appointment.date
        && refusable_new_date(context.calendar, context.edition, noticed, case.cause, appointment).is_ok()
}

fn may(command: CommandKind, case: &Case) -> bool {
    stages(command).contains(&case.stage)
}

/// Everything else that may be done at this stage.
pub(super) fn others(frame: &Frame, case: &Case, id: CaseId, today: Date, refusable: bool) -> Vec<Action> {
    let day_has_come = case.appointment.as_ref().is_some_and(|appointment| appointment.date <= today);
    let appealable = may(CommandKind::FileAppeal, case) && case.appeal.is_none();
    let acquainted = unacquainted(case).is_none();
    let told = !sealed(case);
    let links = [
        (case.stage == Stage::Noticed && !acquainted, "candidate-action-notice", "notice"),
        (refusable, "candidate-action-new-date", "new-date"),
        (may(CommandKind::ReportIncapacity, case), "candidate-action-incapacity", "incapacity"),
        (may(CommandKind::RecordFault, case) && day_has_come, "candidate-action-fault", "fault"),
        (appealable && told, "candidate-action-appeal", "appeal"),
        (may(CommandKind::Withdraw, case), "candidate-action-withdraw", "withdraw"),
    ];
    let link = |(_, key, page): (bool, &str, &str)| Action {
        words: frame.t(key),
        href: format!("/my/{id}/{page}"),
        post: false,
    };
    let mut actions: Vec<Action> = links.into_iter().filter(|(shown, ..)| *shown).map(link).collect();
    // After a refusal the new application is the main action itself.
    if may_begin_anew(case.stage) && case.stage != Stage::Refused && told {
        let key = if is_retake(case.stage) { "candidate-action-retake" } else { "candidate-action-anew" };
        actions.push(Action { words: frame.t(key), href: format!("/my/{id}/retake"), post: true });
    }
    if correction::open(&case.corrections).is_none() {
        let words = frame.t("correct-title");
        actions.push(Action { words, href: format!("/my/{id}/correction"), post: false });
    }
    if complaint::open(&case.complaints).is_none() {
        let words = frame.t("candidate-action-complaint");
        actions.push(Action { words, href: format!("/my/{id}/complaint"), post: false });
    }
    actions
}
