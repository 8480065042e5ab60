//! `cargo xtask mutants`: the pure rules changed one place at a time; a change no test notices is a hole.

use crate::{Outcome, shell};

/// Further options go to `cargo mutants` as they are, such as `--file crates/rules/src/identifiers/serial.rs`.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if !shell::found("cargo-mutants") {
        shell::run(shell::cargo().args(["install", "cargo-mutants", "--locked"]))?;
    }
    let output = shell::target_folder();
    shell::run(shell::cargo().args(["mutants", "--package", "rules", "--output"]).arg(output).args(arguments))
}
