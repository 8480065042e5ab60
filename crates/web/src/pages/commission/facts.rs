//! What was established, as every page of the commission shows it: theory in numbers, the map, violations.

use acts::walk::Loaded;
use rules::Bilingual;
use rules::case::Event;
use rules::practice::MapResult;
use rules::programme::TechnologicalMap;
use rules::theory::Admission;
use rules::violations::{Consequence, Violation};

use super::parts::{Scene, item, local};
use crate::dates;
use crate::words::{Language, t_args};

/// ¶13 ¶15 ¶16. The facts that the decision rests on.
#[derive(Debug)]
pub struct Facts {
    pub theory: Option<TheoryFact>,
    pub map: Option<MapFact>,
    pub violations: Vec<ViolationFact>,
}

/// ¶15. The result with the rule in numbers.
#[derive(Debug)]
pub struct TheoryFact {
    pub admitted: bool,
    pub sentence: String,
}

/// ¶16 ¶17. The result by the map.
#[derive(Debug)]
pub struct MapFact {
    pub performed: bool,
    pub sentence: String,
    /// Steps not done, with their place on the map.
    pub failed: Vec<FailedStep>,
}

#[derive(Debug)]
pub struct FailedStep {
    pub number: usize,
    pub action: String,
    pub critical: bool,
}

/// ¶13 ¶14. One violation.
#[derive(Debug)]
pub struct ViolationFact {
    pub item: Bilingual,
    /// Day and time.
    pub at: String,
    /// `10:15`.
    pub clock: String,
    /// The second: removed (¶13).
    pub ended: bool,
    pub act: Option<String>,
    /// Confirmed or not, and why.
    pub review: Option<(bool, String)>,
}

impl Facts {
    pub fn new(scene: &Scene<'_>, language: Language) -> Self {
        let case = scene.case();
        let map = &scene.context.programme.map;
        Self {
            theory: case.theory.map(|admission| TheoryFact::new(scene, language, admission)),
            map: case.practice.as_ref().map(|result| MapFact::new(language, map, result)),
            violations: case.violations.iter().map(|one| ViolationFact::new(scene, language, one)).collect(),
        }
    }
}

impl TheoryFact {
    pub fn new(scene: &Scene<'_>, language: Language, admission: Admission) -> Self {
        let rule = &scene.context.edition.theory;
        let more = u32::from(rule.more_than_numerator) * 100 / u32::from(rule.denominator).max(1);
        let percent = percent(language, admission.correct, admission.total);
        let args = [
            ("correct", admission.correct.into()),
            ("total", admission.total.into()),
            ("percent", percent.into()),
            ("more", more.into()),
            ("needed", admission.needed.into()),
        ];
        Self { admitted: admission.admitted, sentence: t_args(language, "commission-theory-sentence", &args) }
    }
}

impl MapFact {
    pub fn new(language: Language, map: &TechnologicalMap, result: &MapResult) -> Self {
        let args = [
            ("done", result.steps_done.into()),
            ("all", map.steps.len().into()),
            ("needed", result.steps_needed.into()),
            ("critical", result.critical_failed.len().into()),
        ];
        let failed = map.steps.iter().zip(1..).filter(|(step, _)| result.failed.contains(&step.id));
        Self {
            performed: result.performed,
            sentence: t_args(language, "commission-map-sentence", &args),
            failed: failed
                .map(|(step, number)| FailedStep {
                    number,
                    action: language.pick(&step.action).to_owned(),
                    critical: step.critical,
                })
                .collect(),
        }
    }
}

impl ViolationFact {
    fn new(scene: &Scene<'_>, language: Language, violation: &Violation) -> Self {
        Self {
            item: item(&violation.item),
            at: language.date_and_time(local(violation.seen_at)),
            clock: dates::time(local(violation.seen_at)),
            ended: consequence(&scene.loaded, &violation.observation) == Some(Consequence::End),
            act: violation.act.clone(),
            review: violation.review.as_ref().map(|review| (review.confirmed, review.reason.clone())),
        }
    }
}

/// ¶13. What the violation brought when it was registered.
fn consequence(loaded: &Loaded, observation: &str) -> Option<Consequence> {
    loaded.entries.iter().find_map(|entry| match entry.event() {
        Event::ViolationRegistered { violation, consequence, .. } if violation.observation == observation => {
            Some(*consequence)
        }
        _ => None,
    })
}

/// `72,5`: cut, not rounded, so that it never looks better than it is.
fn percent(language: Language, correct: u16, total: u16) -> String {
    let tenths = u32::from(correct) * 1000 / u32::from(total).max(1);
    let point = if language == Language::En { '.' } else { ',' };
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}{point}{tenth}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p15_a_percent_is_never_rounded_up() {
        assert_eq!(percent(Language::Kk, 28, 40), "70");
        assert_eq!(percent(Language::Ru, 29, 40), "72,5");
        assert_eq!(percent(Language::En, 29, 40), "72.5");
        assert_eq!(percent(Language::Kk, 139, 199), "69,8");
        assert_eq!(percent(Language::Kk, 0, 0), "0");
    }
}
