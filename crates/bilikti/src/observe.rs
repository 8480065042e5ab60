//! What an operator's tools see: whether the server lives and is ready, numbers, and one line of log for each request.
//!
//! Neither numbers nor lines name a person: of an address only the route's template is told.

use std::sync::Arc;
use std::time::{Duration, Instant};

use acts::outbox::Post;
use acts::ports::{Backlog, Clock, Entries, HeadLog, Ids, PortError};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;
use serde_json::json;
use store::Store;
use tracing::Instrument as _;

use crate::install::Install;

/// What does not answer within this time is away.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often samples are summed up.
const SUM_UP: Duration = Duration::from_secs(5);
/// Seconds: up to which a request counts as so quick.
const QUICK: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Acts that wait for the log are counted up to here.
const WAITING: u32 = 10_000;

/// Begins to count. Once in the life of a program.
pub(crate) fn count() -> Result<PrometheusHandle, Box<dyn std::error::Error>> {
    let seconds = Matcher::Suffix("_seconds".into());
    let numbers = PrometheusBuilder::new().set_buckets_for_metric(seconds, &QUICK)?.install_recorder()?;
    // Samples are summed up, whether anybody reads them or not.
    let kept = numbers.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SUM_UP).await;
            kept.run_upkeep();
        }
    });
    Collector::default().describe();
    Ok(numbers)
}

/// Every request of the router gets its id, its line and its place in the numbers.
pub(crate) fn observed(router: Router, ids: Arc<dyn Ids>) -> Router {
    router.layer(from_fn_with_state(ids, observe))
}

async fn observe(State(ids): State<Arc<dyn Ids>>, mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).filter(|id| is_id(id));
    let id = given.map_or_else(|| ids.fresh().to_string(), str::to_owned);
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(REQUEST_ID, value);
    }
    let span = tracing::info_span!("request", id, method, route);
    let begun = now();
    let under_way = UnderWay::begin();
    let mut response = next.run(request).instrument(span.clone()).await;
    drop(under_way);
    let (took, status) = (begun.elapsed(), response.status().as_u16());
    span.in_scope(|| tracing::info!(status, seconds = took.as_secs_f64(), "answered"));
    histogram!("http_request_duration_seconds", "method" => method, "route" => route.clone())
        .record(took.as_secs_f64());
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.to_string())];
    counter!("http_requests_total", &labels).increment(1);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Anybody may make up a method; each would be a series of its own.
fn known(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// A request on its way, also when whoever asked goes away.
struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        gauge!("http_requests_in_flight").increment(1);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        gauge!("http_requests_in_flight").decrement(1);
    }
}

/// An id of a proxy before us, taken over when it cannot be anything else.
fn is_id(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "how long a request took is nobody's decision")]
    Instant::now()
}

/// `/livez`: the program runs. `/readyz`: it can serve people; else 503, and what is away.
pub(crate) fn health(store: Store) -> Router {
    let ready = move || {
        let store = store.clone();
        async move { readiness(&store).await }
    };
    Router::new().route("/livez", get(async || "alive")).route("/readyz", get(ready))
}

/// Health and numbers, for the operator's own address.
pub(crate) fn operator(install: &Install, numbers: PrometheusHandle) -> Router {
    let (log, cx) = (Arc::clone(&install.upkeep.log), install.cx.clone());
    let post = install.upkeep.post.clone();
    let metrics = move || {
        let (log, post, cx, numbers) = (Arc::clone(&log), post.clone(), cx.clone(), numbers.clone());
        async move {
            measure_outbox(&post).await;

            tell_entries(cx.entries.as_ref(), cx.clock.as_ref()).await;
            written(log.as_ref(), &numbers).await
        }
    };
    health(install.store.clone()).route("/metrics", get(metrics))
}

async fn readiness(store: &Store) -> Response {
    let (database, files) = tokio::join!(
        tokio::time::timeout(PATIENCE, store.is_empty()),
        tokio::time::timeout(PATIENCE, store.reach_files())
    );
    let word = |well: bool| if well { "ready" } else { "away" };
    let (database, files) = (matches!(database, Ok(Ok(_))), matches!(files, Ok(Ok(()))));
    let status = if database && files { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "database": word(database), "files": word(files) }))).into_response()
}

/// How long the oldest message waits, and how many are held or have failed.
async fn measure_outbox(post: &Post) {
    let Ok(Backlog { waiting, oldest, held, failed }) = post.outbox.backlog().await else { return };
    let age = oldest.map_or(0.0, |oldest| post.clock.now().duration_since(oldest).as_secs_f64());
    gauge!("bilikti_outbox_age_seconds").set(age.max(0.0));
    for (state, n) in [("waiting", waiting), ("held", held), ("failed", failed)] {
        gauge!("bilikti_outbox_messages", "state" => state).set(u32::try_from(n).unwrap_or(u32::MAX));
    }
}

/// ¶18(2). What the platform outside has yet to be told.
async fn tell_entries(entries: &dyn Entries, clock: &dyn Clock) {
    if let Ok(standing) = entries.standing().await {
        let waited = standing.oldest.map_or(0.0, |at| clock.now().duration_since(at).as_secs_f64());
        gauge!("bilikti_platform_oldest_seconds").set(waited.max(0.0));
        gauge!("bilikti_platform_open").set(small(standing.open));
        gauge!("bilikti_platform_refused").set(small(standing.refused));
    }
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

async fn written(log: &dyn HeadLog, numbers: &PrometheusHandle) -> Response {
    let waiting: Result<_, PortError> = log.unlogged(WAITING).await;
    if let Ok(waiting) = waiting {
        gauge!("bilikti_log_waiting").set(u32::try_from(waiting.len()).unwrap_or(u32::MAX));
    }
    Collector::default().collect();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], numbers.render()).into_response()
}
