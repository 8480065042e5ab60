//! The journals of a slice, with all that is computed from them.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use ::journal::chain::Link;
use ::journal::log::Head;
use jiff::Timestamp;
use rules::case::{Case, fold};
use rules::identifiers::CentreNumber;

use super::counted::{Counted, share_out};
use crate::desk::rows::{SittingRow, TermRow, sitting_row, term_rows};
use crate::journal::{AccountId, CaseId, Entry, Stamp, first_broken, owner};
use crate::ports::{RawEntry, Slice};
use crate::projection::{CaseRow, PaperRow, RegisterRow, case_row, files, paper_row, register_row};

/// What a slice holds and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) cases: u64,
    pub(super) entries: u64,
    /// Ordinals of the register.
    pub(super) ordinals: Vec<(u32, CaseId)>,
    /// Digests of stored files.
    pub(super) files: Vec<(CaseId, Option<AccountId>, String)>,
    pub(super) broken: Vec<String>,
}

/// Everything stored about one case.
#[derive(Debug, Default)]
struct Stored<'a> {
    entries: &'a [RawEntry],
    row: Option<Result<&'a CaseRow, &'a str>>,
    register: Option<Result<&'a RegisterRow, &'a str>>,
    papers: Vec<Result<&'a PaperRow, &'a str>>,
    terms: Vec<Result<&'a TermRow, &'a str>>,
    sitting: Option<Result<&'a SittingRow, &'a str>>,
    counted: Counted<'a>,
    logged: Vec<&'a Head>,
    waiting: Vec<&'a Head>,
}

