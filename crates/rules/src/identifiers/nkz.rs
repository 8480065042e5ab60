//! NKZ (ұлттық кәсіптер сыныптауышы), the National Classifier of Occupations.

use serde::{Deserialize, Serialize};

use super::{digits, text_value};

/// The major group of workers who are in no other group: the Cyrillic letter, which people also type as Latin X.
const GROUP_KHA: char = 'Х';

/// ¶3, A2 level 2. The code of a profession: `NNNN-N-NNN`, or `ХNNNN-N-NNN` in the major group Х.
///
/// Kept with its hyphens. The major groups are 1–9 and Х, so a leading zero is only ever filling.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NkzCode(String);

text_value!(NkzCode, NkzError, read by parse);

/// Why a text is not an NKZ code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum NkzError {
    /// Digits after the letter Х, if any.
    #[error("an NKZ code has 8 digits, not {got}")]
    Length { got: usize },
    #[error("an NKZ code has only digits, hyphens and at its beginning the letter Х")]
    NotDigits,
    #[error("the hyphens of an NKZ code stand as in 7212-1-008")]
    Hyphens,
    #[error("the major groups of the classifier are 1 to 9 and Х")]
    MajorGroup,
}

impl NkzError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "nkz-length",
            Self::NotDigits => "nkz-not-digits",
            Self::Hyphens => "nkz-hyphens",
            Self::MajorGroup => "nkz-major-group",
        }
    }
}

impl NkzCode {
    /// With hyphens, without them, or filled with a zero to nine places; spaces around it are allowed.
    pub fn parse(text: &str) -> Result<Self, NkzError> {
        Self::exact(text.trim())
    }

    pub(super) fn exact(text: &str) -> Result<Self, NkzError> {
        let text = text.replace('X', "Х");
        let compact = text.replace('-', "");
        let (letter, number) = match compact.strip_prefix(GROUP_KHA) {
            Some(number) => ("Х", number),
            None => ("", without_filling(&compact)),
        };
        let [major, sub, minor, initial, group, o1, o2, o3] =
            digits(number, |got| NkzError::Length { got }, NkzError::NotDigits)?;
        if letter.is_empty() && major == 0 {
            return Err(NkzError::MajorGroup);
        }
        let code = format!("{letter}{major}{sub}{minor}{initial}-{group}-{o1}{o2}{o3}");
        if text.contains('-') && text != code { Err(NkzError::Hyphens) } else { Ok(Self(code)) }
    }

    /// Q19. The code in the nine places of a serial number: hyphens dropped, filled with zeros on the left.
    pub fn nine_places(&self) -> String {
        format!("{:0>9}", self.0.replace('-', ""))
    }
}

fn without_filling(compact: &str) -> &str {
    compact.strip_prefix('0').filter(|number| number.len() == 8).unwrap_or(compact)
}

/// A2, level 2. The code of the profession, or `0` where the classifier has no code for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum NkzOrZero {
    /// The profession has no code.
    Zero,
    Code(NkzCode),
}

impl NkzOrZero {
    /// `0`, or what [`NkzCode::parse`] takes.
    pub fn parse(text: &str) -> Result<Self, NkzError> {
        Self::exact(text.trim())
    }

    pub(super) fn exact(text: &str) -> Result<Self, NkzError> {
        if text == "0" { Ok(Self::Zero) } else { NkzCode::exact(text).map(Self::Code) }
    }
}

impl From<NkzCode> for NkzOrZero {
    fn from(code: NkzCode) -> Self {
        Self::Code(code)
    }
}

/// As it stands in a serial number (Q19): `0`, or nine places.
impl std::fmt::Display for NkzOrZero {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Zero => f.write_str("0"),
            Self::Code(code) => f.write_str(&code.nine_places()),
        }
    }
}

