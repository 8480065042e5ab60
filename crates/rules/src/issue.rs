//! ¶18 ¶23 A2 (Q12, Q18–Q21). The recognition document: its serial number and its validity.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::centre::Centre;
use crate::identifiers::{NkzOrZero, SerialError, SerialNumber};
use crate::programme::Programme;

/// ¶2(3) A2. The document as issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionDocument {
    pub serial: SerialNumber,
    pub issued_on: Date,
    /// Q12: last day on which it is valid.
    pub valid_until: Date,
    /// Why it was annulled, if it was; the number is never given again (Q21).
    pub annulled: Option<Annulment>,
}

/// Annulment by two people, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annulment {
    pub on: Date,
    pub reason: String,
    pub by: [String; 2],
}

/// A2. The six levels, level 4 being the day the procedure ended (Q20).
pub fn serial(
    programme: &Programme,
    centre: &Centre,
    ended_on: Date,
    ordinal: u32,
) -> Result<SerialNumber, SerialError> {
    let nkz = NkzOrZero::Code(programme.profession.clone());
    SerialNumber::new(
        programme.oked.clone(),
        nkz,
        programme.nqf_level,
        ended_on,
        centre.number.clone(),
        ordinal,
    )
}

/// Q12. Valid for the programme's years: the last day is the eve of the anniversary.
///
/// A document of 29 February has its anniversary on 1 March where the year has no such day, and so loses none.
pub fn valid_until(issued_on: Date, programme: &Programme) -> Date {
    let years = i32::from(programme.validity_years).years();
    let eve = issued_on.saturating_sub(1.day());
    issued_on.saturating_add(years).saturating_sub(1.day()).max(eve.saturating_add(years))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::programme::tests::welder;

    #[test]
    fn p18_q12_the_last_day_is_the_eve_of_the_anniversary_and_29_february_loses_none() {
        for (issued_on, years, last) in [
            (date(2026, 12, 8), 5, date(2031, 12, 7)),
            (date(2027, 1, 1), 3, date(2029, 12, 31)),
            (date(2028, 2, 28), 5, date(2033, 2, 27)),
            (date(2028, 2, 29), 5, date(2033, 2, 28)),
            (date(2028, 2, 29), 4, date(2032, 2, 28)),
            (date(2028, 3, 1), 5, date(2033, 2, 28)),
            (date(2027, 3, 1), 5, date(2032, 2, 29)),
            (date(2027, 3, 1), 1, date(2028, 2, 29)),
        ] {
            let programme = Programme { validity_years: years, ..welder() };
            assert_eq!(valid_until(issued_on, &programme), last, "{issued_on} for {years} years");
        }
    }
}
