//! Jobs beside the pages.

use std::sync::Arc;
use std::time::Duration;

use acts::jobs::{Job, Upkeep, run_if_due};
use acts::reference::Shelf;
use metrics::counter;
use tokio::task::JoinSet;
use uuid::Uuid;

/// How often a node looks whether something is due.
const LOOK: Duration = Duration::from_secs(2);

/// Runs until dropped. A job that fails is told in the log and tried again when it is due again.
pub(crate) fn start(upkeep: &Upkeep, node: Uuid) -> JoinSet<()> {
    // Each beside the others: a mail server that does not answer keeps no other job waiting.
    Job::ALL.into_iter().map(|job| keep_doing(upkeep.clone(), node, job)).collect()
}

/// Each node reads for itself what was changed of the reference data on another.
pub(crate) async fn follow(shelf: Arc<Shelf>) {
    loop {
        tokio::time::sleep(LOOK).await;
        if let Err(error) = shelf.refresh().await {
            tracing::error!(%error, "the reference data could not be read");
        }
    }
}

async fn keep_doing(upkeep: Upkeep, node: Uuid, job: Job) {
    loop {
        let outcome = run_if_due(&upkeep, node, job).await;
        if outcome != Ok(false) {
            let word = if outcome.is_ok() { "done" } else { "failed" };
            counter!("bilikti_job_runs_total", "job" => job.name(), "outcome" => word).increment(1);
        }
        match outcome {
            Ok(false) => {}
            Ok(true) => tracing::debug!(?job, "done"),
            Err(error) => tracing::error!(?job, %error, "a job failed"),
        }
        tokio::time::sleep(LOOK).await;
    }
}
