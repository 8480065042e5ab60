//! The port `Cases`.

use acts::journal::{AccountId, CaseId, Entry, RequestId};
use acts::ports::{Answered, CaseWrite, Cases, Message, PortError, Sequence};
use acts::projection::{CaseFilter, CaseRow, Page, PaperFilter, PaperLine, RegisterRow};
use async_trait::async_trait;
use journal::chain::Link;
use rules::identifiers::SerialNumber;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

use super::links::stamp;
use super::list::{self, case_row};
use super::values::{Json, Micros, Text};
use super::{Sqlite, commit, papers};
use crate::sql;

#[async_trait]
impl Cases for Sqlite {
    async fn commit(&self, write: CaseWrite) -> Result<(), PortError> {
        self.writer.write(move |tx| commit::commit(tx, &write)).await.map(drop)
    }

    async fn answered(&self, request: RequestId) -> Result<Option<Answered>, PortError> {
        self.readers
            .read(move |tx| {
                Ok(tx.prepare_cached(sql::ANSWERED)?.query_row([request.0], answered).optional()?)
            })
            .await
    }

    async fn journal(&self, case: CaseId) -> Result<Vec<Entry>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::JOURNAL)?;
                Ok(select.query_map([case.0], entry)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn row(&self, case: CaseId) -> Result<Option<CaseRow>, PortError> {
        self.readers
            .read(move |tx| Ok(tx.prepare_cached(sql::ROW)?.query_row([case.0], case_row).optional()?))
            .await
    }

    async fn list(&self, filter: &CaseFilter) -> Result<Page<CaseRow>, PortError> {
        let filter = filter.clone();
        self.readers.read(move |tx| list::list(tx, &filter)).await
    }

    async fn next(&self, sequence: &Sequence) -> Result<u32, PortError> {
        let name = sequence.name();
        let given: u32 = self
            .readers
            .read(move |tx| {
                Ok(tx
                    .prepare_cached(sql::LAST_NUMBER)?
                    .query_row([name], |row| row.get(0))
                    .optional()?
                    .unwrap_or(0))
            })
            .await?;
        given.checked_add(1).ok_or_else(|| PortError::Inconsistent("a sequence is used up".into()))
    }

    async fn registered(&self, serial: &SerialNumber) -> Result<Option<RegisterRow>, PortError> {
        let serial = serial.to_string();
        self.readers
            .read(move |tx| {
                Ok(tx.prepare_cached(sql::REGISTERED)?.query_row([serial], register_row).optional()?)
            })
            .await
    }

    async fn register_of(&self, case: CaseId) -> Result<Option<RegisterRow>, PortError> {
        self.readers
            .read(move |tx| {
                Ok(tx.prepare_cached(sql::REGISTER_OF)?.query_row([case.0], register_row).optional()?)
            })
            .await
    }

    async fn papers(&self, filter: &PaperFilter) -> Result<Page<PaperLine>, PortError> {
        let filter = filter.clone();
        self.readers.read(move |tx| papers::list(tx, &filter)).await
    }

    /// Newest first.
    async fn messages(&self, case: CaseId) -> Result<Vec<Message>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::MESSAGES)?;
                Ok(select.query_map([case.0], message)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}

fn answered(row: &Row) -> rusqlite::Result<Answered> {
    Ok(Answered {
        by: AccountId(row.get("account")?),
        about: row.get("about")?,
        receipt: row.get::<_, Json<_>>("receipt")?.0,
    })
}

pub(super) fn entry(row: &Row) -> rusqlite::Result<Entry> {
    let stamp = stamp(row)?;
    let event = row.as_ref().column_index("event")?;
    Entry::stored(stamp, row.get(event)?, Link(row.get("link")?))
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(event, Type::Text, Box::new(error)))
}

/// One line of the register.
pub(super) fn register_row(row: &Row) -> rusqlite::Result<RegisterRow> {
    Ok(RegisterRow {
        serial: row.get("serial")?,
        ordinal: row.get("ordinal")?,
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        programme: row.get("programme")?,
        holder: row.get("holder")?,
        issued_on: row.get("issued_on")?,
        valid_until: row.get("valid_until")?,
        annulled_on: row.get("annulled_on")?,
        digest: row.get("digest")?,
    })
}

fn message(row: &Row) -> rusqlite::Result<Message> {
    Ok(Message {
        id: row.get("id")?,
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        to: row.get::<_, Option<Uuid>>("recipient")?.map(AccountId),
        kind: row.get("kind")?,
        at: row.get::<_, Micros>("at")?.0,
    })
}
