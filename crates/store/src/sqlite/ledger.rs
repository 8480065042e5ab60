//! The ledger of files.

use acts::journal::AccountId;
use acts::ports::PortError;
use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::values::Micros;
use super::{Fault, Sqlite};
use crate::sql;
use crate::vault::{FileRow, Ledger, Lies, SliceRow, UploadRow};

#[async_trait]
impl Ledger for Sqlite {
    async fn fact(&self, name: &'static str) -> Result<Option<String>, PortError> {
        let select = move |tx: &Connection| {
            Ok(tx.prepare_cached(sql::FACT)?.query_row([name], |row| row.get(0)).optional()?)
        };
        self.readers.read(select).await
    }

    async fn learn_fact(&self, name: &'static str, value: String) -> Result<(), PortError> {
        let learn = move |tx: &Connection| changed(tx, sql::LEARN_FACT, params![name, value]);
        self.writer.write(learn).await.map(drop)
    }

    async fn person_key(&self, of: AccountId) -> Result<Option<Vec<u8>>, PortError> {
        let select = move |tx: &Connection| {
            Ok(tx.prepare_cached(sql::PERSON_KEY)?.query_row([of.0], |row| row.get(0)).optional()?)
        };
        self.readers.read(select).await
    }

    async fn make_person_key(&self, of: AccountId, sealed: Vec<u8>, at: Timestamp) -> Result<(), PortError> {
        let make =
            move |tx: &Connection| changed(tx, sql::MAKE_PERSON_KEY, params![of.0, sealed, Micros(at)]);
        self.writer.write(make).await.map(drop)
    }

    async fn file(&self, of: AccountId, digest: &str) -> Result<Option<Lies>, PortError> {
        let digest = digest.to_owned();
        let select = move |tx: &Connection| {
            Ok(tx.prepare_cached(sql::FILE)?.query_row(params![of.0, digest], lies).optional()?)
        };
        self.readers.read(select).await
    }

    async fn put_again(&self, of: AccountId, digest: &str, at: Timestamp) -> Result<bool, PortError> {
        let digest = digest.to_owned();
        let again = move |tx: &Connection| changed(tx, sql::PUT_AGAIN, params![of.0, digest, Micros(at)]);
        self.writer.write(again).await.map(|changed| changed == 1)
    }

    async fn begin_object(&self, object: Uuid, at: Timestamp) -> Result<(), PortError> {
        let begin = move |tx: &Connection| changed(tx, sql::BEGIN_OBJECT, params![object, Micros(at)]);
        self.writer.write(begin).await.map(drop)
    }

    async fn add_file(&self, file: &FileRow, at: Timestamp) -> Result<bool, PortError> {
        let FileRow { of, digest, lies } = file.clone();
        let add = move |tx: &Connection| {
            let values = params![of.0, digest, lies.object, lies.size, Micros(at)];
            match changed(tx, sql::ADD_FILE, values)? {
                0 => Ok(0),
                _ => settle(tx, lies.object).map(|()| 1),
            }
        };
        self.writer.write(add).await.map(|added| added == 1)
    }

    async fn mend_file(&self, file: &FileRow, old: Uuid, at: Timestamp) -> Result<(), PortError> {
        let FileRow { of, digest, lies } = file.clone();
        let mend = move |tx: &Connection| {
            settle(tx, lies.object)?;
            let mended = changed(tx, sql::MEND_FILE, params![of.0, digest, lies.object, Micros(at), old])?;
            or_conflict(mended)?;
            changed(tx, sql::DOOM_OBJECT, params![old, Micros(at)])
        };
        self.writer.write(mend).await.map(drop)
    }

    async fn doom(&self, before: Timestamp) -> Result<(), PortError> {
        self.writer.write(move |tx| doom(tx, before)).await.map(drop)
    }

