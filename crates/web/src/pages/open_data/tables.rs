//! Centres and professions: small tables out of the catalogue.

use acts::Cx;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use rules::terms::local_date;
use serde_json::{Map, Value};

use super::{Column, JSON, answer, column, unwritten};
use crate::problem::Problem;
use crate::table::{self, CSV, Cell};

pub(super) const CENTRES: [Column; 9] = [
    column("number", "string", "register-data-centre"),
    column("name_kk", "string", "register-data-name-kk"),
    column("name_ru", "string", "register-data-name-ru"),
    column("town_kk", "string", "register-data-town"),
    column("town_ru", "string", "register-data-town"),
    column("region", "string", "register-data-region"),
    column("accredited_from", "date", "register-data-accredited-from"),
    column("accredited_until", "date", "register-data-accredited-until"),
    column("in_force", "string", "register-data-in-force"),
];

pub(super) const PROFESSIONS: [Column; 6] = [
    column("profession", "string", "register-data-profession"),
    column("name_kk", "string", "register-data-name-kk"),
    column("name_ru", "string", "register-data-name-ru"),
    column("oked", "string", "register-data-oked"),
    column("level", "integer", "register-data-level"),
    column("validity_years", "integer", "register-data-validity"),
];

/// The columns of a table, and its rows.
pub(super) type Table = (&'static [Column], Vec<Vec<Cell>>);

fn centres(cx: &Cx) -> Table {
    let today = local_date(cx.clock.now());
    let row = |centre: &rules::centre::Centre| {
        let accreditation = &centre.accreditation;
        vec![
            Cell::Text(centre.number.to_string()),
            Cell::text(&centre.name.kk),
            Cell::text(&centre.name.ru),
            Cell::text(&centre.town.kk),
            Cell::text(&centre.town.ru),
            centre.region.as_ref().map_or(Cell::Empty, |region| Cell::text(&region.kato)),
            Cell::Day(accreditation.from),
            Cell::Day(accreditation.until),
            Cell::text(if accreditation.in_force(today) { "yes" } else { "no" }),
        ]
    };
    (&CENTRES, cx.catalogue.centres.iter().map(row).collect())
}

/// The newest version of each programme.
fn professions(cx: &Cx) -> Table {
    let mut ids: Vec<&str> = cx.catalogue.programmes.iter().map(|programme| programme.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let newest = ids.into_iter().filter_map(|id| cx.catalogue.programme(id));
    let rows = newest.map(|programme| {
        vec![
            Cell::Text(programme.profession.to_string()),
            Cell::text(&programme.profession_name.kk),
            Cell::text(&programme.profession_name.ru),
            Cell::Text(programme.oked.to_string()),
            Cell::Number(programme.nqf_level.get().into()),
            Cell::Number(programme.validity_years.into()),
        ]
    });
    (&PROFESSIONS, rows.collect())
}

pub(super) async fn centres_csv(State(cx): State<Cx>, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(answer(&headers, CSV, written(&centres(&cx))?))
}

pub(super) async fn centres_json(State(cx): State<Cx>, headers: HeaderMap) -> Response {
    answer(&headers, JSON, objects(&centres(&cx)))
}

pub(super) async fn professions_csv(State(cx): State<Cx>, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(answer(&headers, CSV, written(&professions(&cx))?))
}

pub(super) async fn professions_json(State(cx): State<Cx>, headers: HeaderMap) -> Response {
    answer(&headers, JSON, objects(&professions(&cx)))
}

/// As CSV, with the names of the columns above.
pub(super) fn written((columns, rows): &Table) -> Result<Vec<u8>, Problem> {
    let head: Vec<Cell> = columns.iter().map(|column| Cell::text(column.name)).collect();
    let all = std::iter::once(head.as_slice()).chain(rows.iter().map(Vec::as_slice));
    table::csv(all).map_err(|error| unwritten(&error))
}

/// As JSON, each row an object.
pub(super) fn objects((columns, rows): &Table) -> Vec<u8> {
    let object = |row: &Vec<Cell>| {
        let fields = columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), value(cell)));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    Value::Array(rows.iter().map(object).collect()).to_string().into_bytes()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::Number(number) => Value::from(*number),
        Cell::Day(day) => Value::from(day.to_string()),
        Cell::Empty => Value::Null,
    }
}
