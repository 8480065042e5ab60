//! ¶2(4) Q32. Who pays, and how long a voucher of the state holds.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::incapacity::Period;

/// Q32. Calendar days for which a voucher holds.
pub const VOUCHER_DAYS: i64 = 45;

/// Who pays for the procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Funding {
    #[default]
    Own,
    /// ¶2(4): the employer that refers the candidate.
    Employer,
    /// Q32: the state, for a registered unemployed person.
    Voucher { number: String, issued_on: Date },
}

impl Funding {
    pub fn is_own(&self) -> bool {
        *self == Self::Own
    }

    /// Stable kebab-case key, as serialised.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Employer => "employer",
            Self::Voucher { .. } => "voucher",
        }
    }

    /// Q32. The last day of the voucher: 45 calendar days after the day of its issue, and as many more as the days of
    /// temporary incapacity within it.
    pub fn holds_until(&self, sick: &[Period]) -> Option<Date> {
        let Self::Voucher { issued_on, .. } = self else { return None };
        let mut last = issued_on.saturating_add(VOUCHER_DAYS.days());
        let mut periods: Vec<Period> = sick.to_vec();
        periods.sort_by_key(|period| period.from);
        let mut counted = *issued_on;
        for period in periods {
            // A day counts once, however many sheets name it, and only while the voucher holds.
            let from = period.from.max(counted.saturating_add(1.day()));
            if from > last || period.until < from {
                continue;
            }
            last = last.saturating_add(Period { from, until: period.until }.days().days());
            counted = period.until;
        }
        Some(last)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn voucher() -> Funding {
        Funding::Voucher { number: "KZ-1".into(), issued_on: date(2026, 11, 2) }
    }

    #[test]
    fn p02_4_q32_a_voucher_holds_forty_five_calendar_days_after_its_day() {
        assert_eq!(voucher().holds_until(&[]), Some(date(2026, 12, 17)));
        assert_eq!(Funding::Own.holds_until(&[]), None);
        assert_eq!(Funding::Employer.holds_until(&[]), None);
    }

    #[test]
    fn p07_q32_days_of_incapacity_lengthen_it_each_day_once() {
        let sick = |from, until| Period { from, until };
        let ten = sick(date(2026, 12, 1), date(2026, 12, 10));
        assert_eq!(voucher().holds_until(&[ten]), Some(date(2026, 12, 27)));
        assert_eq!(voucher().holds_until(&[ten, ten]), Some(date(2026, 12, 27)), "two sheets, the same days");
        let overlapping = sick(date(2026, 12, 8), date(2026, 12, 12));
        assert_eq!(voucher().holds_until(&[overlapping, ten]), Some(date(2026, 12, 29)));
        let before = sick(date(2026, 10, 1), date(2026, 11, 3));
        assert_eq!(
            voucher().holds_until(&[before]),
            Some(date(2026, 12, 18)),
            "one day of it is after the issue"
        );
        let after = sick(date(2026, 12, 18), date(2026, 12, 30));
        assert_eq!(voucher().holds_until(&[after]), Some(date(2026, 12, 17)), "it had lapsed");
        let across = sick(date(2026, 12, 17), date(2026, 12, 20));
        assert_eq!(voucher().holds_until(&[across]), Some(date(2026, 12, 21)));
    }
}
