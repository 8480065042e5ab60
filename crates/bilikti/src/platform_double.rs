//! `bilikti platform-double`.

use std::process::ExitCode;
use std::time::Duration;

use acts::ports::Ids as _;
use link::platform::double::{Double, Manners};
use tokio::net::TcpListener;

use crate::clock::FreshIds;
use crate::command::PlatformDouble;

pub(crate) async fn serve(what: &PlatformDouble) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let PlatformDouble { busy, repeat, lose, reject, .. } = *what;
    let seed = what.seed.unwrap_or_else(|| FreshIds.fresh().as_u64_pair().1);
    let manners = Manners { busy, slow: Duration::from_millis(what.slow_ms), repeat, lose, reject };
    let listener = TcpListener::bind(what.listen).await?;
    println!("bilikti: platform double on http://{}, seed {seed}", listener.local_addr()?);
    axum::serve(listener, Double::new(seed, manners).router()).await?;
    Ok(ExitCode::SUCCESS)
}
