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
    pub professions: Vec<NkzCode>,
}

impl Accreditation {
    /// In force on `day` (both ends included) and not suspended.
    pub fn in_force(&self, day: Date) -> bool {
        !self.suspended && self.from <= day && day <= self.until
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
}
