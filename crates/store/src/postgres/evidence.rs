//! The ports `HeadLog` and `Audit`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{Audit, HeadLog, LogWrite, Place, PortError, RawEntry, Slice};
use async_trait::async_trait;
use journal::chain::Link;
use journal::log::{Head, Node};
use sqlx::PgConnection;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::cases::register_row;
use super::desk::term_row;
use super::facts::{outcome_of, platform_entry, term_fact};
use super::list::case_row;
use super::papers::paper_row;
use super::rooms::sitting_row;
use super::values::{Columns as _, count};
use super::{Postgres, all, fault, inconsistent};
use crate::figures;
use crate::sql::{self, for_postgres};

/// One log grows at a time, whichever node has the turn.
const LOCK_LOG: &str = "SELECT pg_advisory_xact_lock(374, 1)";

#[async_trait]
impl HeadLog for Postgres {
    async fn unlogged(&self, limit: u32) -> Result<Vec<Head>, PortError> {
        self.many(sql::WAITING, i64::from(limit), head).await
    }

    async fn size(&self) -> Result<u64, PortError> {
        let size: i64 = sqlx::query_scalar(sql::LOG_SIZE).fetch_one(&self.pool).await.map_err(fault)?;
        u64::try_from(size).map_err(inconsistent)
    }

    async fn nodes(&self, indexes: Vec<u64>) -> Result<Vec<Node>, PortError> {
        let mut nodes = Vec::with_capacity(indexes.len());
        for index in indexes {
            let node = self.one(sql::NODE, count(index)?, |row| row.digest("hash")).await?;
            nodes.push(node.ok_or_else(|| inconsistent(format!("the log has no node {index}")))?);
        }
        Ok(nodes)
    }

    async fn append(&self, write: LogWrite) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        append(&mut tx, &write).await?;
        tx.commit().await.map_err(fault)
    }

    async fn newest_checkpoint(&self) -> Result<Option<String>, PortError> {
        sqlx::query_scalar(sql::NEWEST_CHECKPOINT).fetch_optional(&self.pool).await.map_err(fault)
    }
}

#[async_trait]
impl Audit for Postgres {
    async fn slice(&self, after: Option<Place>, entries: u32) -> Result<Slice, PortError> {
        let mut tx = self.begin().await?;
        let one_moment = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        sqlx::query(one_moment).execute(&mut *tx).await.map_err(fault)?;
        slice(&mut tx, after, entries).await
    }

    async fn records(&self, from: u64, limit: u32) -> Result<Vec<Head>, PortError> {
        let select = sqlx::query(for_postgres(sql::RECORDS)).bind(count(from)?).bind(i64::from(limit));
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, head)
    }

    async fn log_nodes(&self, from: u64, limit: u32) -> Result<Vec<(u64, Node)>, PortError> {
        let select = sqlx::query(for_postgres(sql::NODES)).bind(count(from)?).bind(i64::from(limit));
        let rows = select.fetch_all(&self.pool).await.map_err(fault)?;
        all(&rows, |row| Ok((row.counted("position")?, row.digest("hash")?)))
    }

    async fn checkpoints(&self) -> Result<Vec<String>, PortError> {
        sqlx::query_scalar(sql::CHECKPOINTS).fetch_all(&self.pool).await.map_err(fault)
    }
}

async fn append(tx: &mut PgConnection, write: &LogWrite) -> Result<(), PortError> {
    sqlx::query(LOCK_LOG).execute(&mut *tx).await.map_err(fault)?;
    let size: i64 = sqlx::query_scalar(sql::LOG_SIZE).fetch_one(&mut *tx).await.map_err(fault)?;
    if size != count(write.expected)? {
        return Err(PortError::Conflict);
    }
    for (position, head) in (size..).zip(&write.heads) {
        let (case, version) = (Uuid::from_bytes(head.case), count(head.version)?);
        let taken = sqlx::query(for_postgres(sql::TAKE_WAITING))
            .bind(&head.centre)
            .bind(case)
            .bind(version)
            .bind(head.link.0);
        if taken.execute(&mut *tx).await.map_err(fault)?.rows_affected() != 1 {
            return Err(PortError::Conflict);
        }
        let record = sqlx::query(for_postgres(sql::RECORD))
            .bind(position)
            .bind(&head.centre)
            .bind(case)
            .bind(version)
            .bind(head.link.0);
        record.execute(&mut *tx).await.map_err(fault)?;
    }
    for (position, hash) in &write.nodes {
        let keep = sqlx::query(for_postgres(sql::KEEP_NODE)).bind(count(*position)?).bind(*hash);
        keep.execute(&mut *tx).await.map_err(fault)?;
    }
    let sign = sqlx::query(for_postgres(sql::KEEP_CHECKPOINT))
        .bind(size + count(write.heads.len() as u64)?)
        .bind(&write.checkpoint);
    sign.execute(tx).await.map_err(fault).map(drop)
}

