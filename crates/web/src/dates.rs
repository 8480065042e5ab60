//! Days and times as people write them. Formatted here because official Kazakh writes «2026 жылғы 23 қараша».

use jiff::civil::{Date, DateTime};
pub use rules::terms::local;

use crate::words::Language;

const MONTHS_KK: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_KK: [&str; 7] = ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"];
const DAYS_RU: [&str; 7] =
    ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Language {
    /// «2026 жылғы 23 қараша», «23 ноября 2026 года», "23 November 2026".
    pub fn date(self, day: Date) -> String {
        let (d, y) = (day.day(), day.year());
        let month = |names: &[&'static str; 12]| nth(names, day.month() - 1);
        match self {
            Self::Kk => format!("{y} жылғы {d} {}", month(&MONTHS_KK)),
            Self::Ru => format!("{d} {} {y} года", month(&MONTHS_RU)),
            Self::En => format!("{d} {} {y}", month(&MONTHS_EN)),
        }
    }

    /// «дүйсенбі», «понедельник», "Monday".
    pub fn weekday(self, day: Date) -> &'static str {
        let place = day.weekday().to_monday_zero_offset();
        match self {
            Self::Kk => nth(&DAYS_KK, place),
            Self::Ru => nth(&DAYS_RU, place),
            Self::En => nth(&DAYS_EN, place),
        }
    }

    /// «2026 жылғы 23 қараша, дүйсенбі, 14:05».
    pub fn date_and_time(self, at: DateTime) -> String {
        format!("{}, {}, {}", self.date(at.date()), self.weekday(at.date()), time(at))
    }
}

/// `23.11.2026`, the same in the three languages.
pub fn short(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

/// `14:05`.
pub fn time(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn nth<const N: usize>(names: &[&'static str; N], place: i8) -> &'static str {
    usize::try_from(place).ok().and_then(|place| names.get(place)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn a_date_in_three_languages() {
        let day = date(2026, 11, 23);
        assert_eq!(Language::Kk.date(day), "2026 жылғы 23 қараша");
        assert_eq!(Language::Ru.date(day), "23 ноября 2026 года");
        assert_eq!(Language::En.date(day), "23 November 2026");
        assert_eq!(short(date(2026, 2, 3)), "03.02.2026");
    }

    #[test]
    fn a_time_with_its_weekday() {
        let at = datetime(2026, 11, 23, 9, 5, 0, 0);
        assert_eq!(Language::Kk.date_and_time(at), "2026 жылғы 23 қараша, дүйсенбі, 09:05");
        assert_eq!(Language::Ru.weekday(date(2026, 11, 29)), "воскресенье");
        assert_eq!(Language::En.weekday(date(2026, 11, 28)), "Saturday");
    }
}
