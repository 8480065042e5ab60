//! Q25. The working calendar: a day moved by an act of the government, and the open terms that move with it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rules::calendar::{Calendar, Day};
use rules::case::{Command, Stage};
use rules::identifiers::CentreNumber;
use rules::terms::Term;

use super::{Change, Keeping, Present, Subject, fault, keep, reasoned};
use crate::access::{Act, Role};
use crate::cx::Cx;
use crate::desk::rows::TermRow;
use crate::error::{ActError, ActResult};
use crate::journal::{CaseId, RequestId};
use crate::people::{Seat, Who};
use crate::ports::{Desk, PortError, TermPlace};
use crate::projection::CaseFilter;
use crate::walk::{Asked, act};

/// Terms and days of exams that a preview names.
const NAMED: u32 = 100;
/// Terms read in one step.
const STEP: u32 = 500;

/// What an act of the government says: which days are off, which are worked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub off: Vec<Date>,
    pub worked: Vec<Date>,
}

impl Moved {
    fn days(&self, act: &str) -> Vec<Day> {
        let days = |dates: &[Date], worked| {
            dates.iter().map(|date| Day::by_act(*date, worked, act.trim())).collect::<Vec<_>>()
        };
        [days(&self.off, false), days(&self.worked, true)].concat()
    }

    fn all(&self) -> impl Iterator<Item = Date> {
        self.off.iter().chain(&self.worked).copied()
    }

    /// A day is named once, has not passed, and becomes something that it is not.
    fn check(&self, calendar: &Calendar, today: Date) -> ActResult<()> {
        if self.all().next().is_none() {
            return Err(fault("off", "no-day"));
        }
        if self.all().collect::<BTreeSet<_>>().len() < self.all().count() {
            return Err(fault("off", "day-twice"));
        }
        for (dates, worked, field) in [(&self.off, false, "off"), (&self.worked, true, "worked")] {
            if dates.iter().any(|date| *date < today) {
                return Err(fault(field, "day-in-past"));
            }
            if dates.iter().any(|date| calendar.day(*date).is_working() == worked) {
                return Err(fault(field, "day-is-so"));
            }
        }
        Ok(())
    }
}

/// Q25. The act, from now on: terms count with it, and those that run are counted anew soon after ([`recount`]).
pub async fn change(cx: &Cx, keeping: Keeping<'_>, moved: &Moved, act: &str) -> ActResult<()> {
    reasoned(act)?;
    let decide = |present: &Present<'_>| {
        moved.check(&cx.shelf.calendar(), present.today)?;
        Ok(Change::CalendarChanged { days: moved.days(act), act: act.trim().to_owned() })
    };
    keep(cx, keeping, Act::KeepCalendar, "change", Subject::Calendar, &decide).await
}

/// A running term before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTerm {
    /// Number of the case.
    pub number: String,
    pub centre: CentreNumber,
    pub clause: String,
    pub was: Date,
    pub due: Date,
}

/// What an act would touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    pub terms: u64,
    /// The first hundred of them.
    pub named: Vec<MovedTerm>,
    /// ¶6. Exams appointed for a day that would be off: the day, how many, the first hundred numbers of cases.
    pub exams: Vec<(Date, u64, Vec<String>)>,
}

/// What the act would touch today; refused like the act itself.
pub async fn touched(cx: &Cx, who: &Who, moved: &Moved) -> ActResult<Touched> {
    super::allowed(who, Act::KeepCalendar)?;
    moved.check(&cx.calendar, rules::terms::local_date(cx.clock.now()))?;
    let calendar = cx.calendar.after(&moved.days(""));
    let (mut touched, mut after) = (Touched::default(), None);
    while let Some((terms, last)) = later(cx.desk.as_ref(), &calendar, after).await? {
        touched.terms += terms.len() as u64;
        for (row, term) in terms {
            if touched.named.len() < NAMED as usize {
                touched.named.extend(named(cx, row, &term).await?);
            }
        }
        after = Some(last);
    }
    for day in &moved.off {
        let filter = CaseFilter {
            sitting_on: Some(*day),
            stages: vec![Stage::Noticed],
            per_page: NAMED,
            ..CaseFilter::default()
        };
        let exams = cx.cases.list(&filter).await?;
        if exams.total > 0 {
            touched.exams.push((*day, exams.total, exams.lines.into_iter().map(|row| row.number).collect()));
        }
    }
    Ok(touched)
}

async fn named(cx: &Cx, row: TermRow, term: &Term) -> Result<Option<MovedTerm>, PortError> {
    let case = cx.cases.row(row.case).await?;
    Ok(case.map(|case| MovedTerm {
        number: case.number,
        centre: row.centre,
        clause: row.clause,
        was: row.due,
        due: term.due,
    }))
}

type Later = (Vec<(TermRow, Term)>, TermPlace);

/// Of the next running terms after a place, those that end later by `calendar`; `None` after the last.
async fn later(
    desk: &dyn Desk,
    calendar: &Calendar,
    after: Option<TermPlace>,
) -> Result<Option<Later>, PortError> {
    let rows = desk.terms_due(Date::MAX, after, STEP).await?;
    let Some(last) = rows.last().map(|row| (row.centre.clone(), row.case, row.place)) else {
        return Ok(None);
    };
    let counted = rows.into_iter().map(|row| {
        let term = row.term.recomputed(calendar);
        (row, term)
    });
    Ok(Some((counted.filter(|(row, term)| term.due > row.due).collect(), last)))
}

/// Counts every running term anew that the calendar has moved; of how many cases. Run again, it finds none.
///
/// It acts for whoever entered the newest act about the calendar, by the right they had when they did.
pub async fn recount(cx: &Cx) -> ActResult<u64> {
    let Some(newest) = cx.shelf.newest(Subject::Calendar) else { return Ok(0) };
    let seat = Seat { role: Role::AuthorisedBody, centre: None };
    let who = Who { account: newest.by, login: String::new(), name: String::new(), seats: vec![seat] };
    let (mut recounted, mut after) = (0, None);
    while let Some((terms, last)) = later(cx.desk.as_ref(), &cx.calendar, after).await? {
        let cases: BTreeSet<CaseId> = terms.iter().map(|(row, _)| row.case).collect();
        for case in cases {
            let asked = Asked { who: &who, case, request: RequestId(cx.ids.fresh()) };
            match act(cx, asked, Act::KeepCalendar, Command::RecountTerms).await {
                Ok(_) => recounted += 1,
                // Met, or counted anew by another node meanwhile.
                Err(ActError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        after = Some(last);
    }
    Ok(recounted)
}
