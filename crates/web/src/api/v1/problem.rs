//! Problems as programs read them: RFC 9457, with a stable `type`, and the clause and reason of a refusal.

use acts::error::ActError;
use acts::ports::PortError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer::{Stopped, reason_key, stopped};
use crate::form::ErrorLine;
use crate::problem::Problem;
use crate::words::{Language, t};

macro_rules! kinds {
    ($($name:ident = $code:literal, $status:ident, $key:literal;)*) => {
        /// A kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $($name),* }

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The end of its `type`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),* }
            }

            /// Key of its words.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

kinds! {
    Unreadable = "unreadable", BAD_REQUEST, "api-problem-unreadable";
    KeyMissing = "key-missing", BAD_REQUEST, "api-problem-key-missing";
    NoToken = "no-token", UNAUTHORIZED, "api-problem-no-token";
    NotAllowed = "not-allowed", FORBIDDEN, "api-problem-not-allowed";
    NotFound = "not-found", NOT_FOUND, "api-problem-not-found";
    Method = "method", METHOD_NOT_ALLOWED, "api-problem-method";
    Changed = "changed-meanwhile", CONFLICT, "api-problem-changed";
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "api-problem-too-large";
    Type = "content-type", UNSUPPORTED_MEDIA_TYPE, "api-problem-type";
    Refused = "refused", UNPROCESSABLE_ENTITY, "api-problem-refused";
    Fields = "fields", UNPROCESSABLE_ENTITY, "api-problem-fields";
    KeyReused = "key-reused", UNPROCESSABLE_ENTITY, "api-problem-key-reused";
    TooMany = "too-many", TOO_MANY_REQUESTS, "api-problem-too-many";
    Internal = "internal", INTERNAL_SERVER_ERROR, "api-problem-internal";
    Away = "unavailable", SERVICE_UNAVAILABLE, "api-problem-away";
}

/// A problem before it has a language; [`dress`] writes it.
#[derive(Debug, Clone)]
pub struct ApiProblem {
    kind: Kind,
    /// What is wrong, in each language.
    errors: Vec<(Language, Vec<ErrorLine>)>,
    clause: Option<String>,
    reason: Option<String>,
    /// What a parser said, in English.
    hint: Option<String>,
    /// Seconds.
    retry_after: Option<u64>,
}

impl From<Kind> for ApiProblem {
    fn from(kind: Kind) -> Self {
        Self { kind, errors: vec![], clause: None, reason: None, hint: None, retry_after: None }
    }
}

impl ApiProblem {
    /// The request cannot be read.
    pub fn unreadable(hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..Kind::Unreadable.into() }
    }

    /// To be tried again after so many seconds.
    pub fn too_many(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Kind::TooMany.into() }
    }
}

impl From<ActError> for ApiProblem {
    fn from(error: ActError) -> Self {
        let refused = match &error {
            ActError::Refused(refused) => Some(refused.clone()),
            _ => None,
        };
        let kind = match &error {
            ActError::Refused(_) => Kind::Refused,
            ActError::Fields(_) | ActError::File(_) => Kind::Fields,
            ActError::NotFound => Kind::NotFound,
            ActError::ForeignRequest => Kind::KeyReused,
            ActError::ChangedMeanwhile | ActError::Port(PortError::Conflict) => Kind::Changed,
            ActError::Port(PortError::Unavailable(_)) | ActError::Busy => Kind::Away,
            ActError::Port(_) => Kind::Internal,
            _ => Kind::NotAllowed,
        };
        if kind == Kind::Internal {
            tracing::error!(%error, "a request of a program failed");
        }
        let errors = match (kind, stopped(error, "file")) {
            (Kind::Refused | Kind::Fields, Stopped::Say(errors)) => {
                Language::ALL.into_iter().map(|language| (language, errors.lines(language))).collect()
            }
            _ => vec![],
        };
        let reason = refused.as_ref().map(|refused| {
            let key = reason_key(&refused.reason);
            key.trim_start_matches("notify-")
                .trim_start_matches("reason-")
                .trim_start_matches("reasons-")
                .to_owned()
        });
        let clause = refused.map(|refused| refused.clause.to_string());
        Self { errors, clause, reason, ..kind.into() }
    }
}

impl From<PortError> for ApiProblem {
    fn from(error: PortError) -> Self {
        ActError::Port(error).into()
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What went wrong, as RFC 9457 has it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Written {
    /// Stable, for programs: `urn:bilikti:problem:…`.
    #[serde(rename = "type")]
    #[schema(example = "urn:bilikti:problem:not-found")]
    kind: String,
    /// In the language of `Accept-Language`: kk, ru or en.
    title: String,
    status: u16,
    /// What to do, in the same language.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The clause of the Rules that a refusal rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "¶6")]
    clause: Option<String>,
    /// Stable key of the reason of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// What a parser said, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<WrittenField>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemField)]
pub struct WrittenField {
    pub(super) field: String,
    pub(super) detail: String,
}

impl Written {
    fn of(problem: &ApiProblem, language: Language) -> Self {
        let ApiProblem { kind, errors, clause, reason, hint, .. } = problem.clone();
        let said = errors.into_iter().find(|(spoken, _)| *spoken == language);
        let lines = said.map(|(_, lines)| lines).unwrap_or_default();
        let detail = lines.first().map(|line| line.text.clone());
        let errors = lines.into_iter().filter(|_| kind == Kind::Fields);
        Self {
            kind: format!("urn:bilikti:problem:{}", kind.code()),
            title: t(language, kind.key()),
            status: kind.status().as_u16(),
            detail,
            clause,
            reason,
            hint,
            errors: errors
                .map(|line| WrittenField { field: line.field.replace('-', "_"), detail: line.text })
                .collect(),
        }
    }
}

/// Writes the body of a problem, whether a handler or a layer met it; other answers stay as they are.
pub fn dress(language: Language, response: Response) -> Response {
    let problem = match response.extensions().get::<ApiProblem>() {
        Some(problem) => problem.clone(),
        None => match of_status(response.status(), response.extensions().get::<Problem>()) {
            Some(kind) => kind.into(),
            None => return response,
        },
    };
    let written = serde_json::to_string(&Written::of(&problem, language)).unwrap_or_default();
    let mut dressed = (problem.kind.status(), written).into_response();
    let headers = dressed.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    if problem.kind == Kind::NoToken {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"bilikti\""));
    }
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    dressed
}

/// Of an answer that no handler of the API wrote.
fn of_status(status: StatusCode, page: Option<&Problem>) -> Option<Kind> {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => Some(Kind::Method),
        StatusCode::NOT_FOUND => Some(Kind::NotFound),
        StatusCode::FORBIDDEN => Some(Kind::NotAllowed),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Kind::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Kind::Type),
        StatusCode::TOO_MANY_REQUESTS => Some(Kind::TooMany),
        StatusCode::SERVICE_UNAVAILABLE => Some(Kind::Away),
        status if status.is_client_error() => Some(Kind::Unreadable),
        status if status.is_server_error() => {
            tracing::error!(?page, "a request of a program failed");
            Some(Kind::Internal)
        }
        _ => None,
    }
}
