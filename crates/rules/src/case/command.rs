//! What people ask of a case.

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::FaultTeller;
use crate::appeal::{AppealVote, Receipt};
use crate::application::Application;
use crate::briefing::{Acquaintance, Briefing};
use crate::completeness::{Checked, Ground};
use crate::consent::Consent;
use crate::correction::{PersonField, Wish};
use crate::decision::Vote;
use crate::incapacity::Period;
use crate::not_passed::Recommendation;
use crate::notice::Appointment;
use crate::practice::Judgement;
use crate::sitting::{Commission, MemberId};
use crate::theory::TheoryScore;
use crate::violations::Registrant;

/// ¶4 ¶5. An application and the registration number it receives.
#[derive(Debug, Clone)]
pub struct FileApplication {
    pub number: String,
    pub application: Application,
}

/// ¶6.
#[derive(Debug, Clone)]
pub struct SendNotice {
    pub appointment: Appointment,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident : $type:ty),* $(,)? })? => $clause:literal),* $(,)?) => {
        /// A command, with all it needs. The clause beside each is what it carries out.
        #[derive(Debug, Clone)]
        pub enum Command { $($(#[$doc])* $name $({ $($field: $type),* })?),* }

        /// The commands without their contents: the rows of the order table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum CommandKind { $($name),* }

        impl Command {
            pub const fn kind(&self) -> CommandKind {
                match self { $(Self::$name { .. } => CommandKind::$name),* }
            }
        }

        impl CommandKind {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The clause the command carries out.
            pub const fn clause(self) -> &'static str {
                match self { $(Self::$name => $clause),* }
            }
        }
    };
}

commands! {
    File { file: Box<FileApplication> } => "¶4",
    FindComplete { checked: Vec<Checked> } => "¶5",
    FindIncomplete { grounds: Vec<Ground>, words: String } => "¶5",
    ReturnRefusal { remark: String } => "¶5",
    SignRefusal { number: String } => "¶5",
    OfferContract { number: String, price: String } => "¶5",
    ConcludeContract => "¶5",
    SendNotice { notice: SendNotice } => "¶6",
    RefuseNewDate => "¶7",
    ReportIncapacity => "¶7",
    ConfirmIncapacity { sheet: String, period: Option<Period> } => "¶7",
    RecordFault { by: FaultTeller, what: String } => "¶11",
    RecordNoShow => "¶6",
    Acquaint { with: Acquaintance } => "¶8",
    Brief { briefing: Briefing } => "¶8",
    OpenSitting { commission: Commission, present: Vec<MemberId>, ticked: Vec<usize>, conflicted: Vec<MemberId> } => "¶9",
    CloseTheory { score: TheoryScore, sheet: Option<String> } => "¶15",
    OpenPractice { present: Vec<MemberId> } => "¶9",
    JudgeStep { step: String, member: MemberId, judgement: Judgement } => "¶16",
    ClosePractice => "¶16",
    RegisterViolation { observation: String, item: String, seen_at: Timestamp, registrant: Registrant } => "¶13",
    DrawViolationAct { observation: String, number: String } => "¶14",
    SignViolationAct { observation: String, member: MemberId } => "¶14",
    ReviewViolation { observation: String, confirmed: bool, reason: String } => "¶13",
    CastVote { member: MemberId, vote: Vote } => "¶17",
    Decide { protocol: String } => "¶17",
    SignProtocol { member: MemberId } => "¶17",
    IssueDocument { ordinal: u32, digest: String } => "¶18(1)",
    InformNotPassed { recommendations: Vec<Recommendation> } => "¶19",
    ProveReceipt { how: Receipt } => "¶20",
    ProvePaperReceipt { signed_on: Date } => "¶20",
    FileAppeal { grounds: String, files: Vec<String> } => "¶20",
    RegisterAppeal { number: String, commission: Vec<MemberId> } => "¶21",
    RefuseLateAppeal { reasons: String } => "¶20",
    CastAppealVote { member: MemberId, vote: AppealVote } => "¶22",
    DecideAppeal { reasons: String } => "¶22",
    Withdraw { reason: String } => "¶3",
    AnnulDocument { reason: String, by: [String; 2] } => "¶18(2)",
    Close => "¶20",
    FileComplaint { number: String, words: String, files: Vec<String> } => "¶8(2)",
    AnswerComplaint { answer: String } => "¶8(2)",
    ChangeConsent { consent: Consent, given: bool } => "¶4",
    RecountTerms => "¶5",
    AskCorrection { wishes: Vec<Wish>, words: String, files: Vec<String> } => "¶4(1)",
    AnswerCorrection { granted: Vec<PersonField>, reason: String } => "¶4(1)",
}
