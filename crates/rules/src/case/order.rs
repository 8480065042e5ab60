//! Which command may follow which stage. `docs/state-machines/case.md` draws the same table; a test compares them.

use super::command::CommandKind;
use super::state::Stage;

/// ¶3: voluntary as long as the procedure has not ended.
const BEFORE_THE_END: &[Stage] = &[
    Stage::Filed,
    Stage::Incomplete,
    Stage::Complete,
    Stage::Offered,
    Stage::Contracted,
    Stage::Noticed,
    Stage::Incapacitated,
    Stage::Postponed,
    Stage::Theory,
    Stage::Admitted,
    Stage::Practice,
];

/// The stages in which a command may be given. Filing begins a case and so has none.
pub const fn stages(command: CommandKind) -> &'static [Stage] {
    use CommandKind as C;
    use Stage as S;
    match command {
        C::File => &[],
        C::FindComplete | C::FindIncomplete => &[S::Filed],
        C::ReturnRefusal | C::SignRefusal => &[S::Incomplete],
        C::OfferContract => &[S::Complete],
        C::ConcludeContract => &[S::Offered],
        C::SendNotice => &[S::Contracted, S::Postponed],
        C::ReportIncapacity => &[S::Noticed, S::Postponed, S::Theory, S::Admitted, S::Practice],
        C::ConfirmIncapacity => &[S::Incapacitated],
        C::RecordFault => &[S::Noticed, S::Theory, S::Admitted, S::Practice],
        C::Acquaint | C::Brief | C::OpenSitting | C::RefuseNewDate => &[S::Noticed],
        C::RecordNoShow => &[S::Noticed, S::Incapacitated],
        C::CloseTheory => &[S::Theory],
        C::OpenPractice => &[S::Admitted],
        C::JudgeStep | C::ClosePractice => &[S::Practice],
        C::RegisterViolation => &[S::Theory, S::Admitted, S::Practice],
        C::DrawViolationAct | C::ReviewViolation => {
            &[S::Noticed, S::Incapacitated, S::Postponed, S::Theory, S::Admitted, S::Practice, S::Ended]
        }
        C::SignViolationAct => &[
            S::Noticed,
            S::Incapacitated,
            S::Postponed,
            S::Theory,
            S::Admitted,
            S::Practice,
            S::Ended,
            S::Decided,
            S::Passed,
            S::NotPassed,
            S::Issued,
            S::Informed,
        ],
        C::CastVote | C::Decide => &[S::Ended],
        C::SignProtocol => &[S::Decided],
        C::IssueDocument => &[S::Passed, S::Upheld],
        C::InformNotPassed => &[S::NotPassed],
        C::ProveReceipt | C::ProvePaperReceipt => &[S::Informed, S::Issued],
        C::FileAppeal => &[S::Informed, S::Closed],
        C::Close => &[S::Informed],
        C::RegisterAppeal => &[S::Appealed],
        C::RefuseLateAppeal | C::CastAppealVote | C::DecideAppeal => &[S::AppealRegistered],
        C::Withdraw => BEFORE_THE_END,
        C::AnnulDocument => &[S::Issued],
        C::FileComplaint
        | C::AnswerComplaint
        | C::ChangeConsent
        | C::AskCorrection
        | C::AnswerCorrection
        | C::RecountTerms => S::ALL,
    }
}
