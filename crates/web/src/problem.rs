//! What goes wrong, as pages: what happened, what is kept, what to do, whom to ask.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use crate::api::v1 as api;
use crate::api::v1::ask::language;
use crate::api::v1::problem::dress;
use crate::app::App;
use crate::pages::public::error::ErrorPage;
use crate::visit::Visit;

/// A handler's way to stop: `Err(Problem::NotFound)`. The page is written later, in the visitor's language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the request cannot be read")]
    BadRequest,
    #[error("this person may not do this")]
    Forbidden,
    #[error("there is no such page")]
    NotFound,
    #[error("the body is too large")]
    TooLarge,
    #[error("too many requests")]
    TooMany,
    /// The text is for the log alone.
    #[error("{0}")]
    Internal(String),
    #[error("the service is stopped for a while")]
    Unavailable,
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::FORBIDDEN => Some(Self::Forbidden),
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Self::NotFound),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::TOO_MANY_REQUESTS => Some(Self::TooMany),
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::Unavailable),
            status if status.is_client_error() => Some(Self::BadRequest),
            status if status.is_server_error() => Some(Self::Internal(status.to_string())),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Marks an answer that a program reads: its status says everything.
#[derive(Debug, Clone, Copy)]
pub struct ForPrograms;

/// Writes the page of a [`Problem`], and of every bare error status below this layer.
pub async fn error_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if parts.uri.path().starts_with(api::BEGINS) {
        let language = language(&parts.headers);
        return dress(language, next.run(Request::from_parts(parts, body)).await);
    }
    let visit = Visit::of(&parts, &app);
    let response = next.run(Request::from_parts(parts, body)).await;
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if has_own_body(response.headers()) || response.extensions().get::<ForPrograms>().is_some() => {
            return response;
        }
        None => match Problem::of_status(response.status()) {
            Some(problem) => problem,
            None => return response,
        },
    };
    let reference = reference(visit.request_id);
    if let Problem::Internal(detail) = &problem {
        tracing::error!(reference, detail, "a request failed");
    }
    let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
    let mut page = ErrorPage::new(&visit, &problem, reference).respond(&problem);
    if let Some(seconds) = retry_after {
        page.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    page
}

fn has_own_body(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| !kind.starts_with("text/plain"))
}

/// A number people can read out on the phone: `7F3A-21C0`.
fn reference(id: Uuid) -> String {
    let text = id.simple().to_string().to_uppercase();
    let end = text.get(text.len() - 8..).unwrap_or_default();
    format!("{}-{}", end.get(..4).unwrap_or_default(), end.get(4..).unwrap_or_default())
}
