//! ¶4 A1. The application: begun, written part by part in any order, checked, sent.

pub mod check;
pub mod documents;
pub mod part;
pub mod scans;
pub mod start;
pub mod tasks;

use acts::draft::{Draft, Part};
use acts::error::FieldFault;
use serde::Deserialize;
use uuid::Uuid;

use crate::answer::field_key;
use crate::form::Errors;

/// Which page a part was opened from, and so where it goes on to: the list, or the check of all answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Came {
    from: String,
}

impl Came {
    fn was_check(&self) -> bool {
        self.from == "check"
    }

    fn next(&self, draft: Uuid) -> String {
        if self.was_check() { format!("/apply/{draft}/check") } else { format!("/apply/{draft}") }
    }

    /// The address of a part's page that keeps where it was opened from.
    fn here(&self, draft: Uuid, part: Part) -> String {
        let query = if self.was_check() { "?from=check" } else { "" };
        format!("/apply/{draft}/{}{query}", part.code())
    }
}

/// The title of a part's page, and its line in the list.
const fn part_key(part: Part) -> &'static str {
    match part {
        Part::Profession => "apply-part-profession",
        Part::Centre => "apply-part-centre",
        Part::Format => "apply-part-format",
        Part::About => "apply-part-about",
        Part::Learning => "apply-part-learning",
        Part::Documents => "apply-part-documents",
        Part::Adjustments => "apply-part-adjustments",
        Part::Funding => "apply-part-funding",
        Part::Consents => "apply-part-consents",
        Part::Paper => "apply-part-paper",
    }
}

/// What the profession decides cannot be answered before it is chosen.
fn can_begin(part: Part, draft: &Draft) -> bool {
    let free = matches!(
        part,
        Part::Profession | Part::About | Part::Learning | Part::Adjustments | Part::Funding | Part::Paper
    );
    free || !draft.programme.is_empty()
}

fn say(errors: &mut Errors, faults: &[FieldFault]) {
    for fault in faults {
        errors.add(&fault.field.replace('_', "-"), field_key(fault.fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_goes_on_to_where_it_was_opened_from() {
        let id = Uuid::nil();
        let list = Came::default();
        let check = Came { from: "check".to_owned() };
        assert_eq!(list.next(id), format!("/apply/{id}"));
        assert_eq!(check.next(id), format!("/apply/{id}/check"));
        assert_eq!(check.here(id, Part::About), format!("/apply/{id}/about?from=check"));
        assert_eq!(Came { from: "https://x.example".to_owned() }.next(id), format!("/apply/{id}"));
    }

    #[test]
    fn p04_centre_and_documents_wait_for_the_profession() {
        let empty = Draft::default();
        let chosen = Draft { programme: "welder".to_owned(), ..Draft::default() };
        let waits = |draft| Part::ALL.into_iter().filter(|part| !can_begin(*part, draft)).collect::<Vec<_>>();
        assert_eq!(waits(&empty), [Part::Centre, Part::Format, Part::Documents, Part::Consents]);
        assert_eq!(waits(&chosen), []);
    }
}
