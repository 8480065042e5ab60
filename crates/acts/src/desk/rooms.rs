//! ¶10 ¶11. The rooms of a centre and their seats.

use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use rules::terms::local_date;

use super::{at_centre, own_centre};
use crate::access::Act;
use crate::cx::Cx;
use crate::desk::rows::RoomId;
use crate::error::{ActError, ActResult, FieldFault};
use crate::people::Who;
use crate::ports::{PortError, Room, SeatsHeld};

/// What a form says of a room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    pub name_kk: String,
    pub name_ru: String,
    pub address: String,
    /// `None` where it was no number.
    pub seats: Option<u32>,
    pub accessible: bool,
    pub equipment: String,
    pub closed: bool,
}

/// The rooms of the person's centre.
pub async fn rooms(cx: &Cx, who: &Who) -> ActResult<Vec<Room>> {
    Ok(cx.rooms.rooms(&own_centre(who)?).await?)
}

/// A room of the person's centre; another does not exist.
pub async fn room(cx: &Cx, who: &Who, id: RoomId) -> ActResult<Option<Room>> {
    let centre = own_centre(who)?;
    Ok(cx.rooms.room(id).await?.filter(|room| room.centre == centre))
}

/// Keeps a room under its id: a new one has the id of the request, so that a form sent twice makes one room.
pub async fn save(cx: &Cx, who: &Who, id: RoomId, described: Described) -> ActResult<()> {
    let centre = own_centre(who)?;
    at_centre(who, Act::ManageRooms, &centre)?;
    if cx.rooms.room(id).await?.is_some_and(|room| room.centre != centre) {
        return Err(ActError::NotFound);
    }
    let room = checked(id, centre, described)?;
    match cx.rooms.save_room(room, local_date(cx.clock.now())).await {
        Err(PortError::Conflict) => Err(fault("seats", "seats-held")),
        saved => Ok(saved?),
    }
}

fn checked(id: RoomId, centre: CentreNumber, described: Described) -> ActResult<Room> {
    let mut faults = Vec::new();
    for (field, value) in [("name_kk", &described.name_kk), ("name_ru", &described.name_ru)] {
        if value.is_empty() {
            faults.push(FieldFault { field, fault: "room-name-needed" });
        }
    }
    let seats = described.seats.filter(|seats| (1..=500).contains(seats));
    match seats {
        Some(seats) if faults.is_empty() => Ok(Room {
            id,
            centre,
            name_kk: described.name_kk,
            name_ru: described.name_ru,
            address: described.address,
            seats,
            accessible: described.accessible,
            equipment: described.equipment,
            closed: described.closed,
        }),
        Some(_) => Err(ActError::Fields(faults)),
        None => {
            faults.push(FieldFault { field: "seats", fault: "seats-wrong" });
            Err(ActError::Fields(faults))
        }
    }
}

fn fault(field: &'static str, fault: &'static str) -> ActError {
    ActError::Fields(vec![FieldFault { field, fault }])
}

/// The open rooms of a centre with all seats held in them from a day to a day.
pub async fn open_rooms(
    cx: &Cx,
    centre: &CentreNumber,
    from: Date,
    until: Date,
) -> ActResult<(Vec<Room>, Vec<SeatsHeld>)> {
    let rooms = cx.rooms.rooms(centre).await?.into_iter().filter(|room| !room.closed).collect();
    Ok((rooms, cx.rooms.held(centre, from, until).await?))
}

/// Seats that stay free in a room through the whole of a day.
pub fn free(room: &Room, held: &[SeatsHeld], day: Date) -> u32 {
    let of_day: Vec<&SeatsHeld> =
        held.iter().filter(|held| held.room == room.id && held.day == day).collect();
    // The most people are in a room at some beginning.
    let inside = |at: &SeatsHeld| {
        let beside = of_day.iter().filter(|held| held.start <= at.start && at.start < held.until);
        beside.map(|held| held.seats).sum::<u32>()
    };
    room.seats.saturating_sub(of_day.iter().map(|held| inside(held)).max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::{Time, date, time};
    use uuid::Uuid;

    use super::*;

    fn at(start: Time, until: Time, seats: u32) -> SeatsHeld {
        SeatsHeld { room: RoomId(Uuid::nil()), day: date(2026, 12, 8), start, until, seats }
    }

    #[test]
    fn p10_seats_are_counted_at_the_fullest_moment_of_the_day() {
        let described = Described {
            name_kk: "12-бөлме".into(),
            name_ru: "Кабинет 12".into(),
            seats: Some(10),
            ..Described::default()
        };
        let centre = CentreNumber::parse("0042").unwrap();
        let room = checked(RoomId(Uuid::nil()), centre.clone(), described.clone()).unwrap();
        let hour = |hour| time(hour, 0, 0, 0);
        let held = [at(hour(9), hour(12), 4), at(hour(12), hour(15), 5), at(hour(14), hour(16), 3)];
        assert_eq!(free(&room, &held, date(2026, 12, 8)), 2);
        assert_eq!(free(&room, &held, date(2026, 12, 9)), 10);
        for wrong in [None, Some(0), Some(501)] {
            let refused = checked(room.id, centre.clone(), Described { seats: wrong, ..described.clone() });
            assert!(matches!(refused, Err(ActError::Fields(faults)) if faults.len() == 1), "{wrong:?}");
        }
        assert!(checked(room.id, centre, Described { name_ru: String::new(), ..described }).is_err());
    }
}