    async fn doomed(&self, limit: u32) -> Result<Vec<Uuid>, PortError> {
        let select = move |tx: &Connection| {
            let mut select = tx.prepare_cached(sql::DOOMED)?;
            Ok(select.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        };
        self.readers.read(select).await
    }

    async fn gone(&self, object: Uuid) -> Result<(), PortError> {
        self.writer.write(move |tx| changed(tx, sql::GONE, [object])).await.map(drop)
    }

    async fn begin_upload(
        &self,
        id: Uuid,
        of: AccountId,
        length: u64,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let begin =
            move |tx: &Connection| changed(tx, sql::BEGIN_UPLOAD, params![id, of.0, length, Micros(at)]);
        self.writer.write(begin).await.map(drop)
    }

    async fn upload(&self, id: Uuid) -> Result<Option<UploadRow>, PortError> {
        let select = move |tx: &Connection| {
            let row = |row: &Row| {
                let (of, length) = (AccountId(row.get("account")?), row.get("length")?);
                Ok(UploadRow { of, length, digest: row.get("digest")?, slices: vec![] })
            };
            let found = tx.prepare_cached(sql::UPLOAD)?.query_row([id], row).optional()?;
            let Some(mut upload) = found else { return Ok(None) };
            let mut select = tx.prepare_cached(sql::UPLOAD_SLICES)?;
            upload.slices = select.query_map([id], slice)?.collect::<rusqlite::Result<_>>()?;
            Ok(Some(upload))
        };
        self.readers.read(select).await
    }

    async fn add_slice(&self, id: Uuid, slice: SliceRow, at: Timestamp) -> Result<(), PortError> {
        let SliceRow { start, lies: Lies { object, size } } = slice;
        let add = move |tx: &Connection| {
            or_conflict(changed(tx, sql::MOVE_UPLOAD, params![id, Micros(at)])?)?;
            or_conflict(changed(tx, sql::ADD_SLICE, params![id, start, size, object])?)?;
            settle(tx, object).map(|()| 1)
        };
        self.writer.write(add).await.map(drop)
    }

    async fn finish_upload(&self, id: Uuid, digest: &str, at: Timestamp) -> Result<(), PortError> {
        let digest = digest.to_owned();
        let finish = move |tx: &Connection| {
            changed(tx, sql::FINISH_UPLOAD, params![id, digest, Micros(at)])?;
            doom_returned(tx, sql::END_SLICES, params![id], at)
        };
        self.writer.write(finish).await.map(drop)
    }

    async fn end_upload(&self, id: Uuid, at: Timestamp) -> Result<(), PortError> {
        self.writer.write(move |tx| end_upload(tx, id, at)).await.map(drop)
    }
}

fn changed(tx: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<u64, Fault> {
    Ok(tx.prepare_cached(sql)?.execute(values)? as u64)
}

fn or_conflict(changed: u64) -> Result<(), Fault> {
    if changed == 1 { Ok(()) } else { Err(Fault::Refused(PortError::Conflict)) }
}

fn settle(tx: &Connection, object: Uuid) -> Result<(), Fault> {
    or_conflict(changed(tx, sql::SETTLE_OBJECT, [object])?)
}

fn doom(tx: &Connection, before: Timestamp) -> Result<u64, Fault> {
    doom_returned(tx, sql::FORGET_UNNAMED, params![Micros(before)], before)?;
    let mut select = tx.prepare_cached(sql::LEFT_UPLOADS)?;
    let left =
        select.query_map([Micros(before)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<Uuid>>>()?;
    for upload in left {
        end_upload(tx, upload, before)?;
    }
    changed(tx, sql::DOOM_LEFT_ALONE, [Micros(before)])
}

fn end_upload(tx: &Connection, id: Uuid, at: Timestamp) -> Result<u64, Fault> {
    doom_returned(tx, sql::END_SLICES, params![id], at)?;
    changed(tx, sql::END_UPLOAD, [id])
}

/// Dooms each object that the statement returns.
fn doom_returned(
    tx: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    at: Timestamp,
) -> Result<u64, Fault> {
    let mut delete = tx.prepare_cached(sql)?;
    let objects = delete.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<Vec<Uuid>>>()?;
    for object in &objects {
        changed(tx, sql::DOOM_OBJECT, params![object, Micros(at)])?;
    }
    Ok(objects.len() as u64)
}

fn lies(row: &Row) -> rusqlite::Result<Lies> {
    Ok(Lies { object: row.get("object")?, size: row.get("size")? })
}

fn slice(row: &Row) -> rusqlite::Result<SliceRow> {
    let lies = Lies { object: row.get("object")?, size: row.get("length")? };
    Ok(SliceRow { start: row.get("start")?, lies })
}
