//! The port `Jobs`.

use acts::ports::{Jobs, PortError, Turn};
use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::params;

use super::Sqlite;
use super::values::Micros;
use crate::sql;

#[async_trait]
impl Jobs for Sqlite {
    async fn take(&self, turn: Turn) -> Result<bool, PortError> {
        let take = move |tx: &rusqlite::Connection| {
            let mut take = tx.prepare_cached(sql::TAKE_TURN)?;
            Ok(take.execute(params![turn.job, turn.node, Micros(turn.now), Micros(turn.until)])? as u64)
        };
        self.writer.write(take).await.map(|taken| taken == 1)
    }

    async fn done(&self, turn: &Turn, due: Timestamp) -> Result<(), PortError> {
        let (job, node, now) = (turn.job, turn.node, turn.now);
        let done = move |tx: &rusqlite::Connection| {
            let mut done = tx.prepare_cached(sql::END_TURN)?;
            Ok(done.execute(params![job, node, Micros(now), Micros(due)])? as u64)
        };
        self.writer.write(done).await.map(drop)
    }
}
