//! The commands of the project: `cargo xtask <command>`.

mod bench;
mod citations;
mod clauses;
mod demo;
mod mutants;
mod screens;
mod shell;
mod sources;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  test              everything that must hold: tools, format, lints, tidy, clauses, tests
  tidy              the rules of the house that no compiler holds
  clauses           clause of the Rules -> code -> tests
  bench <name>      measure; without a name: what can be measured
  demo [--listen ADDRESS:PORT]
                    build, and serve the demonstration at 127.0.0.1:8080
  pictures [--guides]
                    every page in Kazakh and Russian, at a desk and on a phone, into target/screens;
                    or those in docs/guides
  mutants [option…] change the pure rules at random places and see whether the tests notice
";

/// What a command gives back; the failure is a sentence for the person at the terminal.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", arguments.as_slice()),
    };
    let outcome = match command {
        "test" => test::run(),
        "tidy" => tidy::run(),
        "clauses" => clauses::run(),
        "bench" => bench::run(rest),
        "pictures" => screens::pictures(rest),
        "demo" => demo::run(rest),
        "mutants" => mutants::run(rest),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("there is no command `{other}`\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
