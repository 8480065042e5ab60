//! The acts on a case as links: what each stage asks for, and of whom.

use acts::access::Act;
use rules::case::{CommandKind, Stage};
use rules::{complaint, correction};

use crate::pages::case::CaseAt;

/// An act as a link: the last part of its address, the key of its words, the right it needs.
#[derive(Debug, Clone, Copy)]
pub struct Next {
    pub path: &'static str,
    pub key: &'static str,
    pub act: Act,
    pub command: CommandKind,
}

const fn next(path: &'static str, key: &'static str, act: Act, command: CommandKind) -> Next {
    Next { path, key, act, command }
}

/// Steps that take the case further, in the order of its walk.
const FORWARD: [Next; 22] = [
    next("check", "staff-act-check", Act::CheckCompleteness, CommandKind::FindComplete),
    next("sign-refusal", "staff-act-sign-refusal", Act::SignRefusal, CommandKind::SignRefusal),
    next("offer-contract", "staff-act-offer-contract", Act::OfferContract, CommandKind::OfferContract),
    next("notice", "staff-act-notice", Act::SendNotice, CommandKind::SendNotice),
    next("brief", "staff-act-brief", Act::Brief, CommandKind::Brief),
    next("sitting", "staff-act-sitting", Act::OpenSitting, CommandKind::OpenSitting),
    next("theory", "staff-act-theory", Act::CloseTheory, CommandKind::CloseTheory),
    next("practice", "staff-act-practice-open", Act::OpenPractice, CommandKind::OpenPractice),
    next("practice", "staff-act-practice", Act::JudgeStep, CommandKind::JudgeStep),
    next("decision", "staff-act-decision", Act::CastVote, CommandKind::CastVote),
    next("protocol", "staff-act-protocol", Act::SignProtocol, CommandKind::SignProtocol),
    next("issue", "staff-act-issue", Act::IssueDocument, CommandKind::IssueDocument),
    next("inform", "staff-act-inform", Act::InformNotPassed, CommandKind::InformNotPassed),
    next("appeal", "staff-act-appeal", Act::RegisterAppeal, CommandKind::RegisterAppeal),
    next("late-appeal", "staff-act-late-appeal", Act::RefuseLateAppeal, CommandKind::RefuseLateAppeal),
    next("appeal-decision", "staff-act-appeal-decision", Act::DecideAppeal, CommandKind::DecideAppeal),
    next("violation", "staff-act-violation", Act::RegisterViolation, CommandKind::RegisterViolation),
    next("violation", "staff-act-violation-act", Act::DrawViolationAct, CommandKind::DrawViolationAct),
    next("violation", "staff-act-violation-sign", Act::SignViolationAct, CommandKind::SignViolationAct),
    next(
        "answer-complaint",
        "staff-act-answer-complaint",
        Act::AnswerComplaint,
        CommandKind::AnswerComplaint,
    ),
    next("answer-correction", "correct-act", Act::AnswerCorrection, CommandKind::AnswerCorrection),
    next("close", "staff-act-close", Act::InformNotPassed, CommandKind::Close),
];

/// Steps aside: the case stops, waits or goes back.
const ASIDE: [Next; 5] = [
    next("fault", "staff-act-fault", Act::RecordFault, CommandKind::RecordFault),
    next("no-show", "staff-act-no-show", Act::RecordNoShow, CommandKind::RecordNoShow),
    next("withdraw", "staff-act-withdraw", Act::Withdraw, CommandKind::Withdraw),
    next("receipt", "notify-receipt-act", Act::HandleMessages, CommandKind::ProvePaperReceipt),
    next("annul", "staff-act-annul", Act::AnnulDocument, CommandKind::AnnulDocument),
];

/// What a stage waits for first, as the list of cases shows it.
pub fn of(stage: Stage) -> Option<Next> {
    // Closing and answering a late appeal are possible on some days only: the case itself offers them.
    let sure = |next: &&Next| {
        !matches!(
            next.command,
            CommandKind::Close
                | CommandKind::RefuseLateAppeal
                | CommandKind::AnswerComplaint
                | CommandKind::AnswerCorrection
                | CommandKind::SignViolationAct
        )
    };
    FORWARD.iter().filter(sure).find(|next| rules::case::stages(next.command).contains(&stage)).copied()
}

