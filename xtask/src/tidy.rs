//! `cargo xtask tidy`: the rules of the house that no compiler holds.

use std::path::Path;

use crate::Outcome;
use crate::shell;
use crate::sources::{self, Lines, Source};

/// Who may use whom, from the law outwards. `bilikti` may use everything.
const ARROWS: [(&str, &[&str]); 11] = [
    ("rules", &[]),
    ("exam", &["rules"]),
    ("proctoring", &["rules"]),
    ("signatures", &["rules"]),
    ("journal", &["rules"]),
    ("acts", &PURE),
    ("store", &PURE_AND_ACTS),
    ("papers", &PURE_AND_ACTS),
    ("vision", &PURE_AND_ACTS),
    ("link", &PURE_AND_ACTS),
    ("web", &PURE_AND_ACTS),
];
const PURE: [&str; 5] = ["rules", "exam", "proctoring", "signatures", "journal"];
const PURE_AND_ACTS: [&str; 6] = ["acts", "rules", "exam", "proctoring", "signatures", "journal"];

const NOT_IN_PURE: [&str; 7] =
    ["std::fs", "std::net", "std::env", "std::time::SystemTime", "tokio", "rusqlite", "axum"];
const UNFINISHED: [&str; 3] = ["todo!", "unimplemented!", "#[ignore"];
const LONGEST_FILE: usize = 400;

/// This file spells out what it forbids.
const THIS: &str = "xtask/src/tidy.rs";

pub(crate) fn run() -> Outcome {
    let root = shell::root();
    let sources = sources::read(&root, &["."]);
    let mut problems = arrows(&root);
    for source in sources.iter().filter(|source| source.path != THIS) {
        problems.extend(length(source));
        problems.extend(machine_paths(source));
        problems.extend(impure(source));
        problems.extend(unfinished(source));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// Arrows between crates, in all kinds of dependencies.
fn arrows(root: &Path) -> Vec<String> {
    let manifests = sources::read(root, &["crates"]);
    let manifests: Vec<(String, toml::Table)> = manifests
        .iter()
        .filter_map(|source| {
            let name = source.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
            Some((name.to_owned(), source.text.parse().ok()?))
        })
        .collect();
    let crates: Vec<&str> = manifests.iter().map(|(name, _)| name.as_str()).collect();
    manifests.iter().flat_map(|(name, manifest)| wrong_arrows(name, manifest, &crates)).collect()
}

fn wrong_arrows(name: &str, manifest: &toml::Table, crates: &[&str]) -> Vec<String> {
    if name == "bilikti" {
        return Vec::new();
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name) else {
        return vec![format!("crates/{name}: has no place in the house")];
    };
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .into_iter()
        .filter_map(|kind| manifest.get(kind)?.as_table())
        .flat_map(|table| table.keys())
        .filter(|used| crates.contains(&used.as_str()) && !allowed.contains(&used.as_str()))
        .map(|used| format!("crates/{name}: may not use `{used}`"))
        .collect()
}

fn length(source: &Source) -> Option<String> {
    let Source { path, text } = source;
    let measured = ["rs", "ts", "html"].iter().any(|kind| source.is(kind));
    let lines = text.lines().count();
    (measured && lines > LONGEST_FILE)
        .then(|| format!("{path}: {lines} lines, at most {LONGEST_FILE} are allowed"))
}

/// A path that is good on one machine only.
fn machine_paths(source: &Source) -> Vec<String> {
    let homes = ["home", "root", "Users"].map(|folder| format!("/{folder}/"));
    let here = shell::root().to_string_lossy().into_owned();
    let paths: Vec<&str> = homes.iter().chain([&here]).map(String::as_str).collect();
    lines_with(source, source.lines(), &paths, "a path of one machine")
}

fn impure(source: &Source) -> Vec<String> {
    let pure = PURE.iter().any(|name| source.path.starts_with(&format!("crates/{name}/src/")));
    let code = if pure { source.code_and_tests().0 } else { Vec::new() };
    lines_with(source, code, &NOT_IN_PURE, "not in a pure crate")
}

fn unfinished(source: &Source) -> Vec<String> {
    let lines = if source.is("rs") { source.lines() } else { Vec::new() };
    lines_with(source, lines, &UNFINISHED, "unfinished")
}

fn lines_with(source: &Source, lines: Lines<'_>, words: &[&str], what: &str) -> Vec<String> {
    lines
        .into_iter()
        .filter_map(|(number, line)| {
            let word = words.iter().find(|word| line.contains(**word))?;
            Some(format!("{}:{number}: `{word}`: {what}", source.path))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    fn arrows_of(name: &str, manifest: &str) -> Vec<String> {
        let crates = ["rules", "acts", "store", "web", "bilikti", "other"];
        wrong_arrows(name, &manifest.parse().expect("TOML"), &crates)
    }

    #[test]
    fn only_the_arrows_of_the_house_are_allowed() {
        let uses_store = "[dependencies]\nserde = \"1\"\nrules = {}\nstore.workspace = true";
        assert_eq!(arrows_of("web", uses_store), ["crates/web: may not use `store`"]);
        assert_eq!(arrows_of("bilikti", uses_store), [""; 0]);
        assert_eq!(arrows_of("rules", "[dev-dependencies]\nacts = {}"), ["crates/rules: may not use `acts`"]);
        assert_eq!(arrows_of("acts", "[dependencies]\nrules = {}"), [""; 0]);
        assert_eq!(arrows_of("other", ""), ["crates/other: has no place in the house"]);
    }

    #[test]
    fn a_file_has_at_most_400_lines() {
        assert_eq!(length(&source("a.rs", &"x\n".repeat(400))), None);
        assert!(length(&source("a.html", &"x\n".repeat(401))).is_some());
        assert_eq!(length(&source("a.tsv", &"x\n".repeat(401))), None);
    }

    #[test]
    fn a_path_of_one_machine_is_found_with_its_line() {
        let found = machine_paths(&source("a.md", "x\nin /home/aigerim/x"));
        assert_eq!(found, ["a.md:2: `/home/`: a path of one machine"]);
        assert_eq!(machine_paths(&source("a.md", &shell::root().to_string_lossy())).len(), 1);
        assert_eq!(machine_paths(&source("a.md", "/usr/share/fonts")), [""; 0]);
    }

    #[test]
    fn pure_crates_read_no_file_outside_their_tests() {
        let text = "use std::fs;\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}";
        let found = impure(&source("crates/rules/src/a.rs", text));
        assert_eq!(found, ["crates/rules/src/a.rs:1: `std::fs`: not in a pure crate"]);
        assert_eq!(impure(&source("crates/store/src/a.rs", text)), [""; 0]);
    }

    #[test]
    fn nothing_is_left_unfinished_nor_ignored() {
        let text = "fn a() { todo!() }\n#[cfg(test)]\nmod tests {\n#[ignore]\n}";
        assert_eq!(unfinished(&source("crates/web/src/a.rs", text)).len(), 2);
        assert_eq!(unfinished(&source("docs/a.md", text)), [""; 0]);
    }
}
