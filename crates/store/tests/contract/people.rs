//! `People`: accounts, sessions, drafts.

use acts::Role;
use acts::draft::{Draft, DraftAttachment};
use acts::people::{Held, Seat};
use acts::ports::{Account, DraftRow, PortError, SessionRow};
use rules::application::AttachmentKind;

use crate::fixture::{Ports, account, at, centre, id};

pub(crate) fn person(number: u128, login: &str, seats: &[(Role, Option<&str>)]) -> Account {
    let seat = |(role, place): &(Role, Option<&str>)| Seat { role: *role, centre: place.map(centre) };
    Account {
        id: account(number),
        login: login.into(),
        name: "Әлия Қуатқызы".into(),
        password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into(),
        seats: (0..).zip(seats.iter().map(seat)).map(|(place, seat)| Held::always(seat, place)).collect(),
    }
}

pub(crate) async fn creates_an_account_once(ports: &Ports) {
    let seats = [(Role::Registrar, Some("0042")), (Role::Member, Some("0042")), (Role::Candidate, None)];
    let aliya = person(1, "әлия", &seats);
    ports.people.create(aliya.clone(), at(0)).await.unwrap();
    assert_eq!(ports.people.by_login("әлия").await, Ok(Some(aliya.clone())));
    assert_eq!(ports.people.by_id(account(1)).await, Ok(Some(aliya.clone())));
    assert_eq!(ports.people.by_login("алия").await, Ok(None));
    assert_eq!(ports.people.by_id(account(2)).await, Ok(None));

    let taken = person(2, "әлия", &[(Role::Head, Some("0042"))]);
    assert_eq!(ports.people.create(taken, at(0)).await, Err(PortError::Conflict));
    assert_eq!(ports.people.by_id(account(2)).await, Ok(None));
    assert_eq!(ports.people.create(person(1, "басқа", &[]), at(0)).await, Err(PortError::Conflict));
    assert_eq!(ports.people.by_id(account(1)).await, Ok(Some(aliya)));
}

pub(crate) async fn finds_everybody_seated(ports: &Ports) {
    let people = [
        person(1, "a", &[(Role::Member, Some("0042")), (Role::Chair, Some("0042"))]),
        person(2, "b", &[(Role::Member, Some("0043"))]),
        person(3, "c", &[(Role::Member, Some("0042"))]),
        person(4, "d", &[(Role::Candidate, None)]),
    ];
    for person in &people {
        ports.people.create(person.clone(), at(0)).await.unwrap();
    }
    let members = ports.people.seated(&centre("0042"), Role::Member, at(0)).await.unwrap();
    assert_eq!(members, [people[0].clone(), people[2].clone()]);
    assert_eq!(ports.people.seated(&centre("0042"), Role::Candidate, at(0)).await, Ok(vec![]));
    assert_eq!(ports.people.seated(&centre("0043"), Role::Chair, at(0)).await, Ok(vec![]));
}

pub(crate) async fn keeps_sessions(ports: &Ports) {
    let session =
        |id: &str, data: &str, expires| SessionRow { id: id.into(), data: data.into(), expires: at(expires) };
    for row in [session("a", "{}", 10), session("b", "{}", 20), session("c", "{}", 21)] {
        ports.people.save_session(row).await.unwrap();
    }
    let longer = session("a", "{\"who\":1}", 30);
    ports.people.save_session(longer.clone()).await.unwrap();
    assert_eq!(ports.people.session("a").await, Ok(Some(longer.clone())));
    assert_eq!(ports.people.session("d").await, Ok(None));

    assert_eq!(ports.people.end_expired_sessions(at(20)).await, Ok(1));
    assert_eq!(ports.people.session("b").await, Ok(None));
    assert!(ports.people.session("c").await.unwrap().is_some());
    ports.people.end_session("c").await.unwrap();
    ports.people.end_session("c").await.unwrap();
    assert_eq!(ports.people.session("c").await, Ok(None));
    assert_eq!(ports.people.session("a").await, Ok(Some(longer)));
}

pub(crate) async fn keeps_versions_of_drafts(ports: &Ports) {
    let save = async |version, row: &DraftRow| {
        ports.people.save_draft(row.clone(), version).await.map(|()| row.version)
    };
    let mut row = DraftRow { id: id(1), account: account(7), version: 1, at: at(0), draft: Draft::default() };
    assert_eq!(save(0, &row).await, Ok(1));
    assert_eq!(save(0, &row).await, Err(PortError::Conflict), "begun twice");
    ports.blobs.put(account(8), b"abc".to_vec()).await.unwrap();
    let digest = ports.blobs.put(account(7), b"abc".to_vec()).await.unwrap();
    row.version = 2;
    row.draft.surname = "Қабдолла".into();
    row.draft.attachments.push(DraftAttachment {
        kind: AttachmentKind::Education,
        name: "диплом.pdf".into(),
        digest,
        size: 12_345,
    });
    assert_eq!(save(1, &row).await, Ok(2));
    assert_eq!(ports.people.draft(id(1)).await, Ok(Some(row.clone())));
    assert_eq!(save(1, &row).await, Err(PortError::Conflict), "another window was quicker");
    let far = DraftRow { version: 8, ..row.clone() };
    assert_eq!(save(7, &far).await, Err(PortError::Conflict));
    assert!(matches!(save(2, &far).await, Err(PortError::Inconsistent(_))), "versions go one by one");
    let stolen = DraftRow { version: 3, account: account(8), ..row.clone() };
    assert_eq!(save(2, &stolen).await, Err(PortError::Conflict), "a draft stays with its account");
    assert_eq!(ports.people.draft(id(1)).await, Ok(Some(row.clone())));

    let newer = DraftRow { id: id(2), version: 1, at: at(9), ..row.clone() };
    let of_another = DraftRow { id: id(3), account: account(8), ..newer.clone() };
    save(0, &newer).await.unwrap();
    save(0, &of_another).await.unwrap();
    assert_eq!(ports.people.drafts(account(7)).await.unwrap(), [newer, row]);
    assert_eq!(ports.people.draft(id(4)).await, Ok(None));
}
