//! Figures by month and centre, of whole months. What fewer than five people stand behind is left out.

use acts::Cx;
use acts::ports::{Happening, Span};
use acts::report::share;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use rules::terms::local_date;
use tokio::sync::Mutex;

use super::tables::{Table, objects, written};
use super::{Column, JSON, answer, column};
use crate::answer::problem;
use crate::app::App;
use crate::problem::Problem;
use crate::table::{CSV, Cell};

/// Fewer are not shown.
const FEWEST: u64 = 5;
/// Whole months before this one.
const MONTHS: i32 = 24;

pub(super) const COLUMNS: [Column; 7] = [
    column("month", "yearmonth", "register-data-month"),
    column("centre", "string", "register-data-centre"),
    column("filed", "integer", "register-data-filed"),
    column("issued", "integer", "register-data-documents-issued"),
    column("annulled", "integer", "register-data-documents-annulled"),
    column("appeals", "integer", "register-data-appeals"),
    column("in_time", "integer", "register-data-in-time"),
];

/// The table as it was counted on a day: counted anew once a day, however often it is asked for.
pub type Kept = Mutex<Option<(Date, Vec<Vec<Cell>>)>>;

pub(super) async fn csv(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let bytes = written(&table(&app).await?)?;
    Ok(answer(&headers, CSV, bytes))
}

pub(super) async fn json(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(answer(&headers, JSON, objects(&table(&app).await?)))
}

async fn table(app: &App) -> Result<Table, Problem> {
    let today = local_date(app.cx().clock.now());
    let mut kept = app.site.statistics.lock().await;
    if let Some((day, rows)) = kept.as_ref()
        && *day == today
    {
        return Ok((&COLUMNS, rows.clone()));
    }
    let mut rows = Vec::new();
    for back in (1..=MONTHS).rev() {
        let from = today.first_of_month().saturating_sub(back.months());
        let span = Span { centre: None, from, until: from.last_of_month() };
        rows.extend(month(&app.cx(), &span).await.map_err(|error| problem(error.into()))?);
    }
    *kept = Some((today, rows.clone()));
    Ok((&COLUMNS, rows))
}

/// The numbers of one centre.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counted {
    filed: u64,
    issued: u64,
    annulled: u64,
    appeals: u64,
    met_in_time: u64,
    due: u64,
}

/// One row for each centre at which anything happened.
async fn month(cx: &Cx, span: &Span) -> Result<Vec<Vec<Cell>>, acts::ports::PortError> {
    let mut centres: std::collections::BTreeMap<CentreNumber, Counted> = std::collections::BTreeMap::new();
    for tally in cx.figures.happened(Happening::Filed, span).await? {
        centres.entry(tally.centre).or_default().filed += tally.n;
    }
    for tally in cx.figures.happened(Happening::Issued, span).await? {
        centres.entry(tally.centre).or_default().issued += tally.n;
    }
    for tally in cx.figures.happened(Happening::Annulled, span).await? {
        centres.entry(tally.centre).or_default().annulled += tally.n;
    }
    for count in cx.figures.appeals(span).await? {
        centres.entry(count.centre).or_default().appeals += count.n;
    }
    for count in cx.figures.terms(span).await? {
        let met = count.closed_on.is_some_and(|on| on <= count.due);
        let counts = acts::report::CLAUSES.contains(&count.clause.as_str())
            && count.state != acts::facts::TermEnd::Void;
        let of = centres.entry(count.centre).or_default();
        of.due += if counts { count.n } else { 0 };
        of.met_in_time += if counts && met { count.n } else { 0 };
    }
    let month = format!("{:04}-{:02}", span.from.year(), span.from.month());
    Ok(centres.into_iter().map(|(centre, counted)| row(&month, &centre, counted)).collect())
}

fn row(month: &str, centre: &CentreNumber, counted: Counted) -> Vec<Cell> {
    let in_time = if counted.due < FEWEST { None } else { share(counted.met_in_time, counted.due) };
    vec![
        Cell::text(month),
        Cell::Text(centre.to_string()),
        shown(counted.filed),
        shown(counted.issued),
        shown(counted.annulled),
        shown(counted.appeals),
        Cell::number(in_time),
    ]
}

/// None is none; one to four might be somebody.
fn shown(n: u64) -> Cell {
    if n == 0 || n >= FEWEST { Cell::Number(n) } else { Cell::Empty }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn one_to_four_people_are_left_out() {
        assert_eq!([0, 1, 4, 5].map(shown), [Cell::Number(0), Cell::Empty, Cell::Empty, Cell::Number(5)]);
        let counted = Counted { filed: 12, issued: 3, met_in_time: 4, due: 4, ..Counted::default() };
        let centre = CentreNumber::parse("0042").unwrap();
        let row = row("2026-10", &centre, counted);
        let expected = [Cell::Number(12), Cell::Empty, Cell::Number(0), Cell::Number(0), Cell::Empty];
        assert_eq!(row.get(2..).unwrap(), expected);
    }
}
