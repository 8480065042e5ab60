//! BIN (БСН), the business identification number.

use serde::{Deserialize, Serialize};

use super::check_digit::check_digit;
use super::{digits, text_value};

/// ¶2(2). The number of a legal entity: twelve digits, the last of them a check digit.
///
/// Digits 5 and 6 tell the kind of the entity (4 resident, 5 non-resident, 6 joint; 0 head, 1 branch, 2 office,
/// 3 or 4 farm), but they are information, not a condition: the coding has changed once already, and a sole trader
/// writes an IIN where a BIN is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bin(String);

text_value!(Bin, BinError, read by parse);

/// Why a text is not a BIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum BinError {
    #[error("a BIN has 12 digits, not {got}")]
    Length { got: usize },
    #[error("a BIN has only digits")]
    NotDigits,
    #[error("the last digit of this BIN should be {expected}")]
    CheckDigit { expected: u8 },
    #[error("no BIN with this beginning is assigned")]
    Unassignable,
}

impl BinError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "bin-length",
            Self::NotDigits => "bin-not-digits",
            Self::CheckDigit { .. } => "bin-check-digit",
            Self::Unassignable => "bin-unassignable",
        }
    }
}

impl Bin {
    /// Twelve digits with the right check digit; spaces around them are allowed.
    pub fn parse(text: &str) -> Result<Self, BinError> {
        let text = text.trim();
        let [first @ .., last] = digits::<12, _>(text, |got| BinError::Length { got }, BinError::NotDigits)?;
        match check_digit(first) {
            Some(expected) if expected == last => Ok(Self(text.to_owned())),
            Some(expected) => Err(BinError::CheckDigit { expected }),
            None => Err(BinError::Unassignable),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn p2_2_numbers_with_the_right_check_digit_are_taken() {
        let first_pass =
            ["230940000019", "951240000016", "140541000010", "200560000018", "080642000016", "110463000011"];
        let second_pass = ["230940001809", "140541000109"];
        for number in first_pass.into_iter().chain(second_pass) {
            assert_eq!(Bin::parse(number).unwrap().to_string(), number);
        }
    }

    #[test]
    fn p2_2_a_wrong_number_is_refused_with_its_reason() {
        assert_eq!(Bin::parse("230940000018"), Err(BinError::CheckDigit { expected: 9 }));
        assert_eq!(Bin::parse("900101300800"), Err(BinError::Unassignable));
        assert_eq!(Bin::parse("23094000001"), Err(BinError::Length { got: 11 }));
        assert_eq!(Bin::parse("23094000001Х"), Err(BinError::NotDigits));
        assert_eq!(Bin::parse("2309 40000019"), Err(BinError::NotDigits));
    }

    #[test]
    fn p2_2_spaces_around_and_the_iin_of_a_sole_trader_are_taken() {
        assert_eq!(Bin::parse("\u{a0}230940000019 ").unwrap().as_str(), "230940000019");
        assert!(Bin::parse("900101300017").is_ok());
    }

    #[test]
    fn p2_2_is_a_checked_string_in_json() {
        let bin: Bin = serde_json::from_str("\"230940000019\"").unwrap();
        assert_eq!(serde_json::to_string(&bin).unwrap(), "\"230940000019\"");
        assert!(serde_json::from_str::<Bin>("\"230940000018\"").is_err());
    }

    #[test]
    fn p2_2_each_reason_has_its_key() {
        let errors = [
            BinError::Length { got: 3 },
            BinError::NotDigits,
            BinError::CheckDigit { expected: 7 },
            BinError::Unassignable,
        ];
        let codes = errors.map(|error| error.code());
        assert_eq!(codes, ["bin-length", "bin-not-digits", "bin-check-digit", "bin-unassignable"]);
    }
}
