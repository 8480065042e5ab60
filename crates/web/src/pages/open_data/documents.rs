//! Every document of the register, as it goes through, however many there are.

use acts::ports::{DocumentState, RegisterFilter};
use acts::projection::RegisterRow;
use acts::{Cx, register};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;
use rules::identifiers::SerialNumber;
use rules::terms::local_date;
use serde_json::json;

use super::{Column, JSON, column, marked};
use crate::answer::problem;
use crate::problem::Problem;
use crate::table::{self, CSV, Cell};

pub(super) const COLUMNS: [Column; 9] = [
    column("serial", "string", "register-data-serial"),
    column("profession", "string", "register-data-profession"),
    column("profession_kk", "string", "register-data-name-kk"),
    column("profession_ru", "string", "register-data-name-ru"),
    column("level", "integer", "register-data-level"),
    column("centre", "string", "register-data-centre"),
    column("issued", "date", "register-data-issued"),
    column("valid_until", "date", "register-data-valid-until"),
    column("state", "string", "register-data-state"),
];

/// What the file's mark is made of: documents are only ever added or annulled, and a state changes with the day.
async fn mark(cx: &Cx, today: Date) -> Result<String, Problem> {
    let mark = cx.register.mark().await.map_err(|error| problem(error.into()))?;
    Ok(format!("{}-{}-{today}", mark.newest, mark.annulled))
}

pub(super) async fn csv(State(cx): State<Cx>, headers: HeaderMap) -> Result<Response, Problem> {
    let today = local_date(cx.clock.now());
    let mark = mark(&cx, today).await?;
    Ok(marked(&headers, &mark, CSV, || {
        let head: Vec<Cell> = COLUMNS.iter().map(|column| Cell::text(column.name)).collect();
        let head = table::csv([head.as_slice()]).map_err(std::io::Error::other);
        let steps = register::all(&cx, RegisterFilter::default()).map_err(std::io::Error::other);
        let rows = steps.and_then(move |rows| {
            let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(&cx, row, today)).collect();
            let lines = table::csv(cells.iter().map(Vec::as_slice)).map_err(std::io::Error::other);
            std::future::ready(lines)
        });
        Body::from_stream(stream::once(std::future::ready(head)).chain(rows)).into_response()
    }))
}

/// One object in a line, so that it can be read line by line too.
pub(super) async fn json(State(cx): State<Cx>, headers: HeaderMap) -> Result<Response, Problem> {
    let today = local_date(cx.clock.now());
    let mark = mark(&cx, today).await?;
    Ok(marked(&headers, &mark, JSON, || {
        let steps = register::all(&cx, RegisterFilter::default()).map_err(std::io::Error::other);
        let rows = steps.map_ok(move |rows| {
            rows.iter().fold(String::new(), |text, row| {
                let before = if row.ordinal == 1 { "\n" } else { ",\n" };
                text + before + &object(&cx, row, today).to_string()
            })
        });
        let whole = |text: &'static str| stream::once(std::future::ready(Ok(text.to_owned())));
        Body::from_stream(whole("[").chain(rows).chain(whole("\n]\n"))).into_response()
    }))
}

/// Code, name and level of what was recognised.
fn profession(cx: &Cx, row: &RegisterRow) -> (String, rules::Bilingual, Option<u8>) {
    let serial = SerialNumber::parse(&row.serial).ok();
    let programme = cx.catalogue.programme(&row.programme);
    let name = programme.map(|programme| programme.profession_name.clone()).unwrap_or_default();
    let code = programme.map(|programme| programme.profession.to_string());
    (code.unwrap_or_default(), name, serial.map(|serial| serial.nqf().get()))
}

fn cells(cx: &Cx, row: &RegisterRow, today: Date) -> Vec<Cell> {
    let (code, name, level) = profession(cx, row);
    vec![
        Cell::text(&row.serial),
        Cell::Text(code),
        Cell::Text(name.kk),
        Cell::Text(name.ru),
        Cell::number(level),
        Cell::Text(row.centre.to_string()),
        Cell::Day(row.issued_on),
        Cell::Day(row.valid_until),
        Cell::text(DocumentState::of(row, today).code()),
    ]
}

fn object(cx: &Cx, row: &RegisterRow, today: Date) -> serde_json::Value {
    let (code, name, level) = profession(cx, row);
    json!({
        "serial": row.serial,
        "profession": code,
        "profession_kk": name.kk,
        "profession_ru": name.ru,
        "level": level,
        "centre": row.centre,
        "issued": row.issued_on,
        "valid_until": row.valid_until,
        "state": DocumentState::of(row, today).code(),
    })
}
