//! ¶17 (Q9, Q11). How the commission decides, and what its decision is bound by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::practice::MapResult;
use crate::refusal::{Reason, Refused};
use crate::sitting::MemberId;
use crate::theory::Admission;

/// ¶17. The two decisions there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Passed,
    NotPassed,
}

/// Q11. One member's vote; a dissent goes into the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub outcome: Outcome,
    pub dissent: String,
}

pub type Votes = BTreeMap<MemberId, Vote>;

/// ¶13 ¶15 ¶17 Q9. What the facts of the procedure say, before anybody votes.
/// Ended by violations, not admitted, or no map result: not passed. Performed by the map: passed.
pub fn by_facts(
    ended_by_violation: bool,
    theory: Option<Admission>,
    practice: Option<&MapResult>,
) -> Outcome {
    let admitted = theory.is_some_and(|admission| admission.admitted);
    let performed = practice.is_some_and(|map| map.performed);
    if !ended_by_violation && admitted && performed { Outcome::Passed } else { Outcome::NotPassed }
}

/// Q11. Every present member has voted; the majority decides, a tie goes by the chair's vote.
pub fn majority(votes: &Votes, present: &[MemberId], chair: &str) -> Result<Outcome, Refused> {
    let missing = present.iter().filter(|member| !votes.contains_key(*member)).count();
    if missing > 0 {
        return Err(Refused::new("¶17", Reason::VoteMissing { missing }));
    }
    let passed = votes.values().filter(|vote| vote.outcome == Outcome::Passed).count();
    let not = votes.len() - passed;
    match passed.cmp(&not) {
        std::cmp::Ordering::Greater => Ok(Outcome::Passed),
        std::cmp::Ordering::Less => Ok(Outcome::NotPassed),
        std::cmp::Ordering::Equal => {
            votes.get(chair).map(|vote| vote.outcome).ok_or(Refused::new("¶17", Reason::ChairAbsent))
        }
    }
}

/// ¶17. The decision follows the score and the map; a majority against them is refused, a dissent is not.
pub fn bound(decided: Outcome, facts: Outcome, admitted: bool) -> Result<(), Refused> {
    if decided == facts {
        return Ok(());
    }
    let reason = if admitted { Reason::AgainstTheMap } else { Reason::AgainstTheScore };
    Err(Refused::new(if admitted { "¶17" } else { "¶15" }, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Edition;
    use crate::programme::tests::welder;
    use crate::theory::{TheoryScore, admission};

    /// `+` passed, `-` not passed; the first member, `a`, is the chair.
    fn vote(words: &str, present: &str) -> Result<Outcome, Reason> {
        let outcome = |c| if c == '+' { Outcome::Passed } else { Outcome::NotPassed };
        let votes = ('a'..)
            .zip(words.chars())
            .map(|(id, c)| (id.to_string(), Vote { outcome: outcome(c), dissent: String::new() }));
        let present: Vec<MemberId> = present.chars().map(String::from).collect();
        majority(&votes.collect(), &present, "a").map_err(|refused| refused.reason)
    }

    #[test]
    fn p17_q11_the_majority_decides_and_the_chair_breaks_a_tie() {
        for (words, present, outcome) in [
            ("+++", "abc", Outcome::Passed),
            ("-++", "abc", Outcome::Passed),
            ("+--", "abc", Outcome::NotPassed),
            ("+--+", "abcd", Outcome::Passed),
            ("-++-", "abcd", Outcome::NotPassed),
            ("---", "abc", Outcome::NotPassed),
        ] {
            assert_eq!(vote(words, present), Ok(outcome), "{words}");
        }
    }

    #[test]
    fn p17_every_member_present_votes_and_an_even_vote_needs_the_chair() {
        assert_eq!(vote("+", "abc"), Err(Reason::VoteMissing { missing: 2 }));
        let votes = |ids: [&str; 2]| -> Votes {
            let of = |outcome| Vote { outcome, dissent: String::new() };
            [(ids[0].into(), of(Outcome::Passed)), (ids[1].into(), of(Outcome::NotPassed))].into()
        };
        let even = majority(&votes(["x", "y"]), &[], "a");
        assert_eq!(even, Err(Refused::new("¶17", Reason::ChairAbsent)));
    }

    #[test]
    fn p13_p15_p17_the_facts_are_passed_only_with_score_and_map_and_no_end() {
        let score =
            |correct| TheoryScore::new(correct, 40).ok().map(|score| admission(score, Edition::current()));
        let mut map = welder().map;
        map.steps.clear();
        let judged = |needed| {
            let map = crate::programme::TechnologicalMap { steps_needed: needed, ..map.clone() };
            crate::practice::result(&map, &crate::practice::Judgements::new(), "a")
        };
        let (performed, failed) = (judged(0), judged(1));
        assert_eq!(by_facts(false, score(29), Some(&performed)), Outcome::Passed);
        assert_eq!(by_facts(true, score(29), Some(&performed)), Outcome::NotPassed);
        assert_eq!(by_facts(false, score(28), Some(&performed)), Outcome::NotPassed);
        assert_eq!(by_facts(false, score(29), Some(&failed)), Outcome::NotPassed);
        assert_eq!(by_facts(false, None, Some(&performed)), Outcome::NotPassed);
        assert_eq!(by_facts(false, score(29), None), Outcome::NotPassed);
    }

    #[test]
    fn p15_p17_a_decision_against_the_facts_names_what_it_is_against() {
        use Outcome::{NotPassed, Passed};
        let said = |decided, facts, admitted| {
            bound(decided, facts, admitted).err().map(|r| (r.clause.to_string(), r.reason))
        };
        assert_eq!((said(Passed, Passed, true), said(NotPassed, NotPassed, false)), (None, None));
        assert_eq!(said(Passed, NotPassed, false), Some(("¶15".into(), Reason::AgainstTheScore)));
        assert_eq!(said(Passed, NotPassed, true), Some(("¶17".into(), Reason::AgainstTheMap)));
        assert_eq!(said(NotPassed, Passed, true), Some(("¶17".into(), Reason::AgainstTheMap)));
    }
}
