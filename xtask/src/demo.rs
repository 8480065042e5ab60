//! `cargo xtask demo`: the demonstration, served from a release build.

use std::os::unix::process::CommandExt;

use crate::{Outcome, shell};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let listen = match arguments {
        [] => "127.0.0.1:8080",
        [flag, address] if flag == "--listen" => address,
        _ => return Err("cargo xtask demo [--listen ADDRESS:PORT]".to_owned()),
    };
    shell::run(shell::cargo().args(["build", "--release", "-p", "bilikti"]))?;
    let bilikti = shell::target_folder().join("release/bilikti");
    // The server takes the place of this process, so that signals reach it.
    let error = shell::program(&bilikti.to_string_lossy())
        .args(["serve", "--demo", "demo", "--data", "data", "--listen", listen])
        .exec();
    Err(format!("{}: {error}", bilikti.display()))
}
