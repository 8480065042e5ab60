//! Words that every form shares: dates, times, signatures, the head of the paper.

use std::sync::LazyLock;

use acts::forms::{Centre, ProgrammeRef, Reference, Signature, Signed, SignedHow, Theory};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase, offset};
use rules::Bilingual;
use rules::programme::{ExamLanguage, Mode};
use serde_json::{Value, json};

use crate::Language;

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
/// With the ending of «дейін»; a table, because the ending follows the vowels of each name.
const MONTHS_KK_UNTIL: [&str; 12] = [
    "қаңтарға",
    "ақпанға",
    "наурызға",
    "сәуірге",
    "мамырға",
    "маусымға",
    "шілдеге",
    "тамызға",
    "қыркүйекке",
    "қазанға",
    "қарашаға",
    "желтоқсанға",
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

fn month(names: &[&'static str; 12], date: Date) -> &'static str {
    let index = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    names.get(index).copied().unwrap_or_default()
}

/// Bundled rules of the zone, so that a host with old ones prints the same hour (+05 since 1 March 2024, +06 before).
fn almaty() -> &'static TimeZone {
    static ALMATY: LazyLock<TimeZone> = LazyLock::new(|| {
        TimeZoneDatabase::bundled().get("Asia/Almaty").unwrap_or_else(|_| TimeZone::fixed(offset(5)))
    });
    &ALMATY
}

impl Language {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
        }
    }

    pub(crate) fn text(self, words: &Bilingual) -> &str {
        match self {
            Self::Kk => &words.kk,
            Self::Ru => &words.ru,
        }
    }

    pub(crate) fn texts(self, words: &[Bilingual]) -> Vec<&str> {
        words.iter().map(|words| self.text(words)).collect()
    }

    /// «2026 жылғы 23 қараша», «23 ноября 2026 года».
    pub(crate) fn date(self, date: Date) -> String {
        let (year, day) = (date.year(), date.day());
        match self {
            Self::Kk => format!("{year} жылғы {day} {}", month(&MONTHS_KK, date)),
            Self::Ru => format!("{day} {} {year} года", month(&MONTHS_RU, date)),
        }
    }

    /// «2031 жылғы 22 қарашаға дейін», «до 22 ноября 2031 года».
    pub(crate) fn until(self, date: Date) -> String {
        let (year, day) = (date.year(), date.day());
        match self {
            Self::Kk => {
                format!("{year} жылғы {day} {} дейін", month(&MONTHS_KK_UNTIL, date))
            }
            Self::Ru => format!("до {day} {} {year} года", month(&MONTHS_RU, date)),
        }
    }

    /// 23.11.2026, for narrow columns.
    pub(crate) fn short_date(date: Date) -> String {
        date.strftime("%d.%m.%Y").to_string()
    }

    pub(crate) fn time(time: Time) -> String {
        time.strftime("%H:%M").to_string()
    }

    /// The instant on the clock of Almaty: «2026 жылғы 23 қараша, 14:05».
    pub(crate) fn moment(self, at: Timestamp) -> String {
        let local = at.to_zoned(almaty().clone());
        format!("{}, {}", self.date(local.date()), Self::time(local.time()))
    }

    pub(crate) fn reference(self, reference: &Reference) -> Value {
        json!({ "number": reference.number, "date": self.date(reference.date) })
    }

    pub(crate) const fn mode(self, mode: Mode) -> &'static str {
        match (self, mode) {
            (_, Mode::Offline) => "офлайн",
            (_, Mode::Online) => "онлайн",
        }
    }

    pub(crate) const fn exam_language(self, language: ExamLanguage) -> &'static str {
        match (self, language) {
            (Self::Kk, ExamLanguage::Kk) => "мемлекеттік тіл (қазақ тілі)",
            (Self::Kk, ExamLanguage::Ru) => "орыс тілі",
            (Self::Ru, ExamLanguage::Kk) => "государственный (казахский)",
            (Self::Ru, ExamLanguage::Ru) => "русский",
        }
    }

    /// Both names of the centre stand on every paper, whatever its language.
    pub(crate) fn centre(self, centre: &Centre) -> Value {
        json!({
            "name": centre.name,
            "address": self.text(&centre.address),
            "bin": centre.bin,
            "number": centre.number,
            "phone": centre.phone,
            "email": centre.email,
        })
    }

    pub(crate) fn signed(self, signed: Option<Signed>) -> Value {
        signed.map_or(Value::Null, |signed| {
            let how = match signed.how {
                SignedHow::Password => "password",
                SignedHow::OnPaper => "on-paper",
            };
            json!({ "how": how, "at": self.moment(signed.at) })
        })
    }

    pub(crate) fn signature(self, signature: &Signature) -> Value {
        json!({
            "role": self.text(&signature.role),
            "name": signature.name,
            "signed": self.signed(signature.signed),
        })
    }

    pub(crate) fn programme(self, programme: &ProgrammeRef) -> Value {
        json!({
            "title": self.text(&programme.title),
            "version": programme.version.to_string(),
            "level": programme.nqf_level.to_string(),
        })
    }
}

/// The day of the instant in Almaty.
pub(crate) fn local_date(at: Timestamp) -> Date {
    at.to_zoned(almaty().clone()).date()
}

/// ¶15. The score with the rule in numbers.
pub(crate) fn theory(theory: Option<&Theory>) -> Value {
    theory.map_or(Value::Null, |theory| {
        json!({
            "correct": theory.correct,
            "total": theory.total,
            "needed": theory.needed,
            "admitted": theory.admitted,
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn official_dates_in_both_languages() {
        let day = date(2026, 11, 23);
        assert_eq!(Language::Kk.date(day), "2026 жылғы 23 қараша");
        assert_eq!(Language::Ru.date(day), "23 ноября 2026 года");
        assert_eq!(Language::Kk.until(date(2031, 9, 5)), "2031 жылғы 5 қыркүйекке дейін");
        assert_eq!(Language::Ru.until(date(2031, 5, 5)), "до 5 мая 2031 года");
        assert_eq!(Language::short_date(date(2026, 3, 1)), "01.03.2026");
    }

    #[test]
    fn instants_stand_on_the_clock_of_almaty() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(Language::Kk.moment(at("2026-11-23T19:30:00Z")), "2026 жылғы 24 қараша, 00:30");
        assert_eq!(Language::Ru.moment(at("2024-02-28T10:00:00Z")), "28 февраля 2024 года, 16:00");
        assert_eq!(Language::Ru.moment(at("2024-03-01T10:00:00Z")), "1 марта 2024 года, 15:00");
    }
}
