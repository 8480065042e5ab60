//! ¶3, A2 level 2. A profession of the register: its code in the National Classifier of Occupations, its names, where it stands.

use serde::{Deserialize, Serialize};

use crate::Bilingual;
use crate::identifiers::{NkzCode, NqfLevel, OkedCode};

/// An occupation of the classifier, with what the register adds to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profession {
    pub code: NkzCode,
    pub name: Bilingual,
    /// Empty where nobody gave it: the classifier is published in Kazakh and Russian.
    #[serde(default)]
    pub name_en: String,
    /// A2 level 1; a programme says its own.
    #[serde(default)]
    pub oked: Option<OkedCode>,
    /// A2 level 3; a programme says its own.
    #[serde(default)]
    pub nqf_level: Option<NqfLevel>,
}

/// What is known before the whole classifier is imported: a few occupations of it.
pub fn sample() -> Vec<Profession> {
    let table =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regulation/classifiers/nkz-sample.tsv"));
    table.lines().skip(1).filter_map(line).collect()
}

fn line(line: &str) -> Option<Profession> {
    let mut cells = line.split('\t');
    let (code, ru, kk) = (cells.next()?, cells.next()?, cells.next()?);
    let code = NkzCode::parse(code).ok()?;
    Some(Profession {
        code,
        name: Bilingual::new(kk, ru),
        name_en: String::new(),
        oked: None,
        nqf_level: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a2_the_sample_is_read_whole() {
        let sample = sample();
        assert_eq!(sample.len(), 14);
        let welder = sample.iter().find(|one| one.code.as_str() == "7212-1-008");
        assert_eq!(welder.map(|one| one.name.kk.as_str()), Some("пісіруші"));
        assert!(sample.iter().all(|one| !one.name.kk.is_empty() && !one.name.ru.is_empty()));
    }
}
