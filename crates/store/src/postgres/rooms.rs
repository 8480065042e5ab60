//! The port `Rooms`, and the sittings that acts write.

use acts::desk::rows::{Held, RoomId, SittingRow};
use acts::journal::CaseId;
use acts::ports::{PortError, Room, Rooms, SeatsHeld, SittingCard};
use async_trait::async_trait;
use jiff::civil::{Date, Time};
use jiff_sqlx::ToSqlx as _;
use rules::identifiers::CentreNumber;
use sqlx::PgConnection;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::values::Columns as _;
use super::{Postgres, all, fault, inconsistent};
use crate::sql::desk as sql;
use crate::sql::for_postgres;
use crate::values::{code, named, names};

/// Whoever takes a seat, or changes the seats, waits for the other: each then counts what the other did.
const LOCK_ROOM: &str = "SELECT id FROM room WHERE id = $1 FOR UPDATE";

#[async_trait]
impl Rooms for Postgres {
    async fn rooms(&self, centre: &CentreNumber) -> Result<Vec<Room>, PortError> {
        self.many(sql::ROOMS, centre.to_string(), room).await
    }

    async fn room(&self, id: RoomId) -> Result<Option<Room>, PortError> {
        self.one(sql::ROOM, id.0, room).await
    }

    async fn save_room(&self, room: Room, today: Date) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        lock(&mut tx, room.id).await?;
        let saved = sqlx::query(for_postgres(sql::SAVE_ROOM))
            .bind(room.id.0)
            .bind(room.centre.as_str())
            .bind(room.name_kk)
            .bind(room.name_ru)
            .bind(room.address)
            .bind(i32::try_from(room.seats).map_err(inconsistent)?)
            .bind(i32::from(room.accessible))
            .bind(room.equipment)
            .bind(i32::from(room.closed))
            .bind(today.to_sqlx())
            .execute(&mut *tx)
            .await
            .map_err(fault)?;
        if saved.rows_affected() != 1 {
            return Err(PortError::Conflict);
        }
        tx.commit().await.map_err(fault)
    }

    async fn held(
        &self,
        centre: &CentreNumber,
        from: Date,
        until: Date,
    ) -> Result<Vec<SeatsHeld>, PortError> {
        let rows = sqlx::query(for_postgres(sql::SEATS_HELD))
            .bind(centre.as_str())
            .bind(from.to_sqlx())
            .bind(until.to_sqlx())
            .fetch_all(&self.pool)
            .await
            .map_err(fault)?;
        all(&rows, |row| {
            Ok(SeatsHeld {
                room: RoomId(row.field("room")?),
                day: row.some_day("day")?,
                start: some_time(row, "start")?,
                until: some_time(row, "until")?,
                seats: u32::try_from(row.counted("seats")?).map_err(inconsistent)?,
            })
        })
    }

    async fn sittings(
        &self,
        centre: &CentreNumber,
        from: Date,
        until: Date,
        limit: u32,
    ) -> Result<Vec<SittingCard>, PortError> {
        let rows = sqlx::query(for_postgres(sql::SITTINGS))
            .bind(centre.as_str())
            .bind(from.to_sqlx())
            .bind(until.to_sqlx())
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
            .await
            .map_err(fault)?;
        all(&rows, |row| {
            Ok(SittingCard {
                row: sitting_row(row)?,
                number: row.field("number")?,
                name: row.field("name")?,
                stage: row.code("stage")?,
                programme: row.field("programme")?,
            })
        })
    }
}

async fn lock(tx: &mut PgConnection, room: RoomId) -> Result<(), PortError> {
    sqlx::query(LOCK_ROOM).bind(room.0).execute(tx).await.map_err(fault).map(drop)
}

/// The day of a case's procedure as it stands after an act. A seat held anew must be free.
pub(super) async fn sit(
    tx: &mut PgConnection,
    case: CaseId,
    sitting: Option<&SittingRow>,
) -> Result<(), PortError> {
    let end = || sqlx::query(for_postgres(sql::END_SITTING)).bind(case.0);
    let Some(row) = sitting else { return end().execute(tx).await.map_err(fault).map(drop) };
    if write(tx, sql::KEEP_SITTING, row).await? == 1 {
        return Ok(());
    }
    if let Some(held) = row.held {
        lock(tx, held.room).await?;
    }
    end().execute(&mut *tx).await.map_err(fault)?;
    if write(tx, sql::HOLD_SEAT, row).await? == 1 { Ok(()) } else { Err(PortError::Conflict) }
}

async fn write(tx: &mut PgConnection, statement: &str, row: &SittingRow) -> Result<u64, PortError> {
    let written = sqlx::query(for_postgres(statement))
        .bind(row.centre.as_str())
        .bind(row.case.0)
        .bind(row.day.to_sqlx())
        .bind(row.start.to_sqlx())
        .bind(row.held.map(|held| held.until.to_sqlx()))
        .bind(row.held.map(|held| held.room.0))
        .bind(&row.place)
        .bind(code(&row.mode)?)
        .bind(code(&row.language)?)
        .bind(&row.adjustments)
        .bind(named(&row.commission));
    Ok(written.execute(tx).await.map_err(fault)?.rows_affected())
}

pub(super) fn sitting_row(row: &PgRow) -> Result<SittingRow, PortError> {
    let room: Option<Uuid> = row.field("room")?;
    Ok(SittingRow {
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        day: row.some_day("day")?,
        start: some_time(row, "start")?,
        held: room.zip(time(row, "until")?).map(|(room, until)| Held { room: RoomId(room), until }),
        place: row.field("place")?,
        mode: row.code("mode")?,
        language: row.code("language")?,
        adjustments: row.field("adjustments")?,
        commission: names(row.field("commission")?).map_err(inconsistent)?,
    })
}

fn room(row: &PgRow) -> Result<Room, PortError> {
    Ok(Room {
        id: RoomId(row.field("id")?),
        centre: row.centre()?,
        name_kk: row.field("name_kk")?,
        name_ru: row.field("name_ru")?,
        address: row.field("address")?,
        seats: u32::try_from(row.field::<i32>("seats")?).map_err(inconsistent)?,
        accessible: row.field::<i32>("accessible")? == 1,
        equipment: row.field("equipment")?,
        closed: row.field::<i32>("closed")? == 1,
    })
}

fn time(row: &PgRow, name: &str) -> Result<Option<Time>, PortError> {
    Ok(row.field::<Option<jiff_sqlx::Time>>(name)?.map(jiff_sqlx::Time::to_jiff))
}

fn some_time(row: &PgRow, name: &str) -> Result<Time, PortError> {
    time(row, name)?.ok_or_else(|| inconsistent(format!("{name} is empty")))
}
