//! The port `Entries`.

use acts::journal::CaseId;
use acts::ports::{Entries, EntriesStanding, EntryFilter, PlatformEntry, PortError};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Row, params};

use super::facts::platform_entry;
use super::figures::{number, rows};
use super::values::Micros;
use super::{Fault, Sqlite};
use crate::figures;

#[async_trait]
impl Entries for Sqlite {
    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<PlatformEntry>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(figures::ENTRIES_DUE)?;
                let due = select.query_map(params![Micros(now), limit], platform_entry)?;
                Ok(due.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn step(&self, from: &PlatformEntry, to: &PlatformEntry) -> Result<(), PortError> {
        let (from, to) = (from.clone(), to.clone());
        let step = move |tx: &rusqlite::Connection| {
            let changed = tx.prepare_cached(figures::STEP_ENTRY)?.execute(params![
                from.key.centre.as_str(),
                from.key.case.0,
                from.key.kind.code(),
                to.state.code(),
                to.tries,
                Micros(to.next_at),
                to.reference,
                to.reason,
                Micros(to.moved_at),
                from.tries,
                from.state.code()
            ])?;
            if changed == 1 { Ok(1) } else { Err(Fault::Refused(PortError::Conflict)) }
        };
        self.writer.write_alone(step).await.map(drop)
    }

    async fn entries_of(&self, case: CaseId) -> Result<Vec<PlatformEntry>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(figures::ENTRIES_OF)?;
                Ok(select.query_map([case.0], platform_entry)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn entries(&self, filter: &EntryFilter) -> Result<Page<PlatformEntry>, PortError> {
        let [count, page] = figures::entries_page(filter);
        self.readers
            .read(move |tx| Ok(Page { total: number(tx, count)?, lines: rows(tx, page, platform_entry)? }))
            .await
    }

    async fn standing(&self) -> Result<EntriesStanding, PortError> {
        let standing = |row: &Row| {
            let oldest = row.get::<_, Option<Micros>>("oldest")?.map(|at| at.0);
            Ok(EntriesStanding { open: row.get("open")?, oldest, refused: row.get("refused")? })
        };
        self.readers.read(move |tx| Ok(tx.prepare_cached(figures::OUTBOX)?.query_row([], standing)?)).await
    }
}
