//! `bilikti outbox`.

use std::process::ExitCode;

use acts::ports::{Backlog, Clock as _};

use crate::clock::SystemClock;
use crate::command::Place;
use crate::install::open_store;

/// Lets go or gives up what is held, then tells how much stands where.
pub(crate) async fn outbox(
    place: &Place,
    release: bool,
    give_up: bool,
) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let store = open_store(&place.settings()?).await?;
    let outbox = store.outbox();
    if release || give_up {
        let held = outbox.let_held(release, SystemClock.now()).await?;
        println!("{held} {}", if release { "released: a running server sends them" } else { "given up" });
    }
    let Backlog { waiting, oldest, held, failed } = outbox.backlog().await?;
    let since = oldest.map(|oldest| format!(", the oldest since {oldest:.0}")).unwrap_or_default();
    println!("{waiting} waiting{since}, {held} held, {failed} failed");
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}
