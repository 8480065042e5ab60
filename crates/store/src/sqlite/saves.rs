//! The port `Saves`.

use acts::ports::{PortError, Save, SaveKind, Saved, Saves};
use async_trait::async_trait;
use rules::identifiers::CentreNumber;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::values::{Micros, Text};
use super::{Fault, Sqlite};
use crate::sql;

#[async_trait]
impl Saves for Sqlite {
    async fn save(&self, one: Save) -> Result<Saved, PortError> {
        let done = self.writer.write_alone(move |tx| save(tx, &one)).await?;
        Ok(if done == 1 { Saved::Now } else { Saved::Before })
    }

    async fn saved(&self, centre: &CentreNumber, attempt: Uuid) -> Result<Vec<Save>, PortError> {
        let centre = centre.to_string();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::SAVED)?;
                let saved = select.query_map(params![centre, attempt], read)?;
                Ok(saved.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}

/// 1 when it was saved now, 0 when it was there. Changes one row or none.
fn save(tx: &Connection, save: &Save) -> Result<u64, Fault> {
    let Save { centre, attempt, client, seq, at, kind, body } = save;
    let values = params![centre.as_str(), attempt, client, seq, Micros(*at), kind.code(), body];
    if tx.prepare_cached(sql::SAVE)?.execute(values)? == 1 {
        return Ok(1);
    }
    let there: String = tx
        .prepare_cached(sql::SAVED_BODY)?
        .query_row(params![centre.as_str(), attempt, client, seq], |row| row.get(0))?;
    if there == *body { Ok(0) } else { Err(Fault::Refused(PortError::Conflict)) }
}

fn read(row: &Row) -> rusqlite::Result<Save> {
    let kind: String = row.get("kind")?;
    Ok(Save {
        centre: row.get::<_, Text<_>>("centre")?.0,
        attempt: row.get("attempt")?,
        client: row.get("client")?,
        seq: row.get("seq")?,
        at: row.get::<_, Micros>("at")?.0,
        kind: SaveKind::from_code(&kind).ok_or(FromSqlError::InvalidType)?,
        body: row.get("body")?,
    })
}
