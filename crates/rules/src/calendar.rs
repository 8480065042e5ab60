//! ¶5 ¶6 ¶17–¶20 ¶22. The working calendar of Kazakhstan: which day is worked, which is off, and why.
//!
//! The years of the table come from `regulation/calendar/`; any other year is generated from the holidays of the law
//! and counts as estimated, because swaps and the announced date of Kurban Ait are not known yet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::Bilingual;

/// `regulation/calendar/`, compiled in.
const TEXTS: [&str; 8] = [
    include_str!("../../../regulation/calendar/version.toml"),
    include_str!("../../../regulation/calendar/holidays.toml"),
    include_str!("../../../regulation/calendar/kurban-ait.toml"),
    include_str!("../../../regulation/calendar/2023.toml"),
    include_str!("../../../regulation/calendar/2024.toml"),
    include_str!("../../../regulation/calendar/2025.toml"),
    include_str!("../../../regulation/calendar/2026.toml"),
    include_str!("../../../regulation/calendar/2027.toml"),
];

/// What a day is. `Moved` is a holiday that fell on a day off; the two swapped kinds come from a government act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    Working,
    SwappedOn,
    Weekend,
    Holiday,
    Moved,
    SwappedOff,
}

/// Whether the day is known for certain or rests on an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayStatus {
    Confirmed,
    Estimated,
}

/// One day of the calendar. `act` names the law or act that makes it differ from the ordinary week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Day {
    pub date: Date,
    pub kind: DayKind,
    pub status: DayStatus,
    pub name: Bilingual,
    #[serde(default)]
    pub act: Option<String>,
}

impl Day {
    pub fn is_working(&self) -> bool {
        matches!(self.kind, DayKind::Working | DayKind::SwappedOn)
    }

    pub fn is_estimated(&self) -> bool {
        self.status == DayStatus::Estimated
    }

    fn ordinary(date: Date, status: DayStatus) -> Self {
        let (kind, name) = if is_weekend(date) {
            (DayKind::Weekend, Bilingual::new("Демалыс күні", "Выходной день"))
        } else {
            (DayKind::Working, Bilingual::new("Жұмыс күні", "Рабочий день"))
        };
        Self { date, kind, status, name, act: None }
    }

    /// What an act of the government makes of a day: worked or off, called by what the day is in an ordinary week.
    pub fn by_act(date: Date, worked: bool, act: &str) -> Self {
        let confirmed = DayStatus::Confirmed;
        if worked != is_weekend(date) {
            return Self { act: Some(act.to_owned()), ..Self::ordinary(date, confirmed) };
        }
        let (kind, name) = if worked {
            (DayKind::SwappedOn, Bilingual::new("Ауыстырылған жұмыс күні", "Рабочий день (перенесён)"))
        } else {
            (DayKind::SwappedOff, Bilingual::new("Ауыстырылған демалыс күні", "Выходной день (перенесён)"))
        };
        Self { date, kind, status: confirmed, name, act: Some(act.to_owned()) }
    }

    /// A table row must change the ordinary week: only a weekend can be swapped on, only a weekday moved to or swapped off.
    fn fits_the_week(&self) -> bool {
        match self.kind {
            DayKind::SwappedOn => is_weekend(self.date),
            DayKind::Moved | DayKind::SwappedOff => !is_weekend(self.date),
            DayKind::Holiday => true,
            DayKind::Working | DayKind::Weekend => false,
        }
    }
}

/// A calendar text that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    #[error("the calendar text cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    #[error("the calendar names no version")]
    NoVersion,
    #[error("the year {0} is given twice")]
    YearTwice(i16),
    #[error("{0} is given twice")]
    DayTwice(Date),
    #[error("{0} stands in the table of another year")]
    OtherYear(Date),
    #[error("{0} cannot be a day of its kind")]
    WrongKind(Date),
}

/// The working calendar in one dated version.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The date of the version, such as `2026-11-23`, and how many acts came on top of it: `2026-11-23+2`. A term keeps it.
    pub version: String,
    /// Days as acts of the government made them since, each with the last word on it.
    changed: BTreeMap<Date, Day>,
    years: BTreeMap<i16, BTreeMap<Date, Day>>,
    holidays: Vec<Holiday>,
    kurban_ait: Option<KurbanAit>,
}

