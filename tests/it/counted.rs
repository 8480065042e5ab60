//! What figures are counted from, and what the platform is told, of a few cases.

use acts::CaseId;
use acts::facts::{OutcomeRow, TermFact, outcome_row, term_facts};
use acts::platform::{entry_kinds, waiting_entry};
use acts::ports::{PlatformEntry, Slice};
use jiff::Timestamp;
use rules::case::Case;

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Counted {
    terms: Vec<TermFact>,
    outcomes: Vec<OutcomeRow>,
    platform: Vec<PlatformEntry>,
}

impl Counted {
    /// As stored, of these cases.
    pub(crate) fn of(slice: &Slice, cases: &[CaseId]) -> Self {
        let terms = slice.term_facts.iter().map(|row| row.clone().unwrap());
        let outcomes = slice.outcomes.iter().map(|row| row.clone().unwrap());
        let platform = slice.platform.iter().map(|entry| entry.clone().unwrap());
        Self {
            terms: terms.filter(|row| cases.contains(&row.case)).collect(),
            outcomes: outcomes.filter(|row| cases.contains(&row.case)).collect(),
            platform: platform.filter(|entry| cases.contains(&entry.key.case)).collect(),
        }
    }

    /// What a case brings.
    pub(crate) fn add(&mut self, case: &Case, id: CaseId) {
        self.terms.extend(term_facts(case, id));
        self.outcomes.push(outcome_row(case, id));
        let owed = entry_kinds(case).into_iter();
        self.platform.extend(owed.filter_map(|kind| waiting_entry(case, id, kind, Timestamp::UNIX_EPOCH)));
    }

    /// The slice with all of it.
    pub(crate) fn within(self, slice: Slice) -> Slice {
        Slice {
            term_facts: self.terms.into_iter().map(Ok).collect(),
            outcomes: self.outcomes.into_iter().map(Ok).collect(),
            platform: self.platform.into_iter().map(Ok).collect(),
            ..slice
        }
    }
}
