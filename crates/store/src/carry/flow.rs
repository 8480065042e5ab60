//! Bytes and rows that one task makes and another takes.

use acts::ports::{Content, PortError};
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::objects::unavailable;

/// Pieces under way at most.
const UNDER_WAY: usize = 4;

/// What a channel brings, as a stream.
pub(crate) fn received<T: Send + 'static>(receiver: mpsc::Receiver<T>) -> BoxStream<'static, T> {
    stream::unfold(receiver, |mut pieces| async { Some((pieces.recv().await?, pieces)) }).boxed()
}

/// Content that is handed on piece by piece to a task that takes it as one stream.
pub(super) struct Flow {
    to: mpsc::Sender<Result<Bytes, PortError>>,
    taking: JoinHandle<Result<(), PortError>>,
}

impl Flow {
    pub(super) fn to<F>(take: impl FnOnce(Content) -> F) -> Self
    where
        F: Future<Output = Result<(), PortError>> + Send + 'static,
    {
        let (to, receiver) = mpsc::channel(UNDER_WAY);
        Self { to, taking: tokio::spawn(take(received(receiver))) }
    }

    /// A fault of the taking is told at its end.
    pub(super) async fn push(&self, piece: Bytes) {
        let _ = self.to.send(Ok(piece)).await;
    }

    /// That was all of it.
    pub(super) async fn end(self) -> Result<(), PortError> {
        drop(self.to);
        self.taking.await.map_err(unavailable)?
    }
}
