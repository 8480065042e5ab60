//! The port `Entries`.

use acts::journal::CaseId;
use acts::ports::{Entries, EntriesStanding, EntryFilter, PlatformEntry, PortError};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;

use super::facts::{platform_entry, small};
use super::values::{Columns as _, micros};
use super::{Postgres, all, fault};
use crate::figures;
use crate::sql::for_postgres;

#[async_trait]
impl Entries for Postgres {
    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<PlatformEntry>, PortError> {
        let due = sqlx::query(for_postgres(figures::ENTRIES_DUE)).bind(micros(now)?).bind(i64::from(limit));
        all(&due.fetch_all(&self.pool).await.map_err(fault)?, platform_entry)
    }

    async fn step(&self, from: &PlatformEntry, to: &PlatformEntry) -> Result<(), PortError> {
        let changed = sqlx::query(for_postgres(figures::STEP_ENTRY))
            .bind(from.key.centre.as_str())
            .bind(from.key.case.0)
            .bind(from.key.kind.code())
            .bind(to.state.code())
            .bind(small(to.tries)?)
            .bind(micros(to.next_at)?)
            .bind(&to.reference)
            .bind(&to.reason)
            .bind(micros(to.moved_at)?)
            .bind(small(from.tries)?)
            .bind(from.state.code())
            .execute(&self.pool)
            .await
            .map_err(fault)?;
        if changed.rows_affected() == 1 { Ok(()) } else { Err(PortError::Conflict) }
    }

    async fn entries_of(&self, case: CaseId) -> Result<Vec<PlatformEntry>, PortError> {
        self.many(figures::ENTRIES_OF, case.0, platform_entry).await
    }

    async fn entries(&self, filter: &EntryFilter) -> Result<Page<PlatformEntry>, PortError> {
        self.page(figures::entries_page(filter), platform_entry).await
    }

    async fn standing(&self) -> Result<EntriesStanding, PortError> {
        let row = sqlx::query(figures::OUTBOX).fetch_one(&self.pool).await.map_err(fault)?;
        let oldest = row.field::<Option<jiff_sqlx::Timestamp>>("oldest")?.map(jiff_sqlx::Timestamp::to_jiff);
        Ok(EntriesStanding { open: row.counted("open")?, oldest, refused: row.counted("refused")? })
    }
}
