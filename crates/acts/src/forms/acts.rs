//! Papers that not every case has: the act of a violation, the decision on an appeal, the answer to a complaint.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::Bilingual;
use rules::programme::Mode;
use serde::Serialize;

use super::{Centre, Dissent, Reference, Signature};

/// ¶14. The act of one registered violation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ViolationAct {
    pub centre: Centre,
    pub number: String,
    pub date: Date,
    pub candidate: String,
    pub iin: String,
    pub application: Reference,
    pub profession: Bilingual,
    pub mode: Mode,
    /// The stage during which it was registered.
    pub stage: Bilingual,
    pub seen_at: Timestamp,
    pub registered_at: Timestamp,
    /// Who registered it.
    pub registrant: Bilingual,
    /// ¶12. The item of the list.
    pub item: Bilingual,
    /// ¶13. Which registered violation it is, from 1.
    pub ordinal: usize,
    /// ¶13. What it brought.
    pub consequence: Bilingual,
    pub review: Option<Reviewed>,
    /// The members who were present.
    pub signatures: Vec<Signature>,
}

/// Q6. The commission's word on a violation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    pub date: Date,
    pub confirmed: bool,
    pub reason: String,
}

/// ¶22. What became of an appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "word")]
pub enum AppealWord {
    /// ¶23: the document is issued.
    Upheld,
    Rejected,
    /// Q15: it came after this day.
    Late {
        last_day: Date,
    },
}

/// ¶20–¶22. The decision on an appeal, or the reasoned refusal of a late one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealDecision {
    pub centre: Centre,
    /// ¶21: the number of registration.
    pub number: String,
    pub date: Date,
    pub filed_on: Date,
    pub registered_on: Date,
    /// ¶20: when the results were received; `None` where receipt was never proven.
    pub received_on: Option<Date>,
    pub candidate: String,
    pub protocol: Option<Reference>,
    pub profession: Bilingual,
    pub grounds: String,
    /// Number of files enclosed.
    pub enclosed: usize,
    /// The state of the case that was judged: number of its entries and the digest of their chain.
    pub judged: (u64, String),
    pub word: AppealWord,
    /// Q39: votes for and against the appeal; `None` for a late one.
    pub votes: Option<(usize, usize)>,
    pub dissents: Vec<Dissent>,
    pub reasons: String,
    pub next: Bilingual,
    /// The commission; for a late appeal the head.
    pub signatures: Vec<Signature>,
}

/// ¶8(2). The answer to a complaint about an action or inaction of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComplaintAnswer {
    pub centre: Centre,
    pub number: String,
    pub date: Date,
    pub filed_on: Date,
    pub candidate: String,
    pub application: Reference,
    pub words: String,
    pub answer: String,
    pub head: Signature,
}
