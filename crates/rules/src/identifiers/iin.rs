//! IIN (ЖСН), the individual identification number (A1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::check_digit::check_digit;
use super::{digits, text_value};

/// A1. Twelve digits, the last of them a check digit.
///
/// What a person types goes through [`Iin::parse`]. Serde reads back any twelve digits, because what was taken from
/// a certificate ([`Iin::from_certificate`]) must be readable again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iin(String);

text_value!(Iin, IinError, read by from_certificate);

/// The sex a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    Male,
    Female,
}

/// Why a text is not an IIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum IinError {
    #[error("an IIN has 12 digits, not {got}")]
    Length { got: usize },
    #[error("an IIN has only digits")]
    NotDigits,
    #[error("the last digit of this IIN should be {expected}")]
    CheckDigit { expected: u8 },
    #[error("no IIN with this beginning is assigned")]
    Unassignable,
}

impl IinError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "iin-length",
            Self::NotDigits => "iin-not-digits",
            Self::CheckDigit { .. } => "iin-check-digit",
            Self::Unassignable => "iin-unassignable",
        }
    }
}

impl Iin {
    /// A number typed by a person; spaces around it are allowed.
    pub fn parse(text: &str) -> Result<Self, IinError> {
        let text = text.trim();
        let [first @ .., last] = Self::digits(text)?;
        match check_digit(first) {
            Some(expected) if expected == last => Ok(Self(text.to_owned())),
            Some(expected) => Err(IinError::CheckDigit { expected }),
            None => Err(IinError::Unassignable),
        }
    }

    /// Q24. A number read from a certificate: twelve digits taken as they stand and compared as text.
    ///
    /// The check digit is not asked: the certification centre's own test certificates carry numbers that fail it.
    pub fn from_certificate(text: &str) -> Result<Self, IinError> {
        Self::digits(text).map(|_| Self(text.to_owned()))
    }

    /// Q24. The birth date and sex the digits seem to say, where they say a real date.
    ///
    /// Since 2013 the digits are officially not tied to them: a mismatch is shown, and is never a ground to refuse.
    pub fn birth_hint(&self) -> Option<(Date, Sex)> {
        let [y1, y2, m1, m2, d1, d2, century_and_sex, ..] = Self::digits(&self.0).ok()?;
        let (century, sex) = match century_and_sex {
            1 => (1800, Sex::Male),
            2 => (1800, Sex::Female),
            3 => (1900, Sex::Male),
            4 => (1900, Sex::Female),
            5 => (2000, Sex::Male),
            6 => (2000, Sex::Female),
            _ => return None,
        };
        let two = |tens: u8, units: u8| i8::try_from(tens * 10 + units).ok();
        let year = century + i16::from(two(y1, y2)?);
        let date = Date::new(year, two(m1, m2)?, two(d1, d2)?).ok()?;
        Some((date, sex))
    }