/// Checks each case apart, on all processors.
pub(super) fn check(slice: &Slice) -> Checked {
    let stored: Vec<(CaseId, Stored<'_>)> = by_case(slice).into_iter().collect();
    let share = stored.len().div_ceil(thread::available_parallelism().map_or(1, Into::into)).max(1);
    let mut all = Checked::default();
    thread::scope(|scope| {
        let check_share = |cases: &[(CaseId, Stored<'_>)]| {
            let mut checked = Checked::default();
            for (id, stored) in cases {
                checked.case(*id, stored);
            }
            checked
        };
        let running: Vec<_> =
            stored.chunks(share).map(|cases| scope.spawn(move || check_share(cases))).collect();
        for one in running {
            match one.join() {
                Ok(checked) => all.add(checked),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    all
}

fn by_case(slice: &Slice) -> BTreeMap<CaseId, Stored<'_>> {
    let mut cases: BTreeMap<CaseId, Stored<'_>> = BTreeMap::new();
    for entries in slice.entries.chunk_by(|one, next| one.case == next.case) {
        if let Some(first) = entries.first() {
            cases.entry(first.case).or_default().entries = entries;
        }
    }
    for row in &slice.rows {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        cases.entry(id).or_default().row = Some(row.as_ref().map_err(|(_, fault)| fault.as_str()));
    }
    for row in &slice.register {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        cases.entry(id).or_default().register = Some(row.as_ref().map_err(|(_, fault)| fault.as_str()));
    }
    for row in &slice.papers {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        cases.entry(id).or_default().papers.push(row.as_ref().map_err(|(_, fault)| fault.as_str()));
    }
    for row in &slice.terms {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        cases.entry(id).or_default().terms.push(row.as_ref().map_err(|(_, fault)| fault.as_str()));
    }
    for row in &slice.sittings {
        let id = row.as_ref().map_or_else(|(id, _)| *id, |row| row.case);
        cases.entry(id).or_default().sitting = Some(row.as_ref().map_err(|(_, fault)| fault.as_str()));
    }
    share_out(slice, |id, give| give(&mut cases.entry(id).or_default().counted));
    for head in &slice.logged {
        cases.entry(case_of(head)).or_default().logged.push(head);
    }
    for head in &slice.waiting {
        cases.entry(case_of(head)).or_default().waiting.push(head);
    }
    cases
}

fn case_of(head: &Head) -> CaseId {
    CaseId(uuid::Uuid::from_bytes(head.case))
}

impl Checked {
    fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.entries += other.entries;
        self.ordinals.extend(other.ordinals);
        self.files.extend(other.files);
        self.broken.extend(other.broken);
    }

    fn case(&mut self, id: CaseId, stored: &Stored<'_>) {
        let Stored { entries: raw, row, counted, .. } = stored;
        self.cases += 1;
        self.entries += raw.len() as u64;
        let mut broken = |what: &str| self.broken.push(format!("case {id}: {what}"));
        if raw.is_empty() {
            broken(if row.is_some() { "list row without a journal" } else { "in the log without a journal" });
            return;
        }
        let entries = match raw.iter().map(entry).collect::<Result<Vec<_>, _>>() {
            Ok(entries) => entries,
            Err(what) => return broken(&what),
        };
        if let Some(seq) = first_broken(&entries) {
            broken(&format!("the journal is broken at entry {seq}: changed, removed or put elsewhere"));
        }
        if !entries.is_sorted_by_key(|entry| entry.stamp().at) {
            broken("journal runs back in time");
        }
        if let Some(what) = unlike_the_log(&entries, stored) {
            broken(&what);
        }
        let Some(case) = fold(entries.iter().map(Entry::event)) else {
            return broken("journal does not begin with a filing");
        };
        let unlike = unlike_the_journal(&case, &entries, stored);
        for what in unlike.into_iter().chain(counted.unlike(&case, id)) {
            broken(&what);
        }
        let papers: Vec<PaperRow> = entries.iter().filter_map(paper_row).collect();
        if !stored.papers.iter().map(|row| row.ok()).eq(papers.iter().map(Some)) {
            broken("the list of numbered papers differs from the journal");
        }
        self.ordinals.extend(register_row(&case, id).map(|row| (row.ordinal, id)));
        let owner = owner(&entries);
        self.files.extend(files(&case).into_iter().map(|digest| (id, owner, digest)));
    }
}

fn entry(raw: &RawEntry) -> Result<Entry, String> {
    let unreadable = |what: &dyn std::fmt::Display| format!("entry {} cannot be read: {what}", raw.seq);
    let stamp = Stamp {
        case: raw.case,
        centre: CentreNumber::parse(&raw.centre).map_err(|error| unreadable(&error))?,
        seq: raw.seq,
        at: Timestamp::from_microsecond(raw.at).map_err(|error| unreadable(&error))?,
        actor: raw.actor,
    };
    Entry::stored(stamp, raw.body.clone(), Link(raw.link)).map_err(|error| unreadable(&error))
}

/// Every head that left the case must be a link of its chain, and the newest of them its end.
fn unlike_the_log(entries: &[Entry], stored: &Stored<'_>) -> Option<String> {
    let heads: BTreeMap<u64, &Head> =
        stored.logged.iter().chain(&stored.waiting).map(|head| (head.version, *head)).collect();
    let ends: BTreeSet<u64> = heads.keys().copied().collect();
    let is_end = |entry: &Entry| heads.get(&entry.stamp().seq).is_none_or(|head| **head == entry.head());
    if let Some(other) = entries.iter().find(|entry| !is_end(entry)) {
        return Some(format!("entry {} is not the one in the log", other.stamp().seq));
    }
    let (known, there) = (ends.last().copied().unwrap_or(0), entries.len() as u64);
    (known != there).then(|| format!("the log knows {known} entries, the journal has {there}"))
}

fn unlike_the_journal(case: &Case, entries: &[Entry], stored: &Stored<'_>) -> Vec<String> {
    let mut problems = Vec::new();
    let Some((first, last)) = entries.first().zip(entries.last()) else { return problems };
    let id = first.stamp().case;
    problems.extend(differs("list row", stored.row, Some(&case_row(case, first, last))));
    problems.extend(differs("register row", stored.register, register_row(case, id).as_ref()));
    problems.extend(differs("sitting", stored.sitting, sitting_row(case, id).as_ref()));
    let expected = term_rows(case, id);
    let kept = stored.terms.iter().copied().collect::<Result<Vec<_>, _>>();
    match kept {
        Err(fault) => problems.push(format!("term cannot be read: {fault}")),
        Ok(kept) if kept.iter().copied().eq(&expected) => {}
        Ok(_) => problems.push("running terms differ from the journal".into()),
    }
    if entries.iter().any(|entry| entry.stamp().case != id || entry.stamp().centre != case.centre) {
        problems.push("entry of another case or centre".into());
    }
    problems
}

/// What is stored as a projection, beside what the journal says.
fn differs<T: PartialEq>(
    what: &str,
    stored: Option<Result<&T, &str>>,
    expected: Option<&T>,
) -> Option<String> {
    match stored.transpose() {
        Err(fault) => Some(format!("{what} cannot be read: {fault}")),
        Ok(stored) if stored == expected => None,
        Ok(_) => Some(format!("{what} differs from the journal")),
    }
}