impl TryFrom<String> for NkzOrZero {
    type Error = NkzError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<NkzOrZero> for String {
    fn from(value: NkzOrZero) -> Self {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a2_codes_of_the_sample_are_taken_and_fit_nine_places() {
        let table =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regulation/classifiers/nkz-sample.tsv"));
        let codes: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(codes.len(), 14);
        for code in codes {
            let nkz = NkzCode::parse(code).unwrap();
            assert_eq!(nkz.as_str(), code);
            assert_eq!(nkz.nine_places().chars().count(), 9);
        }
    }

    #[test]
    fn a2_q19_all_ways_to_write_a_code_give_the_same_value() {
        for text in ["7212-1-008", "72121008", "072121008", "  7212-1-008 "] {
            let code = NkzCode::parse(text).unwrap();
            assert_eq!(code.to_string(), "7212-1-008");
            assert_eq!(code.nine_places(), "072121008");
        }
    }

    #[test]
    fn a2_q19_group_kha_has_nine_places_of_its_own_and_latin_x_is_folded() {
        for text in ["Х1000-0-001", "X1000-0-001", "Х10000001", "X10000001"] {
            let code = NkzCode::parse(text).unwrap();
            assert_eq!(code.to_string(), "\u{425}1000-0-001");
            assert_eq!(code.nine_places(), "\u{425}10000001");
        }
        assert!(NkzCode::parse("Х0000-0-001").is_ok());
    }

    #[test]
    fn a2_other_texts_are_refused_with_their_reason() {
        for (text, reason) in [
            ("", NkzError::Length { got: 0 }),
            ("0", NkzError::Length { got: 1 }),
            ("7212-1-08", NkzError::Length { got: 7 }),
            ("7212-1-0080", NkzError::Length { got: 9 }),
            ("172121008", NkzError::Length { got: 9 }),
            ("Х1000000", NkzError::Length { got: 7 }),
            ("0Х10000001", NkzError::NotDigits),
            ("ХХ1000001", NkzError::NotDigits),
            ("7212Х008", NkzError::NotDigits),
            ("7212 1 008", NkzError::NotDigits),
            ("7212–1–008", NkzError::NotDigits),
            ("72-121-008", NkzError::Hyphens),
            ("7212-1008", NkzError::Hyphens),
            ("-72121008", NkzError::Hyphens),
            ("07212-1-008", NkzError::Hyphens),
            ("02121008", NkzError::MajorGroup),
            ("002121008", NkzError::MajorGroup),
            ("0212-1-008", NkzError::MajorGroup),
        ] {
            assert_eq!(NkzCode::parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn a2_a_profession_without_a_code_is_zero() {
        assert_eq!(NkzOrZero::parse(" 0 "), Ok(NkzOrZero::Zero));
        assert_eq!(NkzOrZero::Zero.to_string(), "0");
        let code = NkzCode::parse("7212-1-008").unwrap();
        assert_eq!(NkzOrZero::parse("072121008"), Ok(NkzOrZero::from(code)));
        assert_eq!(NkzOrZero::parse("00"), Err(NkzError::Length { got: 2 }));
    }

    #[test]
    fn a2_codes_are_checked_strings_in_json() {
        let code: NkzCode = serde_json::from_str("\"72121008\"").unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"7212-1-008\"");
        assert!(serde_json::from_str::<NkzCode>("\"0\"").is_err());
        for text in ["\"0\"", "\"072121008\""] {
            let value: NkzOrZero = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
        }
    }

    #[test]
    fn a2_each_reason_has_its_key() {
        let errors =
            [NkzError::Length { got: 2 }, NkzError::NotDigits, NkzError::Hyphens, NkzError::MajorGroup];
        let codes = errors.map(|error| error.code());
        assert_eq!(codes, ["nkz-length", "nkz-not-digits", "nkz-hyphens", "nkz-major-group"]);
    }

    proptest! {
        #[test]
        fn a2_q19_nine_places_lead_back_to_the_code(text in "([1-9]|Х[0-9])[0-9]{3}-[0-9]-[0-9]{3}") {
            let code = NkzCode::parse(&text).unwrap();
            prop_assert_eq!(code.as_str(), &text);
            prop_assert_eq!(NkzCode::parse(&code.nine_places()), Ok(code));
        }

        #[test]
        fn a2_no_text_makes_it_panic(text in "[0-9XХ\\- a]{0,14}") {
            if let Ok(value) = NkzOrZero::parse(&text) {
                prop_assert_eq!(NkzOrZero::parse(&value.to_string()), Ok(value));
            }
        }
    }
}