async fn slice(tx: &mut PgConnection, after: Option<Place>, limit: u32) -> Result<Slice, PortError> {
    let (centre, case) = after.unwrap_or((String::new(), CaseId(Uuid::nil())));
    let end = sqlx::query(for_postgres(sql::SLICE_END)).bind(&centre).bind(case.0).bind(i64::from(limit));
    let end = end.fetch_optional(&mut *tx).await.map_err(fault)?;
    let through = end.as_ref().map(place).transpose()?;
    // Comes after every centre's number.
    let (last_centre, last_case) = through.clone().unwrap_or((char::MAX.to_string(), CaseId(Uuid::nil())));
    let mut rows = async |statement: &str| {
        let select = sqlx::query(for_postgres(statement))
            .bind(&centre)
            .bind(case.0)
            .bind(&last_centre)
            .bind(last_case.0);
        select.fetch_all(&mut *tx).await.map_err(fault)
    };
    Ok(Slice {
        entries: all(&rows(sql::SLICE_ENTRIES).await?, raw_entry)?,
        rows: all(&rows(sql::SLICE_ROWS).await?, |row| or_fault(row, case_row(row)))?,
        register: all(&rows(sql::SLICE_REGISTER).await?, |row| or_fault(row, register_row(row)))?,
        papers: all(&rows(sql::SLICE_PAPERS).await?, |row| or_fault(row, paper_row(row)))?,
        terms: all(&rows(sql::desk::SLICE_TERMS).await?, |row| or_fault(row, term_row(row)))?,
        sittings: all(&rows(sql::desk::SLICE_SITTINGS).await?, |row| or_fault(row, sitting_row(row)))?,
        term_facts: all(&rows(figures::SLICE_TERMS).await?, |row| or_fault(row, term_fact(row)))?,
        outcomes: all(&rows(figures::SLICE_OUTCOMES).await?, |row| or_fault(row, outcome_of(row)))?,
        platform: all(&rows(figures::SLICE_ENTRIES_OUT).await?, |row| or_fault(row, platform_entry(row)))?,
        logged: all(&rows(sql::SLICE_LOGGED).await?, head)?,
        waiting: all(&rows(sql::SLICE_WAITING).await?, head)?,
        through,
    })
}

fn place(row: &PgRow) -> Result<Place, PortError> {
    Ok((row.field("centre")?, CaseId(row.field("case_id")?)))
}

fn or_fault<T>(row: &PgRow, read: Result<T, PortError>) -> Result<Result<T, (CaseId, String)>, PortError> {
    let case = CaseId(row.field("case_id")?);
    Ok(read.map_err(|error| (case, error.to_string())))
}

fn raw_entry(row: &PgRow) -> Result<RawEntry, PortError> {
    Ok(RawEntry {
        centre: row.field("centre")?,
        case: CaseId(row.field("case_id")?),
        seq: row.counted("seq")?,
        at: row.at("at")?.as_microsecond(),
        actor: row.field::<Option<Uuid>>("actor")?.map(AccountId),
        body: row.field("event")?,
        link: row.digest("link")?,
    })
}

fn head(row: &PgRow) -> Result<Head, PortError> {
    Ok(Head {
        centre: row.field("centre")?,
        case: row.field::<Uuid>("case_id")?.into_bytes(),
        version: row.counted("version")?,
        link: Link(row.digest("link")?),
    })
}
