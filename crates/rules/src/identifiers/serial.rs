//! The serial number of a recognition document.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    CentreNumber, CentreNumberError, NkzError, NkzOrZero, NqfError, NqfLevel, OkedCode, OkedError, digits,
};

/// A2. Six levels joined by hyphens: `25620-072121008-3-201126-0042-000000017`.
///
/// Level 2 is written with nine places, or as `0` (Q19); level 4 as DDMMYY of the years 2000–2099.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SerialNumber {
    oked: OkedCode,
    nkz: NkzOrZero,
    nqf: NqfLevel,
    date: Date,
    centre: CentreNumber,
    ordinal: u32,
}

/// Why a text is not a serial number: the first wrong level, counted 1–6 as A2 does, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}{reason}", level.map(|level| format!("level {level}: ")).unwrap_or_default())]
pub struct SerialError {
    /// `None` when the text does not have six levels.
    pub level: Option<u8>,
    pub reason: SerialReason,
}

/// What is wrong with a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum SerialReason {
    #[error("a serial number has 6 groups, not {got}")]
    Groups { got: usize },
    #[error(transparent)]
    Oked(#[from] OkedError),
    #[error(transparent)]
    Nkz(#[from] NkzError),
    #[error(transparent)]
    Nqf(#[from] NqfError),
    #[error("the date is a real one, written DDMMYY, of the years 2000 to 2099")]
    Date,
    #[error(transparent)]
    Centre(#[from] CentreNumberError),
    #[error("the ordinal number has 9 digits and is at least 1")]
    Ordinal,
}

impl SerialReason {
    fn level(&self) -> Option<u8> {
        match self {
            Self::Groups { .. } => None,
            Self::Oked(_) => Some(1),
            Self::Nkz(_) => Some(2),
            Self::Nqf(_) => Some(3),
            Self::Date => Some(4),
            Self::Centre(_) => Some(5),
            Self::Ordinal => Some(6),
        }
    }
}

impl<R: Into<SerialReason>> From<R> for SerialError {
    fn from(reason: R) -> Self {
        let reason = reason.into();
        Self { level: reason.level(), reason }
    }
}

impl SerialError {
    /// Stable key of the reason.
    pub fn code(&self) -> &'static str {
        match &self.reason {
            SerialReason::Groups { .. } => "serial-groups",
            SerialReason::Oked(error) => error.code(),
            SerialReason::Nkz(error) => error.code(),
            SerialReason::Nqf(error) => error.code(),
            SerialReason::Date => "serial-date",
            SerialReason::Centre(error) => error.code(),
            SerialReason::Ordinal => "serial-ordinal",
        }
    }
}

impl SerialNumber {
    /// `date`: the day the procedure was passed, in 2000–2099; `ordinal`: 1–999 999 999.
    pub fn new(
        oked: OkedCode,
        nkz: NkzOrZero,
        nqf: NqfLevel,
        date: Date,
        centre: CentreNumber,
        ordinal: u32,
    ) -> Result<Self, SerialError> {
        if !(2000..=2099).contains(&date.year()) {
            return Err(SerialReason::Date.into());
        }
        if !(1..=999_999_999).contains(&ordinal) {
            return Err(SerialReason::Ordinal.into());
        }
        Ok(Self { oked, nkz, nqf, date, centre, ordinal })
    }

    /// Strict: no spaces, exactly six groups; the first wrong level is reported.
    ///
    /// Level 2 also takes eight digits without the filling zero, and Latin X for Х (Q19).
    pub fn parse(text: &str) -> Result<Self, SerialError> {
        let groups: Vec<&str> = text.split('-').collect();
        let [oked, nkz, nqf, date, centre, ordinal] = groups.as_slice() else {
            return Err(SerialReason::Groups { got: groups.len() }.into());
        };
        Self::new(
            OkedCode::exact(oked)?,
            NkzOrZero::exact(nkz)?,
            NqfLevel::exact(nqf)?,
            parse_date(date).ok_or(SerialReason::Date)?,
            CentreNumber::exact(centre)?,
            parse_ordinal(ordinal).ok_or(SerialReason::Ordinal)?,
        )
    }

    /// Level 1: the kind of economic activity.
    pub fn oked(&self) -> &OkedCode {
        &self.oked
    }

    /// Level 2: the profession.
    pub fn nkz(&self) -> &NkzOrZero {
        &self.nkz
    }

    /// Level 3: the recognised level.
    pub fn nqf(&self) -> NqfLevel {
        self.nqf
    }

    /// Level 4: the day the procedure was passed.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Level 5: the recognition centre.
    pub fn centre(&self) -> &CentreNumber {
        &self.centre
    }

    /// Level 6: the ordinal number of the document, 1–999 999 999.
    pub fn ordinal(&self) -> u32 {
        self.ordinal
    }
}

fn parse_date(text: &str) -> Option<Date> {
    let [d1, d2, m1, m2, y1, y2] = digits(text, |_| (), ()).ok()?;
    let two = |tens: u8, units: u8| i8::try_from(tens * 10 + units).ok();
    Date::new(2000 + i16::from(two(y1, y2)?), two(m1, m2)?, two(d1, d2)?).ok()
}

fn parse_ordinal(text: &str) -> Option<u32> {
    let places: [u8; 9] = digits(text, |_| (), ()).ok()?;
    Some(places.into_iter().fold(0, |number, digit| number * 10 + u32::from(digit)))
}

impl std::fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { oked, nkz, nqf, date, centre, ordinal } = self;
        let (day, month, year) = (date.day(), date.month(), date.year() % 100);
        write!(f, "{oked}-{nkz}-{nqf}-{day:02}{month:02}{year:02}-{centre}-{ordinal:09}")
    }
}

impl TryFrom<String> for SerialNumber {
    type Error = SerialError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<SerialNumber> for String {
    fn from(serial: SerialNumber) -> Self {
        serial.to_string()
    }
}

#[cfg(test)]
mod tests;
