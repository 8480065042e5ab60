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

/// ¶7. The days of incapacity that the sheet states, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub from: Date,
    pub until: Date,
}

impl Period {
    /// Calendar days, both ends included; none where it ends before it begins.
    pub fn days(self) -> i64 {
        let span = self.until.duration_since(self.from).as_hours() / 24 + 1;
        span.max(0)
    }
}

/// ¶7. Confirmed by a copy of the sheet: a blank is not a copy, and days that run backwards are no period.
pub fn confirmed(sheet: &str, period: Option<Period>) -> Result<(), Refused> {
    if sheet.trim().is_empty() {
        return Err(Refused::new("¶7", Reason::SheetMissing));
    }
    if period.is_some_and(|period| period.until < period.from) {
        return Err(Refused::new("¶7", Reason::PeriodBackwards));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p07_a_blank_is_not_a_copy_of_the_sheet() {
        assert_eq!(confirmed("ab12", None), Ok(()));
        for blank in ["", "  \n"] {
            assert_eq!(confirmed(blank, None), Err(Refused::new("¶7", Reason::SheetMissing)));
        }
    }

    #[test]
    fn p07_the_days_of_the_sheet_run_forwards_and_both_ends_count() {
        let day = |day| Date::constant(2026, 11, day);
        let period = |from, until| Period { from: day(from), until: day(until) };
        assert_eq!((period(10, 10).days(), period(10, 19).days()), (1, 10));
        assert_eq!(confirmed("ab12", Some(period(10, 10))), Ok(()));
        let backwards = Refused::new("¶7", Reason::PeriodBackwards);
        assert_eq!(confirmed("ab12", Some(period(10, 9))), Err(backwards));
    }
}
