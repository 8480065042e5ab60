//! `bilikti move-data`.

use std::process::ExitCode;

use store::Refused;

use crate::command::{MoveData, Place};
use crate::install::open_store;
use crate::progress;

/// Exit code 0 = everything is there and the same, 1 = it is not.
pub(crate) async fn move_data(what: &MoveData) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let from = what.place.settings()?;
    let to = Place { config: Some(what.to.clone()), data: None }.settings()?;
    if (from.database(), from.files()?) == (to.database(), to.files()?) {
        return Err("both settings name the same store".into());
    }
    if !from.keys().has_master() {
        return Err("there is nothing to move: the installation has no master key".into());
    }
    if !to.keys().has_master() || to.keys().master()?.fingerprint() != from.keys().master()?.fingerprint() {
        let (from, to) = (from.keys().folder, to.keys().folder);
        return Err(format!("copy the keys of {} to {} first", from.display(), to.display()).into());
    }
    let (here, there) = (open_store(&from).await?, open_store(&to).await?);
    let bar = progress::count("files");
    let moved = here.copy_to(&there, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    let moved = moved.await;
    bar.finish_and_clear();
    here.close().await?;
    there.close().await?;
    match moved {
        Ok(moved) => {
            for (table, counted) in &moved.tables.0 {
                println!("{table:<16} {:>10} rows  {}", counted.rows, counted.digest);
            }
            println!("{} files, {} bytes; both stores hold the same", moved.objects, moved.bytes);
            Ok(ExitCode::SUCCESS)
        }
        Err(refused @ Refused::NotEmpty) => {
            println!("nothing was moved: {refused}");
            Ok(ExitCode::from(1))
        }
        Err(refused) => {
            println!("not all of it was moved: {refused}. The store it came from is as it was.");
            Ok(ExitCode::from(1))
        }
    }
}
