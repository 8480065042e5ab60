//! What happened in a case. Each event carries the facts needed to fold it without asking anything else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::appeal::{AppealOutcome, AppealVote, Receipt};
use crate::application::Application;
use crate::briefing::{Acquaintance, Briefing};
use crate::completeness::{Checked, Ground};
use crate::consent::Consent;
use crate::correction::{Made, Wish};
use crate::decision::{Outcome, Vote};
use crate::identifiers::{CentreNumber, SerialNumber};
use crate::incapacity::Period;
use crate::issue::Annulment;
use crate::not_passed::Recommendation;
use crate::notice::{Appointment, Cause};
use crate::practice::{Judgement, MapResult};
use crate::sitting::{Commission, MemberId};
use crate::terms::Term;
use crate::theory::Admission;
use crate::violations::{Consequence, Review, Violation};

/// ¶11. Who told of a technical fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultTeller {
    Candidate,
    Staff,
    System,
}

/// One event of a case. The serialised tag is part of the stored format: never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum Event {
    /// ¶4 ¶5: registered, with number and date.
    Filed { number: String, edition: String, centre: CentreNumber, application: Box<Application>, on: Date },
    /// Q1 Q25: a term began to run.
    TermStarted { term: Term },
    /// Q25: an act about the calendar moved the last day of the running term at this place.
    TermRecounted { place: u32, term: Term },
    /// ¶5.
    FoundComplete { checked: Vec<Checked>, on: Date },
    /// ¶5: a refusal is prepared for the head.
    FoundIncomplete { grounds: Vec<Ground>, words: String, on: Date },
    /// ¶5: the head did not sign and returned it with a remark.
    RefusalReturned { remark: String, on: Date },
    /// ¶5: signed by the head and sent.
    RefusalSigned { number: String, on: Date },
    /// ¶5: signed for the centre.
    ContractOffered { number: String, price: String, on: Date },
    /// ¶5: signed by the candidate too.
    ContractConcluded { on: Date },
    /// ¶6: sent, with the cause when it is a new date (¶7 ¶11).
    NoticeSent { appointment: Appointment, cause: Option<Cause>, on: Date },
    /// Q3.
    NewDateRefused { on: Date },
    /// ¶7: first act.
    IncapacityReported { on: Date },
    /// ¶7: second act, the copy of the sheet.
    IncapacityConfirmed {
        sheet: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<Period>,
        on: Date,
    },
    /// ¶11 last: the procedure moves to another day.
    FaultRecorded { by: FaultTeller, what: String, on: Date },
    /// Q27.
    NoShowRecorded { on: Date },
    /// ¶8(1) ¶8(2).
    Acquainted { with: Acquaintance, on: Date },
    /// ¶8.
    Briefed { briefing: Briefing },
    /// ¶9 ¶10(2). `conflicted` are the declared conflicts of interest (Q16).
    SittingOpened {
        commission: Commission,
        present: Vec<MemberId>,
        ticked: Vec<usize>,
        conflicted: Vec<MemberId>,
        on: Date,
    },
    /// ¶15. `sheet` is the digest of the scanned answer sheet.
    TheoryClosed { admission: Admission, sheet: Option<String>, on: Date },
    /// ¶16.
    PracticeOpened { present: Vec<MemberId>, on: Date },
    /// ¶16.
    StepJudged { step: String, member: MemberId, judgement: Judgement },
    /// ¶16 ¶17.
    PracticeClosed { result: MapResult, on: Date },
    /// ¶13.
    ViolationRegistered { violation: Violation, consequence: Consequence, on: Date },
    /// ¶14.
    ViolationActDrawn { observation: String, number: String, on: Date },
    /// ¶14: one witness's signature under the act.
    ViolationActSigned { observation: String, member: MemberId, on: Date },
    /// Q6.
    ViolationReviewed { observation: String, review: Review, on: Date },
    /// Q11.
    VoteCast { member: MemberId, vote: Vote },
    /// ¶17.
    Decided { outcome: Outcome, protocol: String, on: Date },
    /// ¶17 last: one member's signature under the protocol.
    ProtocolSigned { member: MemberId, on: Date },
    /// ¶18(1) ¶23. `digest` is the SHA-256 of the document's PDF.
    DocumentIssued { serial: SerialNumber, valid_until: Date, digest: String, on: Date },
    /// ¶19(1) ¶19(2).
    NotPassedSent { recommendations: Vec<Recommendation>, on: Date },
    /// Q14.
    ReceiptProven { how: Receipt, on: Date },
    /// ¶20.
    AppealFiled {
        grounds: String,
        /// Digests of what the candidate enclosed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<String>,
        on: Date,
    },
    /// ¶21.
    AppealRegistered { number: String, commission: Vec<MemberId>, on: Date },
    /// Q15.
    LateAppealRefused { reasons: String, on: Date },
    /// ¶22 Q39: until the decision the last vote of a member counts.
    AppealVoteCast { member: MemberId, vote: AppealVote },
    /// ¶22.
    AppealDecided { outcome: AppealOutcome, reasons: String, on: Date },
    /// ¶3: voluntary from the first day to the last.
    Withdrawn { reason: String, on: Date },
    /// Q21: the number stays given.
    DocumentAnnulled { annulment: Annulment },
    /// Nothing more is owed.
    Closed { on: Date },
    /// ¶8(2) Q31: about an action or inaction of the centre.
    ComplaintFiled {
        number: String,
        words: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<String>,
        on: Date,
    },
    /// ¶8(2) Q31.
    ComplaintAnswered { answer: String, on: Date },
    /// Q23 ¶2(4): withdrawn, or given again.
    ConsentChanged { consent: Consent, given: bool, on: Date },
    /// A1 Q47: the person says that their data are wrong.
    CorrectionAsked {
        wishes: Vec<Wish>,
        words: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<String>,
        on: Date,
    },
    /// A1 Q47: what became of it; the reason is of what was not corrected.
    CorrectionAnswered { made: Vec<Made>, reason: String, on: Date },
}
