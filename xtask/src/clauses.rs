//! `cargo xtask clauses`: clause of the Rules → code → tests, and what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::Outcome;
use crate::citations::{self, Citation, Kind};
use crate::shell;
use crate::sources::{self, Source};

/// The edition whose clauses the program carries out.
const EDITION: &str = "regulation/order-374/2023-09-04";

#[derive(Deserialize)]
struct Index {
    clause: Vec<Clause>,
}

#[derive(Deserialize)]
struct Clause {
    id: String,
    title: Title,
    status: Status,
}

#[derive(Deserialize)]
struct Title {
    ru: String,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Automated,
    ByPerson,
    OutOfScope,
}

/// Where one clause is carried out and proved.
#[derive(Default)]
struct Coverage {
    code: BTreeSet<String>,
    /// `path` or `path name`.
    tests: BTreeSet<String>,
}

struct Report {
    clauses: Vec<(Clause, Coverage)>,
    problems: Vec<String>,
}

/// The whole table, then what is missing.
pub(crate) fn run() -> Outcome {
    let report = report(&shell::root())?;
    for (clause, coverage) in &report.clauses {
        println!("{:<10} {:<12} {}", clause.id, clause.status.word(), clause.title.ru);
        for (what, places) in [("code", &coverage.code), ("test", &coverage.tests)] {
            for place in places {
                println!("{:<10} {what:<12} {place}", "");
            }
        }
    }
    println!();
    conclude(&report)
}

/// Only the sum, and what is missing.
pub(crate) fn check() -> Outcome {
    conclude(&report(&shell::root())?)
}

fn conclude(report: &Report) -> Outcome {
    let count = |status| report.clauses.iter().filter(|(clause, _)| clause.status == status).count();
    println!(
        "{} clauses: {} automated, {} by a person, {} out of scope",
        report.clauses.len(),
        count(Status::Automated),
        count(Status::ByPerson),
        count(Status::OutOfScope),
    );
    if report.problems.is_empty() { Ok(()) } else { Err(report.problems.join("\n")) }
}

fn report(root: &Path) -> Result<Report, String> {
    let read = |name: &str| {
        let path = root.join(EDITION).join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let index: Index =
        toml::from_str(&read("index.toml")?).map_err(|error| format!("index.toml: {error}"))?;
    let sources = sources::read(root, &["crates", "tests"]);
    Ok(compare(index, &headings(&read("text.kk.md")?), &sources))
}

/// Ids of the clauses that the text has: one heading each, `## ¶5`.
fn headings(text: &str) -> BTreeSet<String> {
    let is_id = |title: &&str| {
        let mut letters = title.chars();
        matches!(letters.next(), Some('¶' | 'A')) && letters.next().is_some_and(|c| c.is_ascii_digit())
    };
    let titles =
        text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    titles.filter(is_id).map(str::to_owned).collect()
}

fn compare(index: Index, text: &BTreeSet<String>, sources: &[Source]) -> Report {
    let listed: BTreeSet<&String> = index.clause.iter().map(|clause| &clause.id).collect();
    let mut problems: Vec<String> = Vec::new();
    problems
        .extend(text.iter().filter(|id| !listed.contains(id)).map(|id| format!("{id}: not in index.toml")));
    problems
        .extend(listed.iter().filter(|id| !text.contains(**id)).map(|id| format!("{id}: not in text.kk.md")));

    let ids: Vec<String> = text.iter().cloned().collect();
    let mut coverage: BTreeMap<String, Coverage> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.is("rs")) {
        for citation in citations::of(source, &ids) {
            if citation.known {
                coverage.entry(citation.id.clone()).or_default().add(source, citation);
            } else {
                let Citation { id, line, .. } = citation;
                problems.push(format!("{}:{line}: {id}: the Rules have no such clause", source.path));
            }
        }
    }

    let with_coverage = |clause: Clause| {
        let coverage = coverage.remove(&clause.id).unwrap_or_default();
        (clause, coverage)
    };
    let clauses: Vec<_> = index.clause.into_iter().map(with_coverage).collect();
    problems.extend(clauses.iter().flat_map(|(clause, coverage)| missing(clause, coverage)));
    Report { clauses, problems }
}

/// What an automated clause lacks.
fn missing(clause: &Clause, coverage: &Coverage) -> Vec<String> {
    if clause.status != Status::Automated {
        return Vec::new();
    }
    [("code", &coverage.code), ("test", &coverage.tests)]
        .into_iter()
        .filter(|(_, places)| places.is_empty())
        .map(|(what, _)| format!("{}: automated, but no {what} names it", clause.id))
        .collect()
}

impl Coverage {
    fn add(&mut self, source: &Source, citation: Citation) {
        match citation.kind {
            Kind::Code => self.code.insert(source.path.clone()),
            Kind::Test(None) => self.tests.insert(source.path.clone()),
            Kind::Test(Some(name)) => self.tests.insert(format!("{} {name}", source.path)),
        };
    }
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Automated => "automated",
            Self::ByPerson => "by-person",
            Self::OutOfScope => "out-of-scope",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Rules\n## Тарау\n## ¶5\nx ¶7\n## ¶5\n### ¶8(1)\n## A2\n";

    fn index(statuses: &[(&str, &str)]) -> Index {
        let entry = |(id, status): &(&str, &str)| {
            format!("[[clause]]\nid = \"{id}\"\ntitle = {{ kk = \"\", ru = \"\" }}\nstatus = \"{status}\"\n")
        };
        toml::from_str(&statuses.iter().map(entry).collect::<String>()).expect("an index")
    }

    fn problems(statuses: &[(&str, &str)], sources: &[(&str, &str)]) -> Vec<String> {
        let source =
            |(path, text): &(&str, &str)| Source { path: (*path).to_owned(), text: (*text).to_owned() };
        let sources: Vec<Source> = sources.iter().map(source).collect();
        compare(index(statuses), &headings(TEXT), &sources).problems
    }

    const ALL: [(&str, &str); 3] = [("¶5", "automated"), ("¶8(1)", "by-person"), ("A2", "out-of-scope")];

    #[test]
    fn an_automated_clause_with_code_and_test_is_done() {
        let sources = [("crates/a/src/a.rs", "/// ¶5."), ("tests/it/a.rs", "fn p5_a() {}")];
        assert_eq!(problems(&ALL, &sources), [""; 0]);
    }

    #[test]
    fn an_automated_clause_without_code_or_test_is_named() {
        assert_eq!(
            problems(&ALL, &[("tests/it/a.rs", "fn p5_a() {}")]),
            ["¶5: automated, but no code names it"]
        );
        assert_eq!(
            problems(&ALL, &[("crates/a/src/a.rs", "/// ¶5.")]),
            ["¶5: automated, but no test names it"]
        );
        assert_eq!(problems(&ALL, &[("crates/a/src/a.md", "¶5")]).len(), 2);
    }

    #[test]
    fn a_clause_the_text_lacks_is_named_with_its_place() {
        let sources = [("crates/a/src/a.rs", "/// ¶5.\n\n/// ¶8(2)."), ("tests/it/a.rs", "fn p5_a() {}")];
        assert_eq!(problems(&ALL, &sources), ["crates/a/src/a.rs:3: ¶8(2): the Rules have no such clause"]);
    }

    #[test]
    fn index_and_text_have_the_same_clauses() {
        let index = [("¶5", "by-person"), ("¶6", "by-person"), ("A2", "by-person")];
        assert_eq!(problems(&index, &[]), ["¶8(1): not in index.toml", "¶6: not in text.kk.md"]);
    }
}
