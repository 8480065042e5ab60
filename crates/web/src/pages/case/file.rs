//! A stored file of a case. Opened, it is a download, never a page of our own origin; only as a picture (`<img>`) does it
//! stand on a page.

use std::collections::BTreeMap;

use acts::papers::sealed;
use acts::view;
use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use rules::case::Case;

use super::at::CaseAt;
use crate::answer::problem;
use crate::page::query_value;
use crate::problem::Problem;

pub async fn get(at: CaseAt, Path(path): Path<BTreeMap<String, String>>) -> Result<Response, Problem> {
    let digest = path.get("digest").ok_or(Problem::NotFound)?;
    // Q14: the document is the result.
    let case = &at.loaded.case;
    if !at.for_staff() && sealed(case) && case.document_digest.as_ref() == Some(digest) {
        return Err(Problem::NotFound);
    }
    let bytes = view::file(&at.cx, &at.loaded, digest).await.map_err(problem)?;
    let (kind, ending) = kind_of(&bytes);
    let name = name_of(&at.loaded.case, digest, ending);
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{}", query_value(&name).replace('/', "_")),
        ),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// The content type and the ending of a name, by what the bytes begin with.
pub(super) fn kind_of(bytes: &[u8]) -> (&'static str, &'static str) {
    if bytes.starts_with(b"%PDF-") {
        ("application/pdf", "pdf")
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        ("image/jpeg", "jpg")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("image/png", "png")
    } else {
        ("application/octet-stream", "bin")
    }
}

/// The person's own name for the file, with the ending that the bytes have; else the beginning of the digest.
fn name_of(case: &Case, digest: &str, ending: &str) -> String {
    let own = case.application.attachments.iter().find(|attachment| attachment.digest == digest);
    let stem = own
        .and_then(|attachment| attachment.name.rsplit(['/', '\\']).next())
        .map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim())
        .filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| digest.get(..12).unwrap_or(digest));
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_file_is_what_its_bytes_say() {
        assert_eq!(kind_of(b"%PDF-1.7\n").0, "application/pdf");
        assert_eq!(kind_of(&[0xFF, 0xD8, 0xFF, 0xE0]).1, "jpg");
        assert_eq!(kind_of(b"\x89PNG\r\n\x1a\nrest").1, "png");
        assert_eq!(kind_of(b"<html><script>").0, "application/octet-stream");
    }
}
