//! Open data for everybody: documents, centres, professions, monthly figures. No names, no initials, no IIN; figures of fewer
//! than five people are left out. The day of a document stays, because its serial number carries it.

mod documents;
mod statistics;
mod tables;

use acts::Cx;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::page::{Frame, show};
use crate::problem::{ForPrograms, Problem};
use crate::routes::{Routes, get};
use crate::table;
use crate::visit::Visit;

pub use self::statistics::Kept;

/// Seconds for which others may keep an answer.
const FRESH: &str = "public, max-age=3600";
const JSON: &str = "application/json";

pub fn routes() -> Routes {
    Routes::new()
        .public("/open-data", get(page))
        .public("/open-data/datapackage.json", get(package))
        .public("/open-data/documents.csv", get(documents::csv))
        .public("/open-data/documents.json", get(documents::json))
        .public("/open-data/centres.csv", get(tables::centres_csv))
        .public("/open-data/centres.json", get(tables::centres_json))
        .public("/open-data/professions.csv", get(tables::professions_csv))
        .public("/open-data/professions.json", get(tables::professions_json))
        .public("/open-data/statistics.csv", get(statistics::csv))
        .public("/open-data/statistics.json", get(statistics::json))
}

/// A column of a file: its name, its kind by the Table Schema, and the key of what it means.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) meaning: &'static str,
}

pub(super) const fn column(name: &'static str, kind: &'static str, meaning: &'static str) -> Column {
    Column { name, kind, meaning }
}

/// A file of the open data, as CSV and JSON.
struct Resource {
    name: &'static str,
    title: &'static str,
    columns: &'static [Column],
}

const RESOURCES: [Resource; 4] = [
    Resource { name: "documents", title: "register-data-documents", columns: &documents::COLUMNS },
    Resource { name: "centres", title: "register-data-centres", columns: &tables::CENTRES },
    Resource { name: "professions", title: "register-data-professions", columns: &tables::PROFESSIONS },
    Resource { name: "statistics", title: "register-data-statistics", columns: &statistics::COLUMNS },
];

#[derive(Debug, Template)]
#[template(path = "open_data/page.html")]
pub struct OpenDataPage {
    frame: Frame,
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    name: &'static str,
    title: String,
    /// Name, kind, meaning.
    columns: Vec<(&'static str, &'static str, String)>,
}

impl OpenDataPage {
    fn new(frame: Frame) -> Self {
        let file = |resource: &Resource| File {
            name: resource.name,
            title: frame.t(resource.title),
            columns: resource.columns.iter().map(|one| (one.name, one.kind, frame.t(one.meaning))).collect(),
        };
        Self { files: RESOURCES.iter().map(file).collect(), frame }
    }
}

async fn page(visit: Visit) -> Response {
    show(&OpenDataPage::new(visit.frame("register-data-title")))
}

/// The description of all files by the Data Package standard (frictionlessdata.io).
async fn package(State(app): State<App>, headers: HeaderMap) -> Response {
    let package = described(&app.cx());
    answer(&headers, JSON, package.to_string().into_bytes())
}

fn described(cx: &Cx) -> serde_json::Value {
    let resources: Vec<_> = RESOURCES
        .iter()
        .map(|resource| {
            let fields: Vec<_> =
                resource.columns.iter().map(|one| json!({ "name": one.name, "type": one.kind })).collect();
            json!({
                "name": resource.name,
                "path": format!("{}/open-data/{}.csv", cx.public_address, resource.name),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": { "fields": fields, "missingValues": [""] },
            })
        })
        .collect();
    json!({
        "name": "bilikti",
        "title": "Recognition of professional qualifications: register and figures",
        "licenses": [{
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }],
        "resources": resources,
    })
}

/// A small file, marked by its content.
fn answer(headers: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mark = Sha256::digest(&bytes).iter().take(16).fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    });
    marked(headers, &mark, kind, || bytes.into_response())
}

/// A file with its mark; whoever has it already gets the mark alone. `body` is made only when it is sent.
fn marked(headers: &HeaderMap, mark: &str, kind: &'static str, body: impl FnOnce() -> Response) -> Response {
    // Weak, because the same content goes out with and without compression.
    let mark = format!("W/\"{mark}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = known.split(',').any(|one| one.trim() == mark || one.trim() == "*");
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { body() };
    let fields: [(HeaderName, &str); 3] =
        [(header::ETAG, &mark), (header::CACHE_CONTROL, FRESH), (header::CONTENT_TYPE, kind)];
    for (name, value) in fields {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    // Anybody's page may read what is open to everybody.
    response
        .headers_mut()
        .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, axum::http::HeaderValue::from_static("*"));
    response.extensions_mut().insert(ForPrograms);
    response
}

/// A table that could not be written.
fn unwritten(error: &table::CsvError) -> Problem {
    Problem::Internal(format!("open data could not be written: {error}"))
}

#[cfg(test)]
impl OpenDataPage {
    fn sample(language: crate::words::Language) -> Self {
        Self::new(Frame::sample(language, "register-data-title"))
    }
}

#[cfg(test)]
mod tests;
