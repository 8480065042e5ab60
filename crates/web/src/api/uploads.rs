//! Resumable uploads by the tus protocol 1.0.0 (core, creation, termination): <https://tus.io/protocols/resumable-upload>.

use acts::ports::{Content, PortError};
use acts::{ActError, Cx, upload};
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, TryStreamExt as _};
use uuid::Uuid;

use crate::answer::problem;
use crate::problem::{ForPrograms, Problem};
use crate::routes::{Routes, post};
use crate::session::Person;

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,termination";
const SLICE: &str = "application/offset+octet-stream";

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

pub(super) fn routes() -> Routes {
    Routes::new().act("upload_file", "/uploads", post(begin).options(abilities)).act(
        "upload_file",
        "/uploads/{upload}",
        crate::routes::head(look).patch(add).delete(cancel),
    )
}

/// An answer of the protocol.
fn answer(status: StatusCode, headers: &[(HeaderName, String)]) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(ForPrograms);
    let version = (TUS_RESUMABLE, VERSION.to_owned());
    for (name, value) in headers.iter().chain([&version]) {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// A request in the version of the protocol that is spoken here; any other is answered with that version.
struct Tus;

impl<S: Sync> FromRequestParts<S> for Tus {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        if parts.headers.get(&TUS_RESUMABLE).is_some_and(|version| version == VERSION) {
            return Ok(Self);
        }
        Err(answer(StatusCode::PRECONDITION_FAILED, &[(TUS_VERSION, VERSION.into())]))
    }
}

/// A fault as the protocol has it: another offset is a conflict.
fn fault(error: ActError) -> Response {
    match error {
        ActError::Port(PortError::Conflict) => answer(StatusCode::CONFLICT, &[]),
        other => problem(other).into_response(),
    }
}

async fn abilities() -> Response {
    let told = [
        (TUS_VERSION, VERSION.into()),
        (TUS_EXTENSION, EXTENSIONS.into()),
        (TUS_MAX_SIZE, upload::LARGEST.to_string()),
    ];
    answer(StatusCode::NO_CONTENT, &told)
}

async fn begin(_: Tus, Person(who): Person, State(cx): State<Cx>, headers: HeaderMap) -> Response {
    match number(&headers, &UPLOAD_LENGTH) {
        None => Problem::BadRequest.into_response(),
        Some(length) if length > upload::LARGEST => Problem::TooLarge.into_response(),
        Some(length) => match upload::begin(&cx, &who, length).await {
            Ok(begun) => answer(StatusCode::CREATED, &[(header::LOCATION, format!("/uploads/{}", begun.id))]),
            Err(error) => fault(error),
        },
    }
}

async fn look(_: Tus, Person(who): Person, State(cx): State<Cx>, Path(id): Path<Uuid>) -> Response {
    match upload::look(&cx, &who, id).await {
        Ok(upload) => {
            let told = [
                (UPLOAD_OFFSET, upload.offset.to_string()),
                (UPLOAD_LENGTH, upload.length.to_string()),
                (header::CACHE_CONTROL, "no-store".into()),
            ];
            answer(StatusCode::OK, &told)
        }
        Err(error) => fault(error),
    }
}

async fn add(
    _: Tus,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != SLICE) {
        return answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, &[]);
    }
    let Some(offset) = number(&headers, &UPLOAD_OFFSET) else { return Problem::BadRequest.into_response() };
    let broken = |error: axum::Error| PortError::Unavailable(error.to_string());
    let content: Content = body.into_data_stream().map_err(broken).boxed();
    match upload::add(&cx, &who, id, offset, content).await {
        Ok(offset) => answer(StatusCode::NO_CONTENT, &[(UPLOAD_OFFSET, offset.to_string())]),
        Err(error) => fault(error),
    }
}

async fn cancel(_: Tus, Person(who): Person, State(cx): State<Cx>, Path(id): Path<Uuid>) -> Response {
    match upload::cancel(&cx, &who, id).await {
        Ok(()) => answer(StatusCode::NO_CONTENT, &[]),
        Err(error) => fault(error),
    }
}
