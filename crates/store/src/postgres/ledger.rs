//! The ledger of files.

use acts::journal::AccountId;
use acts::ports::PortError;
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{PgConnection, PgExecutor, Transaction};
use uuid::Uuid;

use super::values::{Columns as _, count, micros};
use super::{Postgres, all, fault};
use crate::sql::{self, for_postgres};
use crate::vault::{FileRow, Ledger, Lies, SliceRow, UploadRow};

type Asked<'q> = Query<'q, sqlx::Postgres, PgArguments>;

#[async_trait]
impl Ledger for Postgres {
    async fn fact(&self, name: &'static str) -> Result<Option<String>, PortError> {
        self.one(sql::FACT, name, |row| row.field("value")).await
    }

    async fn learn_fact(&self, name: &'static str, value: String) -> Result<(), PortError> {
        changed(&self.pool, asked(sql::LEARN_FACT).bind(name).bind(value)).await.map(drop)
    }

    async fn person_key(&self, of: AccountId) -> Result<Option<Vec<u8>>, PortError> {
        self.one(sql::PERSON_KEY, of.0, |row| row.field("sealed")).await
    }

    async fn make_person_key(&self, of: AccountId, sealed: Vec<u8>, at: Timestamp) -> Result<(), PortError> {
        let make = asked(sql::MAKE_PERSON_KEY).bind(of.0).bind(sealed).bind(micros(at)?);
        changed(&self.pool, make).await.map(drop)
    }

    async fn file(&self, of: AccountId, digest: &str) -> Result<Option<Lies>, PortError> {
        let select = asked(sql::FILE).bind(of.0).bind(digest);
        let row = select.fetch_optional(&self.pool).await.map_err(fault)?;
        row.as_ref().map(|row| lies(row, "size")).transpose()
    }

    async fn put_again(&self, of: AccountId, digest: &str, at: Timestamp) -> Result<bool, PortError> {
        let again = asked(sql::PUT_AGAIN).bind(of.0).bind(digest).bind(micros(at)?);
        changed(&self.pool, again).await.map(|changed| changed == 1)
    }

    async fn begin_object(&self, object: Uuid, at: Timestamp) -> Result<(), PortError> {
        changed(&self.pool, asked(sql::BEGIN_OBJECT).bind(object).bind(micros(at)?)).await.map(drop)
    }

    async fn add_file(&self, file: &FileRow, at: Timestamp) -> Result<bool, PortError> {
        let FileRow { of, digest, lies } = file;
        let mut tx = self.begin().await?;
        let add = asked(sql::ADD_FILE)
            .bind(of.0)
            .bind(digest)
            .bind(lies.object)
            .bind(count(lies.size)?)
            .bind(micros(at)?);
        if changed(&mut *tx, add).await? == 0 {
            return Ok(false);
        }
        settle(&mut tx, lies.object).await?;
        tx.commit().await.map_err(fault).map(|()| true)
    }

    async fn mend_file(&self, file: &FileRow, old: Uuid, at: Timestamp) -> Result<(), PortError> {
        let FileRow { of, digest, lies } = file;
        let mut tx = self.begin().await?;
        settle(&mut tx, lies.object).await?;
        let mend =
            asked(sql::MEND_FILE).bind(of.0).bind(digest).bind(lies.object).bind(micros(at)?).bind(old);
        or_conflict(changed(&mut *tx, mend).await?)?;
        doom(&mut tx, [old], at).await?;
        tx.commit().await.map_err(fault)
    }

    async fn doom(&self, before: Timestamp) -> Result<(), PortError> {
        // Three transactions: what an act undoes in one of them is tried again with the next sweep, the others stand.
        let mut tx = self.begin_long().await?;
        let forget = asked(sql::FORGET_UNNAMED).bind(micros(before)?);
        let unnamed = uuids(&mut tx, forget, "object").await?;
        doom(&mut tx, unnamed, before).await?;
        tx.commit().await.map_err(fault)?;
        let mut tx = self.begin_long().await?;
        // An upload that somebody is adding to is not left alone.
        let left = format!("{} FOR UPDATE SKIP LOCKED", sql::LEFT_UPLOADS);
        for upload in uuids(&mut tx, asked(&left).bind(micros(before)?), "id").await? {
            end_upload(&mut tx, upload, before).await?;
        }
        tx.commit().await.map_err(fault)?;
        let mut tx = self.begin_long().await?;
        changed(&mut *tx, asked(sql::DOOM_LEFT_ALONE).bind(micros(before)?)).await?;
        tx.commit().await.map_err(fault)
    }

