//! The ports `HeadLog` and `Audit`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{Audit, HeadLog, LogWrite, Place, PortError, RawEntry, Slice};
use async_trait::async_trait;
use journal::chain::Link;
use journal::log::{Head, Node};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::cases::register_row;
use super::desk::term_row;
use super::facts::{outcome_of, platform_entry, term_fact};
use super::list::case_row;
use super::papers::paper_row;
use super::rooms::sitting_row;
use super::{Fault, Sqlite};
use crate::{figures, sql};

#[async_trait]
impl HeadLog for Sqlite {
    async fn unlogged(&self, limit: u32) -> Result<Vec<Head>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::WAITING)?;
                Ok(select.query_map([limit], head)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn size(&self) -> Result<u64, PortError> {
        self.readers.read(size).await
    }

    async fn nodes(&self, indexes: Vec<u64>) -> Result<Vec<Node>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::NODE)?;
                let node = |index: &u64| {
                    let found = select.query_row([index], |row| row.get(0)).optional()?;
                    found.ok_or_else(|| {
                        Fault::Refused(PortError::Inconsistent(format!("the log has no node {index}")))
                    })
                };
                indexes.iter().map(node).collect()
            })
            .await
    }

    async fn append(&self, write: LogWrite) -> Result<(), PortError> {
        self.writer.write(move |tx| append(tx, &write)).await.map(drop)
    }

    async fn newest_checkpoint(&self) -> Result<Option<String>, PortError> {
        self.readers
            .read(|tx| {
                let mut select = tx.prepare_cached(sql::NEWEST_CHECKPOINT)?;
                Ok(select.query_row([], |row| row.get(0)).optional()?)
            })
            .await
    }
}

#[async_trait]
impl Audit for Sqlite {
    async fn slice(&self, after: Option<Place>, entries: u32) -> Result<Slice, PortError> {
        self.readers.read(move |tx| slice(tx, after, entries)).await
    }

    async fn records(&self, from: u64, limit: u32) -> Result<Vec<Head>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::RECORDS)?;
                Ok(select.query_map(params![from, limit], head)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn log_nodes(&self, from: u64, limit: u32) -> Result<Vec<(u64, Node)>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::NODES)?;
                let nodes = select.query_map(params![from, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(nodes.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn checkpoints(&self) -> Result<Vec<String>, PortError> {
        self.readers
            .read(|tx| {
                let mut select = tx.prepare_cached(sql::CHECKPOINTS)?;
                Ok(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}

fn size(tx: &Connection) -> Result<u64, Fault> {
    let mut select = tx.prepare_cached(sql::LOG_SIZE)?;
    Ok(select.query_row([], |row| row.get(0))?)
}

fn append(tx: &Connection, write: &LogWrite) -> Result<u64, Fault> {
    if size(tx)? != write.expected {
        return Err(Fault::Refused(PortError::Conflict));
    }
    let mut taken = tx.prepare_cached(sql::TAKE_WAITING)?;
    let mut record = tx.prepare_cached(sql::RECORD)?;
    for (position, head) in (write.expected..).zip(&write.heads) {
        let Head { centre, case, version, link } = head;
        if taken.execute(params![centre, case, version, link.0])? != 1 {
            return Err(Fault::Refused(PortError::Conflict));
        }
        record.execute(params![position, centre, case, version, link.0])?;
    }
    let mut node = tx.prepare_cached(sql::KEEP_NODE)?;
    for (position, hash) in &write.nodes {
        node.execute(params![position, hash])?;
    }
    let size = write.expected + write.heads.len() as u64;
    tx.prepare_cached(sql::KEEP_CHECKPOINT)?.execute(params![size, write.checkpoint])?;
    Ok(write.heads.len() as u64)
}

/// Between two places; without an end, everything that follows.
struct Run {
    after: (String, Vec<u8>),
    through: (String, Vec<u8>),
}

impl Run {
    fn new(after: Option<Place>) -> Self {
        let after = after.map_or_else(Default::default, bytes);
        // Comes after every centre's number.
        Self { after, through: ("\u{10FFFF}".into(), vec![]) }
    }

    fn rows<T>(
        &self,
        tx: &Connection,
        sql: &str,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        let mut select = tx.prepare_cached(sql)?;
        let rows =
            select.query_map(params![self.after.0, self.after.1, self.through.0, self.through.1], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn bytes((centre, case): Place) -> (String, Vec<u8>) {
    (centre, case.0.as_bytes().to_vec())
}

fn slice(tx: &Connection, after: Option<Place>, limit: u32) -> Result<Slice, Fault> {
    let mut run = Run::new(after);
    let through = end(tx, &run, limit)?;
    if let Some(place) = through.clone() {
        run.through = bytes(place);
    }
    Ok(Slice {
        entries: run.rows(tx, sql::SLICE_ENTRIES, raw_entry)?,
        rows: run.rows(tx, sql::SLICE_ROWS, |row| or_fault(row, case_row(row)))?,
        register: run.rows(tx, sql::SLICE_REGISTER, |row| or_fault(row, register_row(row)))?,
        papers: run.rows(tx, sql::SLICE_PAPERS, |row| or_fault(row, paper_row(row)))?,
        terms: run.rows(tx, sql::desk::SLICE_TERMS, |row| or_fault(row, term_row(row)))?,
        sittings: run.rows(tx, sql::desk::SLICE_SITTINGS, |row| or_fault(row, sitting_row(row)))?,
        term_facts: run.rows(tx, figures::SLICE_TERMS, |row| or_fault(row, term_fact(row)))?,
        outcomes: run.rows(tx, figures::SLICE_OUTCOMES, |row| or_fault(row, outcome_of(row)))?,
        platform: run.rows(tx, figures::SLICE_ENTRIES_OUT, |row| or_fault(row, platform_entry(row)))?,
        logged: run.rows(tx, sql::SLICE_LOGGED, head)?,
        waiting: run.rows(tx, sql::SLICE_WAITING, head)?,
        through,
    })
}

/// The last case that the run takes in, if the journals go on after `limit` entries.
fn end(tx: &Connection, run: &Run, limit: u32) -> Result<Option<Place>, Fault> {
    let mut select = tx.prepare_cached(sql::SLICE_END)?;
    let place = |row: &Row| Ok((row.get(0)?, CaseId(row.get(1)?)));
    Ok(select.query_row(params![run.after.0, run.after.1, limit], place).optional()?)
}

fn or_fault<T>(row: &Row, read: rusqlite::Result<T>) -> rusqlite::Result<Result<T, (CaseId, String)>> {
    let case = CaseId(row.get("case_id")?);
    Ok(read.map_err(|error| (case, error.to_string())))
}

fn raw_entry(row: &Row) -> rusqlite::Result<RawEntry> {
    Ok(RawEntry {
        centre: row.get(0)?,
        case: CaseId(row.get(1)?),
        seq: row.get(2)?,
        at: row.get(3)?,
        actor: row.get::<_, Option<Uuid>>(4)?.map(AccountId),
        body: row.get(5)?,
        link: row.get(6)?,
    })
}

fn head(row: &Row) -> rusqlite::Result<Head> {
    let case: Uuid = row.get(1)?;
    Ok(Head { centre: row.get(0)?, case: case.into_bytes(), version: row.get(2)?, link: Link(row.get(3)?) })
}
