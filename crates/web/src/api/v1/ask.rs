//! Who asks, in which language, with what: the extractors of the API's handlers.

use std::future::Future;

use acts::journal::RequestId;
use acts::people::Who;
use acts::ports::{Keyed, Service};
use acts::{AccountId, Cx};
use axum::body::Bytes;
use axum::extract::{FromRef as _, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use utoipa::IntoParams;
use uuid::{Builder, Uuid};

use super::problem::{ApiProblem, Kind};
use crate::app::App;
use crate::words::Language;

/// Header of the key that names one change.
pub const KEY: &str = "idempotency-key";
/// Letters of a key at most.
const LONGEST: usize = 64;

/// The key of a change, for the document.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes the header that `Change` reads")]
pub struct KeyHeader {
    /// Names this change: sent again, it is answered alike and done once.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_-]+$")]
    key: String,
}

pub type Answer = Result<Response, ApiProblem>;

/// The language that the caller likes best of those there are: `Accept-Language`, else Kazakh.
pub fn language(headers: &HeaderMap) -> Language {
    let wanted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let weighed = wanted.split(',').filter_map(|part| {
        let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight =
            weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok())?;
        let language = Language::parse(&tag.trim().split('-').next().unwrap_or_default().to_lowercase())?;
        (weight > 0.0).then_some((weight, language))
    });
    // The first of those that are liked best.
    let best = weighed.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, language)| language).unwrap_or_default()
}

/// The program that asks. Only behind a scope.
#[derive(Debug, Clone)]
pub struct Asker {
    pub who: Who,
    pub service: Service,
    pub cx: Cx,
    pub language: Language,
    known: Option<String>,
}

impl FromRequestParts<App> for Asker {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiProblem> {
        let who = parts.extensions.get::<Who>().cloned().ok_or(Kind::NoToken)?;
        let service = parts.extensions.get::<Service>().cloned().ok_or(Kind::NoToken)?;
        Ok(Self {
            who,
            service,
            cx: Cx::from_ref(app),
            language: language(&parts.headers),
            known: known(&parts.headers),
        })
    }
}

/// Anybody who asks.
#[derive(Debug, Clone)]
pub struct Anybody {
    pub cx: Cx,
    known: Option<String>,
}

impl FromRequestParts<App> for Anybody {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiProblem> {
        Ok(Self { cx: Cx::from_ref(app), known: known(&parts.headers) })
    }
}

fn known(headers: &HeaderMap) -> Option<String> {
    headers.get(header::IF_NONE_MATCH)?.to_str().ok().map(str::to_owned)
}

impl Asker {
    /// What was asked for, or that it is what the caller has.
    pub fn show(&self, value: &impl Serialize) -> Answer {
        shown(value, self.known.as_deref(), "private, no-cache")
    }
}

impl Anybody {
    pub fn show(&self, value: &impl Serialize) -> Answer {
        shown(value, self.known.as_deref(), "public, no-cache")
    }
}

pub fn shown(value: &impl Serialize, known: Option<&str>, cache: &'static str) -> Answer {
    let body = serde_json::to_string(value).map_err(|error| ApiProblem::unreadable(error.to_string()))?;
    let tag = format!("\"{}\"", hex(&Sha256::digest(&body)).get(..32).unwrap_or_default());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag || one.trim() == "*"));
    let mut response =
        if same { StatusCode::NOT_MODIFIED.into_response() } else { json(StatusCode::OK, body) };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("authorization, accept-language"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The parts of the address; what does not read as them is not there.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiProblem> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        path.map(|axum::extract::Path(path)| Self(path)).map_err(|_| Kind::NotFound.into())
    }
}

/// What stands behind the question mark.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiProblem> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        query
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|error| ApiProblem::unreadable(error.to_string()))
    }
}

/// A change, named by its key: done once, answered alike however often it is sent.
#[derive(Debug)]
pub struct Change {
    pub asker: Asker,
    key: String,
    digest: String,
    kind: String,
    pub body: Bytes,
}

