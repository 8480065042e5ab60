//! Every (stage, command) pair against the table of `docs/state-machines/case.md`.

use std::collections::{BTreeMap, BTreeSet};

use rules::Reason;
use rules::appeal::AppealOutcome;
use rules::briefing::Acquaintance;
use rules::calendar::Day;
use rules::case::{Command, CommandKind, Stage, stages};
use rules::consent::Consent;
use rules::decision::Outcome;

use crate::correction;
use crate::walk::{self, Walk, ids};

const PAGE: &str = include_str!("../../../../docs/state-machines/case.md");

/// The table of the page: command → (clause, stages).
fn table() -> BTreeMap<CommandKind, (String, BTreeSet<Stage>)> {
    let begin = PAGE.find("| command | clause | stages |").unwrap();
    let rows = PAGE[begin..].lines().skip(2).take_while(|line| line.starts_with('|'));
    let rows = rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let kind = CommandKind::ALL.iter().find(|kind| format!("{kind:?}") == cells[0]);
        let stage = |code: &str| *Stage::ALL.iter().find(|stage| stage.code() == code.trim()).expect(code);
        let stages = match cells[2] {
            none if none.starts_with("none") => vec![],
            "every stage" => Stage::ALL.iter().map(|stage| stage.code()).collect(),
            listed => listed.split(',').collect(),
        };
        (*kind.expect(cells[0]), (cells[1].to_owned(), stages.into_iter().map(stage).collect()))
    });
    rows.collect()
}

/// A violation with its act still owed, in any stage where acts can be drawn.
fn with_violation(stage: Stage) -> Walk {
    let register = |walk: &mut Walk| walk.must(walk::violation("o-1", walk.now)).clone();
    let mut theory = register(&mut walk::to(Stage::Theory));
    let admitted = |walk: &mut Walk| walk.must(walk::theory(29, 40)).clone();
    match stage {
        Stage::Theory => theory,
        Stage::Admitted => admitted(&mut theory),
        Stage::Practice => {
            admitted(&mut theory).must(Command::OpenPractice { present: ids(&walk::MEMBERS) }).clone()
        }
        Stage::Ended => theory.must(walk::theory(28, 40)).clone(),
        Stage::Postponed => theory.must(walk::fault()).clone(),
        Stage::Noticed => theory.must(walk::fault()).notice().clone(),
        _ => theory.must(Command::ReportIncapacity).clone(),
    }
}

fn with_act(stage: Stage) -> Walk {
    with_violation(stage).must(walk::act("o-1")).clone()
}

/// One who saw the violation is not at the table of the day after the fault, and owes the act a signature still.
fn with_late_witness(stage: Stage) -> Walk {
    let mut walk = with_act(Stage::Noticed);
    let day = walk.case().appointment.as_ref().unwrap().date;
    walk.on(day).must(walk::open_with(&["berik", "daniyar", "saule"], &[]));
    walk.must(walk::sign_act("o-1", "berik")).must(walk::sign_act("o-1", "daniyar"));
    let outcome = if matches!(stage, Stage::Passed | Stage::Issued) {
        walk.must(walk::theory(29, 40))
            .must(Command::OpenPractice { present: ids(&["berik", "daniyar", "saule"]) });
        walk.judge_all(|_, _| true).must(Command::ClosePractice);
        Outcome::Passed
    } else {
        walk.must(walk::theory(28, 40));
        Outcome::NotPassed
    };
    walk.vote_all(outcome).must(Command::Decide { protocol: "Х-7".into() });
    if stage != Stage::Decided {
        walk.sign_all();
    }
    match stage {
        Stage::Issued => walk.must(walk::issue(17)).clone(),
        Stage::Informed => walk.must(walk::inform()).clone(),
        _ => walk,
    }
}

