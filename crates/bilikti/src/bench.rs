//! `bilikti bench`.

use std::process::ExitCode;

use crate::command::Bench;

pub async fn bench(what: Bench) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match what {
        Bench::Pages { .. } => Ok(ExitCode::from(2)),
    }
}
