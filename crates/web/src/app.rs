//! The state every handler shares, and the layers around all routes.

use std::sync::Arc;

use acts::Cx;
use axum::extract::{FromRef, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::{Router, body::Body};
use jiff::civil::DateTime;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use uuid::Uuid;

use crate::dates::local;
use crate::page::Help;
use crate::problem::{Problem, error_pages};
use crate::routes::{Guard, Routes};
use crate::session::Sessions;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub site: Arc<Site>,
    pub cx: Cx,
}

/// What belongs to the installation. Time and ids come from outside, so that tests can fix them.
pub struct Site {
    pub help: Help,
    /// Civil time in Asia/Almaty.
    pub now: Box<dyn Fn() -> DateTime + Send + Sync>,
    pub fresh_id: Box<dyn Fn() -> Uuid + Send + Sync>,
    /// Open data that are counted once a day.
    pub statistics: crate::pages::open_data::Kept,
}

impl App {
    /// The pages of an installation.
    pub fn new(cx: Cx, help: Help) -> Self {
        let (clock, ids) = (Arc::clone(&cx.clock), Arc::clone(&cx.ids));
        let site = Site {
            help,
            now: Box::new(move || local(clock.now())),
            fresh_id: Box::new(move || ids.fresh()),
            statistics: crate::pages::open_data::Kept::default(),
        };
        Self { site: Arc::new(site), cx }
    }
}

impl FromRef<App> for Cx {
    fn from_ref(app: &App) -> Self {
        app.cx.clone()
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("help", &self.help).finish_non_exhaustive()
    }
}

/// All routes with their guard, sessions, static files, error pages and headers. `secure` where the site is reached
/// over TLS.
pub fn router(app: App, routes: Routes, guard: &Arc<dyn Guard>, secure: bool) -> Router {
    let files = memory_serve::load!().index_file(None).into_router();
    routes
        .into_router(guard)
        .nest("/static", files)
        .fallback(async || Problem::NotFound)
        // Sec-Fetch-Site and Origin take the place of tokens in forms.
        .layer(CsrfLayer::new())
        // Below the error pages: a session that could not be kept is told in a sentence.
        .layer(Sessions::layer(Arc::clone(&app.cx.people), secure))
        .layer(from_fn_with_state(app.clone(), error_pages))
        .layer(CompressionLayer::new())
        .layer(from_fn(security_headers))
        .with_state(app)
}

/// No script, no frame, nothing from elsewhere. A page that needs more sets its own value before.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    // Pages may carry personal data; static files bring their own value.
    (header::CACHE_CONTROL, "no-store"),
];

/// Puts the security headers on every answer that has not set its own.
pub async fn security_headers(request: Request<Body>, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
#[path = "app_tests.rs"]
mod tests;
