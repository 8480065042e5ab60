//! Jobs beside the pages.

use std::time::Duration;

use acts::jobs::{Upkeep, run_due};
use metrics::counter;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// How often a node looks whether something is due.
const LOOK: Duration = Duration::from_secs(2);

/// Runs until aborted. A job that fails is told in the log and tried again when it is due again.
pub(crate) fn start(upkeep: Upkeep, node: Uuid) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            for (job, outcome) in run_due(&upkeep, node).await {
                let word = if outcome.is_ok() { "done" } else { "failed" };
                counter!("bilikti_job_runs_total", "job" => job.name(), "outcome" => word).increment(1);
                match outcome {
                    Ok(()) => tracing::debug!(?job, "done"),
                    Err(error) => tracing::error!(?job, %error, "a job failed"),
                }
            }
            tokio::time::sleep(LOOK).await;
        }
    })
}
