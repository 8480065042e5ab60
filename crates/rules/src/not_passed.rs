//! ¶19. After "not passed": the notification, and recommendations drafted from what went wrong.

use serde::{Deserialize, Serialize};

use crate::Bilingual;
use crate::practice::MapResult;
use crate::programme::Programme;

/// ¶19(2). One recommendation, drafted here and edited by the commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    pub text: Bilingual,
}

/// ¶19(2). Drafted from the theory topics (when the score did not admit) and from the failed steps of the map.
pub fn draft(programme: &Programme, admitted: bool, practice: Option<&MapResult>) -> Vec<Recommendation> {
    let mut drafted = Vec::new();
    if !admitted {
        drafted.extend(programme.theory.topics.iter().map(|topic| Recommendation {
            text: Bilingual::new(
                format!("Тақырыпты қайталау: {}", topic.title.kk),
                format!("Повторить тему: {}", topic.title.ru),
            ),
        }));
    }
    let failed = practice.map(|result| result.failed.as_slice()).unwrap_or_default();
    drafted.extend(programme.map.steps.iter().filter(|step| failed.contains(&step.id)).map(|step| {
        Recommendation {
            text: Bilingual::new(
                format!("Дағдыны жетілдіру: {}. {}", step.action.kk, step.criterion.kk),
                format!("Отработать навык: {}. {}", step.action.ru, step.criterion.ru),
            ),
        }
    }));
    drafted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::result;
    use crate::programme::tests::welder;

    #[test]
    fn p19_not_admitted_is_told_every_topic_and_admitted_only_the_failed_steps() {
        let mut programme = welder();
        let topics: Vec<_> = programme.theory.topics.iter().map(|topic| topic.title.clone()).collect();
        let drafted = draft(&programme, false, None);
        assert_eq!(drafted.len(), topics.len());
        for (recommendation, title) in drafted.iter().zip(&topics) {
            assert_eq!(recommendation.text.kk, format!("Тақырыпты қайталау: {}", title.kk));
            assert_eq!(recommendation.text.ru, format!("Повторить тему: {}", title.ru));
        }
        programme.map.steps.truncate(2);
        let nobody = result(&programme.map, &crate::practice::Judgements::new(), "a");
        let drafted = draft(&programme, true, Some(&nobody));
        let step = &programme.map.steps[0];
        assert_eq!(drafted.len(), 2);
        let text = &drafted[0].text;
        assert_eq!(text.kk, format!("Дағдыны жетілдіру: {}. {}", step.action.kk, step.criterion.kk));
        assert_eq!(text.ru, format!("Отработать навык: {}. {}", step.action.ru, step.criterion.ru));
        assert!(draft(&programme, true, None).is_empty());
    }
}