    fn digits(text: &str) -> Result<[u8; 12], IinError> {
        digits(text, |got| IinError::Length { got }, IinError::NotDigits)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a1_numbers_with_the_right_check_digit_are_taken() {
        let first_pass = ["900101300017", "951231400012", "050315500014", "080229600019", "850620400013"];
        let second_pass = ["900101300811", "951231400312", "050315500503", "080229601805"];
        for number in first_pass.into_iter().chain(second_pass) {
            assert_eq!(Iin::parse(number).unwrap().as_str(), number);
        }
    }

    #[test]
    fn a1_a_wrong_check_digit_is_named() {
        assert_eq!(Iin::parse("900101300018"), Err(IinError::CheckDigit { expected: 7 }));
        assert_eq!(Iin::parse("123456789012"), Err(IinError::CheckDigit { expected: 3 }));
    }

    #[test]
    fn a1_a_beginning_without_a_check_digit_is_refused_with_every_last_digit() {
        for prefix in ["90010130080", "95123140035", "05031550059"] {
            for last in 0..10 {
                assert_eq!(Iin::parse(&format!("{prefix}{last}")), Err(IinError::Unassignable));
            }
        }
    }

    #[test]
    fn a1_only_spaces_around_twelve_digits_are_forgiven() {
        assert_eq!(Iin::parse("  900101300017 ").unwrap().as_str(), "900101300017");
        assert_eq!(Iin::parse(""), Err(IinError::Length { got: 0 }));
        assert_eq!(Iin::parse("90010130001"), Err(IinError::Length { got: 11 }));
        assert_eq!(Iin::parse("9001013000170"), Err(IinError::Length { got: 13 }));
        for text in ["900101 300017", "900101-300017", "90010130001a", "٩00101300017", "+90010130001"] {
            assert_eq!(Iin::parse(text), Err(IinError::NotDigits), "{text}");
        }
    }

    #[test]
    fn q24_an_impossible_date_is_no_ground_to_refuse() {
        let iin = Iin::parse("990230300015").unwrap();
        assert_eq!(iin.birth_hint(), None);
    }

    #[test]
    fn q24_a_certificate_number_is_taken_without_its_check_digit() {
        let iin = Iin::from_certificate("123456789012").unwrap();
        assert_eq!(iin.to_string(), "123456789012");
        assert_ne!(iin, Iin::from_certificate("123456789011").unwrap());
        assert_eq!(Iin::from_certificate("900101300017"), Iin::parse("900101300017"));
        assert_eq!(Iin::from_certificate(" 12345678901"), Err(IinError::NotDigits));
        assert_eq!(Iin::from_certificate("12345678901"), Err(IinError::Length { got: 11 }));
    }

    #[test]
    fn q24_digits_hint_at_birth_date_and_sex() {
        let hint = |number: &str| Iin::from_certificate(number).unwrap().birth_hint();
        assert_eq!(hint("900101300017"), Some((date(1990, 1, 1), Sex::Male)));
        assert_eq!(hint("951231400012"), Some((date(1995, 12, 31), Sex::Female)));
        assert_eq!(hint("050315500014"), Some((date(2005, 3, 15), Sex::Male)));
        assert_eq!(hint("080229600019"), Some((date(2008, 2, 29), Sex::Female)));
        assert_eq!(hint("991231100000"), Some((date(1899, 12, 31), Sex::Male)));
        assert_eq!(hint("991231200000"), Some((date(1899, 12, 31), Sex::Female)));
        for no_hint in ["900101000000", "900101700000", "900101900000", "900132300000", "901301300000"] {
            assert_eq!(hint(no_hint), None, "{no_hint}");
        }
    }

    #[test]
    fn a1_is_a_string_in_json() {
        for number in ["900101300017", "123456789012"] {
            let iin = Iin::from_certificate(number).unwrap();
            let json = serde_json::to_string(&iin).unwrap();
            assert_eq!(json, format!("\"{number}\""));
            assert_eq!(serde_json::from_str::<Iin>(&json).unwrap(), iin);
        }
        assert!(serde_json::from_str::<Iin>("\"90010130001\"").is_err());
        assert_eq!(serde_json::to_string(&Sex::Female).unwrap(), "\"female\"");
    }

    #[test]
    fn a1_each_reason_has_its_key() {
        let json = serde_json::to_string(&IinError::CheckDigit { expected: 7 }).unwrap();
        assert_eq!(json, r#"{"reason":"check-digit","expected":7}"#);
        let errors = [
            IinError::Length { got: 3 },
            IinError::NotDigits,
            IinError::CheckDigit { expected: 7 },
            IinError::Unassignable,
        ];
        let codes = errors.map(|error| error.code());
        assert_eq!(codes, ["iin-length", "iin-not-digits", "iin-check-digit", "iin-unassignable"]);
    }

    fn any_iin() -> impl Strategy<Value = Iin> {
        "[0-9]{12}".prop_filter_map("unassigned", |text| match Iin::parse(&text) {
            Err(IinError::CheckDigit { expected }) => {
                let (first, _) = text.split_at(11);
                Iin::parse(&format!("{first}{expected}")).ok()
            }
            read => read.ok(),
        })
    }

    proptest! {
        #[test]
        fn a1_a_wrong_last_digit_is_always_found(iin in any_iin(), shift in 1_u8..10) {
            let (first, last) = iin.as_str().split_at(11);
            let wrong = (last.parse::<u8>().unwrap() + shift) % 10;
            let expected = last.parse().unwrap();
            prop_assert_eq!(Iin::parse(&format!("{first}{wrong}")), Err(IinError::CheckDigit { expected }));
        }

        #[test]
        fn a1_no_text_makes_it_panic(text in ".{0,20}") {
            if let Ok(iin) = Iin::parse(&text) {
                prop_assert_eq!(Iin::parse(iin.as_str()), Ok(iin.clone()));
                let _ = iin.birth_hint();
            }
        }
    }
}
