//! OKED (ЭҚЖЖ), the General Classifier of Economic Activities.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{digits, text_value};
use crate::oked::Entry;

/// Code and Russian name of each subclass, in the order of the codes.
static CLASSIFIER: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let table = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regulation/classifiers/oked.tsv"));
    table.lines().skip(1).filter_map(|line| line.split_once('\t')).collect()
});

/// A2, level 1. A subclass of the classifier: five digits that exist in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OkedCode(String);

text_value!(OkedCode, OkedError, read by parse);

/// Why a text is not an OKED code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum OkedError {
    #[error("an OKED code has 5 digits, not {got}")]
    Length { got: usize },
    #[error("an OKED code has only digits")]
    NotDigits,
    #[error("the classifier has no such subclass")]
    Unknown,
}

impl OkedError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "oked-length",
            Self::NotDigits => "oked-not-digits",
            Self::Unknown => "oked-unknown",
        }
    }
}

impl OkedCode {
    /// Five digits the classifier has; spaces around them are allowed.
    pub fn parse(text: &str) -> Result<Self, OkedError> {
        Self::exact(text.trim())
    }

    pub(super) fn exact(text: &str) -> Result<Self, OkedError> {
        digits::<5, _>(text, |got| OkedError::Length { got }, OkedError::NotDigits)?;
        find(text).map(|_| Self(text.to_owned())).ok_or(OkedError::Unknown)
    }

    /// Every subclass, in the order of the codes.
    pub(crate) fn subclasses() -> impl Iterator<Item = Entry> {
        CLASSIFIER.iter().map(|(code, name_ru)| Entry { code, name_ru })
    }

    /// The name in the classifier; it is published in Russian.
    pub fn name_ru(&self) -> &'static str {
        find(&self.0).unwrap_or_default()
    }
}

fn find(code: &str) -> Option<&'static str> {
    let place = CLASSIFIER.binary_search_by_key(&code, |(code, _)| code).ok()?;
    CLASSIFIER.get(place).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a2_every_subclass_of_the_classifier_is_found_with_its_name() {
        assert_eq!(CLASSIFIER.len(), 1102);
        assert!(CLASSIFIER.is_sorted());
        for (code, name) in CLASSIFIER.iter() {
            let oked = OkedCode::parse(code).unwrap();
            assert_eq!((oked.as_str(), oked.name_ru()), (*code, *name));
            assert!(!name.is_empty());
        }
    }

    #[test]
    fn a2_subclasses_the_classifier_lacks_are_refused() {
        for code in ["62010", "56100", "43210", "00000", "99999"] {
            assert_eq!(OkedCode::parse(code), Err(OkedError::Unknown), "{code}");
        }
    }

    #[test]
    fn a2_an_oked_code_has_five_digits() {
        let oked = OkedCode::parse(" 01111 ").unwrap();
        assert_eq!(oked.to_string(), "01111");
        assert_eq!(oked.name_ru(), "Выращивание зерновых и зернобобовых культур, включая семеноводство");
        assert_eq!(OkedCode::parse("2562"), Err(OkedError::Length { got: 4 }));
        assert_eq!(OkedCode::parse("256200"), Err(OkedError::Length { got: 6 }));
        assert_eq!(OkedCode::parse("25.62"), Err(OkedError::NotDigits));
    }

    #[test]
    fn a2_an_oked_code_is_a_checked_string_in_json() {
        let oked: OkedCode = serde_json::from_str("\"25620\"").unwrap();
        assert_eq!(serde_json::to_string(&oked).unwrap(), "\"25620\"");
        assert!(serde_json::from_str::<OkedCode>("\"62010\"").is_err());
    }

    #[test]
    fn a2_each_reason_has_its_key() {
        let codes =
            [OkedError::Length { got: 2 }, OkedError::NotDigits, OkedError::Unknown].map(|e| e.code());
        assert_eq!(codes, ["oked-length", "oked-not-digits", "oked-unknown"]);
    }
}
