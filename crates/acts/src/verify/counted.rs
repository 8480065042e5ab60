//! What figures are counted from, and what the platform is told, held against the journal.

use rules::case::Case;

use crate::facts::{OutcomeRow, TermFact, outcome_row, term_facts};
use crate::journal::CaseId;
use crate::platform::entry_kinds;
use crate::ports::{PlatformEntry, Slice};

/// As stored: a row, or why it cannot be read.
type Stored<'a, T> = Result<&'a T, &'a str>;

/// The rows of one case.
#[derive(Debug, Default)]
pub(super) struct Counted<'a> {
    terms: Vec<Stored<'a, TermFact>>,
    outcomes: Vec<Stored<'a, OutcomeRow>>,
    platform: Vec<Stored<'a, PlatformEntry>>,
}

/// Gives each row of the slice to its case.
pub(super) fn share_out<'a>(slice: &'a Slice, mut give: impl FnMut(CaseId, &dyn Fn(&mut Counted<'a>))) {
    for row in &slice.term_facts {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        give(id, &|counted| counted.terms.push(stored(row)));
    }
    for row in &slice.outcomes {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        give(id, &|counted| counted.outcomes.push(stored(row)));
    }
    for row in &slice.platform {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.key.case);
        give(id, &|counted| counted.platform.push(stored(row)));
    }
}

fn stored<T>(row: &Result<T, (CaseId, String)>) -> Stored<'_, T> {
    row.as_ref().map_err(|(_, fault)| fault.as_str())
}

impl Counted<'_> {
    /// What is unlike the journal.
    pub(super) fn unlike(&self, case: &Case, id: CaseId) -> Vec<String> {
        let mut problems = Vec::new();
        let terms = term_facts(case, id);
        if !self.terms.iter().copied().eq(terms.iter().map(Ok)) {
            problems.push("terms differ from the journal".into());
        }
        if self.outcomes != [Ok(&outcome_row(case, id))] {
            problems.push("outcome differs from the journal".into());
        }
        let fits = |entry: &Stored<'_, PlatformEntry>| {
            entry.is_ok_and(|entry| {
                let serial = case.document.as_ref().map(|document| document.serial.to_string());
                serial.as_ref() == Some(&entry.serial) && entry.key.centre == case.centre
            })
        };
        let kinds = self.platform.iter().filter_map(|entry| entry.ok()).map(|entry| entry.key.kind);
        if !kinds.eq(entry_kinds(case)) || !self.platform.iter().all(fits) {
            problems.push("entries for the platform differ from the journal".into());
        }
        problems
    }
}
