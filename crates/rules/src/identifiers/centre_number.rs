//! The number of a recognition centre.

use serde::{Deserialize, Serialize};

use super::{digits, text_value};

/// A2, level 5. The number a recognition centre received at its accreditation: four digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CentreNumber(String);

text_value!(CentreNumber, CentreNumberError, read by parse);

/// Why a text is not the number of a centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum CentreNumberError {
    #[error("the number of a centre has 4 digits, not {got}")]
    Length { got: usize },
    #[error("the number of a centre has only digits")]
    NotDigits,
}

impl CentreNumberError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "centre-number-length",
            Self::NotDigits => "centre-number-not-digits",
        }
    }
}

impl CentreNumber {
    /// Four digits; spaces around them are allowed.
    pub fn parse(text: &str) -> Result<Self, CentreNumberError> {
        Self::exact(text.trim())
    }

    pub(super) fn exact(text: &str) -> Result<Self, CentreNumberError> {
        digits::<4, _>(text, |got| CentreNumberError::Length { got }, CentreNumberError::NotDigits)
            .map(|_| Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a2_a_centre_has_four_digits() {
        assert_eq!(CentreNumber::parse(" 0042 ").unwrap().as_str(), "0042");
        assert_eq!(CentreNumber::parse("0042").unwrap().to_string(), "0042");
        assert_eq!(CentreNumber::parse("042"), Err(CentreNumberError::Length { got: 3 }));
        assert_eq!(CentreNumber::parse("00042"), Err(CentreNumberError::Length { got: 5 }));
        assert_eq!(CentreNumber::parse("00 2"), Err(CentreNumberError::NotDigits));
    }

    #[test]
    fn a2_a_centre_number_is_a_string_in_json() {
        let number: CentreNumber = serde_json::from_str("\"0042\"").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"0042\"");
        assert!(serde_json::from_str::<CentreNumber>("\"42\"").is_err());
    }

    #[test]
    fn a2_each_reason_has_its_key() {
        let codes = [CentreNumberError::Length { got: 3 }, CentreNumberError::NotDigits].map(|e| e.code());
        assert_eq!(codes, ["centre-number-length", "centre-number-not-digits"]);
    }
}
