//! The figures to take away, whole: every clause of every centre, every profession of every centre.

use acts::Cx;
use acts::report::{Report, share};
use axum::extract::{Query, State};
use axum::response::Response;

use super::figures::region;
use super::{Asked, counted};
use crate::page::Frame;
use crate::problem::Problem;
use crate::session::Person;
use crate::table::{self, Cell, Sheet};
use crate::visit::Visit;

pub(super) async fn xlsx(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let report = counted(&cx, &who, &asked).await?.report;
    let frame = visit.frame("country-title");
    let sheets = vec![
        terms(&frame, &cx, &report),
        results(&frame, &cx, &report),
        centres(&frame, &cx, &report),
        months(&frame, &report),
    ];
    table::xlsx_answer("report.xlsx", sheets).await
}

/// One table: the terms. The others stand in the XLSX file.
pub(super) async fn csv(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let report = counted(&cx, &who, &asked).await?.report;
    table::csv_answer("terms.csv", &terms(&visit.frame("country-title"), &cx, &report))
}

fn head(frame: &Frame, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| frame.t(key)).collect()
}

/// Region, number and name of a centre.
fn place(frame: &Frame, cx: &Cx, number: &rules::identifiers::CentreNumber) -> Vec<Cell> {
    let language = frame.language;
    let name = cx.catalogue.centre(number).map(|centre| language.pick(&centre.name));
    let region = region(&cx.catalogue, number).map(|region| language.pick(&region.name));
    vec![
        region.map_or(Cell::Empty, Cell::text),
        Cell::Text(number.to_string()),
        name.map_or(Cell::Empty, Cell::text),
    ]
}

const PLACE: [&str; 3] = ["country-region", "register-centre-number", "country-centre"];

pub(super) fn terms(frame: &Frame, cx: &Cx, report: &Report) -> Sheet {
    let keys = [
        "country-clause",
        "country-due",
        "country-in-time",
        "country-late-met",
        "country-share",
        "country-overdue-now",
        "country-median",
    ];
    let row = |((centre, clause), tally): (&(_, &'static str), &acts::report::TermTally)| {
        let mut row = place(frame, cx, centre);
        row.extend([
            Cell::text(*clause),
            Cell::Number(tally.in_time + tally.late),
            Cell::Number(tally.in_time),
            Cell::Number(tally.late),
            Cell::number(tally.share()),
            Cell::Number(tally.overdue_now),
            Cell::number(tally.median()),
        ]);
        row
    };
    let head = head(frame, &[&PLACE[..], &keys].concat());
    Sheet { name: frame.t("country-terms"), head, rows: report.terms.iter().map(row).collect() }
}

fn results(frame: &Frame, cx: &Cx, report: &Report) -> Sheet {
    let keys = [
        "country-profession",
        "country-theory",
        "country-theory-passed",
        "country-practice",
        "country-practice-passed",
        "country-decided",
        "country-passed",
        "country-share",
        "country-violated",
        "country-terminated",
    ];
    let row = |((centre, programme), tally): (&(_, String), &acts::report::ResultTally)| {
        let known = cx.catalogue.programme(programme);
        let profession = known.map_or(programme.as_str(), |one| frame.language.pick(&one.profession_name));
        let mut row = place(frame, cx, centre);
        row.push(Cell::text(profession));
        let numbers = [
            tally.theory,
            tally.theory_passed,
            tally.practice,
            tally.practice_passed,
            tally.decided,
            tally.passed,
        ];
        row.extend(numbers.map(Cell::Number));
        row.push(Cell::number(share(tally.passed, tally.decided)));
        row.extend([tally.violated, tally.terminated].map(Cell::Number));
        row
    };
    let head = head(frame, &[&PLACE[..], &keys].concat());
    Sheet { name: frame.t("country-results"), head, rows: report.results.iter().map(row).collect() }
}

fn centres(frame: &Frame, cx: &Cx, report: &Report) -> Sheet {
    let keys = [
        "country-filed",
        "country-issued",
        "country-annulled",
        "country-open",
        "country-appeals",
        "country-upheld",
        "country-rejected",
        "country-late",
        "country-accredited-until",
    ];
    let mut numbers: Vec<_> = report.load.keys().chain(report.appeals.keys()).collect();
    numbers.sort();
    numbers.dedup();
    let row = |number| {
        let load = report.load.get(number).copied().unwrap_or_default();
        let appeals = report.appeals.get(number).copied().unwrap_or_default();
        let mut row = place(frame, cx, number);
        row.extend([load.filed, load.issued, load.annulled, load.open].map(Cell::Number));
        row.extend([appeals.filed, appeals.upheld, appeals.rejected, appeals.late].map(Cell::Number));
        row.push(Cell::from(cx.catalogue.centre(number).map(|centre| centre.accreditation.until)));
        row
    };
    let head = head(frame, &[&PLACE[..], &keys].concat());
    Sheet { name: frame.t("country-centres"), head, rows: numbers.into_iter().map(row).collect() }
}

fn months(frame: &Frame, report: &Report) -> Sheet {
    let row = |one: &acts::report::Month| {
        vec![Cell::Day(one.from), Cell::Number(one.filed), Cell::Number(one.issued)]
    };
    let head = head(frame, &["country-month", "country-filed", "country-issued"]);
    Sheet { name: frame.t("country-work"), head, rows: report.months.iter().map(row).collect() }
}
