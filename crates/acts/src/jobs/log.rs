//! Heads of journals into the Merkle log; a signed checkpoint to the store and to where its keeper does not reach.

use journal::checkpoint::Checkpoint;
use journal::log::Log;

use super::Upkeep;
use crate::ports::{LogWrite, PortError};

/// Heads logged in one step.
const STEP: u32 = 5_000;

/// Logs every head that waits; the number of heads logged.
///
/// The newest checkpoint is published even when nothing waited: a place that could not be reached gets it later.
pub async fn log_heads(upkeep: &Upkeep) -> Result<u64, PortError> {
    let mut logged = 0;
    loop {
        let heads = upkeep.log.unlogged(STEP).await?;
        if heads.is_empty() {
            break;
        }
        logged += heads.len() as u64;
        let write = extend(upkeep, heads).await?;
        upkeep.log.append(write).await?;
    }
    if let Some(newest) = upkeep.log.newest_checkpoint().await? {
        upkeep.witness.publish(&newest, upkeep.clock.now()).await?;
    }
    Ok(logged)
}

async fn extend(upkeep: &Upkeep, heads: Vec<journal::log::Head>) -> Result<LogWrite, PortError> {
    let expected = upkeep.log.size().await?;
    let edge = upkeep.log.nodes(Log::needed(expected)).await?;
    let mut log = Log::resume(expected, &edge)?;
    let mut nodes = Vec::with_capacity(heads.len() * 2);
    for head in &heads {
        nodes.extend(log.append(head)?);
    }
    let root = log.root()?;
    let checkpoint = Checkpoint { size: log.size(), root };
    let checkpoint = upkeep.log_key.sign(&checkpoint)?;
    Ok(LogWrite { expected, heads, nodes, checkpoint })
}
