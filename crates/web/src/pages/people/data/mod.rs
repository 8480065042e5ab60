//! «Менің деректерім»: what is kept, why and how long; and all of it to take along.

use std::io::{Cursor, Write as _};

use acts::people::data::{Part, export};
use acts::projection::CaseRow;
use acts::{Cx, view};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "people/data/page.html")]
pub struct DataPage {
    frame: Frame,
    /// What, and why and how long.
    kept: Vec<(String, String)>,
    /// Number and address of each case whose data can be corrected.
    cases: Vec<(String, String)>,
}

impl DataPage {
    pub(super) fn new(visit: &Visit, cases: Vec<(String, String)>) -> Self {
        let frame = visit.frame("people-data-title");
        let kept = [
            ("people-data-account", "people-data-account-why"),
            ("people-data-case", "people-data-case-why"),
            ("people-data-files", "people-data-files-why"),
            ("people-data-draft", "people-data-draft-why"),
            ("people-data-reads", "people-data-reads-why"),
        ];
        Self { kept: kept.iter().map(|(what, why)| (frame.t(what), frame.t(why))).collect(), cases, frame }
    }
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let cases = view::mine(&cx, &who).await.map_err(problem)?.lines;
    let line = |row: CaseRow| (row.number, format!("/my/{}/correction", row.case));
    Ok(show(&DataPage::new(&visit, cases.into_iter().map(line).collect())))
}

pub async fn download(Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let parts = export(&cx, &who).await.map_err(problem)?;
    let archive = tokio::task::spawn_blocking(move || archive(&parts)).await;
    let archive = archive.map_err(|error| Problem::Internal(error.to_string()))?;
    let archive = archive.map_err(|error| Problem::Internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"bilikti-my-data.zip\""),
    ];
    Ok((headers, archive).into_response())
}

/// Pictures and PDF are small already: nothing is pressed.
fn archive(parts: &[Part]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in parts {
        writer.start_file(&part.name, stored)?;
        writer.write_all(&part.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_archive_gives_back_what_was_put_in() {
        let part = |name: &str, bytes: &[u8]| Part { name: name.into(), bytes: bytes.into() };
        let parts = [part("account.json", b"{}"), part("cases/1/files/Куәлік.pdf", b"%PDF-1.7")];
        let mut opened = zip::ZipArchive::new(Cursor::new(archive(&parts).unwrap())).unwrap();
        assert_eq!(opened.len(), 2);
        for part in &parts {
            let mut bytes = Vec::new();
            opened.by_name(&part.name).unwrap().read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, part.bytes);
        }
    }
}
