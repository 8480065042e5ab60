//! A span of days that somebody asks for, as two fields of a search.

use jiff::civil::Date;

use crate::form::{ErrorLine, Errors, Form, Values};
use crate::words::Language;

/// Both ends included; one that is not given is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    /// Reads `from` and `until` (`2026-11-23`, or `23.11.2026` as people write it); what cannot be read is told at its field.
    pub fn read(from: &str, until: &str, errors: &mut Errors) -> Self {
        let mut day = |field: &str, text: &str| {
            let day = parse(text);
            if day.is_none() && !text.trim().is_empty() {
                errors.add(field, "register-date-wrong");
            }
            day
        };
        let period = Self { from: day("from", from), until: day("until", until) };
        if period.from.zip(period.until).is_some_and(|(from, until)| from > until) {
            errors.add("until", "register-period-wrong");
        }
        period
    }
}

fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.parse().ok().or_else(|| Date::strptime("%d.%m.%Y", text).ok())?;
    // The product counts days of this and the last century alone.
    (1900..=2199).contains(&day.year()).then_some(day)
}

/// Errors as lines for the summary of a page without a form of its own.
pub fn lines(language: Language, errors: &Errors) -> Vec<ErrorLine> {
    Form { language, values: &Values::new(), errors }.error_lines()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_is_read_as_browsers_and_people_write_it() {
        let mut errors = Errors::none();
        let read = Period::read("2026-11-01", " 30.11.2026 ", &mut errors);
        let whole = Period { from: Some(date(2026, 11, 1)), until: Some(date(2026, 11, 30)) };
        assert!(errors.is_empty());
        assert_eq!(read, whole);
        assert_eq!(Period::read("", " ", &mut errors), Period::default());
        assert!(errors.is_empty());
        for (from, until) in [("x", ""), ("", "2026-02-30"), ("2026-12-01", "2026-11-30"), ("0001-01-01", "")]
        {
            let mut errors = Errors::none();
            Period::read(from, until, &mut errors);
            assert_eq!(lines(Language::Kk, &errors).len(), 1, "{from} {until}");
        }
    }
}
