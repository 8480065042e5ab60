//! The log: computed again from its records, compared with its nodes, held against every checkpoint.

use std::collections::BTreeMap;

use ::journal::log::{Log, Node};

use super::{Checks, Findings};
use crate::ports::PortError;

/// Records read in one step.
const STEP: u32 = 20_000;

/// Roots that were signed, by size of the log, each with the name of its checkpoint.
type Signed = BTreeMap<u64, Vec<(String, Node)>>;

pub(super) async fn verify(checks: Checks<'_>, findings: &mut Findings) -> Result<(), PortError> {
    let signed = signed(checks, findings).await?;
    findings.checkpoints = signed.values().map(|notes| notes.len() as u64).sum();
    let mut log = Log::default();
    let mut nodes_read = 0;
    loop {
        let records = checks.audit.records(log.size(), STEP).await?;
        if records.is_empty() {
            break;
        }
        let mut computed = Vec::with_capacity(records.len() * 2);
        for head in &records {
            computed.extend(log.append(head)?);
            if let Some(notes) = signed.get(&log.size()) {
                let root = log.root()?;
                let other = notes.iter().filter(|(_, signed)| *signed != root);
                findings.broken.extend(other.map(|(name, _)| {
                    format!("log: its first {} records are not those that {name} signs", log.size())
                }));
            }
        }
        let limit = u32::try_from(computed.len()).unwrap_or(u32::MAX);
        if checks.audit.log_nodes(nodes_read, limit).await? != computed {
            findings
                .broken
                .push(format!("log: stored nodes from {nodes_read} on are not those of its records"));
        }
        nodes_read += u64::from(limit);
    }
    findings.records = log.size();
    for (size, notes) in signed.range(log.size() + 1..) {
        findings.broken.extend(notes.iter().map(|(name, _)| {
            format!("log: {} records, but {name} signs {size}: cut, or an older store", log.size())
        }));
    }
    if log.size() > 0 && !signed.contains_key(&log.size()) {
        findings.broken.push(format!("log: no checkpoint signs its {} records", log.size()));
    }
    if !checks.audit.log_nodes(nodes_read, 1).await?.is_empty() {
        findings.broken.push("log: stored nodes go on after its last record".into());
    }
    Ok(())
}

/// The checkpoints of the store itself and those from elsewhere.
async fn signed(checks: Checks<'_>, findings: &mut Findings) -> Result<Signed, PortError> {
    let stored = checks.audit.checkpoints().await?;
    let stored = stored.into_iter().map(|note| ("a checkpoint of the store".to_owned(), note));
    let mut signed = Signed::new();
    for (name, note) in stored.chain(checks.checkpoints.iter().cloned()) {
        match checks.key.open(&note) {
            Ok(checkpoint) => signed.entry(checkpoint.size).or_default().push((name, checkpoint.root)),
            Err(error) => findings.broken.push(format!("log: {name}: {error}")),
        }
    }
    Ok(signed)
}
