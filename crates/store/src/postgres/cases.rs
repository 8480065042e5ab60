//! The port `Cases`.

use acts::journal::{AccountId, CaseId, Entry, RequestId, Stamp};
use acts::ports::{Answered, CaseWrite, Cases, Message, PortError, Sequence};
use acts::projection::{CaseFilter, CaseRow, Page, PaperFilter, PaperLine, RegisterRow};
use async_trait::async_trait;
use journal::chain::Link;
use rules::identifiers::SerialNumber;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::list::{self, case_row};
use super::values::Columns as _;
use super::{Postgres, commit, fault, inconsistent, papers};
use crate::sql;

#[async_trait]
impl Cases for Postgres {
    async fn commit(&self, write: CaseWrite) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        commit::commit(&mut tx, &write).await?;
        tx.commit().await.map_err(fault)
    }

    async fn answered(&self, request: RequestId) -> Result<Option<Answered>, PortError> {
        self.one(sql::ANSWERED, request.0, answered).await
    }

    async fn journal(&self, case: CaseId) -> Result<Vec<Entry>, PortError> {
        self.many(sql::JOURNAL, case.0, entry).await
    }

    async fn row(&self, case: CaseId) -> Result<Option<CaseRow>, PortError> {
        self.one(sql::ROW, case.0, case_row).await
    }

    async fn list(&self, filter: &CaseFilter) -> Result<Page<CaseRow>, PortError> {
        list::list(self, filter).await
    }

    async fn next(&self, sequence: &Sequence) -> Result<u32, PortError> {
        let given = self.one(sql::LAST_NUMBER, sequence.name(), |row| row.counted("value")).await?;
        let given = u32::try_from(given.unwrap_or(0)).map_err(inconsistent)?;
        given.checked_add(1).ok_or_else(|| PortError::Inconsistent("a sequence is used up".into()))
    }

    async fn registered(&self, serial: &SerialNumber) -> Result<Option<RegisterRow>, PortError> {
        self.one(sql::REGISTERED, serial.to_string(), register_row).await
    }

    async fn register_of(&self, case: CaseId) -> Result<Option<RegisterRow>, PortError> {
        self.one(sql::REGISTER_OF, case.0, register_row).await
    }

    async fn papers(&self, filter: &PaperFilter) -> Result<Page<PaperLine>, PortError> {
        papers::list(self, filter).await
    }

    /// Newest first.
    async fn messages(&self, case: CaseId) -> Result<Vec<Message>, PortError> {
        self.many(sql::MESSAGES, case.0, message).await
    }
}

fn answered(row: &PgRow) -> Result<Answered, PortError> {
    Ok(Answered {
        by: AccountId(row.field("account")?),
        about: row.field("about")?,
        receipt: row.json("receipt")?,
    })
}

pub(super) fn entry(row: &PgRow) -> Result<Entry, PortError> {
    let stamp = Stamp {
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        seq: row.counted("seq")?,
        at: row.at("at")?,
        actor: row.field::<Option<Uuid>>("actor")?.map(AccountId),
    };
    Entry::stored(stamp, row.field("event")?, Link(row.digest("link")?)).map_err(inconsistent)
}

/// One line of the register.
pub(super) fn register_row(row: &PgRow) -> Result<RegisterRow, PortError> {
    Ok(RegisterRow {
        serial: row.field("serial")?,
        ordinal: u32::try_from(row.field::<i32>("ordinal")?).map_err(inconsistent)?,
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        programme: row.field("programme")?,
        holder: row.field("holder")?,
        issued_on: row.some_day("issued_on")?,
        valid_until: row.some_day("valid_until")?,
        annulled_on: row.day("annulled_on")?,
        digest: row.field("digest")?,
    })
}

fn message(row: &PgRow) -> Result<Message, PortError> {
    Ok(Message {
        id: row.field("id")?,
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        to: row.field::<Option<Uuid>>("recipient")?.map(AccountId),
        kind: row.field("kind")?,
        at: row.at("at")?,
    })
}
