//! What the authorised body sees of the country, and a head of the own centre: terms, results, appeals, order, load.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rules::calendar::Calendar;
use rules::identifiers::CentreNumber;
use rules::terms::working_days_until;

use crate::access::{Act, Reach, reach};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::facts::{AppealEnd, TermEnd};
use crate::people::Who;
use crate::ports::{AppealCount, Happening, OutcomeCount, Span, Tally, TermCount};

/// Terms that bind a centre, in the order of the Rules. The window of ¶20 is the candidate's own.
pub const CLAUSES: [&str; 7] = ["¶5", "¶6", "¶17", "¶18", "¶19", "¶22", "¶23"];
/// An accreditation that ends within so many days is shown.
const ENDS_SOON: i32 = 90;
/// Months of the line of work.
const MONTHS: i32 = 12;

/// Terms of one clause that fell due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermTally {
    pub in_time: u64,
    /// Met after the due day, or not met and past it.
    pub late: u64,
    /// Running and past the due day now, whenever it fell due.
    pub overdue_now: u64,
    /// Working days from the start to the day it was met → how many.
    pub days: BTreeMap<u16, u64>,
}

impl TermTally {
    /// Met in time, of all that fell due, in whole per cent rounded down: 100 means all.
    pub fn share(&self) -> Option<u8> {
        share(self.in_time, self.in_time + self.late)
    }

    /// The lower median.
    pub fn median(&self) -> Option<u16> {
        let all: u64 = self.days.values().sum();
        let mut seen = 0;
        self.days.iter().find_map(|(days, n)| {
            seen += n;
            (seen * 2 >= all).then_some(*days)
        })
    }

    pub fn add(&mut self, other: &Self) {
        self.in_time += other.in_time;
        self.late += other.late;
        self.overdue_now += other.overdue_now;
        for (days, n) in &other.days {
            *self.days.entry(*days).or_default() += n;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.in_time + self.late + self.overdue_now == 0
    }
}

/// Part of whole in per cent, rounded down; `None` of nothing.
pub fn share(part: u64, whole: u64) -> Option<u8> {
    (part * 100).checked_div(whole).and_then(|share| u8::try_from(share).ok())
}

/// Results of cases that were decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResultTally {
    /// ¶15.
    pub theory: u64,
    pub theory_passed: u64,
    /// ¶16.
    pub practice: u64,
    pub practice_passed: u64,
    /// ¶17.
    pub decided: u64,
    pub passed: u64,
    /// ¶13: with a violation that stands; ended by violations.
    pub violated: u64,
    pub terminated: u64,
}

impl ResultTally {
    pub fn add(&mut self, other: &Self) {
        self.theory += other.theory;
        self.theory_passed += other.theory_passed;
        self.practice += other.practice;
        self.practice_passed += other.practice_passed;
        self.decided += other.decided;
        self.passed += other.passed;
        self.violated += other.violated;
        self.terminated += other.terminated;
    }

    fn count(&mut self, of: &OutcomeCount) {
        let n = |counted: bool| if counted { of.n } else { 0 };
        self.theory += n(of.theory.is_some());
        self.theory_passed += n(of.theory == Some(true));
        self.practice += n(of.practice.is_some());
        self.practice_passed += n(of.practice == Some(true));
        self.decided += of.n;
        self.passed += n(of.passed == Some(true));
        self.violated += n(of.violated);
        self.terminated += n(of.terminated);
    }
}

/// ¶20–¶22.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AppealTally {
    pub filed: u64,
    pub upheld: u64,
    pub rejected: u64,
    /// Q15.
    pub late: u64,
}

/// What there is to do, and what was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadTally {
    pub filed: u64,
    pub issued: u64,
    pub annulled: u64,
    /// Something is owed now.
    pub open: u64,
}

/// One month of the line of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub from: Date,
    pub filed: u64,
    pub issued: u64,
}

