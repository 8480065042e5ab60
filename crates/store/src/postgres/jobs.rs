//! The port `Jobs`.

use acts::ports::{Jobs, PortError, Turn};
use async_trait::async_trait;
use jiff::Timestamp;

use super::values::micros;
use super::{Postgres, fault};
use crate::sql::{self, for_postgres};

#[async_trait]
impl Jobs for Postgres {
    async fn take(&self, turn: Turn) -> Result<bool, PortError> {
        let taken = sqlx::query(for_postgres(sql::TAKE_TURN))
            .bind(turn.job)
            .bind(turn.node)
            .bind(micros(turn.now)?)
            .bind(micros(turn.until)?)
            .execute(&self.pool)
            .await
            .map_err(fault)?;
        Ok(taken.rows_affected() == 1)
    }

    async fn done(&self, turn: &Turn, due: Timestamp) -> Result<(), PortError> {
        sqlx::query(for_postgres(sql::END_TURN))
            .bind(turn.job)
            .bind(turn.node)
            .bind(micros(turn.now)?)
            .bind(micros(due)?)
            .execute(&self.pool)
            .await
            .map_err(fault)
            .map(drop)
    }
}
