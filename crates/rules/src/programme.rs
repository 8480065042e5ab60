//! ¶2(1). The qualification programme: what is assessed, with what, and how.

use serde::{Deserialize, Serialize};

use crate::Bilingual;
use crate::identifiers::{NkzCode, NqfLevel, OkedCode};

/// ¶9. How the procedure is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    Offline,
    Online,
}

/// ¶9. The language of the exam: the state language or Russian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExamLanguage {
    Kk,
    Ru,
}

/// ¶2(1). What the programme rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "title")]
pub enum Basis {
    ProfessionalStandard(Bilingual),
    QualificationRequirements(Bilingual),
}

/// ¶2(1). A qualification programme in one version; a case keeps the version it was filed under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub id: String,
    pub version: u32,
    pub title: Bilingual,
    /// A2 level 1.
    pub oked: OkedCode,
    /// A2 level 2.
    pub profession: NkzCode,
    /// Name of the profession as it stands in the register.
    pub profession_name: Bilingual,
    /// A2 level 3.
    pub nqf_level: NqfLevel,
    pub basis: Basis,
    pub modes: Vec<Mode>,
    pub languages: Vec<ExamLanguage>,
    /// ¶4 last: the standard sets an education level.
    pub requires_education: bool,
    /// ¶4 last: the standard sets work experience; in years, 0 = none.
    pub experience_years: u8,
    /// Q12: printed on the document.
    pub validity_years: u8,
    /// ¶12: items of the list that this programme permits (ids of `violations::ITEMS`).
    #[serde(default)]
    pub permitted_items: Vec<String>,
    /// ¶10(2): the readiness checklist of a sitting.
    pub equipment: Vec<Bilingual>,
    /// ¶8(1): instruments and methodology, in a few plain sentences.
    pub methodology: Bilingual,
    /// ¶8: content of the introductory briefing.
    pub briefing: Bilingual,
    pub theory: TheoryBlueprint,
    pub map: TechnologicalMap,
}

impl Programme {
    /// ¶2(1) ¶15–¶17. A programme without questions or steps would let everybody pass; the first thing wrong with it.
    pub fn unsound(&self) -> Option<Unsound> {
        let mut steps: Vec<&str> = self.map.steps.iter().map(|step| step.id.as_str()).collect();
        steps.sort_unstable();
        if self.theory.questions() == 0 {
            Some(Unsound::NoQuestions)
        } else if steps.is_empty() {
            Some(Unsound::NoSteps)
        } else if steps.windows(2).any(|pair| pair.first() == pair.last()) {
            Some(Unsound::StepTwice)
        } else if !(1..=steps.len()).contains(&usize::from(self.map.steps_needed)) {
            Some(Unsound::StepsNeeded)
        } else if self.modes.is_empty() || self.languages.is_empty() {
            Some(Unsound::NothingOffered)
        } else if self
            .permitted_items
            .iter()
            .any(|id| !crate::violations::ITEMS.iter().any(|item| item.id == *id))
        {
            Some(Unsound::ItemUnknown)
        } else {
            None
        }
    }
}

/// Why a programme cannot be examined by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    #[error("the theory stage has no questions")]
    NoQuestions,
    #[error("the technological map has no steps")]
    NoSteps,
    #[error("two steps of the technological map have one id")]
    StepTwice,
    #[error("steps_needed must lie between one and the number of steps")]
    StepsNeeded,
    #[error("no mode or no language is offered")]
    NothingOffered,
    /// ¶12.
    #[error("a permitted item is not in the list of ¶12")]
    ItemUnknown,
}

/// What the theory stage asks: topics with their number of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TheoryBlueprint {
    pub minutes: u16,
    pub topics: Vec<Topic>,
}

impl TheoryBlueprint {
    /// The number of all questions (¶15).
    pub fn questions(&self) -> u16 {
        self.topics.iter().map(|topic| topic.questions).sum()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub id: String,
    pub title: Bilingual,
    pub questions: u16,
}

/// ¶16. The technological map of the practical task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechnologicalMap {
    pub task: Bilingual,
    pub minutes: u16,
    /// ¶17: "performed" = every critical step done and at least this many of all steps.
    pub steps_needed: u16,
    pub steps: Vec<Step>,
}

/// One step of the map, in the order of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    pub action: Bilingual,
    /// What a member must see to judge the step done.
    pub criterion: Bilingual,
    #[serde(default)]
    pub critical: bool,
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The sample programme of the welder.
    pub(crate) fn welder() -> Programme {
        toml::from_str(include_str!("../../../demo/programmes/welder.toml")).unwrap()
    }

    #[test]
    fn p15_the_number_of_questions_is_the_sum_of_the_topics() {
        let programme = welder();
        assert_eq!(programme.theory.questions(), 40);
        let none = TheoryBlueprint { minutes: 60, topics: vec![] };
        assert_eq!(none.questions(), 0);
    }

    #[test]
    fn p02_a_step_is_ordinary_and_no_item_permitted_unless_said() {
        let programme = welder();
        assert!(programme.map.steps.iter().any(|step| step.critical));
        assert!(programme.map.steps.iter().any(|step| !step.critical));
        let text = include_str!("../../../demo/programmes/welder.toml").replace("permitted_items = []", "");
        assert!(toml::from_str::<Programme>(&text).unwrap().permitted_items.is_empty());
        let misspelt = text.replace("nqf_level", "nqf_lewel");
        assert!(toml::from_str::<Programme>(&misspelt).is_err());
    }

    #[test]
    fn p15_p16_a_programme_that_would_let_everybody_pass_is_unsound() {
        assert_eq!(welder().unsound(), None);
        let broken = |change: fn(&mut Programme)| {
            let mut programme = welder();
            change(&mut programme);
            programme.unsound()
        };
        assert_eq!(broken(|p| p.theory.topics.clear()), Some(Unsound::NoQuestions));
        assert_eq!(broken(|p| p.map.steps.clear()), Some(Unsound::NoSteps));
        assert_eq!(broken(|p| p.map.steps[1].id = p.map.steps[0].id.clone()), Some(Unsound::StepTwice));
        assert_eq!(broken(|p| p.map.steps_needed = 0), Some(Unsound::StepsNeeded));
        assert_eq!(broken(|p| p.map.steps_needed = 18), Some(Unsound::StepsNeeded));
        assert_eq!(broken(|p| p.map.steps_needed = 17), None);
        assert_eq!(broken(|p| p.modes.clear()), Some(Unsound::NothingOffered));
        assert_eq!(broken(|p| p.languages.clear()), Some(Unsound::NothingOffered));
        assert_eq!(broken(|p| p.permitted_items.push("hammer".into())), Some(Unsound::ItemUnknown));
    }
}
