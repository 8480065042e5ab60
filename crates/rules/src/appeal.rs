//! ¶20–¶23 (Q14–Q18). The appeal: its window, its commission, its decision.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Clause;
use crate::calendar::Calendar;
use crate::edition::Edition;
use crate::refusal::{Reason, Refused};
use crate::sitting::MemberId;
use crate::terms::{Term, term};

/// Q14. How the receipt of the results is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receipt {
    /// Opened in the personal account.
    Account,
    /// Delivery confirmed by the channel.
    Delivery,
    /// Signature on paper.
    Paper,
}

/// ¶22. What the appeal commission decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppealOutcome {
    Upheld,
    Rejected,
}

/// ¶20–¶22. One appeal, from filing to decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    pub filed_on: Date,
    pub grounds: String,
    /// Digests of what the candidate enclosed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// ¶21: number and day of registration.
    pub registered: Option<(String, Date)>,
    pub commission: Vec<MemberId>,
    pub outcome: Option<AppealOutcome>,
    pub reasons: String,
}

/// ¶20 Q14. The window, once receipt of the results is proven.
pub fn window(calendar: &Calendar, edition: &Edition, received_on: Date) -> Term {
    term(calendar, Clause::new("¶20"), received_on, edition.terms.appeal)
}

/// ¶20. Filed in time: before receipt is proven the window has not begun, so nothing can be late (Q14).
pub fn in_time(calendar: &Calendar, edition: &Edition, received_on: Option<Date>, filed_on: Date) -> bool {
    received_on.is_none_or(|received| filed_on <= window(calendar, edition, received).due)
}

/// ¶21 ¶22 Q16. Nobody who examined, judged, proctored, briefed or taught this candidate in this case.
pub fn unconflicted(commission: &[MemberId], took_part: &BTreeSet<MemberId>) -> Result<(), Refused> {
    match commission.iter().find(|id| took_part.contains(*id)) {
        Some(member) => Err(Refused::new("¶21", Reason::ConflictOfInterest { member: member.clone() })),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn p20_q14_the_fifth_working_day_is_in_time_and_without_proof_nothing_is_late() {
        let (calendar, edition) = (Calendar::kazakhstan(), Edition::current());
        let received = date(2026, 12, 15);
        let term = window(calendar, edition, received);
        assert_eq!((term.clause.as_str(), term.due), ("¶20", date(2026, 12, 23)));
        let filed = |received, day| in_time(calendar, edition, received, date(2026, 12, day));
        assert!(filed(Some(received), 15) && filed(Some(received), 23));
        assert!(!filed(Some(received), 24));
        assert!(filed(None, 31));
    }

    #[test]
    fn p21_q16_one_who_took_part_is_named() {
        let took_part = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        assert_eq!(unconflicted(&["c".into(), "d".into()], &took_part), Ok(()));
        let reason = Reason::ConflictOfInterest { member: "b".into() };
        assert_eq!(unconflicted(&["c".into(), "b".into()], &took_part), Err(Refused::new("¶21", reason)));
    }
}
