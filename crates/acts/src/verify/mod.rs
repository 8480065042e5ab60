//! `verify`: every journal folded, every projection computed again and compared, every file of every case re-read.

use std::collections::BTreeSet;

use rules::case::{Case, fold};

use crate::cx::Cx;
use crate::journal::{CaseId, Entry};
use crate::ports::{Blobs, Cases, PortError};
use crate::projection::{CaseFilter, case_row, register_row};

/// Cases read in one step.
const STEP: u32 = 500;
/// Lines of the list read in one step.
const LINES: u32 = 100;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    pub cases: u64,
    pub entries: u64,
    pub files: u64,
    /// One line per broken invariant, with ids.
    pub broken: Vec<String>,
}

/// Walks over everything. Fails only when the store could not be read.
pub async fn verify(cx: &Cx) -> Result<Findings, PortError> {
    let mut findings = Findings::default();
    let mut ordinals = Vec::new();
    // Before the journals: a case filed meanwhile is in both.
    let mut without_journal = listed(cx, &mut findings).await?;
    let mut after = None;
    loop {
        let ids = cx.cases.ids(after, STEP).await?;
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        for id in &ids {
            without_journal.remove(id);
            if let Err(error) = verify_case(cx, *id, &mut findings, &mut ordinals).await {
                findings.broken.push(format!("case {id}: {}", unreadable(error)?));
            }
        }
    }
    findings.broken.extend(without_journal.iter().map(|id| format!("case {id}: list row without a journal")));
    // Q21: one gap-free sequence for the platform.
    ordinals.sort_unstable();
    for (expected, (ordinal, case)) in (1..).zip(&ordinals) {
        if *ordinal != expected {
            findings.broken.push(format!("case {case}: document ordinal {ordinal}, expected {expected}"));
            break;
        }
    }
    Ok(findings)
}

/// What is stored but cannot be read is a finding; a store that does not answer is not.
fn unreadable(error: PortError) -> Result<String, PortError> {
    match error {
        PortError::Inconsistent(what) => Ok(what),
        other => Err(other),
    }
}

/// Every case that has a line in the list.
async fn listed(cx: &Cx, findings: &mut Findings) -> Result<BTreeSet<CaseId>, PortError> {
    let mut listed = BTreeSet::new();
    for page in 0.. {
        let filter = CaseFilter { page, per_page: LINES, ..CaseFilter::default() };
        match cx.cases.list(&filter).await {
            Ok(found) if found.lines.is_empty() => break,
            Ok(found) => listed.extend(found.lines.iter().map(|row| row.case)),
            Err(error) => {
                findings.broken.push(format!("list of cases: {}", unreadable(error)?));
                break;
            }
        }
    }
    Ok(listed)
}

async fn verify_case(
    cx: &Cx,
    id: CaseId,
    findings: &mut Findings,
    ordinals: &mut Vec<(u32, CaseId)>,
) -> Result<(), PortError> {
    let entries = cx.cases.journal(id).await?;
    findings.cases += 1;
    findings.entries += entries.len() as u64;
    let mut broken = |what: &str| findings.broken.push(format!("case {id}: {what}"));
    if entries.iter().zip(1..).any(|(entry, seq)| entry.seq != seq) {
        broken("journal has a gap or a repetition");
    }
    if entries.is_sorted_by_key(|entry| entry.at) {
    } else {
        broken("journal runs back in time");
    }
    let Some(case) = fold(entries.iter().map(|entry| &entry.event)) else {
        broken("journal does not begin with a filing");
        return Ok(());
    };
    for problem in compare(cx.cases.as_ref(), id, &case, &entries).await? {
        broken(problem);
    }
    if let Some(row) = register_row(&case, id) {
        ordinals.push((row.ordinal, id));
    }
    for digest in files(&case) {
        findings.files += 1;
        if !readable(cx.blobs.as_ref(), &digest).await? {
            findings.broken.push(format!("case {id}: file {digest} is missing or altered"));
        }
    }
    Ok(())
}

async fn compare(
    cases: &dyn Cases,
    id: CaseId,
    case: &Case,
    entries: &[Entry],
) -> Result<Vec<&'static str>, PortError> {
    let mut problems = Vec::new();
    let expected = entries.first().zip(entries.last()).map(|(first, last)| case_row(case, first, last));
    if cases.row(id).await? != expected {
        problems.push("list row differs from the journal");
    }
    if cases.register_of(id).await? != register_row(case, id) {
        problems.push("register row differs from the journal");
    }
    if entries.iter().any(|entry| entry.case != id || entry.centre != case.centre) {
        problems.push("entry of another case or centre");
    }
    Ok(problems)
}

/// Digests of every stored file that the case names.
pub fn files(case: &Case) -> Vec<String> {
    let attachments = case.application.attachments.iter().map(|attachment| attachment.digest.clone());
    let sheet = case.incapacity.as_ref().and_then(|incapacity| incapacity.sheet.clone());
    attachments.chain(sheet).chain(case.theory_sheet.clone()).chain(case.document_digest.clone()).collect()
}

async fn readable(blobs: &dyn Blobs, digest: &str) -> Result<bool, PortError> {
    match blobs.get(digest).await {
        Ok(found) => Ok(found.is_some()),
        Err(PortError::Inconsistent(_)) => Ok(false),
        Err(other) => Err(other),
    }
}