/// The case in `stage`, with what `kind` needs to succeed there.
fn prepared(stage: Stage, kind: CommandKind) -> Walk {
    use CommandKind as C;
    use Stage as S;
    let mut walk = walk::to(stage);
    match (stage, kind) {
        (_, C::DrawViolationAct | C::ReviewViolation) => with_violation(stage),
        (S::Decided | S::Passed | S::NotPassed | S::Issued | S::Informed, C::SignViolationAct) => {
            with_late_witness(stage)
        }
        (_, C::SignViolationAct) => with_act(stage),
        (_, C::RecountTerms) => {
            walk.must(walk::complaint());
            let tomorrow = rules::working_days::after(&walk.calendar, walk.today(), 1).due;
            walk.calendar = walk.calendar.after(&[Day::by_act(tomorrow, false, "№ 712")]);
            walk
        }
        (_, C::AnswerCorrection) => walk.must(correction::ask_correction()).clone(),
        (_, C::AnswerComplaint) => walk.must(walk::complaint()).clone(),
        (Stage::Noticed, C::RefuseNewDate) => walk::to(Stage::Postponed).notice().clone(),
        (Stage::Noticed, C::OpenSitting | C::RecordFault | C::RecordNoShow) => walk.prepare().clone(),
        (Stage::Incapacitated, C::RecordNoShow) => {
            let day = walk.case().appointment.as_ref().unwrap().date;
            walk.on(day).clone()
        }
        (Stage::Practice, C::ClosePractice) => walk.judge_all(|_, _| true).clone(),
        (Stage::Ended, C::Decide) => walk.vote_all(Outcome::Passed).clone(),
        (Stage::Informed, C::Close) => walk.must(walk::receipt()).later(6).clone(),
        (Stage::AppealRegistered, C::DecideAppeal) => walk.vote_appeal(AppealOutcome::Rejected).clone(),
        (Stage::AppealRegistered, C::RefuseLateAppeal) => {
            let mut informed = walk::to(Stage::Informed);
            informed.must(walk::receipt()).later(6).must(walk::appeal()).must(walk::register()).clone()
        }
        _ => walk,
    }
}

fn command(kind: CommandKind, walk: &Walk) -> Command {
    use CommandKind as C;
    match kind {
        C::File => walk::file(&walk.programme),
        C::FindComplete => walk::find_complete(),
        C::FindIncomplete => walk::find_incomplete(),
        C::ReturnRefusal => Command::ReturnRefusal { remark: "негізі жоқ".into() },
        C::SignRefusal => Command::SignRefusal { number: "Б-1".into() },
        C::OfferContract => walk::offer(),
        C::ConcludeContract => Command::ConcludeContract,
        C::SendNotice => walk::notice_for(rules::working_days::after(&walk.calendar, walk.today(), 11).due),
        C::RefuseNewDate => Command::RefuseNewDate,
        C::ReportIncapacity => Command::ReportIncapacity,
        C::ConfirmIncapacity => Command::ConfirmIncapacity { sheet: "ab12".into(), period: None },
        C::RecordFault => walk::fault(),
        C::RecordNoShow => Command::RecordNoShow,
        C::Acquaint => Command::Acquaint { with: Acquaintance::Methodology },
        C::Brief => walk::brief(walk.today()),
        C::OpenSitting => walk::open(),
        C::CloseTheory => walk::theory(29, 40),
        C::OpenPractice => Command::OpenPractice { present: ids(&walk::MEMBERS) },
        C::JudgeStep => walk::judge(&walk.programme.map.steps[0].id, "aigul", true),
        C::ClosePractice => Command::ClosePractice,
        C::RegisterViolation => walk::violation("o-2", walk.now),
        C::DrawViolationAct => walk::act("o-1"),
        C::ReviewViolation => walk::review("o-1", true),
        C::CastVote => walk::vote("aigul", Outcome::Passed),
        C::Decide => Command::Decide { protocol: "Х-7".into() },
        C::SignProtocol => Command::SignProtocol { member: "aigul".into() },
        C::IssueDocument => walk::issue(17),
        C::InformNotPassed => walk::inform(),
        C::ProveReceipt => walk::receipt(),
        C::ProvePaperReceipt => walk::paper_receipt(walk.today()),
        C::FileAppeal => walk::appeal(),
        C::RegisterAppeal => walk::register(),
        C::RefuseLateAppeal => walk::refuse_late(),
        C::CastAppealVote => walk::appeal_vote("gulnar", AppealOutcome::Rejected),
        C::DecideAppeal => walk::decide_appeal(),
        C::Withdraw => walk::withdraw(),
        C::AnnulDocument => walk::annul("head", "registrar"),
        C::Close => Command::Close,
        C::SignViolationAct => walk::sign_act("o-1", "aigul"),
        C::FileComplaint => walk::complaint(),
        C::AnswerComplaint => walk::answer(),
        C::ChangeConsent => walk::consent(Consent::Sms, false),
        C::RecountTerms => Command::RecountTerms,
        C::AskCorrection => correction::ask_correction(),
        C::AnswerCorrection => correction::answer_correction(&[], "құжат керек"),
    }
}

