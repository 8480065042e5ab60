//! ¶3 A2. The register of professions: imported from a table that is checked row by row, kept when a person accepts it.

mod check;

use std::collections::BTreeMap;

use rules::identifiers::NkzCode;
use rules::profession::{Profession, sample};

pub use self::check::{COLUMNS, LONGEST, Report, RowFault, Wrong, check};
use super::{Change, Keeping, Present, Subject, allowed, fault, keep, reasoned};
use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::people::Who;
use crate::ports::{PortError, TableRow};

/// What the register holds before anything is imported.
pub fn built_in() -> BTreeMap<NkzCode, Profession> {
    sample().into_iter().map(|one| (one.code.clone(), one)).collect()
}

/// A table as uploaded, kept sealed among the person's own files until it is accepted; nobody names it, so it goes after
/// some days. Its digest; the register stays as it is.
pub async fn bring(cx: &Cx, who: &Who, bytes: Vec<u8>) -> ActResult<String> {
    allowed(who, Act::KeepProfessions)?;
    let rows = cx.intake.table(bytes).await.map_err(ActError::File)?;
    let kept = serde_json::to_vec(&rows).map_err(|error| unreadable(&error))?;
    Ok(cx.blobs.put(who.account, kept).await?)
}

/// What the table would change in the register of this moment, and what is wrong with it.
pub async fn report(cx: &Cx, who: &Who, digest: &str) -> ActResult<Report> {
    Ok(check(&rows(cx, who, digest).await?, &cx.catalogue.professions))
}

/// Takes the table in whole: not one row of a table with a fault.
pub async fn accept(cx: &Cx, keeping: Keeping<'_>, digest: &str, reason: &str) -> ActResult<()> {
    let rows = rows(cx, keeping.who, digest).await?;
    reasoned(reason)?;
    let decide = |present: &Present<'_>| {
        let report = check(&rows, &present.catalogue.professions);
        if !report.faults.is_empty() {
            return Err(fault("reason", "table-faulty"));
        }
        let professions = report.taken();
        if professions.is_empty() {
            return Err(fault("reason", "table-nothing-new"));
        }
        Ok(Change::ProfessionsTaken { professions, reason: reason.to_owned() })
    };
    let what = format!("import {digest}");
    keep(cx, keeping, Act::KeepProfessions, &what, Subject::Professions, &decide).await
}

async fn rows(cx: &Cx, who: &Who, digest: &str) -> ActResult<Vec<TableRow>> {
    allowed(who, Act::KeepProfessions)?;
    let kept = cx.blobs.get(who.account, digest).await?.ok_or(ActError::NotFound)?;
    // Another file of the same person is no table.
    serde_json::from_slice(&kept).map_err(|_| ActError::NotFound)
}

fn unreadable(error: &serde_json::Error) -> ActError {
    ActError::Port(PortError::Inconsistent(format!("a table cannot be kept: {error}")))
}

#[cfg(test)]
mod tests;
