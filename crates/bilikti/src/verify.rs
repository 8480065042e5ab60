//! `bilikti verify`.

use std::path::Path;
use std::process::ExitCode;

use crate::install::{Install, Options};

/// Exit code 0 = clean, 1 = broken (one line each), 2 = could not check.
pub(crate) async fn verify(data: &Path) -> Result<ExitCode, Box<dyn std::error::Error>> {
    if !data.join(store::DATABASE).is_file() {
        return Err(format!("{}: there is no store to check", data.display()).into());
    }
    let install = Install::open(Options::existing(data))?;
    let findings = acts::verify::verify(&install.cx).await?;
    for line in &findings.broken {
        println!("{line}");
    }
    println!(
        "{} cases, {} journal entries, {} files checked; {} broken",
        findings.cases,
        findings.entries,
        findings.files,
        findings.broken.len()
    );
    install.close().await?;
    Ok(if findings.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
