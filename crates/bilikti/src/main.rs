//! The program: the only place where ports meet adapters.

mod bench;
mod clock;
mod command;
mod demo;
mod install;
mod jobs;
mod passwords;
mod rules_cli;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use command::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    // The worker limits its own memory: it must run before anything else takes some.
    if matches!(cli.command, Command::IntakeWorker) {
        return link::intake::worker_main();
    }
    if let Command::Rules(asked) = &cli.command {
        return rules_cli::answer(asked);
    }
    match run(cli.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("bilikti: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Box<dyn std::error::Error>> {
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()),
        )
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Serve(serve) => serve::serve(serve).await,
            Command::Verify(what) => verify::verify(&what).await,
            Command::Bench { what } => bench::bench(what).await,
            Command::IntakeWorker | Command::Rules(_) => Ok(ExitCode::SUCCESS),
        }
    })
}
