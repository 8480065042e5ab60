//! `regulation/` as data: the readings chosen where the Rules leave a gap, and the index of the clauses.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Bilingual, Clause};

/// A gap of the Rules and the reading chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// `Q1`, `Q2`, …
    pub no: String,
    pub clauses: Vec<Clause>,
    /// What the Rules leave open; English.
    pub gap: String,
    /// How the product reads it; English.
    pub reading: String,
    /// The name of the rule or setting that carries the reading out.
    pub rule: String,
    pub since: Date,
}

/// How a clause is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseStatus {
    Automated,
    ByPerson,
    OutOfScope,
}

/// One clause of the Rules in the index of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseEntry {
    pub id: Clause,
    pub title: Bilingual,
    pub status: ClauseStatus,
    /// Why the status is what it is; English.
    pub why: String,
    pub checked_on: Date,
}

/// The readings in force, Q1 first.
pub fn readings() -> &'static [Reading] {
    static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "embedded text; a test reads it")]
        let file: Readings = toml::from_str(READINGS_TEXT).expect("the embedded readings are readable");
        file.reading
    });
    &READINGS
}

/// The clauses of the current edition, in the order of the text.
pub fn clauses() -> &'static [ClauseEntry] {
    static CLAUSES: LazyLock<Vec<ClauseEntry>> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "embedded text; a test reads it")]
        let file: Index = toml::from_str(INDEX_TEXT).expect("the embedded index is readable");
        file.clause
    });
    &CLAUSES
}

const READINGS_TEXT: &str = include_str!("../../../regulation/readings.toml");
const INDEX_TEXT: &str = include_str!("../../../regulation/order-374/2023-09-04/index.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Readings {
    reading: Vec<Reading>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    clause: Vec<ClauseEntry>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The ids of the headings of a Markdown text of the edition, each once, in order.
    fn headings(text: &str) -> Vec<&str> {
        let mut ids = Vec::new();
        let titles = text
            .lines()
            .filter(|line| line.starts_with("##"))
            .map(|line| line.trim_start_matches(['#', ' ']));
        for id in titles.filter(|title| title.starts_with(['¶', 'A'])) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn ids() -> Vec<&'static str> {
        clauses().iter().map(|entry| entry.id.as_str()).collect()
    }

    #[test]
    fn p01_index_text_and_gloss_name_the_same_clauses_in_the_same_order() {
        let text = include_str!("../../../regulation/order-374/2023-09-04/text.kk.md");
        let gloss = include_str!("../../../regulation/order-374/2023-09-04/gloss.en.md");
        assert_eq!(ids(), headings(text));
        assert_eq!(ids(), headings(gloss));
    }

    #[test]
    fn p01_the_index_covers_every_clause_in_both_languages() {
        for number in 1..=23 {
            assert!(ids().contains(&format!("¶{number}").as_str()), "¶{number}");
        }
        assert!(ids().ends_with(&["A1", "A2"]));
        for entry in clauses() {
            let texts = [&entry.title.kk, &entry.title.ru, &entry.why];
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{entry:?}");
        }
    }

    #[test]
    fn p01_the_readings_are_numbered_without_a_gap_and_name_clauses_of_the_text() {
        for (place, reading) in readings().iter().enumerate() {
            assert_eq!(reading.no, format!("Q{}", place + 1));
            assert!(!reading.clauses.is_empty(), "{}", reading.no);
            for clause in &reading.clauses {
                assert!(ids().contains(&clause.as_str()), "{} names {clause}", reading.no);
            }
        }
        assert_eq!(readings().len(), 47);
    }
}
