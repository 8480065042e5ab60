//! `verify`: every chain followed, every journal folded, every projection computed again and compared, the log held
//! against its checkpoints, every file of every case re-read.

mod cases;
mod counted;
mod log;

use futures_util::future::{join, try_join_all};
use journal::checkpoint::PublicKey;

use crate::journal::{AccountId, CaseId};
use crate::ports::{Audit, Blobs, PortError, Slice};

/// Entries read in one step.
const STEP: u32 = 20_000;
/// Files read at the same time.
const FILES: usize = 16;

/// What is checked, and against what.
#[derive(Debug, Clone, Copy)]
pub struct Checks<'a> {
    pub audit: &'a dyn Audit,
    pub blobs: &'a dyn Blobs,
    /// The log's key.
    pub key: &'a PublicKey,
    /// Checkpoints kept elsewhere, each with the name it is reported by.
    pub checkpoints: &'a [(String, String)],
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    pub cases: u64,
    pub entries: u64,
    pub files: u64,
    /// Records of the log.
    pub records: u64,
    /// Checkpoints that the log was held against.
    pub checkpoints: u64,
    /// One line per broken invariant, with ids; of a case, the first broken entry.
    pub broken: Vec<String>,
}

/// Walks over everything. Fails only when the store could not be read.
pub async fn verify(checks: Checks<'_>) -> Result<Findings, PortError> {
    let mut findings = Findings::default();
    log::verify(checks, &mut findings).await?;
    let mut ordinals = Vec::new();
    let mut slice = checks.audit.slice(None, STEP).await?;
    while let Some(place) = slice.through.clone() {
        // The next slice is being read while this one is checked.
        let next = checks.audit.slice(Some(place), STEP);
        let (next, found) = join(next, check(checks, slice, &mut findings)).await;
        ordinals.extend(found?);
        slice = next?;
    }
    ordinals.extend(check(checks, slice, &mut findings).await?);
    findings.broken.extend(gap(ordinals));
    Ok(findings)
}

/// Ordinals of the slice's register.
async fn check(
    checks: Checks<'_>,
    slice: Slice,
    findings: &mut Findings,
) -> Result<Vec<(u32, CaseId)>, PortError> {
    let checked = cases::check(&slice);
    findings.cases += checked.cases;
    findings.entries += checked.entries;
    findings.broken.extend(checked.broken);
    findings.files += checked.files.len() as u64;
    for some in checked.files.chunks(FILES) {
        let read = some.iter().map(|(_, owner, digest)| readable(checks.blobs, *owner, digest));
        for ((case, _, digest), readable) in some.iter().zip(try_join_all(read).await?) {
            if !readable {
                findings.broken.push(format!("case {case}: file {digest} is missing or altered"));
            }
        }
    }
    Ok(checked.ordinals)
}

/// Q21: one gap-free sequence for the platform.
fn gap(mut ordinals: Vec<(u32, CaseId)>) -> Option<String> {
    ordinals.sort_unstable();
    let (expected, (ordinal, case)) =
        (1..).zip(&ordinals).find(|(expected, (ordinal, _))| ordinal != expected)?;
    Some(format!("case {case}: document ordinal {ordinal}, expected {expected}"))
}

async fn readable(blobs: &dyn Blobs, owner: Option<AccountId>, digest: &str) -> Result<bool, PortError> {
    match owner {
        Some(owner) => blobs.is_sound(owner, digest).await,
        None => Ok(false),
    }
}
