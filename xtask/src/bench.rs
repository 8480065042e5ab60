//! `cargo xtask bench <name>`: hands over to the measurement.

use crate::{Outcome, screens, shell};

/// Name, and how it is run: by the program itself, or by an example of a crate.
const NAMES: [(&str, &[&str]); 3] = [
    ("pages", &["-p", "bilikti", "--", "bench", "pages"]),
    ("files", &["-p", "store", "--example", "file_stream", "--"]),
    ("saves", &["-p", "store", "--example", "save_rate", "--"]),
];

pub(crate) fn run(arguments: &[String]) -> Outcome {
    if arguments == ["screens"] {
        return screens::measure();
    }
    let asked = arguments.split_first();
    let Some((how, rest)) = asked.and_then(|(name, rest)| Some((how(name)?, rest))) else {
        let names = NAMES.map(|(name, _)| name).join(", ");
        return Err(format!("cargo xtask bench <name>, where the name is one of: {names}, screens"));
    };
    shell::run(shell::cargo().args(["run", "--release"]).args(how).args(rest))
}

fn how(name: &str) -> Option<&'static [&'static str]> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, how)| *how)
}
