//! ¶20–¶23 (Q14–Q18). The appeal: its window, its commission, its decision.

use std::collections::{BTreeMap, BTreeSet};

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

/// Q39. One member's vote; a dissent goes into the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealVote {
    pub outcome: AppealOutcome,
    pub dissent: String,
}

pub type AppealVotes = BTreeMap<MemberId, AppealVote>;

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
    /// ¶22. An appeal decided before votes were taken has none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub votes: AppealVotes,
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

impl Appeal {
    /// Q39. How many votes are still needed: more than half of the commission, and `at_least`.
    pub fn votes_missing(&self, at_least: u16) -> usize {
        let quorum = (self.commission.len() / 2 + 1).max(at_least.into());
        quorum.saturating_sub(self.votes.len())
    }

    /// Q39. What the votes say: upheld by more than half of them. A tie leaves the decision of the exam as it was.
    pub fn majority(&self, at_least: u16) -> Result<AppealOutcome, Refused> {
        let missing = self.votes_missing(at_least);
        if missing > 0 {
            return Err(Refused::new("¶22", Reason::VoteMissing { missing }));
        }
        let upheld = self.votes.values().filter(|vote| vote.outcome == AppealOutcome::Upheld).count();
        let more = upheld * 2 > self.votes.len();
        Ok(if more { AppealOutcome::Upheld } else { AppealOutcome::Rejected })
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

    /// `+` upheld, `-` rejected, ` ` no vote yet.
    fn voted(words: &str) -> Result<AppealOutcome, Reason> {
        let outcome = |c| if c == '+' { AppealOutcome::Upheld } else { AppealOutcome::Rejected };
        let vote = |c| AppealVote { outcome: outcome(c), dissent: String::new() };
        let members = || ('a'..).map(String::from).zip(words.chars());
        let appeal = Appeal {
            filed_on: date(2026, 12, 1),
            grounds: "Жауабым дұрыс еді".into(),
            files: vec![],
            registered: None,
            commission: members().map(|(id, _)| id).collect(),
            votes: members().filter(|(_, c)| *c != ' ').map(|(id, c)| (id, vote(c))).collect(),
            outcome: None,
            reasons: String::new(),
        };
        appeal.majority(3).map_err(|refused| refused.reason)
    }

    #[test]
    fn p22_q39_more_than_half_of_the_votes_uphold_and_a_tie_does_not() {
        use AppealOutcome::{Rejected, Upheld};
        for (words, outcome) in [
            ("+++", Upheld),
            ("++-", Upheld),
            ("+--", Rejected),
            ("++--", Rejected),
            ("+++-", Upheld),
            ("++-  ", Upheld),
        ] {
            assert_eq!(voted(words), Ok(outcome), "{words}");
        }
        for (words, missing) in [("++ ", 1), ("   ", 3), ("++   ", 1), ("+++    ", 1)] {
            assert_eq!(voted(words), Err(Reason::VoteMissing { missing }), "{words}");
        }
    }
}
