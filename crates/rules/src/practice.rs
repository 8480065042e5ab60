//! ¶16 ¶17. The practical task judged by the technological map, each member for themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::programme::TechnologicalMap;
use crate::refusal::{Reason, Refused};
use crate::sitting::MemberId;

/// One member's word on one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub done: bool,
    pub note: String,
}

/// Judgements by step id, then by member.
pub type Judgements = BTreeMap<String, BTreeMap<MemberId, Judgement>>;

/// ¶16 ¶17. The map's result, with the inputs it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapResult {
    pub performed: bool,
    pub steps_done: usize,
    pub steps_needed: usize,
    /// Ids of the steps not done, in the order of work.
    pub failed: Vec<String>,
    /// Ids of the critical ones among them.
    pub critical_failed: Vec<String>,
}

/// ¶16. The step exists on the map.
pub fn known_step(map: &TechnologicalMap, step: &str) -> Result<(), Refused> {
    if map.steps.iter().any(|known| known.id == step) {
        Ok(())
    } else {
        Err(Refused::new("¶16", Reason::StepUnknown))
    }
}

/// ¶16. Every present member has judged every step.
pub fn judged_by_all(
    map: &TechnologicalMap,
    judgements: &Judgements,
    present: &[MemberId],
) -> Result<(), Refused> {
    let judged =
        |step: &str, member: &MemberId| judgements.get(step).is_some_and(|by| by.contains_key(member));
    let missing = map
        .steps
        .iter()
        .map(|step| present.iter().filter(|member| !judged(&step.id, member)).count())
        .sum::<usize>();
    if missing == 0 { Ok(()) } else { Err(Refused::new("¶16", Reason::StepsUnjudged { missing })) }
}

/// ¶17. Performed: every critical step done, and at least as many steps as the programme asks.
/// A step is done when the majority of those who judged it say so; a tie goes by the chair (Q29).
pub fn result(map: &TechnologicalMap, judgements: &Judgements, chair: &str) -> MapResult {
    let failed: Vec<_> = map.steps.iter().filter(|step| !done(judgements.get(&step.id), chair)).collect();
    let critical_failed: Vec<_> =
        failed.iter().filter(|step| step.critical).map(|step| step.id.clone()).collect();
    let steps_done = map.steps.len() - failed.len();
    let steps_needed = usize::from(map.steps_needed);
    MapResult {
        performed: critical_failed.is_empty() && steps_done >= steps_needed,
        steps_done,
        steps_needed,
        failed: failed.into_iter().map(|step| step.id.clone()).collect(),
        critical_failed,
    }
}

fn done(by_member: Option<&BTreeMap<MemberId, Judgement>>, chair: &str) -> bool {
    let Some(by_member) = by_member else { return false };
    let yes = by_member.values().filter(|judgement| judgement.done).count();
    let no = by_member.len() - yes;
    match yes.cmp(&no) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => by_member.get(chair).is_some_and(|judgement| judgement.done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::tests::welder;

    const PRESENT: [&str; 4] = ["chair", "b", "c", "d"];

    fn map() -> TechnologicalMap {
        let mut map = welder().map;
        map.steps.truncate(4);
        for (i, step) in map.steps.iter_mut().enumerate() {
            step.id = format!("s{i}");
            step.critical = i == 0;
        }
        map.steps_needed = 3;
        map
    }

    /// One word of each present member per step: `+` done, `-` not done, ` ` no word.
    fn judged(words: [&str; 4]) -> Judgements {
        let by = |words: &str| {
            let said = PRESENT.iter().zip(words.chars()).filter(|(_, c)| *c != ' ');
            said.map(|(id, c)| ((*id).to_owned(), Judgement { done: c == '+', note: String::new() }))
                .collect()
        };
        words.iter().enumerate().map(|(i, words)| (format!("s{i}"), by(words))).collect()
    }

    fn of(words: [&str; 4]) -> MapResult {
        result(&map(), &judged(words), "chair")
    }

    #[test]
    fn p16_a_step_is_done_by_the_majority_and_a_tie_goes_by_the_chair() {
        for (words, done) in [
            ("++++", true),
            ("-+++", true),
            ("+--+", true),
            ("-++-", false),
            ("+---", false),
            ("----", false),
        ] {
            let failed = of([words, "++++", "++++", "++++"]).failed;
            assert_eq!(failed.is_empty(), done, "{words}");
        }
        assert_eq!(of([" +- ", "++++", "++++", "++++"]).failed, ["s0"], "a tie without the chair's word");
    }

    #[test]
    fn p17_performed_is_every_critical_step_and_as_many_as_the_programme_asks() {
        let all = of(["++++"; 4]);
        assert!(all.performed && all.steps_done == 4 && all.steps_needed == 3);
        let just_enough = of(["++++", "++++", "----", "++++"]);
        assert!(just_enough.performed && just_enough.critical_failed.is_empty());
        assert_eq!((just_enough.steps_done, just_enough.failed), (3, vec!["s2".to_owned()]));
        let too_few = of(["++++", "++++", "----", "----"]);
        assert!(!too_few.performed && too_few.critical_failed.is_empty());
        let critical = of(["----", "++++", "++++", "++++"]);
        assert!(!critical.performed && critical.steps_done == 3);
        assert_eq!(critical.critical_failed, ["s0"]);
    }

    #[test]
    fn p16_a_step_nobody_judged_is_not_done() {
        assert_eq!(result(&map(), &Judgements::new(), "chair").steps_done, 0);
    }

    #[test]
    fn p16_every_member_present_judges_every_step() {
        let present: Vec<MemberId> = PRESENT.map(String::from).into();
        let missing =
            |words| judged_by_all(&map(), &judged(words), &present).map_err(|refused| refused.reason);
        assert_eq!(missing(["++++"; 4]), Ok(()));
        assert_eq!(missing(["++++", "+++ ", "  ++", "++++"]), Err(Reason::StepsUnjudged { missing: 3 }));
        let nothing = judged_by_all(&map(), &Judgements::new(), &present);
        assert_eq!(nothing, Err(Refused::new("¶16", Reason::StepsUnjudged { missing: 16 })));
    }

    #[test]
    fn p16_only_steps_of_the_map_are_known() {
        assert_eq!(known_step(&map(), "s3"), Ok(()));
        assert_eq!(known_step(&map(), "s4"), Err(Refused::new("¶16", Reason::StepUnknown)));
    }
}