/// The figures of a span, by centre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// By centre and clause of [`CLAUSES`].
    pub terms: BTreeMap<(CentreNumber, &'static str), TermTally>,
    /// By centre and programme.
    pub results: BTreeMap<(CentreNumber, String), ResultTally>,
    pub appeals: BTreeMap<CentreNumber, AppealTally>,
    pub load: BTreeMap<CentreNumber, LoadTally>,
    /// Centres whose accreditation ends soon, with its last day, the first to end first.
    pub ends: Vec<(CentreNumber, Date)>,
    pub months: Vec<Month>,
}

/// The report of the centres that the person answers for.
pub async fn report(cx: &Cx, who: &Who, from: Date, until: Date, today: Date) -> ActResult<Report> {
    let Reach { centre } = reach(who, Act::SeeReport).ok_or(ActError::NotAllowed)?;
    let span = Span { centre, from, until };
    let mut report = Report::default();
    report.count_terms(&cx.figures.terms(&span).await?, today, &cx.calendar);
    report.count_overdue(&cx.figures.overdue(span.centre.as_ref(), today).await?);
    for of in cx.figures.outcomes(&span).await? {
        report.results.entry((of.centre.clone(), of.programme.clone())).or_default().count(&of);
    }
    report.count_appeals(&cx.figures.appeals(&span).await?);
    for what in [Happening::Filed, Happening::Issued, Happening::Annulled] {
        for tally in cx.figures.happened(what, &span).await? {
            let load = report.load.entry(tally.centre).or_default();
            *match what {
                Happening::Filed => &mut load.filed,
                Happening::Issued => &mut load.issued,
                Happening::Annulled => &mut load.annulled,
            } += tally.n;
        }
    }
    for tally in cx.figures.open(span.centre.as_ref()).await? {
        report.load.entry(tally.centre).or_default().open += tally.n;
    }
    report.ends = ends(cx, span.centre.as_ref(), today);
    report.months = months(cx, &span, today).await?;
    Ok(report)
}

impl Report {
    /// A term still running before its due day says nothing yet; one whose ground fell away says nothing at all.
    fn count_terms(&mut self, counts: &[TermCount], today: Date, calendar: &Calendar) {
        let mut known: BTreeMap<(Date, Date), u16> = BTreeMap::new();
        for count in counts {
            let Some(clause) = clause(&count.clause) else { continue };
            let tally = self.terms.entry((count.centre.clone(), clause)).or_default();
            match (count.state, count.closed_on) {
                (TermEnd::Met, Some(on)) => {
                    *if on <= count.due { &mut tally.in_time } else { &mut tally.late } += count.n;
                    let days = known
                        .entry((count.started, on))
                        .or_insert_with(|| working_days_until(calendar, count.started, on));
                    *tally.days.entry(*days).or_default() += count.n;
                }
                (TermEnd::Running, _) if count.due < today => tally.late += count.n,
                _ => {}
            }
        }
        self.terms.retain(|_, tally| !tally.is_empty());
    }

    fn count_overdue(&mut self, tallies: &[Tally]) {
        for tally in tallies {
            if let Some(clause) = clause(&tally.of) {
                self.terms.entry((tally.centre.clone(), clause)).or_default().overdue_now += tally.n;
            }
        }
    }

    fn count_appeals(&mut self, counts: &[AppealCount]) {
        for count in counts {
            let tally = self.appeals.entry(count.centre.clone()).or_default();
            tally.filed += count.n;
            match count.end {
                Some(AppealEnd::Upheld) => tally.upheld += count.n,
                Some(AppealEnd::Rejected) => tally.rejected += count.n,
                Some(AppealEnd::Late) => tally.late += count.n,
                None => {}
            }
        }
    }
}

fn clause(code: &str) -> Option<&'static str> {
    CLAUSES.into_iter().find(|clause| *clause == code)
}

fn ends(cx: &Cx, centre: Option<&CentreNumber>, today: Date) -> Vec<(CentreNumber, Date)> {
    let last = today.saturating_add(ENDS_SOON.days());
    let mut ends: Vec<_> = cx
        .catalogue
        .centres
        .iter()
        .filter(|one| centre.is_none_or(|centre| *centre == one.number))
        .map(|one| (one.number.clone(), one.accreditation.until))
        .filter(|(_, until)| today <= *until && *until <= last)
        .collect();
    ends.sort_by_key(|(_, until)| *until);
    ends
}

