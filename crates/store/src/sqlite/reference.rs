//! The port `Reference`.

use acts::journal::{AccountId, RequestId};
use acts::ports::{PortError, Recorded, Reference};
use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::Sqlite;
use super::values::{Json, Micros, json};
use crate::sql;

#[async_trait]
impl Reference for Sqlite {
    async fn changes(&self, after: u64) -> Result<Vec<Recorded>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::REFERENCE_CHANGES)?;
                Ok(select.query_map([after], recorded)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn record(&self, recorded: Recorded) -> Result<(), PortError> {
        let record = move |tx: &Connection| {
            let Recorded { position, request, by, at, about, change } = &recorded;
            let (kind, data) = (change.code(), json(change)?);
            let values = params![position, request.0, by.0, Micros(*at), about, kind, data];
            Ok(tx.prepare_cached(sql::RECORD_REFERENCE)?.execute(values)? as u64)
        };
        self.writer.write(record).await.map(drop)
    }
}

fn recorded(row: &Row) -> rusqlite::Result<Recorded> {
    Ok(Recorded {
        position: row.get("position")?,
        request: RequestId(row.get("request")?),
        by: AccountId(row.get("account")?),
        at: row.get::<_, Micros>("at")?.0,
        about: row.get("about")?,
        change: row.get::<_, Json<_>>("data")?.0,
    })
}
