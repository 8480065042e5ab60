//! Why the Rules refuse an act: always a clause and a reason; never a bare "no".

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Clause;

/// An act was out of order or not lawful. Nothing changes on a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub clause: Clause,
    pub reason: Reason,
}

impl Refused {
    pub const fn new(clause: &'static str, reason: Reason) -> Self {
        Self { clause: Clause::new(clause), reason }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.clause, self.reason.code())
    }
}

impl std::error::Error for Refused {}

/// What stood in the way. The code of each is the key of its sentence in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Reason {
    /// The step does not follow the state of the case.
    OutOfOrder,
    NotInRegister,
    CentreNotAccredited,
    ProfessionOutsideAccreditation,
    ModeNotOffered,
    LanguageNotOffered,
    ConsentMissing,
    DocumentMissing {
        what: String,
    },
    NameMissing,
    ChecklistUnfinished,
    NoGroundNamed,
    /// Q25: no running term ends later by the calendar of today.
    TermsStand,
    NotWorkingDay,
    NoticeTooEarly {
        earliest: Date,
    },
    DateInPast,
    NewDateFarEnough,
    SittingOnAnotherDay {
        date: Date,
    },
    NotAcquainted,
    NotBriefed,
    NotReady {
        line: usize,
    },
    BriefingBeforeStart,
    CommissionTooSmall {
        needed: usize,
    },
    ChairAbsent,
    ChairNotMember,
    NotMember,
    ConflictOfInterest {
        member: String,
    },
    ScoreImpossible,
    StepUnknown,
    StepsUnjudged {
        missing: usize,
    },
    ItemUnknown,
    ItemPermitted,
    ViolationUnknown,
    ViolationReviewed,
    ViolationUnreviewed,
    ActMissing,
    ActUnsigned,
    EndedByViolation,
    VoteMissing {
        missing: usize,
    },
    AgainstTheMap,
    AgainstTheScore,
    SignedAlready,
    NotSignatory,
    SerialImpossible,
    DocumentExists,
    TwoPersons,
    ReceiptNotProven,
    DayBeforeSending {
        sent: Date,
    },
    DayInFuture,
    AppealTooLate {
        last_day: Date,
    },
    AppealInTime {
        last_day: Date,
    },
    AppealWindowOpen {
        last_day: Date,
    },
    SheetMissing,
    PeriodBackwards,
    ReceiptInFuture,
    LateEntryUnexplained,
    ComplaintUnanswered,
    ComplaintUnknown,
    ConsentOwed,
    ConsentInRegister,
    ConsentNotAsked,
    CorrectionUnanswered,
    CorrectionUnknown,
    NothingToCorrect,
    FieldWrong {
        field: String,
    },
    DocumentStands,
}

impl Reason {
    /// Stable kebab-case key of the reason.
    pub fn code(&self) -> String {
        // The serialised tag *is* the code, so the two cannot drift apart.
        serde_variant(self)
    }
}

fn serde_variant(reason: &Reason) -> String {
    let debug = format!("{reason:?}");
    let name: String = debug.chars().take_while(char::is_ascii_alphanumeric).collect();
    let mut code = String::with_capacity(name.len() + 4);
    for (i, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() && i > 0 {
            code.push('-');
        }
        code.push(c.to_ascii_lowercase());
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_serialised_tag() {
        for reason in [
            Reason::OutOfOrder,
            Reason::NotMember,
            Reason::DocumentMissing { what: "identity".into() },
            Reason::StepsUnjudged { missing: 2 },
        ] {
            let json = serde_json::to_value(&reason).unwrap();
            assert_eq!(json["reason"], reason.code());
        }
    }

    #[test]
    fn a_refusal_names_its_clause() {
        assert_eq!(Refused::new("¶6", Reason::NotWorkingDay).to_string(), "¶6: not-working-day");
    }
}
