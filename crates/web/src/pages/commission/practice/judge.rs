//! From the form of the map to judgements and back.

use rules::practice::Judgement;
use rules::programme::TechnologicalMap;

use super::super::parts::Scene;
use crate::form::{Errors, Values};

/// Name of the radios of the step with this place on the map.
pub(super) fn done_field(number: usize) -> String {
    format!("done-{number}")
}

pub(super) fn note_field(number: usize) -> String {
    format!("note-{number}")
}

/// What this member said before, as the form's values; nobody else's.
pub(super) fn beginning(scene: &Scene<'_>) -> Values {
    let me = scene.me();
    let steps = scene.context.programme.map.steps.iter().zip(1..);
    steps.fold(Values::new(), |values, (step, number)| {
        let mine = scene.case().judgements.get(&step.id).and_then(|by| by.get(&me));
        match mine {
            Some(mine) => values
                .with(&done_field(number), if mine.done { "yes" } else { "no" })
                .with(&note_field(number), &mine.note),
            None => values,
        }
    })
}

/// The answered steps, those that differ from `stored` only. A note without an answer is no judgement yet.
pub(super) fn read(
    values: &Values,
    map: &TechnologicalMap,
    stored: impl Fn(&str) -> Option<Judgement>,
) -> Result<Vec<(String, Judgement)>, Errors> {
    let mut errors = values.errors();
    let mut judged = Vec::new();
    for (step, number) in map.steps.iter().zip(1..) {
        let note = values.one(&note_field(number)).to_owned();
        let done = match values.one(&done_field(number)) {
            "yes" => true,
            "no" => false,
            _ => {
                if !note.is_empty() {
                    errors.add(&done_field(number), "commission-practice-note-alone");
                }
                continue;
            }
        };
        let judgement = Judgement { done, note };
        if stored(&step.id).as_ref() != Some(&judgement) {
            judged.push((step.id.clone(), judgement));
        }
    }
    if errors.is_empty() { Ok(judged) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::pages::commission::tests::programme;

    #[test]
    fn p16_unanswered_steps_stay_unanswered_and_only_changes_are_sent() {
        let map = programme().map;
        let values = Values::new().with("done-1", "yes").with("done-3", "no").with("note-3", "тігіс үзілген");
        let judged = read(&values, &map, |_| None).unwrap();
        assert_eq!(judged.len(), 2);
        assert_eq!(
            judged[1],
            (map.steps[2].id.clone(), Judgement { done: false, note: "тігіс үзілген".into() })
        );
        let first = map.steps[0].id.clone();
        let stored = |id: &str| (id == first).then(|| Judgement { done: true, note: String::new() });
        assert_eq!(read(&values, &map, stored).unwrap().len(), 1);
    }

    #[test]
    fn p16_a_note_without_an_answer_is_not_lost() {
        let errors =
            read(&Values::new().with("note-2", "кеш бастады"), &programme().map, |_| None).unwrap_err();
        assert_eq!(errors.fields(), ["done-2"]);
    }
}
