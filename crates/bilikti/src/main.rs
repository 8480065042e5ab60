//! The program: the only place where ports meet adapters.

mod backup;
mod bench;
mod clock;
mod command;
mod demo;
mod doctor;
mod first_operator;
mod fresh;
mod install;
mod jobs;
mod keys;
mod move_data;
mod observe;
mod outbox;
mod passwords;
mod platform_double;
mod progress;
mod rules_cli;
mod serve;
mod settings;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use command::{Cli, Command, ConfigCommand, Place};
use settings::StoreSettings;
use store::DatabaseAt;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // The worker limits its own memory: it must run before anything else takes some.
    if let Command::IntakeWorker { task } = &cli.command {
        return link::intake::worker_main(task.as_deref());
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
    // The largest command decides the size of them all.
    runtime.block_on(Box::pin(async {
        match command {
            Command::Serve(serve) => serve::serve(serve).await,
            Command::Migrate { place, plan } => migrate(&place, plan).await,
            Command::Backup { what } => backup::backup(what).await,
            Command::MoveData(what) => move_data::move_data(&what).await,
            Command::Outbox { place, release, give_up } => outbox::outbox(&place, release, give_up).await,
            Command::Doctor(place) => doctor::doctor(&place).await,
            Command::Keys(place) => make_keys(&place),
            Command::FirstOperator { place, login, name } => {
                first_operator::make(&place, &login, &name).await
            }
            Command::Config { what } => config(&what),
            Command::Verify(what) => verify::verify(&what).await,
            Command::Bench { what } => bench::bench(what).await,
            Command::PlatformDouble(what) => platform_double::serve(&what).await,
            Command::IntakeWorker { .. } | Command::Rules(_) => Ok(ExitCode::SUCCESS),
        }
    }))
}

async fn migrate(place: &Place, plan: bool) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let settings = place.settings()?;
    let StoreSettings { database, migrator, .. } = settings.store.clone();
    let owner = migrator.or(database);
    let planned = match &owner {
        Some(owner) => store::planned(&DatabaseAt::Postgres(owner.reveal().into())).await?,
        None => store::planned(&settings.database()).await?,
    };
    match owner {
        _ if plan => {}
        Some(owner) => drop(store::migrate(owner.reveal()).await?),
        None => install::open_store(&settings).await?.close().await?,
    }
    println!("{}", if planned.is_empty() { "up to date".to_owned() } else { planned.join(", ") });
    Ok(ExitCode::SUCCESS)
}

fn make_keys(place: &Place) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let keys = place.settings()?.keys();
    let master = keys.master()?;
    keys.seal()?;
    keys.log()?;
    println!("{}: master key {}", keys.folder.display(), master.fingerprint());
    println!("Keep a copy of {} where no back-up is: a back-up opens with it alone.", keys::MASTER);
    Ok(ExitCode::SUCCESS)
}

fn config(what: &ConfigCommand) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match what {
        ConfigCommand::Check(place) => {
            place.settings()?;
            println!("the settings can be used");
        }
        ConfigCommand::Print { place, .. } => print!("{}", place.settings()?.redacted()?),
    }
    Ok(ExitCode::SUCCESS)
}
