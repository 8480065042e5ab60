//! What programs read: the centre's cases, terms, sittings, rooms, messages. The right is checked like that of a page.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::application::Person;
use rules::case::Stage;

use crate::cx::Cx;
use crate::desk;
use crate::error::{ActError, ActResult};
use crate::journal::CaseId;
use crate::outbox::{self, Dispatch};
use crate::people::Who;
use crate::ports::{CasesAsked, Room, SittingCard, TermCard, TermsAsked};
use crate::projection::CaseRow;
use crate::view::{self, queue_centre};
use crate::walk::Loaded;

/// Lines of one answer at most.
const MOST: u32 = 100;

/// Where the next page begins; kept by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    Case(CaseId),
    Term(Date, CaseId, u32),
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Case(case) => write!(f, "c.{case}"),
            Self::Term(due, case, place) => write!(f, "t.{due}.{case}.{place}"),
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split('.').collect::<Vec<_>>().as_slice() {
            ["c", case] => Ok(Self::Case(case.parse().map_err(drop)?)),
            ["t", due, case, place] => Ok(Self::Term(
                due.parse().map_err(drop)?,
                case.parse().map_err(drop)?,
                place.parse().map_err(drop)?,
            )),
            _ => Err(()),
        }
    }
}

/// One page, and where the next one begins if there is more.
pub type Paged<T> = (Vec<T>, Option<Cursor>);

/// Cases of the service's centre, in the order of their filing.
pub async fn cases(
    cx: &Cx,
    who: &Who,
    stage: Option<Stage>,
    changed_since: Option<Timestamp>,
    after: Option<CaseId>,
    limit: u32,
) -> ActResult<Paged<CaseRow>> {
    let centre = queue_centre(who).ok_or(ActError::NotAllowed)?;
    let limit = limit.clamp(1, MOST);
    let asked = CasesAsked { centre, stage, changed_since, after, limit: limit + 1 };
    let rows = cx.services.cases_after(&asked).await?;
    Ok(cut(rows, limit, |row| Cursor::Case(row.case)))
}

/// Running terms of the service's centre, by their last day.
pub async fn terms(
    cx: &Cx,
    who: &Who,
    until: Option<Date>,
    after: Option<(Date, CaseId, u32)>,
    limit: u32,
) -> ActResult<Paged<TermCard>> {
    let centre = queue_centre(who).ok_or(ActError::NotAllowed)?;
    let limit = limit.clamp(1, MOST);
    let asked = TermsAsked { centre, until, after, limit: limit + 1 };
    let rows = cx.services.terms_after(&asked).await?;
    Ok(cut(rows, limit, |card| Cursor::Term(card.row.due, card.row.case, card.row.place)))
}

fn cut<T>(mut rows: Vec<T>, limit: u32, place: impl Fn(&T) -> Cursor) -> Paged<T> {
    let limit = limit as usize;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(place);
    (rows, next)
}

/// A case; that it is opened is noted first.
pub async fn case(cx: &Cx, who: &Who, id: CaseId) -> ActResult<Loaded> {
    view::case(cx, who, id).await
}

/// The person of a case; that the file is opened is noted first.
pub async fn person(cx: &Cx, who: &Who, id: CaseId) -> ActResult<Person> {
    Ok(*view::case(cx, who, id).await?.case.person)
}

/// Messages of a case on their ways, the newest first.
pub async fn messages(cx: &Cx, who: &Who, id: CaseId) -> ActResult<Vec<Dispatch>> {
    let loaded = view::case(cx, who, id).await?;
    outbox::of_case(cx, &loaded).await
}

/// Sittings of the service's centre from a day to a day.
pub async fn sittings(cx: &Cx, who: &Who, from: Date, until: Date) -> ActResult<Vec<SittingCard>> {
    desk::calendar::sittings(cx, who, from, until).await
}

/// Rooms of the service's centre.
pub async fn rooms(cx: &Cx, who: &Who) -> ActResult<Vec<Room>> {
    desk::rooms::rooms(cx, who).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
        let case = CaseId(Uuid::from_u128(7));
        for cursor in [Cursor::Case(case), Cursor::Term(date(2026, 11, 23), case, 3)] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for wrong in ["", "c", "c.7", "t.2026-11-23", "x.1", "c.00000000-0000-0000-0000-000000000007.1"] {
            assert_eq!(wrong.parse::<Cursor>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_page_says_where_the_next_one_begins_only_where_there_is_one() {
        let place = |n: &u128| Cursor::Case(CaseId(Uuid::from_u128(*n)));
        assert_eq!(cut(vec![1, 2, 3], 2, place), (vec![1, 2], Some(place(&2))));
        assert_eq!(cut(vec![1, 2], 2, place), (vec![1, 2], None));
        assert_eq!(cut(vec![], 2, place), (vec![], None));
    }
}
