//! ¶2(1). Programmes and their versions: drafted, reviewed by somebody else, in force from a day, retired.

pub mod draft;
mod fields;
pub mod form;
pub mod list;
pub mod one;
pub mod step;
pub mod version;

use acts::catalogue::Catalogue;
use acts::reference::programmes::{Standing, Version};
use rules::programme::Programme;

use crate::dates::short;
use crate::page::Frame;
use crate::problem::Problem;

/// A version with how it stands; `None` where it is or was in force.
pub(super) struct Found<'a> {
    pub(super) programme: &'a Programme,
    pub(super) coming: Option<&'a Version>,
}

/// Every version of a programme, newest first.
pub(super) fn versions<'a>(catalogue: &'a Catalogue, id: &str) -> Vec<Found<'a>> {
    let known = catalogue.programmes.iter().map(|programme| Found { programme, coming: None });
    let coming = catalogue.coming.iter().map(|one| Found { programme: &one.programme, coming: Some(one) });
    let mut all: Vec<Found<'_>> = known.chain(coming).filter(|found| found.programme.id == id).collect();
    all.sort_by_key(|found| std::cmp::Reverse(found.programme.version));
    all
}

/// The version that an address names.
pub(super) fn version<'a>(catalogue: &'a Catalogue, id: &str, number: u32) -> Result<Found<'a>, Problem> {
    versions(catalogue, id)
        .into_iter()
        .find(|found| found.programme.version == number)
        .ok_or(Problem::NotFound)
}

/// How a version stands: words and the colour of their tag.
pub(super) fn standing(frame: &Frame, catalogue: &Catalogue, found: &Found<'_>) -> (String, &'static str) {
    match found.coming.map(|version| &version.standing) {
        Some(Standing::Draft) => (frame.t("reference-draft"), "yellow"),
        Some(Standing::Returned { .. }) => (frame.t("reference-returned"), "red"),
        Some(Standing::Reviewed { .. }) => (frame.t("reference-reviewed"), "blue"),
        Some(Standing::Approved { from }) => (frame.t1("reference-approved", "date", short(*from)), "teal"),
        None if catalogue.offered(&found.programme.id) == Some(found.programme) => {
            (frame.t("reference-in-force"), "green")
        }
        None => (frame.t("reference-was-in-force"), "grey"),
    }
}
