//! The filtered list to take away: CSV however long it is, XLSX as far as a spreadsheet is of use.

use acts::ports::{DocumentState, RegisterFilter};
use acts::projection::RegisterRow;
use acts::{Cx, register};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;
use rules::identifiers::SerialNumber;
use rules::terms::local_date;

use super::list::{Asked, page, state_key};
use crate::answer::problem;
use crate::form::Errors;
use crate::page::show;
use crate::problem::Problem;
use crate::session::Person;
use crate::table::{self, Cell, MARK, Sheet, kept_as};
use crate::visit::Visit;
use crate::words::{Language, t};

/// Documents of an XLSX file; who wants more takes the CSV.
const MOST: u64 = 50_000;

const HEAD: [&str; 9] = [
    "register-serial",
    "register-profession-code",
    "register-profession",
    "register-level",
    "register-centre-number",
    "register-centre",
    "register-issued",
    "register-valid-until",
    "register-state",
];

pub(super) async fn csv(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut errors = Errors::none();
    let filter = asked.filter(&cx, &mut errors);
    if !errors.is_empty() {
        return Ok(show(&page(&visit, &who, &cx, asked, Errors::none()).await?));
    }
    let filter = register::within(&who, filter).map_err(problem)?;
    let (language, today) = (visit.language, local_date(cx.clock.now()));
    let head: Vec<Cell> = HEAD.iter().map(|key| Cell::Text(t(language, key))).collect();
    let head = table::csv([head.as_slice()]).map(|line| [MARK.as_bytes(), &line].concat());
    let rows = register::all(&cx, filter).map_err(std::io::Error::other).and_then(move |rows| {
        let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(&cx, language, row, today)).collect();
        std::future::ready(table::csv(cells.iter().map(Vec::as_slice)).map_err(std::io::Error::other))
    });
    let head = stream::once(std::future::ready(head.map_err(std::io::Error::other)));
    Ok((kept_as("register.csv", table::CSV), Body::from_stream(head.chain(rows))).into_response())
}

pub(super) async fn xlsx(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut errors = Errors::none();
    let filter = asked.filter(&cx, &mut errors);
    let counting = RegisterFilter { per_page: 1, ..filter.clone() };
    if errors.is_empty() && register::search(&cx, &who, counting).await.map_err(problem)?.total > MOST {
        let mut errors = Errors::none();
        errors.add("q", "register-too-many");
        return Ok(show(&page(&visit, &who, &cx, asked, errors).await?));
    }
    if !errors.is_empty() {
        return Ok(show(&page(&visit, &who, &cx, asked, Errors::none()).await?));
    }
    let filter = register::within(&who, filter).map_err(problem)?;
    let (language, today) = (visit.language, local_date(cx.clock.now()));
    let mut steps = register::all(&cx, filter);
    let mut rows = Vec::new();
    while let Some(step) = steps.try_next().await.map_err(|error| problem(error.into()))? {
        rows.extend(step.iter().map(|row| cells(&cx, language, row, today)));
    }
    let head = HEAD.iter().map(|key| t(language, key)).collect();
    let sheet = Sheet { name: t(language, "register-title"), head, rows };
    table::xlsx_answer("register.xlsx", vec![sheet]).await
}

fn cells(cx: &Cx, language: Language, row: &RegisterRow, today: Date) -> Vec<Cell> {
    let programme = cx.catalogue.programme(&row.programme);
    let centre = cx.catalogue.centre(&row.centre);
    let serial = SerialNumber::parse(&row.serial).ok();
    let level = serial.as_ref().map(|serial| serial.nqf().get());
    vec![
        Cell::text(&row.serial),
        serial.map_or(Cell::Empty, |serial| Cell::Text(serial.nkz().to_string())),
        Cell::text(programme.map_or(row.programme.as_str(), |one| language.pick(&one.profession_name))),
        Cell::number(level),
        Cell::Text(row.centre.to_string()),
        centre.map_or(Cell::Empty, |centre| Cell::text(language.pick(&centre.name))),
        Cell::Day(row.issued_on),
        Cell::Day(row.valid_until),
        Cell::Text(t(language, state_key(DocumentState::of(row, today)))),
    ]
}
