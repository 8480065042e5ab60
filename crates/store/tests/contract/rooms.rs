//! The port `Rooms`, and seats held by acts.

use acts::desk::rows::{Held, RoomId, SittingRow};
use acts::ports::{CaseWrite, PortError, Room, SeatsHeld};
use jiff::civil::{Date, Time, date, time};
use rules::programme::{ExamLanguage, Mode};

use crate::fixture::{Ports, account, begin, case, centre, go_on, id, withdrawn};

const TUESDAY: Date = date(2026, 12, 8);
const NOON: Time = time(12, 0, 0, 0);

fn room(number: u128, seats: u32) -> Room {
    Room {
        id: RoomId(id(number)),
        centre: centre("0042"),
        name_kk: format!("{number}-бөлме"),
        name_ru: format!("Кабинет {number}"),
        address: String::new(),
        seats,
        accessible: true,
        equipment: "Сору желдеткіші".into(),
        closed: false,
    }
}

fn sits(number: u128, start: Time, room: Option<u128>) -> SittingRow {
    let until = start.saturating_add(jiff::SignedDuration::from_mins(210));
    SittingRow {
        case: case(number),
        centre: centre("0042"),
        day: TUESDAY,
        start,
        held: room.map(|room| Held { room: RoomId(id(room)), until }),
        place: "12-бөлме".into(),
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        adjustments: "Үлкен әріп".into(),
        commission: vec![],
    }
}

fn with(number: u128, sitting: SittingRow) -> CaseWrite {
    CaseWrite { sitting: Some(sitting), ..begin(number) }
}

fn hour(hour: i8) -> Time {
    time(hour, 0, 0, 0)
}

async fn held(ports: &Ports) -> Vec<(u128, Time, u32)> {
    let held = ports.rooms.held(&centre("0042"), TUESDAY, TUESDAY).await.unwrap();
    let line = |held: &SeatsHeld| (held.room.0.as_u128(), held.start, held.seats);
    held.iter().map(line).collect()
}

pub(crate) async fn keeps_rooms(ports: &Ports) {
    let mut first = room(2, 10);
    for kept in [first.clone(), room(1, 4), Room { centre: centre("0043"), ..room(3, 1) }] {
        ports.rooms.save_room(kept, TUESDAY).await.unwrap();
    }
    assert_eq!(ports.rooms.rooms(&centre("0042")).await.unwrap(), [room(1, 4), first.clone()]);
    first.closed = true;
    first.seats = 12;
    ports.rooms.save_room(first.clone(), TUESDAY).await.unwrap();
    assert_eq!(ports.rooms.room(first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(ports.rooms.room(RoomId(id(9))).await.unwrap(), None);
    let stolen = Room { centre: centre("0043"), ..first };
    assert_eq!(ports.rooms.save_room(stolen, TUESDAY).await, Err(PortError::Conflict));
    let none = ports.rooms.save_room(room(4, 0), TUESDAY).await;
    assert!(matches!(none, Err(PortError::Inconsistent(_))), "{none:?}");
}

pub(crate) async fn holds_a_seat_and_frees_it(ports: &Ports) {
    ports.rooms.save_room(room(1, 1), TUESDAY).await.unwrap();
    let write = with(1, sits(1, hour(10), Some(1)));
    ports.cases.commit(write.clone()).await.unwrap();
    assert_eq!(held(ports).await, [(1, hour(10), 1)]);
    let cards = ports.rooms.sittings(&centre("0042"), TUESDAY, TUESDAY, 10).await.unwrap();
    assert_eq!(cards[0].row, sits(1, hour(10), Some(1)));
    assert_eq!((cards[0].number.as_str(), cards[0].programme.as_str()), ("0042-2026-000001", "welder"));
    // The same seat through the next act, also in a room that takes nobody any more; the commission is named.
    ports.rooms.save_room(Room { closed: true, ..room(1, 1) }, TUESDAY).await.unwrap();
    let named = SittingRow { commission: vec![account(21)], ..sits(1, hour(10), Some(1)) };
    let next = CaseWrite { sitting: Some(named.clone()), ..go_on(&write.row, vec![withdrawn("а")]) };
    ports.cases.commit(next.clone()).await.unwrap();
    let cards = ports.rooms.sittings(&centre("0042"), TUESDAY, TUESDAY, 10).await.unwrap();
    assert_eq!(cards[0].row, named);
    ports.cases.commit(go_on(&next.row, vec![withdrawn("б")])).await.unwrap();
    assert!(held(ports).await.is_empty(), "the act after it has no day any more");
    let slice = ports.audit.slice(None, 100).await.unwrap();
    assert!(slice.sittings.is_empty());
}

pub(crate) async fn never_holds_more_than_the_seats(ports: &Ports) {
    ports.rooms.save_room(room(1, 2), TUESDAY).await.unwrap();
    for (number, start) in [(1, hour(9)), (2, hour(9))] {
        ports.cases.commit(with(number, sits(number, start, Some(1)))).await.unwrap();
    }
    // From 9:00 to 12:30 both seats are taken.
    let full = with(3, sits(3, NOON, Some(1)));
    assert_eq!(ports.cases.commit(full).await, Err(PortError::Conflict));
    assert_eq!(ports.cases.row(case(3)).await, Ok(None), "the act whole is undone");
    let after = time(12, 30, 0, 0);
    ports.cases.commit(with(4, sits(4, after, Some(1)))).await.unwrap();
    // Elsewhere, seats are nobody's matter here.
    ports.cases.commit(with(5, sits(5, hour(9), None))).await.unwrap();
    assert_eq!(held(ports).await, [(1, hour(9), 2), (1, after, 1)]);
    ports.rooms.save_room(Room { closed: true, ..room(2, 9) }, TUESDAY).await.unwrap();
    let closed = with(6, sits(6, hour(9), Some(2)));
    assert_eq!(ports.cases.commit(closed).await, Err(PortError::Conflict));
}

pub(crate) async fn one_of_two_takes_the_last_seat(ports: &Ports) {
    ports.rooms.save_room(room(1, 1), TUESDAY).await.unwrap();
    for round in 0..8 {
        let (one, other) = (100 + round * 2, 101 + round * 2);
        let at = |number| {
            let day = date(2026, 12, 1).saturating_add(jiff::Span::new().days(i64::try_from(round).unwrap()));
            with(number, SittingRow { day, ..sits(number, hour(10), Some(1)) })
        };
        let outcomes = tokio::join!(ports.cases.commit(at(one)), ports.cases.commit(at(other)));
        let outcomes = [outcomes.0, outcomes.1];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.contains(&Err(PortError::Conflict)), "{outcomes:?}");
    }
}

pub(crate) async fn keeps_seats_that_are_held(ports: &Ports) {
    ports.rooms.save_room(room(1, 3), TUESDAY).await.unwrap();
    for (number, start) in [(1, hour(9)), (2, hour(11)), (3, hour(15))] {
        ports.cases.commit(with(number, sits(number, start, Some(1)))).await.unwrap();
    }
    // At 11:00 two sit there.
    assert_eq!(ports.rooms.save_room(room(1, 1), TUESDAY).await, Err(PortError::Conflict));
    ports.rooms.save_room(room(1, 2), TUESDAY).await.unwrap();
    ports.rooms.save_room(room(1, 1), date(2026, 12, 9)).await.unwrap();
}
