//! The level of the National Qualifications Framework.

use serde::{Deserialize, Serialize};

use super::digits;

/// A2, level 3. A level of the National Qualifications Framework, 1–8; an integer in JSON and TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct NqfLevel(u8);

/// Why a text or number is not a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum NqfError {
    #[error("an NQF level has 1 digit, not {got}")]
    Length { got: usize },
    #[error("an NQF level is a digit")]
    NotDigits,
    #[error("NQF levels are 1 to 8, not {got}")]
    Range { got: u8 },
}

impl NqfError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "nqf-length",
            Self::NotDigits => "nqf-not-digits",
            Self::Range { .. } => "nqf-range",
        }
    }
}

impl NqfLevel {
    pub fn new(level: u8) -> Result<Self, NqfError> {
        if (1..=8).contains(&level) { Ok(Self(level)) } else { Err(NqfError::Range { got: level }) }
    }

    /// One digit; spaces around it are allowed.
    pub fn parse(text: &str) -> Result<Self, NqfError> {
        Self::exact(text.trim())
    }

    pub(super) fn exact(text: &str) -> Result<Self, NqfError> {
        let [level] = digits(text, |got| NqfError::Length { got }, NqfError::NotDigits)?;
        Self::new(level)
    }

    /// 1–8.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl std::fmt::Display for NqfLevel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl TryFrom<u8> for NqfLevel {
    type Error = NqfError;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        Self::new(level)
    }
}

impl From<NqfLevel> for u8 {
    fn from(level: NqfLevel) -> Self {
        level.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a2_levels_are_one_to_eight() {
        for level in 1..=8 {
            assert_eq!(NqfLevel::new(level).unwrap().get(), level);
            assert_eq!(NqfLevel::parse(&format!(" {level} ")).unwrap().to_string(), level.to_string());
        }
        for level in [0, 9, 255] {
            assert_eq!(NqfLevel::new(level), Err(NqfError::Range { got: level }));
        }
        assert_eq!(NqfLevel::parse("9"), Err(NqfError::Range { got: 9 }));
        assert_eq!(NqfLevel::parse("03"), Err(NqfError::Length { got: 2 }));
        assert_eq!(NqfLevel::parse("III"), Err(NqfError::NotDigits));
    }

    #[test]
    fn a2_a_level_is_an_integer_in_json() {
        let level: NqfLevel = serde_json::from_str("3").unwrap();
        assert_eq!(serde_json::to_string(&level).unwrap(), "3");
        assert!(serde_json::from_str::<NqfLevel>("0").is_err());
        assert!(serde_json::from_str::<NqfLevel>("\"3\"").is_err());
    }

    #[test]
    fn a2_each_reason_has_its_key() {
        let codes =
            [NqfError::Length { got: 2 }, NqfError::NotDigits, NqfError::Range { got: 9 }].map(|e| e.code());
        assert_eq!(codes, ["nqf-length", "nqf-not-digits", "nqf-range"]);
    }
}