impl FromRequest<App> for Change {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiProblem> {
        let (mut parts, body) = request.into_parts();
        let asker = Asker::from_request_parts(&mut parts, app).await?;
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let key = header(KEY).to_owned();
        let fits = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
        if key.is_empty() || key.len() > LONGEST || !key.bytes().all(fits) {
            return Err(Kind::KeyMissing.into());
        }
        let kind =
            header(header::CONTENT_TYPE.as_str()).split(';').next().unwrap_or_default().trim().to_lowercase();
        let what = format!("{} {}\n{kind}\n", parts.method, parts.uri);
        let body = Bytes::from_request(Request::from_parts(parts, body), app).await;
        let body = body.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge.into(),
            _ => ApiProblem::unreadable(rejection.to_string()),
        })?;
        let digest = hex(&Sha256::new().chain_update(what).chain_update(&body).finalize());
        Ok(Self { asker, key, digest, kind, body })
    }
}

impl Change {
    /// The id by which the acts know the change.
    pub fn request(&self) -> RequestId {
        RequestId(named(self.asker.service.account, &self.key))
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiProblem> {
        if self.kind != "application/json" {
            return Err(Kind::Type.into());
        }
        serde_json::from_slice(&self.body).map_err(|error| ApiProblem::unreadable(error.to_string()))
    }

    /// Demands a type of content.
    pub fn of_kind(&self, kind: &str) -> Result<(), ApiProblem> {
        if self.kind == kind { Ok(()) } else { Err(Kind::Type.into()) }
    }

    /// Does it, unless its key has an answer already. What is answered is kept and must tell nothing of a person.
    pub async fn once(&self, act: impl Future<Output = Result<(StatusCode, Value), ApiProblem>>) -> Answer {
        if let Some(answer) = self.bound().await? {
            return Ok(answer);
        }
        let (status, value) = act.await?;
        let (services, account) = (&self.asker.cx.services, self.asker.service.account);
        let body = value.to_string();
        services.keep_answer(account, &self.key, (status.as_u16(), body.clone())).await?;
        Ok(json(status, body))
    }

    /// The same, where the answer tells a secret: it is not kept, but made again.
    pub async fn again(&self, act: impl Future<Output = Result<(StatusCode, Value), ApiProblem>>) -> Answer {
        self.bound().await?;
        let (status, value) = act.await?;
        Ok(json(status, value.to_string()))
    }

    async fn bound(&self) -> Result<Option<Response>, ApiProblem> {
        let Asker { cx, service, .. } = &self.asker;
        match cx.services.keyed(service.account, &self.key, &self.digest, cx.clock.now()).await? {
            Keyed::Open => Ok(None),
            Keyed::Foreign => Err(Kind::KeyReused.into()),
            Keyed::Answered((status, body)) => {
                let status = StatusCode::from_u16(status)
                    .map_err(|error| ApiProblem::unreadable(error.to_string()))?;
                Ok(Some(json(status, body)))
            }
        }
    }
}

/// The same key of the same service is always the same id.
fn named(service: AccountId, key: &str) -> Uuid {
    let digest = Sha256::new().chain_update(service.0).chain_update(key).finalize();
    Builder::from_custom_bytes(digest.first_chunk().copied().unwrap_or_default()).into_uuid()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_language_liked_best_is_spoken_else_kazakh() {
        for (wanted, spoken) in [
            ("", Language::Kk),
            ("ru-RU;q=0.8, en;q=0.5", Language::Ru),
            ("de, en;q=0.3, ru;q=0.9", Language::Ru),
            ("en", Language::En),
            ("de", Language::Kk),
            ("en;q=0, ru;q=0.1", Language::Ru),
            ("ru, en", Language::Ru),
            ("en;q=viel", Language::Kk),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(wanted).unwrap());
            assert_eq!(language(&headers), spoken, "{wanted}");
        }
    }

    #[test]
    fn a_key_names_one_change_of_one_program() {
        let (one, two) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        assert_eq!(named(one, "a"), named(one, "a"));
        assert_ne!(named(one, "a"), named(two, "a"));
        assert_ne!(named(one, "a"), named(one, "b"));
    }
}
