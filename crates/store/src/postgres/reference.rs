//! The port `Reference`.

use acts::journal::{AccountId, RequestId};
use acts::ports::{PortError, Recorded, Reference};
use async_trait::async_trait;
use sqlx::postgres::PgRow;

use super::values::{Columns as _, count, micros};
use super::{Postgres, fault, inconsistent};
use crate::sql::{self, for_postgres};

#[async_trait]
impl Reference for Postgres {
    async fn changes(&self, after: u64) -> Result<Vec<Recorded>, PortError> {
        self.many(sql::REFERENCE_CHANGES, count(after)?, recorded).await
    }

    async fn record(&self, recorded: Recorded) -> Result<(), PortError> {
        let Recorded { position, request, by, at, about, change } = recorded;
        let record = sqlx::query(for_postgres(sql::RECORD_REFERENCE))
            .bind(count(position)?)
            .bind(request.0)
            .bind(by.0)
            .bind(micros(at)?)
            .bind(about)
            .bind(change.code())
            .bind(serde_json::to_string(&change).map_err(inconsistent)?);
        record.execute(&self.pool).await.map_err(fault).map(drop)
    }
}

fn recorded(row: &PgRow) -> Result<Recorded, PortError> {
    Ok(Recorded {
        position: row.counted("position")?,
        request: RequestId(row.field("request")?),
        by: AccountId(row.field("account")?),
        at: row.at("at")?,
        about: row.field("about")?,
        change: row.json("data")?,
    })
}