#[test]
fn p04_to_p23_the_page_names_every_command_with_its_clause_and_its_stages() {
    let table = table();
    assert_eq!(table.len(), CommandKind::ALL.len());
    for (kind, (clause, allowed)) in table {
        assert_eq!(clause, kind.clause(), "{kind:?}");
        assert_eq!(allowed, stages(kind).iter().copied().collect(), "{kind:?}");
    }
}

#[test]
fn p04_to_p23_each_pair_of_stage_and_command_is_as_the_page_says() {
    let (mut allowed, mut refused) = (0, 0);
    for (kind, (clause, stages)) in table() {
        for stage in Stage::ALL {
            let mut walk = prepared_or_plain(*stage, kind, stages.contains(stage));
            assert_eq!(walk.stage(), *stage, "the story for {kind:?}");
            let command = command(kind, &walk);
            assert_eq!(command.kind(), kind);
            if stages.contains(stage) {
                let events =
                    walk.give(command).unwrap_or_else(|refused| panic!("{kind:?} in {stage:?}: {refused}"));
                assert!(!events.is_empty(), "{kind:?} in {stage:?} left no trace");
                allowed += 1;
            } else {
                assert_eq!(
                    walk.refused(command),
                    (clause.clone(), Reason::OutOfOrder.code()),
                    "{kind:?} in {stage:?}"
                );
                refused += 1;
            }
        }
    }
    assert_eq!(allowed + refused, Stage::ALL.len() * CommandKind::ALL.len());
    assert_eq!(allowed, CommandKind::ALL.iter().map(|kind| stages(*kind).len()).sum::<usize>());
}

fn prepared_or_plain(stage: Stage, kind: CommandKind, allowed: bool) -> Walk {
    if allowed { prepared(stage, kind) } else { walk::to(stage) }
}

#[test]
fn p04_only_filing_begins_a_case() {
    for kind in CommandKind::ALL {
        let mut walk = Walk::new();
        let begun = walk.give(command(*kind, &walk));
        if *kind == CommandKind::File {
            assert_eq!(walk.stage(), Stage::Filed);
        } else {
            let refused = begun.unwrap_err();
            assert_eq!((refused.clause.as_str(), refused.reason), (kind.clause(), Reason::OutOfOrder));
            assert!(walk.case.is_none());
        }
    }
}

#[test]
fn p03_p08_2_a_final_stage_takes_no_step_and_every_other_takes_one() {
    let beside = |kind: &CommandKind| {
        let clauses = [rules::complaint::CLAUSE, rules::correction::CLAUSE];
        clauses.contains(&kind.clause())
            || matches!(kind, CommandKind::ChangeConsent | CommandKind::RecountTerms)
    };
    let steps = CommandKind::ALL.iter().filter(|kind| !beside(kind));
    for stage in Stage::ALL {
        let takes = steps.clone().any(|kind| stages(*kind).contains(stage));
        assert_eq!(takes, !stage.is_final(), "{stage:?}");
    }
}

#[test]
fn every_stage_and_its_code_stand_on_the_page() {
    for stage in Stage::ALL {
        let drawn = stage.code().replace('-', "_");
        assert!(
            PAGE.contains(&format!("--> {drawn}")) || *stage == Stage::Withdrawn,
            "{stage:?} is not drawn"
        );
        assert_eq!(serde_json::to_string(stage).unwrap(), format!("\"{}\"", stage.code()));
    }
}

#[test]
fn a_journal_that_does_not_begin_with_a_filing_is_no_case() {
    let walk = walk::to(Stage::Complete);
    assert_eq!(rules::case::fold(&walk.events), walk.case);
    assert_eq!(rules::case::fold(&walk.events[1..]), None);
    assert_eq!(rules::case::fold([]), None);
}
