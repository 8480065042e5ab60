//! A legal form of a case as PDF, shown in the browser.

use std::collections::BTreeMap;

use acts::error::ActError;
use acts::papers::{self, FormKind, PaperLanguage};
use acts::ports::PortError;
use acts::view;
use axum::extract::{Path, Query};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::at::CaseAt;
use crate::answer::problem;
use crate::problem::Problem;

/// The browser's own viewer may style the paper; it loads nothing else.
const POLICY: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    language: String,
}

pub async fn get(
    at: CaseAt,
    Path(path): Path<BTreeMap<String, String>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let kind = path.get("kind").and_then(|code| FormKind::from_code(code)).ok_or(Problem::NotFound)?;
    if !papers::available(&at.loaded, at.for_staff()).contains(&kind) {
        return Err(Problem::NotFound);
    }
    let (language, code) = match asked.language.as_str() {
        "ru" => (PaperLanguage::Ru, "ru"),
        _ => (PaperLanguage::Kk, "kk"),
    };
    let bytes = match kind {
        FormKind::Document => issued(&at).await?,
        _ => render(&at, kind, language).await?,
    };
    let name = format!("{}-{}-{code}.pdf", kind.code(), at.loaded.case.number);
    Ok(pdf(&name, bytes))
}

/// The very bytes that were issued: a document is never set a second time.
async fn issued(at: &CaseAt) -> Result<Vec<u8>, Problem> {
    let digest = at.loaded.case.document_digest.as_deref().ok_or(Problem::NotFound)?;
    view::file(&at.cx, &at.loaded, digest).await.map_err(problem)
}

async fn render(at: &CaseAt, kind: FormKind, language: PaperLanguage) -> Result<Vec<u8>, Problem> {
    let form = papers::form(&at.cx, &at.loaded, kind).await.map_err(problem)?.ok_or(Problem::NotFound)?;
    let rendered = at.cx.papers.render(form, language).await;
    rendered.map_err(|error: PortError| problem(ActError::Port(error)))
}

/// Case numbers and kinds are letters, digits and hyphens, so the name needs no escaping.
fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}
