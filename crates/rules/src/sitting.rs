//! ¶9–¶11. Who examines, and whether the place is ready.

use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::programme::Programme;
use crate::refusal::{Reason, Refused};

/// Account id of a person in a commission.
pub type MemberId = String;

/// ¶9. The examination commission named for a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commission {
    pub chair: MemberId,
    /// All members, the chair among them.
    pub members: Vec<MemberId>,
}

impl Commission {
    pub fn has(&self, member: &str) -> bool {
        self.members.iter().any(|id| id == member)
    }
}

/// ¶9 ¶17 Q11. A quorum is present: more than half of the members and at least three, the chair among them.
pub fn quorate(commission: &Commission, present: &[MemberId], edition: &Edition) -> Result<(), Refused> {
    if !commission.has(&commission.chair) {
        return Err(Refused::new("¶9", Reason::ChairNotMember));
    }
    if present.iter().any(|id| !commission.has(id)) {
        return Err(Refused::new("¶9", Reason::NotMember));
    }
    if !present.contains(&commission.chair) {
        return Err(Refused::new("¶9", Reason::ChairAbsent));
    }
    let majority = commission.members.len() / 2 + 1;
    let needed = majority.max(edition.commission.minimum_present.into());
    if distinct(present) < needed {
        return Err(Refused::new("¶17", Reason::CommissionTooSmall { needed }));
    }
    Ok(())
}

/// Q16 and ¶9: nobody with a declared conflict sits in the commission, for any member may judge a later stage.
pub fn unconflicted(commission: &Commission, conflicted: &[MemberId]) -> Result<(), Refused> {
    match commission.members.iter().find(|id| conflicted.contains(id)) {
        Some(member) => Err(Refused::new("¶9", Reason::ConflictOfInterest { member: member.clone() })),
        None => Ok(()),
    }
}

/// ¶10(2). Every line of the programme's readiness checklist is ticked, by its position.
pub fn ready(programme: &Programme, ticked: &[usize]) -> Result<(), Refused> {
    match (0..programme.equipment.len()).find(|line| !ticked.contains(line)) {
        Some(line) => Err(Refused::new("¶10(2)", Reason::NotReady { line })),
        None => Ok(()),
    }
}

pub(crate) fn distinct(ids: &[MemberId]) -> usize {
    ids.iter().collect::<std::collections::BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::tests::welder;

    fn ids(names: &str) -> Vec<MemberId> {
        names.chars().map(String::from).collect()
    }

    /// Members and present by one letter each; the chair is `a`.
    fn quorum(members: &str, present: &str) -> Result<(), Reason> {
        let commission = Commission { chair: "a".into(), members: ids(members) };
        quorate(&commission, &ids(present), Edition::current()).map_err(|refused| refused.reason)
    }

    #[test]
    fn p17_q11_more_than_half_and_at_least_three() {
        let small = |needed| Err(Reason::CommissionTooSmall { needed });
        assert_eq!(quorum("ab", "ab"), small(3));
        assert_eq!(quorum("abc", "ab"), small(3));
        assert_eq!(quorum("abc", "abc"), Ok(()));
        assert_eq!(quorum("abcd", "ab"), small(3));
        assert_eq!(quorum("abcd", "abc"), Ok(()), "three of four are more than half");
        assert_eq!(quorum("abcde", "ab"), small(3));
        assert_eq!(quorum("abcde", "abc"), Ok(()));
        assert_eq!(quorum("abcdef", "abc"), small(4));
        assert_eq!(quorum("abcdef", "abcd"), Ok(()));
        assert_eq!(quorum("abcdefg", "abc"), small(4));
        assert_eq!(quorum("abc", "abb"), small(3), "the same person twice is one");
    }

    #[test]
    fn p09_q11_the_chair_is_a_member_and_present_and_nobody_from_outside() {
        assert_eq!(quorum("abcd", "bcd"), Err(Reason::ChairAbsent));
        assert_eq!(quorum("bcd", "bcd"), Err(Reason::ChairNotMember));
        assert_eq!(quorum("abc", "abz"), Err(Reason::NotMember));
    }

    #[test]
    fn p09_q16_nobody_with_a_declared_conflict_sits() {
        let commission = Commission { chair: "a".into(), members: ids("abc") };
        assert_eq!(unconflicted(&commission, &ids("xyz")), Ok(()));
        let reason = Reason::ConflictOfInterest { member: "c".into() };
        assert_eq!(unconflicted(&commission, &ids("xc")), Err(Refused::new("¶9", reason)));
    }

    #[test]
    fn p10_every_line_of_the_checklist_is_ticked() {
        let programme = welder();
        let lines = programme.equipment.len();
        let all: Vec<usize> = (0..lines).rev().collect();
        assert_eq!(ready(&programme, &all), Ok(()));
        for line in 0..lines {
            let rest: Vec<usize> = (0..lines).filter(|other| *other != line).collect();
            assert_eq!(ready(&programme, &rest), Err(Refused::new("¶10(2)", Reason::NotReady { line })));
        }
    }
}