/// What a term that runs beside the walk of the case waits for, whatever the stage.
pub fn beside(clause: &str) -> Option<Next> {
    let answers =
        |next: &&Next| matches!(next.command, CommandKind::AnswerComplaint | CommandKind::AnswerCorrection);
    FORWARD.iter().filter(answers).find(|next| next.command.clause() == clause).copied()
}

/// The acts that are lawful now for the person: the steps further, then the steps aside.
pub fn lawful(at: &CaseAt) -> (Vec<Next>, Vec<Next>) {
    (chosen(&FORWARD, at), chosen(&ASIDE, at))
}

fn chosen(all: &[Next], at: &CaseAt) -> Vec<Next> {
    let mut found: Vec<Next> = Vec::new();
    for next in all.iter().filter(|next| at.may(next.act, next.command) && timely(next.command, at)) {
        if !found.iter().any(|known| known.path == next.path) {
            found.push(*next);
        }
    }
    found
}

/// Acts that the facts of the case do not ask for are not offered, though the order would bear them.
fn timely(command: CommandKind, at: &CaseAt) -> bool {
    let case = &at.loaded.case;
    let today = at.today();
    let day_has_come = || case.appointment.as_ref().is_some_and(|appointment| appointment.date <= today);
    match command {
        CommandKind::RecordFault | CommandKind::OpenSitting => day_has_come(),
        // Q27: ill by their own word after the day was moved, and the sheet never came: there is no day to wait for.
        CommandKind::RecordNoShow => case.appointment.is_none() || day_has_come(),
        CommandKind::Brief => case.briefing.is_none(),
        CommandKind::DrawViolationAct => !case.violations.is_empty(),
        CommandKind::SignViolationAct => {
            let me = at.who.account.to_string();
            case.violations.iter().any(|violation| violation.unsigned().any(|member| *member == me))
        }
        CommandKind::AnswerCorrection => correction::open(&case.corrections).is_some(),
        CommandKind::AnswerComplaint => complaint::open(&case.complaints).is_some(),
        CommandKind::Close => appeal_window(at).is_some_and(|last_day| last_day < today),
        CommandKind::RefuseLateAppeal => late(at),
        // Of a document a signature starts no term: the paper's own page takes it.
        CommandKind::ProvePaperReceipt => case.stage == Stage::Informed && case.received_on.is_none(),
        CommandKind::DecideAppeal => !late(at),
        _ => true,
    }
}

/// ¶20 Q14. The last day to appeal, once receipt of the results is proven.
pub fn appeal_window(at: &CaseAt) -> Option<jiff::civil::Date> {
    let terms = at.loaded.case.terms.iter().map(|running| &running.term);
    terms
        .filter(|term| term.clause.as_str() == "¶20")
        .map(|term| term.recomputed(&at.cx.calendar).due)
        .next_back()
}

/// Q15. The appeal came after the last day.
fn late(at: &CaseAt) -> bool {
    let filed_on = at.loaded.case.appeal.as_ref().map(|appeal| appeal.filed_on);
    filed_on.zip(appeal_window(at)).is_some_and(|(filed_on, last_day)| filed_on > last_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_leads_to_the_act_that_its_clause_asks_for() {
        let path = |stage| of(stage).map(|next| next.path);
        assert_eq!(path(Stage::Filed), Some("check"));
        assert_eq!(path(Stage::Incomplete), Some("sign-refusal"));
        assert_eq!(path(Stage::Complete), Some("offer-contract"));
        assert_eq!(path(Stage::Offered), None, "the candidate signs");
        assert_eq!(path(Stage::Contracted), Some("notice"));
        assert_eq!(path(Stage::Postponed), Some("notice"));
        assert_eq!(path(Stage::Noticed), Some("brief"));
        assert_eq!(path(Stage::Admitted), Some("practice"));
        assert_eq!(path(Stage::Decided), Some("protocol"));
        assert_eq!(path(Stage::Upheld), Some("issue"));
        assert_eq!(path(Stage::Informed), None, "the candidate may appeal");
        assert_eq!(path(Stage::AppealRegistered), Some("appeal-decision"));
        assert_eq!(path(Stage::Withdrawn), None);
    }

    #[test]
    fn the_walk_has_each_command_once() {
        for (place, one) in FORWARD.iter().chain(&ASIDE).enumerate() {
            let again =
                FORWARD.iter().chain(&ASIDE).skip(place + 1).any(|other| other.command == one.command);
            assert!(!again, "{:?}", one.command);
        }
    }
}