/// The twelve months up to this one.
async fn months(cx: &Cx, span: &Span, today: Date) -> ActResult<Vec<Month>> {
    let mut months = Vec::new();
    for back in (0..MONTHS).rev() {
        let from = today.first_of_month().saturating_sub(back.months());
        let month = Span { from, until: from.last_of_month(), ..span.clone() };
        let sum = |tallies: Vec<Tally>| tallies.iter().map(|tally| tally.n).sum();
        months.push(Month {
            from,
            filed: sum(cx.figures.happened(Happening::Filed, &month).await?),
            issued: sum(cx.figures.happened(Happening::Issued, &month).await?),
        });
    }
    Ok(months)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    fn centre() -> CentreNumber {
        CentreNumber::parse("0042").unwrap()
    }

    fn count(state: TermEnd, due: Date, closed_on: Option<Date>, n: u64) -> TermCount {
        let started = date(2026, 11, 2);
        TermCount { centre: centre(), clause: "¶5".into(), started, due, state, closed_on, n }
    }

    #[test]
    fn p05_a_term_met_on_its_due_day_is_in_time_and_a_running_one_is_late_the_day_after() {
        let due = date(2026, 11, 5);
        let counts = [
            count(TermEnd::Met, due, Some(due), 3),
            count(TermEnd::Met, due, Some(date(2026, 11, 6)), 1),
            count(TermEnd::Running, due, None, 2),
            count(TermEnd::Void, due, None, 7),
        ];
        let tally = |today| {
            let mut report = Report::default();
            report.count_terms(&counts, today, Calendar::kazakhstan());
            report.terms.remove(&(centre(), "¶5")).unwrap()
        };
        let on_the_day = tally(due);
        assert_eq!((on_the_day.in_time, on_the_day.late, on_the_day.share()), (3, 1, Some(75)));
        let day_after = tally(date(2026, 11, 6));
        assert_eq!((day_after.in_time, day_after.late, day_after.share()), (3, 3, Some(50)));
        // Monday to Thursday: three working days, the day of the start not counted.
        assert_eq!((day_after.median(), day_after.days), (Some(3), BTreeMap::from([(3, 3), (4, 1)])));
    }

    #[test]
    fn p20_the_window_of_the_candidate_is_no_term_of_the_centre() {
        let mut report = Report::default();
        let window = TermCount { clause: "¶20".into(), ..count(TermEnd::Void, date(2026, 11, 5), None, 1) };
        report.count_terms(&[window], date(2026, 11, 9), Calendar::kazakhstan());
        assert_eq!(report, Report::default());
    }

    #[test]
    fn shares_are_rounded_down_and_nothing_has_none() {
        assert_eq!((share(999, 1000), share(1000, 1000), share(0, 0)), (Some(99), Some(100), None));
        assert_eq!(TermTally::default().median(), None);
        let mut one = TermTally { days: BTreeMap::from([(1, 2), (9, 1)]), ..TermTally::default() };
        assert_eq!(one.median(), Some(1));
        one.add(&TermTally { days: BTreeMap::from([(9, 2)]), ..TermTally::default() });
        assert_eq!(one.median(), Some(9));
    }

    #[test]
    fn p17_each_stage_counts_those_who_sat_it() {
        let of = |theory, practice, passed, n| OutcomeCount {
            centre: centre(),
            programme: "welder".into(),
            theory,
            practice,
            passed,
            violated: passed == Some(false),
            terminated: false,
            n,
        };
        let mut tally = ResultTally::default();
        for count in [
            of(Some(true), Some(true), Some(true), 5),
            of(Some(true), Some(false), Some(false), 2),
            of(Some(false), None, Some(false), 3),
            of(None, None, Some(false), 1),
        ] {
            tally.count(&count);
        }
        let expected = ResultTally {
            theory: 10,
            theory_passed: 7,
            practice: 7,
            practice_passed: 5,
            decided: 11,
            passed: 5,
            violated: 6,
            terminated: 0,
        };
        assert_eq!(tally, expected);
    }
}
