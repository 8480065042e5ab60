//! ¶5 ¶6 ¶17–¶19 ¶22 ¶23. The board of terms: what is owed, by whom, until when.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rules::terms::local_date;

use super::own_centre;
use crate::access::Role;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::people::Who;
use crate::ports::{TakenBy, TermCard, TermFilter};
use crate::projection::Page;

/// Where a term stands on the board, by its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Overdue,
    Today,
    Tomorrow,
    /// The other days of this week, to its Sunday.
    Week,
    Later,
}

impl Column {
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Today, Self::Tomorrow, Self::Week, Self::Later];

    /// Stable key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::Week => "week",
            Self::Later => "later",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// The first and the last day of the column; the first comes after the last where it has none.
    pub fn days(self, today: Date) -> (Option<Date>, Option<Date>) {
        let day = |ahead: i64| today.saturating_add(ahead.days());
        let sunday = day(i64::from(today.weekday().until(Weekday::Sunday)));
        let (tomorrow, rest) = (day(1), day(2));
        match self {
            Self::Overdue => (None, Some(day(-1))),
            Self::Today => (Some(today), Some(today)),
            Self::Tomorrow => (Some(tomorrow), Some(tomorrow)),
            Self::Week => (Some(rest), Some(sunday)),
            Self::Later => (Some(rest.max(sunday.saturating_add(1.day()))), None),
        }
    }
}

/// Whose terms are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// What the person's roles, or the person by name, must meet first.
    #[default]
    Own,
    /// All of the centre.
    Centre,
    /// What the person has in hand.
    Hands,
    /// What nobody has in hand, of the person's roles.
    Free,
}

impl Scope {
    pub const ALL: [Self; 4] = [Self::Own, Self::Hands, Self::Free, Self::Centre];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Centre => "centre",
            Self::Hands => "hands",
            Self::Free => "free",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// One page of a column.
pub async fn column(
    cx: &Cx,
    who: &Who,
    scope: Scope,
    column: Column,
    page: u32,
    per_page: u32,
) -> ActResult<Page<TermCard>> {
    let centre = own_centre(who)?;
    let (from, until) = column.days(local_date(cx.clock.now()));
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        return Ok(Page { lines: vec![], total: 0 });
    }
    let roles: Vec<Role> =
        who.seats.iter().filter(|seat| seat.centre.as_ref() == Some(&centre)).map(|seat| seat.role).collect();
    let filter = TermFilter {
        centre,
        owed: matches!(scope, Scope::Own | Scope::Free).then_some((roles, who.account)),
        from,
        until,
        taken: match scope {
            Scope::Hands => Some(TakenBy::Person(who.account)),
            Scope::Free => Some(TakenBy::Nobody),
            Scope::Own | Scope::Centre => None,
        },
        page,
        per_page: per_page.clamp(1, 100),
    };
    Ok(cx.desk.terms(&filter).await?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn p05_every_day_stands_in_one_column() {
        // A Monday, a Friday, a Saturday, a Sunday.
        for today in [date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)] {
            for ahead in -20..40_i64 {
                let due = today.saturating_add(ahead.days());
                let inside = |column: &&Column| {
                    let (from, until) = column.days(today);
                    from.is_none_or(|from| from <= due) && until.is_none_or(|until| due <= until)
                };
                assert_eq!(Column::ALL.iter().filter(inside).count(), 1, "{due} seen on {today}");
            }
        }
    }

    #[test]
    fn p05_this_week_ends_with_its_sunday() {
        let monday = date(2026, 11, 23);
        assert_eq!(Column::Week.days(monday), (Some(date(2026, 11, 25)), Some(date(2026, 11, 29))));
        assert_eq!(Column::Later.days(monday), (Some(date(2026, 11, 30)), None));
        assert_eq!(Column::Later.days(date(2026, 11, 29)).0, Some(date(2026, 12, 1)));
    }
}
