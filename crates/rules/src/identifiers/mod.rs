//! Numbers and codes the Rules are written with: each a value that can only be made from a text of the right form.
//!
//! `parse` allows spaces around the text and nothing else; `Display` and `as_str` give the one canonical form; serde
//! reads and writes that form. Each error says what is wrong, and its `code()` is a stable key for translations.

mod bin;
mod centre_number;
mod check_digit;
mod iin;
mod nkz;
mod nqf;
mod oked;
mod serial;

pub use bin::{Bin, BinError};
pub use centre_number::{CentreNumber, CentreNumberError};
pub use iin::{Iin, IinError, Sex};
pub use nkz::{NkzCode, NkzError, NkzOrZero};
pub use nqf::{NqfError, NqfLevel};
pub use oked::{OkedCode, OkedError};
pub use serial::{SerialError, SerialNumber, SerialReason};

/// The values (0–9) of a text of exactly `N` ASCII digits; the caller names its own errors.
fn digits<const N: usize, E>(
    text: &str,
    wrong_length: impl FnOnce(usize) -> E,
    not_digits: E,
) -> Result<[u8; N], E> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(not_digits);
    }
    let values: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
    values.try_into().map_err(|values: Vec<u8>| wrong_length(values.len()))
}

/// What all values kept as a text have in common: `as_str`, `Display`, and serde through `TryFrom<String>`.
macro_rules! text_value {
    ($value:ident, $error:ident, read by $read:ident) => {
        impl $value {
            /// The canonical form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $value {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $value {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::$read(&text)
            }
        }

        impl From<$value> for String {
            fn from(value: $value) -> Self {
                value.0
            }
        }
    };
}
use text_value;
