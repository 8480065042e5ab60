//! `cargo xtask test`: everything that must hold, step by step; the first failing step ends it.

use std::time::Instant;

use crate::{Outcome, clauses, shell, tidy, tools};

type Step = (&'static str, fn() -> Outcome);

const STEPS: [Step; 6] = [
    ("tools", tools::install),
    ("format", || shell::run(shell::cargo().args(["fmt", "--all", "--check"]))),
    ("lints", || {
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        shell::run(shell::cargo().args(clippy))
    }),
    ("tidy", tidy::run),
    ("clauses", clauses::check),
    ("tests", || shell::run(shell::cargo().args(["test", "--workspace"]))),
];

pub(crate) fn run() -> Outcome {
    for (name, step) in STEPS {
        let start = now();
        println!("== {name}");
        step().map_err(|failure| format!("{failure}\n== {name} failed after {:.1} s", seconds(start)))?;
        println!("== {name}: {:.1} s", seconds(start));
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "tells the person at the terminal how long a step took")]
fn now() -> Instant {
    Instant::now()
}

fn seconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}
