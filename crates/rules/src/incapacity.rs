//! ¶7. Temporary incapacity for work: first the report, then the copy of the sick-leave sheet.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::refusal::{Reason, Refused};

/// ¶7. The two acts of the candidate; the new date opens with the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incapacity {
    pub reported_on: Date,
    /// SHA-256 of the stored copy of the sheet (order ДСМ-198/2020), lower-case hex.
    pub sheet: Option<String>,
}

/// ¶7. Confirmed by a copy of the sheet: a blank is not a copy.
pub fn confirmed(sheet: &str) -> Result<(), Refused> {
    if sheet.trim().is_empty() { Err(Refused::new("¶7", Reason::SheetMissing)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p07_a_blank_is_not_a_copy_of_the_sheet() {
        assert_eq!(confirmed("ab12"), Ok(()));
        for blank in ["", "  \n"] {
            assert_eq!(confirmed(blank), Err(Refused::new("¶7", Reason::SheetMissing)));
        }
    }
}
