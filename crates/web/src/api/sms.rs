//! What the SMS carrier reports of an SMS it took: `docs/reference/sms-port.md`.

use acts::{ActError, Cx, outbox};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::answer::problem;
use crate::problem::ForPrograms;
use crate::routes::{Routes, post};

/// Where reports go. Whoever cannot sign one is refused.
pub const REPORTS: &str = "/api/sms/reports";
const SIGNATURE: &str = "x-bilikti-signature";
/// A report is one short line.
const LIMIT: usize = 8 * 1024;

pub(super) fn routes() -> Routes {
    Routes::new().public(REPORTS, post(report).body_limit(LIMIT))
}

async fn report(State(cx): State<Cx>, headers: HeaderMap, body: Bytes) -> Response {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let status = match outbox::heard(&cx, &body, signature).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(ActError::NotAllowed) => StatusCode::FORBIDDEN,
        Err(error) => return problem(error).into_response(),
    };
    let mut response = status.into_response();
    response.extensions_mut().insert(ForPrograms);
    response
}
