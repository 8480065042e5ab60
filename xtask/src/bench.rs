//! `cargo xtask bench <name>`: hands over to the program, which holds the measurements.

use crate::{Outcome, shell};

const NAMES: [&str; 1] = ["pages"];

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let known = arguments.first().is_some_and(|name| NAMES.contains(&name.as_str()));
    if !known {
        return Err(format!("cargo xtask bench <name>, where the name is one of: {}", NAMES.join(", ")));
    }
    shell::run(shell::cargo().args(["run", "--release", "-p", "bilikti", "--", "bench"]).args(arguments))
}
