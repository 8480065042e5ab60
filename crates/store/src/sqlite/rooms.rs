//! The port `Rooms`, and the sittings that acts write.

use acts::desk::rows::{Held, RoomId, SittingRow};
use acts::journal::CaseId;
use acts::ports::{PortError, Room, Rooms, SeatsHeld, SittingCard};
use async_trait::async_trait;
use jiff::civil::{Date, Time};
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::values::Text;
use super::{Fault, Sqlite};
use crate::sql::desk as sql;
use crate::values::{code, named};

#[async_trait]
impl Rooms for Sqlite {
    async fn rooms(&self, centre: &CentreNumber) -> Result<Vec<Room>, PortError> {
        let centre = centre.to_string();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::ROOMS)?;
                Ok(select.query_map([centre], room)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn room(&self, id: RoomId) -> Result<Option<Room>, PortError> {
        self.readers
            .read(move |tx| Ok(tx.prepare_cached(sql::ROOM)?.query_row([id.0], room).optional()?))
            .await
    }

    async fn save_room(&self, room: Room, today: Date) -> Result<(), PortError> {
        let save = move |tx: &Connection| {
            let changed = tx.prepare_cached(sql::SAVE_ROOM)?.execute(params![
                room.id.0,
                room.centre.as_str(),
                room.name_kk,
                room.name_ru,
                room.address,
                room.seats,
                room.accessible,
                room.equipment,
                room.closed,
                today
            ])?;
            if changed == 1 { Ok(1) } else { Err(Fault::Refused(PortError::Conflict)) }
        };
        self.writer.write(save).await.map(drop)
    }

    async fn held(
        &self,
        centre: &CentreNumber,
        from: Date,
        until: Date,
    ) -> Result<Vec<SeatsHeld>, PortError> {
        let centre = centre.to_string();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::SEATS_HELD)?;
                let held = select.query_map(params![centre, from, until], |row| {
                    Ok(SeatsHeld {
                        room: RoomId(row.get("room")?),
                        day: row.get("day")?,
                        start: row.get("start")?,
                        until: row.get("until")?,
                        seats: row.get("seats")?,
                    })
                })?;
                Ok(held.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn sittings(
        &self,
        centre: &CentreNumber,
        from: Date,
        until: Date,
        limit: u32,
    ) -> Result<Vec<SittingCard>, PortError> {
        let centre = centre.to_string();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::SITTINGS)?;
                let cards = select.query_map(params![centre, from, until, limit], |row| {
                    Ok(SittingCard {
                        row: sitting_row(row)?,
                        number: row.get("number")?,
                        name: row.get("name")?,
                        stage: row.get::<_, Text<_>>("stage")?.0,
                        programme: row.get("programme")?,
                    })
                })?;
                Ok(cards.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }
}

/// The day of a case's procedure as it stands after an act. A seat held anew must be free.
pub(super) fn sit(tx: &Connection, case: CaseId, sitting: Option<&SittingRow>) -> Result<(), Fault> {
    let Some(row) = sitting else {
        tx.prepare_cached(sql::END_SITTING)?.execute([case.0])?;
        return Ok(());
    };
    let values = params![
        row.centre.as_str(),
        row.case.0,
        row.day,
        row.start,
        row.held.map(|held| held.until),
        row.held.map(|held| held.room.0),
        row.place,
        code(&row.mode).map_err(Fault::Refused)?,
        code(&row.language).map_err(Fault::Refused)?,
        row.adjustments,
        named(&row.commission)
    ];
    if tx.prepare_cached(sql::KEEP_SITTING)?.execute(values)? == 1 {
        return Ok(());
    }
    tx.prepare_cached(sql::END_SITTING)?.execute([case.0])?;
    match tx.prepare_cached(sql::HOLD_SEAT)?.execute(values)? {
        1 => Ok(()),
        _ => Err(Fault::Refused(PortError::Conflict)),
    }
}

pub(super) fn sitting_row(row: &Row) -> rusqlite::Result<SittingRow> {
    let room: Option<Uuid> = row.get("room")?;
    let until: Option<Time> = row.get("until")?;
    Ok(SittingRow {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        day: row.get("day")?,
        start: row.get("start")?,
        held: room.zip(until).map(|(room, until)| Held { room: RoomId(room), until }),
        place: row.get("place")?,
        mode: row.get::<_, Text<_>>("mode")?.0,
        language: row.get::<_, Text<_>>("language")?.0,
        adjustments: row.get("adjustments")?,
        commission: super::desk::accounts(row, "commission")?,
    })
}

fn room(row: &Row) -> rusqlite::Result<Room> {
    Ok(Room {
        id: RoomId(row.get("id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        name_kk: row.get("name_kk")?,
        name_ru: row.get("name_ru")?,
        address: row.get("address")?,
        seats: row.get("seats")?,
        accessible: row.get("accessible")?,
        equipment: row.get("equipment")?,
        closed: row.get("closed")?,
    })
}
