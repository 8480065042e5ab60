//! ¶1. An edition of the Rules: its terms and thresholds as dated values. A case keeps its edition for life.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Every edition of `regulation/order-374/`, oldest first, compiled in.
static EDITIONS: [LazyLock<Edition>; 1] =
    [LazyLock::new(|| embedded(include_str!("../../../regulation/order-374/2023-09-04/edition.toml")))];

fn embedded(text: &str) -> Edition {
    #[expect(clippy::expect_used, reason = "embedded text; a test reads it")]
    toml::from_str(text).expect("the embedded edition is readable")
}

/// One edition of the Rules, named by the day it took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    pub id: String,
    pub in_force: Date,
    pub terms: Terms,
    pub theory: Threshold,
    pub violations: Violations,
    pub commission: Commission,
}

/// The terms of the Rules, in working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// ¶5. Check, then contract or reasoned refusal, after the day of registration.
    pub completeness: u16,
    /// ¶6. Sending the notice, after the day of the contract.
    pub notice: u16,
    /// ¶6 Q2. Whole working days between sending the notice and the procedure.
    pub notice_gap: u16,
    /// Q3. A new date nearer than this may be refused by the candidate.
    pub new_date_refusal: u16,
    /// ¶17. The protocol, after the procedure ended.
    pub protocol: u16,
    /// ¶18 ¶23. Document and platform entry, after the protocol was signed.
    pub issue: u16,
    /// ¶19. Notification and recommendations, after the protocol was signed.
    pub not_passed: u16,
    /// ¶20. The appeal, after the results were received.
    pub appeal: u16,
    /// ¶22. The decision, after the appeal was received.
    pub appeal_decision: u16,
    /// ¶8(2) Q31. The answer to a complaint, after it was registered.
    pub complaint: u16,
    /// A1 Q47. The answer to a request to correct the person's own data, after its day.
    pub correction: u16,
}

/// ¶15. Admitted with *more than* this share of all questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub more_than_numerator: u16,
    pub denominator: u16,
}

/// ¶13. The number of the registered violation that ends the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Violations {
    pub ends_at: u16,
}

/// ¶9 ¶17 Q11. The least number of members present at a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    pub minimum_present: u16,
}

impl Edition {
    /// Every edition, oldest first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        EDITIONS.iter().map(|edition| &**edition)
    }

    /// The newest edition.
    pub fn current() -> &'static Self {
        let [.., newest] = &EDITIONS;
        newest
    }

    pub fn by_id(id: &str) -> Option<&'static Self> {
        Self::all().find(|edition| edition.id == id)
    }

    /// The edition in force on `day`; none before the order took effect.
    pub fn on(day: Date) -> Option<&'static Self> {
        EDITIONS.iter().rev().map(|edition| &**edition).find(|edition| edition.in_force <= day)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn p01_each_edition_is_readable_and_they_follow_one_another() {
        let editions: Vec<&Edition> = EDITIONS.iter().map(|edition| &**edition).collect();
        assert!(editions.is_sorted_by(|a, b| a.in_force < b.in_force));
        for edition in editions {
            assert_eq!(edition.id, edition.in_force.to_string());
            assert_eq!(Edition::by_id(&edition.id), Some(edition));
            assert!(edition.theory.more_than_numerator < edition.theory.denominator);
        }
        assert_eq!(Edition::by_id("2023-09-05"), None);
    }

    #[test]
    fn p01_the_order_is_in_force_from_4_september_2023() {
        assert_eq!(Edition::on(date(2023, 9, 3)), None);
        assert_eq!(Edition::on(date(2023, 9, 4)).unwrap().id, "2023-09-04");
        assert_eq!(Edition::on(date(2026, 11, 23)), Some(Edition::current()));
    }

    #[test]
    fn p05_p06_p13_p15_p17_p18_p19_p20_p22_the_first_edition_holds_the_numbers_of_the_order() {
        let edition = Edition::by_id("2023-09-04").unwrap();
        let expected = Terms {
            completeness: 3,
            notice: 5,
            notice_gap: 10,
            new_date_refusal: 2,
            protocol: 2,
            issue: 3,
            not_passed: 3,
            appeal: 5,
            appeal_decision: 5,
            complaint: 15,
            correction: 1,
        };
        assert_eq!(edition.terms, expected);
        assert_eq!(edition.theory, Threshold { more_than_numerator: 7, denominator: 10 });
        assert_eq!((edition.violations.ends_at, edition.commission.minimum_present), (2, 3));
    }
}
