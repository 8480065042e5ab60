//! ¶8(2) Q31. A complaint about an action or inaction of the centre. It stands beside the walk of the case: it may come at
//! any stage, also after the end, and moves nothing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::refusal::{Reason, Refused};

/// The clause that gives the right, and whose term the answer keeps.
pub const CLAUSE: &str = "¶8(2)";

/// One complaint, from its registration to its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    pub number: String,
    pub words: String,
    /// Digests of what the person enclosed.
    pub files: Vec<String>,
    pub filed_on: Date,
    /// The head's answer, and its day.
    pub answered: Option<(String, Date)>,
}

/// A complaint says something, and waits until the one before it is answered.
pub fn admissible(earlier: &[Complaint], words: &str) -> Result<(), Refused> {
    if words.trim().is_empty() {
        return Err(Refused::new(CLAUSE, Reason::NoGroundNamed));
    }
    match open(earlier) {
        Some(_) => Err(Refused::new(CLAUSE, Reason::ComplaintUnanswered)),
        None => Ok(()),
    }
}

/// An answer says something, to a complaint that waits for one.
pub fn answerable(complaints: &[Complaint], answer: &str) -> Result<(), Refused> {
    open(complaints).ok_or(Refused::new(CLAUSE, Reason::ComplaintUnknown))?;
    if answer.trim().is_empty() { Err(Refused::new(CLAUSE, Reason::NoGroundNamed)) } else { Ok(()) }
}

/// The complaint that waits for its answer.
pub fn open(complaints: &[Complaint]) -> Option<&Complaint> {
    complaints.last().filter(|complaint| complaint.answered.is_none())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn p08_2_one_complaint_at_a_time_and_each_is_answered_in_words() {
        let mut complaint = Complaint {
            number: "0042-2026-1".into(),
            words: "Хабарлама кеш келді".into(),
            files: vec![],
            filed_on: date(2026, 11, 23),
            answered: None,
        };
        let reason = |result: Result<(), Refused>| result.map_err(|refused| refused.reason);
        assert_eq!(reason(admissible(&[], "Хабарлама кеш келді")), Ok(()));
        assert_eq!(reason(admissible(&[], " \n")), Err(Reason::NoGroundNamed));
        assert_eq!(reason(answerable(&[], "Түзетілді")), Err(Reason::ComplaintUnknown));
        let waiting = [complaint.clone()];
        assert_eq!(reason(admissible(&waiting, "тағы")), Err(Reason::ComplaintUnanswered));
        assert_eq!(reason(answerable(&waiting, " ")), Err(Reason::NoGroundNamed));
        assert_eq!(reason(answerable(&waiting, "Түзетілді")), Ok(()));
        complaint.answered = Some(("Түзетілді".into(), date(2026, 11, 24)));
        assert_eq!(reason(admissible(&[complaint], "тағы")), Ok(()));
    }
}