    async fn doomed(&self, limit: u32) -> Result<Vec<Uuid>, PortError> {
        self.many(sql::DOOMED, i64::from(limit), |row| row.field("object")).await
    }

    async fn gone(&self, object: Uuid) -> Result<(), PortError> {
        changed(&self.pool, asked(sql::GONE).bind(object)).await.map(drop)
    }

    async fn begin_upload(
        &self,
        id: Uuid,
        of: AccountId,
        length: u64,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let begin = asked(sql::BEGIN_UPLOAD).bind(id).bind(of.0).bind(count(length)?).bind(micros(at)?);
        changed(&self.pool, begin).await.map(drop)
    }

    async fn upload(&self, id: Uuid) -> Result<Option<UploadRow>, PortError> {
        let row = |row: &PgRow| {
            let (of, length) = (AccountId(row.field("account")?), row.counted("length")?);
            Ok(UploadRow { of, length, digest: row.field("digest")?, slices: vec![] })
        };
        let Some(mut upload) = self.one(sql::UPLOAD, id, row).await? else { return Ok(None) };
        upload.slices = self
            .many(sql::UPLOAD_SLICES, id, |row| {
                Ok(SliceRow { start: row.counted("start")?, lies: lies(row, "length")? })
            })
            .await?;
        Ok(Some(upload))
    }

    async fn add_slice(&self, id: Uuid, slice: SliceRow, at: Timestamp) -> Result<(), PortError> {
        let SliceRow { start, lies: Lies { object, size } } = slice;
        let mut tx = self.begin().await?;
        // Holds the upload's row, so that slices come one after the other.
        or_conflict(changed(&mut *tx, asked(sql::MOVE_UPLOAD).bind(id).bind(micros(at)?)).await?)?;
        let add = asked(sql::ADD_SLICE).bind(id).bind(count(start)?).bind(count(size)?).bind(object);
        or_conflict(changed(&mut *tx, add).await?)?;
        settle(&mut tx, object).await?;
        tx.commit().await.map_err(fault)
    }

    async fn finish_upload(&self, id: Uuid, digest: &str, at: Timestamp) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        changed(&mut *tx, asked(sql::FINISH_UPLOAD).bind(id).bind(digest).bind(micros(at)?)).await?;
        let slices = uuids(&mut tx, asked(sql::END_SLICES).bind(id), "object").await?;
        doom(&mut tx, slices, at).await?;
        tx.commit().await.map_err(fault)
    }

    async fn end_upload(&self, id: Uuid, at: Timestamp) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        end_upload(&mut tx, id, at).await?;
        tx.commit().await.map_err(fault)
    }
}

impl Postgres {
    /// For work that nobody waits for.
    async fn begin_long(&self) -> Result<Transaction<'static, sqlx::Postgres>, PortError> {
        let mut tx = self.begin().await?;
        sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await.map_err(fault)?;
        Ok(tx)
    }
}

fn asked<'q>(statement: &str) -> Asked<'q> {
    sqlx::query(for_postgres(statement))
}

async fn changed(on: impl PgExecutor<'_>, query: Asked<'_>) -> Result<u64, PortError> {
    Ok(query.execute(on).await.map_err(fault)?.rows_affected())
}

fn or_conflict(changed: u64) -> Result<(), PortError> {
    if changed == 1 { Ok(()) } else { Err(PortError::Conflict) }
}

async fn settle(tx: &mut PgConnection, object: Uuid) -> Result<(), PortError> {
    or_conflict(changed(tx, asked(sql::SETTLE_OBJECT).bind(object)).await?)
}

async fn end_upload(tx: &mut PgConnection, id: Uuid, at: Timestamp) -> Result<(), PortError> {
    let slices = uuids(tx, asked(sql::END_SLICES).bind(id), "object").await?;
    doom(tx, slices, at).await?;
    changed(tx, asked(sql::END_UPLOAD).bind(id)).await.map(drop)
}

async fn doom(
    tx: &mut PgConnection,
    objects: impl IntoIterator<Item = Uuid>,
    at: Timestamp,
) -> Result<(), PortError> {
    for object in objects {
        changed(&mut *tx, asked(sql::DOOM_OBJECT).bind(object).bind(micros(at)?)).await?;
    }
    Ok(())
}

async fn uuids(tx: &mut PgConnection, query: Asked<'_>, column: &str) -> Result<Vec<Uuid>, PortError> {
    let rows = query.fetch_all(tx).await.map_err(fault)?;
    all(&rows, |row| row.field(column))
}

fn lies(row: &PgRow, size: &str) -> Result<Lies, PortError> {
    Ok(Lies { object: row.field("object")?, size: row.counted(size)? })
}
