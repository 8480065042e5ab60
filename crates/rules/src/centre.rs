//! ¶2(2). The recognition centre and its accreditation.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Bilingual;
use crate::identifiers::{Bin, CentreNumber, NkzCode};

/// ¶2(2). An accredited legal entity that carries out recognition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// The number received at accreditation (A2, level 5).
    pub number: CentreNumber,
    pub bin: Bin,
    pub name: Bilingual,
    pub town: Bilingual,
    /// For figures of the country; without it the centre stands apart from every region.
    #[serde(default)]
    pub region: Option<Region>,
    pub address: Bilingual,
    /// Full name of the first head, who signs refusals (¶5) and documents (A2).
    pub head: String,
    pub phone: String,
    pub email: String,
    pub accreditation: Accreditation,
}

/// A region or a city of republican significance, by the classifier of administrative units (KATO).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Nine digits.
    pub kato: String,
    pub name: Bilingual,
}

/// The accreditation: valid three years, scoped by profession.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accreditation {
    pub from: Date,
    pub until: Date,
    #[serde(default)]
    pub suspended: bool,
    /// Spans in which it was or will be suspended.
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
    /// Accreditations that the centre had before: a document of then was issued by an accredited centre.
    #[serde(default)]
    pub earlier: Vec<Period>,
    pub professions: Vec<NkzCode>,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub from: Date,
    pub until: Date,
}

impl Period {
    pub fn has(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Days on which an accreditation does not hold, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    pub from: Date,
    /// `None`: until it is lifted.
    #[serde(default)]
    pub until: Option<Date>,
    pub reason: String,
}

impl Suspension {
    pub fn has(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Accreditation {
    /// Years of an accreditation.
    pub const YEARS: i16 = 3;

    /// In force on `day` (both ends included) and not suspended.
    pub fn in_force(&self, day: Date) -> bool {
        let held = Period { from: self.from, until: self.until }.has(day);
        let held = held || self.earlier.iter().any(|period| period.has(day));
        !self.suspended && held && self.suspension(day).is_none()
    }

    /// The suspension that `day` falls into.
    pub fn suspension(&self, day: Date) -> Option<&Suspension> {
        self.suspensions.iter().find(|suspension| suspension.has(day))
    }

    /// The last day of an accreditation that begins on `from`.
    pub fn last_day(from: Date) -> Date {
        let end = from.checked_add(jiff::Span::new().years(Self::YEARS)).and_then(Date::yesterday);
        end.unwrap_or(Date::MAX)
    }

    pub fn covers(&self, profession: &NkzCode) -> bool {
        self.professions.contains(profession)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn p02_an_accreditation_holds_on_both_of_its_ends_and_not_while_suspended() {
        let welder = NkzCode::parse("7212-1-008").unwrap();
        let mut accreditation = Accreditation {
            from: date(2025, 1, 15),
            until: date(2028, 1, 14),
            suspended: false,
            suspensions: vec![],
            earlier: vec![],
            professions: vec![welder.clone()],
        };
        for (day, holds) in [
            (date(2025, 1, 14), false),
            (date(2025, 1, 15), true),
            (date(2028, 1, 14), true),
            (date(2028, 1, 15), false),
        ] {
            assert_eq!(accreditation.in_force(day), holds, "{day}");
        }
        assert!(accreditation.covers(&welder));
        assert!(!accreditation.covers(&NkzCode::parse("5120-9-005").unwrap()));
        accreditation.suspended = true;
        assert!(!accreditation.in_force(date(2026, 1, 1)));
    }

    #[test]
    fn p02_an_accreditation_is_suspended_for_its_span_and_one_before_it_stays_known() {
        let mut accreditation = Accreditation {
            from: date(2026, 1, 15),
            until: Accreditation::last_day(date(2026, 1, 15)),
            suspended: false,
            suspensions: vec![Suspension {
                from: date(2026, 3, 2),
                until: Some(date(2026, 3, 6)),
                reason: "жөндеу".into(),
            }],
            earlier: vec![Period { from: date(2023, 1, 9), until: date(2026, 1, 8) }],
            professions: vec![],
        };
        assert_eq!(accreditation.until, date(2029, 1, 14));
        for (day, holds) in [
            (date(2023, 1, 8), false),
            (date(2023, 1, 9), true),
            (date(2026, 1, 8), true),
            (date(2026, 1, 9), false),
            (date(2026, 3, 1), true),
            (date(2026, 3, 2), false),
            (date(2026, 3, 6), false),
            (date(2026, 3, 7), true),
        ] {
            assert_eq!(accreditation.in_force(day), holds, "{day}");
        }
        accreditation.suspensions[0].until = None;
        assert!(!accreditation.in_force(date(2028, 3, 7)));
        assert_eq!(accreditation.suspension(date(2028, 3, 7)).unwrap().reason, "жөндеу");
        assert_eq!(Accreditation::last_day(date(2024, 2, 29)), date(2027, 2, 27));
    }
}
