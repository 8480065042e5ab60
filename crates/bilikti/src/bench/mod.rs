//! `bilikti bench`: figures of the running program, printed as Markdown for `docs/evidence/`.

mod fill;
mod pages;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::command::Bench;

type Failed = Box<dyn std::error::Error>;

pub(crate) async fn bench(what: Bench) -> Result<ExitCode, Failed> {
    match what {
        Bench::Pages { cases, rounds, demo } => pages::pages(cases, rounds, &demo).await,
    }
}

/// The only stop-watch.
fn stopwatch() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "durations are what this module measures")]
    Instant::now()
}

/// The value below which `share` of the sorted durations lie, in milliseconds.
fn percentile(sorted: &[Duration], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let place = ((sorted.len() as f64 * share).ceil() as usize).saturating_sub(1);
    sorted.get(place).map_or(f64::NAN, |duration| duration.as_secs_f64() * 1000.0)
}
