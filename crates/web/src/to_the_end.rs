//! What is left of a request's body is read before the answer goes out. A connection that is closed with bytes unread
//! is reset, and the answer is lost on its way (RFC 9112 §9.6): the person would see a broken page, not a sentence.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use tokio::sync::Mutex;

/// Bytes that are read for nothing at most: more than the largest file a form brings.
const MOST: usize = 32 * 1024 * 1024;
/// Who sends slower than this loses the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The layer around everything that may answer before it has read.
pub(crate) async fn to_the_end(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let whole = Arc::new(Mutex::new(body.into_data_stream()));
    let read = stream::unfold(Arc::clone(&whole), async |whole| {
        let chunk = whole.lock().await.next().await?;
        Some((chunk, whole))
    });
    let response = next.run(Request::from_parts(parts, Body::from_stream(read))).await;
    let _slow = tokio::time::timeout(PATIENCE, drop_rest(&mut *whole.lock().await)).await;
    response
}

async fn drop_rest(body: &mut BodyDataStream) {
    let mut read = 0;
    while let Some(Ok(chunk)) = body.next().await {
        read += chunk.len();
        if read > MOST {
            break;
        }
    }
}