impl Calendar {
    /// The calendar compiled into the program.
    pub fn kazakhstan() -> &'static Self {
        static KAZAKHSTAN: LazyLock<Calendar> = LazyLock::new(|| {
            #[expect(clippy::expect_used, reason = "embedded texts; a test reads them")]
            Calendar::parse(&TEXTS).expect("the embedded calendar is readable")
        });
        &KAZAKHSTAN
    }

    /// Reads the texts of a calendar: one names the version, one each year, one the holidays, one Kurban Ait.
    pub fn parse(texts: &[&str]) -> Result<Self, CalendarError> {
        let (mut version, mut years) = (None, BTreeMap::new());
        let (mut holidays, mut kurban_ait) = (Vec::new(), None);
        for text in texts {
            let file: File = toml::from_str(text)?;
            if let Some(year) = file.year
                && years.insert(year, table(year, file.day)?).is_some()
            {
                return Err(CalendarError::YearTwice(year));
            }
            version = file.version.or(version);
            holidays.extend(file.holiday);
            kurban_ait = file.kurban_ait.or(kurban_ait);
        }
        let version = version.ok_or(CalendarError::NoVersion)?;
        Ok(Self { version, changed: BTreeMap::new(), years, holidays, kurban_ait })
    }

    /// Q25. The next version of this calendar, after an act about these days.
    #[must_use]
    pub fn after(&self, days: &[Day]) -> Self {
        let (issued, acts) = self.version.split_once('+').unwrap_or((&self.version, "0"));
        let mut next = self.clone();
        next.version = format!("{issued}+{}", acts.parse().unwrap_or(0_u32) + 1);
        next.changed.extend(days.iter().map(|day| (day.date, day.clone())));
        next
    }

    /// The days of `year` that the law or an act makes differ from the ordinary week, in their order.
    pub fn special(&self, year: i16) -> Vec<Day> {
        let first = Date::new(year, 1, 1).ok();
        let days = first.into_iter().flat_map(|first| first.series(1.day()));
        let days = days.take_while(|date| date.year() == year).map(|date| self.day(date));
        days.filter(|day| day.act.is_some()).collect()
    }

    /// What `date` is, and why.
    pub fn day(&self, date: Date) -> Day {
        if let Some(changed) = self.changed.get(&date) {
            return changed.clone();
        }
        let year = date.year();
        let (special, status) = match self.years.get(&year) {
            Some(table) => (table.get(&date).cloned(), DayStatus::Confirmed),
            None => (self.generate(year).remove(&date), DayStatus::Estimated),
        };
        special.unwrap_or_else(|| Day::ordinary(date, status))
    }

    /// The days of `year` that differ from the ordinary week, by the rules of the law alone.
    ///
    /// A holiday that meets Kurban Ait on a weekday is not moved: the law moves holidays only from a day off of the week.
    fn generate(&self, year: i16) -> BTreeMap<Date, Day> {
        let mut days = BTreeMap::new();
        if let Some(ait) = &self.kurban_ait {
            let dates = ait.dates.iter().filter(|date| date.year() == year);
            days.extend(dates.map(|&date| (date, generated(date, DayKind::Holiday, &ait.name))));
        }
        let holidays = || self.holidays.iter().filter_map(|holiday| Some((holiday, holiday.date_in(year)?)));
        let stays = |holiday: &Holiday, date| !holiday.moves || !is_weekend(date);
        for (holiday, date) in holidays().filter(|&(holiday, date)| stays(holiday, date)) {
            days.entry(date).or_insert_with(|| generated(date, DayKind::Holiday, &holiday.name));
        }
        for (holiday, date) in holidays().filter(|&(holiday, date)| !stays(holiday, date)) {
            let free = date.series(1.day()).find(|next| !is_weekend(*next) && !days.contains_key(next));
            days.extend(free.map(|date| (date, generated(date, DayKind::Moved, &holiday.name))));
        }
        days
    }
}

/// One text of `regulation/calendar/`; each carries the part that it is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Option<String>,
    year: Option<i16>,
    #[serde(default)]
    day: Vec<Day>,
    #[serde(default)]
    holiday: Vec<Holiday>,
    kurban_ait: Option<KurbanAit>,
}

/// A holiday on a fixed date, in the years `from..=until`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    month: i8,
    day: i8,
    moves: bool,
    from: Option<i16>,
    until: Option<i16>,
    name: Bilingual,
}

impl Holiday {
    fn date_in(&self, year: i16) -> Option<Date> {
        let kept = self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until);
        kept.then(|| Date::new(year, self.month, self.day).ok()).flatten()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KurbanAit {
    name: Bilingual,
    dates: Vec<Date>,
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn generated(date: Date, kind: DayKind, name: &Bilingual) -> Day {
    let act = Some("Law on holidays art. 5".to_owned());
    Day { date, kind, status: DayStatus::Estimated, name: name.clone(), act }
}

fn table(year: i16, rows: Vec<Day>) -> Result<BTreeMap<Date, Day>, CalendarError> {
    let mut days = BTreeMap::new();
    for day in rows {
        let date = day.date;
        if date.year() != year {
            return Err(CalendarError::OtherYear(date));
        }
        if !day.fits_the_week() {
            return Err(CalendarError::WrongKind(date));
        }
        if days.insert(date, day).is_some() {
            return Err(CalendarError::DayTwice(date));
        }
    }
    Ok(days)
}

#[cfg(test)]
mod tests;
