//! What stands around accounts: seats with their time, invitations, reads, second factors, codes, tries.

use acts::Role;
use acts::people::{Held, Seat};
use acts::ports::{Factor, Invitation, Joining, PortError, ReadRow, SentCode, Tries};
use jiff::Timestamp;

use crate::fixture::{Ports, account, at, begin, case, centre, id};
use crate::people::person;

fn seat(role: Role) -> Seat {
    Seat { role, centre: Some(centre("0042")) }
}

/// ¶2(2). A role is held from one moment to another; its row stays.
pub(crate) async fn holds_a_seat_for_its_time(ports: &Ports) {
    ports.people.create(person(1, "a", &[(Role::Registrar, Some("0042"))]), at(0)).await.unwrap();
    let held = Held {
        since: at(10),
        until: Some(at(20)),
        given_by: Some(account(9)),
        stands_for: Some(account(8)),
        ..Held::always(seat(Role::Chair), 1)
    };
    ports.people.give_seat(account(1), held.clone()).await.unwrap();
    assert_eq!(ports.people.give_seat(account(1), held.clone()).await, Err(PortError::Conflict));

    let chairs = async |moment: Timestamp| {
        ports.people.seated(&centre("0042"), Role::Chair, moment).await.unwrap().len()
    };
    assert_eq!([chairs(at(9)).await, chairs(at(10)).await, chairs(at(19)).await], [0, 1, 1]);
    assert_eq!(chairs(at(20)).await, 0, "the end is no longer held");
    let known = ports.people.by_id(account(1)).await.unwrap().unwrap();
    assert_eq!(known.seats[1], held);
    assert_eq!(known.who(at(9)).seats, [seat(Role::Registrar)]);
    assert_eq!(known.who(at(10)).seats, [seat(Role::Registrar), seat(Role::Chair)]);

    assert_eq!(ports.people.end_seat(account(1), 0, at(15), account(9)).await, Ok(true));
    assert_eq!(ports.people.end_seat(account(1), 0, at(15), account(9)).await, Ok(false), "ended already");
    assert_eq!(ports.people.end_seat(account(1), 0, at(14), account(9)).await, Ok(true), "but not later");
    let known = ports.people.by_id(account(1)).await.unwrap().unwrap();
    assert_eq!((known.seats[0].until, known.seats[0].ended_by), (Some(at(14)), Some(account(9))));
    assert_eq!(
        ports.people.staff(Some(&centre("0042"))).await,
        Ok(vec![known]),
        "who left stays in the books"
    );
    assert_eq!(ports.people.staff(Some(&centre("0043"))).await, Ok(vec![]));
    assert_eq!(ports.people.staff(None).await, Ok(vec![]));
}

/// Two heads end each other's seat in the same moment: one of them stays.
pub(crate) async fn keeps_the_last_head(ports: &Ports) {
    for number in 1..=2 {
        let head = person(number, &number.to_string(), &[(Role::Head, Some("0042"))]);
        ports.people.create(head, at(0)).await.unwrap();
    }
    let stands_in =
        Held { stands_for: Some(account(1)), until: Some(at(99)), ..Held::always(seat(Role::Head), 0) };
    ports.people.create(person(3, "c", &[]), at(0)).await.unwrap();
    ports.people.give_seat(account(3), stands_in).await.unwrap();
    let (one, other) = tokio::join!(
        ports.people.end_seat(account(1), 0, at(5), account(2)),
        ports.people.end_seat(account(2), 0, at(5), account(1)),
    );
    assert_eq!(u8::from(one.unwrap()) + u8::from(other.unwrap()), 1);
    assert_eq!(ports.people.end_seat(account(3), 0, at(5), account(1)).await, Ok(true), "a stand-in may go");
}

fn invitation(number: u128) -> Invitation {
    Invitation {
        id: id(number),
        centre: Some(centre("0042")),
        name: "Ерлан".into(),
        email: "erlan@example.kz".into(),
        roles: vec![Role::Registrar, Role::Member],
        key_digest: format!("{number:064}"),
        made_by: account(1),
        made_at: at(0),
        until: at(70),
        used_by: None,
        ended_at: None,
    }
}

/// A link is used once, by one of all who try, until its time is over.
pub(crate) async fn uses_an_invitation_once(ports: &Ports) {
    ports.people.create(person(1, "head", &[(Role::Head, Some("0042"))]), at(0)).await.unwrap();
    for number in [1, 2, 3] {
        ports.people.invite(invitation(number)).await.unwrap();
    }
    assert_eq!(ports.people.invite(invitation(1)).await, Err(PortError::Conflict));
    assert_eq!(ports.people.invitation(&format!("{:064}", 1)).await, Ok(Some(invitation(1))));
    assert_eq!(ports.people.invitation(&"f".repeat(64)).await, Ok(None));

    let new = |number| Joining::New(person(number, &number.to_string(), &[]));
    let (one, other) =
        tokio::join!(ports.people.join(id(1), new(11), at(10)), ports.people.join(id(1), new(12), at(10)),);
    let (winner, loser) = if one.is_ok() { (11, 12) } else { (12, 11) };
    assert_eq!(if one.is_ok() { other } else { one }, Err(PortError::Conflict));
    assert_eq!(ports.people.by_id(account(loser)).await, Ok(None), "nothing is left of the loser");
    let joined = ports.people.by_id(account(winner)).await.unwrap().unwrap();
    assert_eq!(joined.who(at(10)).seats, [seat(Role::Registrar), seat(Role::Member)]);
    assert_eq!(joined.who(at(9)).seats, []);
    assert_eq!(joined.seats[0].given_by, Some(account(1)));

    ports.people.join(id(2), Joining::Known(account(winner)), at(69)).await.unwrap();
    let again = ports.people.by_id(account(winner)).await.unwrap().unwrap();
    assert_eq!(again.seats.iter().map(|held| held.place).collect::<Vec<_>>(), [0, 1, 2, 3]);

    assert_eq!(ports.people.join(id(3), new(13), at(70)).await, Err(PortError::Conflict), "its time is over");
    assert_eq!(ports.people.take_back(id(3), at(69)).await, Ok(true));
    assert_eq!(ports.people.take_back(id(3), at(69)).await, Ok(false));
    assert_eq!(ports.people.join(id(3), new(13), at(69)).await, Err(PortError::Conflict), "taken back");
    assert_eq!(ports.people.invitations(Some(&centre("0042"))).await.unwrap().len(), 3);
    assert_eq!(ports.people.invitations(None).await, Ok(vec![]));
}

/// ASVS 16.3.2. Every reading of a personal file is kept.
pub(crate) async fn notes_every_reading(ports: &Ports) {
    ports.cases.commit(begin(1)).await.unwrap();
    let read = |number: u128, reason: Option<&str>| ReadRow {
        id: id(number),
        case: case(1),
        centre: centre("0042"),
        account: account(5),
        role: if reason.is_some() { Role::AuthorisedBody } else { Role::Registrar },
        what: "form/protocol".into(),
        reason: reason.map(Into::into),
        at: at(i64::try_from(number).unwrap()),
    };
    for row in [read(1, None), read(2, Some("Шағым № 7"))] {
        ports.people.note_read(row).await.unwrap();
    }
    let found = ports.people.reads(case(1)).await.unwrap();
    assert_eq!(found, [read(2, Some("Шағым № 7")), read(1, None)]);
    let of_nothing = ReadRow { case: case(2), ..read(3, None) };
    assert!(matches!(ports.people.note_read(of_nothing).await, Err(PortError::Inconsistent(_))));
}

/// A code of a second factor is taken once, on whichever node.
pub(crate) async fn takes_a_second_factor_once(ports: &Ports) {
    ports.people.create(person(1, "a", &[]), at(0)).await.unwrap();
    assert_eq!(ports.people.factor(account(1)).await, Ok(None));
    assert_eq!(ports.people.take_step(account(1), 5).await, Ok(false));
    let factor = Factor { account: account(1), salt: id(7), made_at: at(1), last_step: 100 };
    let codes = || vec!["a".repeat(64), "b".repeat(64)];
    ports.people.set_factor(factor.clone(), codes()).await.unwrap();
    assert_eq!(ports.people.factor(account(1)).await, Ok(Some(factor.clone())));
    assert_eq!(ports.people.take_step(account(1), 100).await, Ok(false), "the step it was set up with");
    let (one, other) =
        tokio::join!(ports.people.take_step(account(1), 101), ports.people.take_step(account(1), 101));
    assert_eq!(u8::from(one.unwrap()) + u8::from(other.unwrap()), 1);

    assert_eq!(ports.people.use_recovery(account(1), &"a".repeat(64), at(2)).await, Ok(true));
    assert_eq!(ports.people.use_recovery(account(1), &"a".repeat(64), at(3)).await, Ok(false));
    assert_eq!(ports.people.use_recovery(account(2), &"b".repeat(64), at(3)).await, Ok(false));
    assert_eq!(ports.people.recovery_left(account(1)).await, Ok(1));
    ports.people.set_factor(Factor { salt: id(8), ..factor }, codes()).await.unwrap();
    assert_eq!(ports.people.recovery_left(account(1)).await, Ok(2), "fresh codes with a fresh app");
    ports.people.remove_factor(account(1)).await.unwrap();
    assert_eq!(ports.people.factor(account(1)).await, Ok(None));
    assert_eq!(ports.people.recovery_left(account(1)).await, Ok(0));
}

/// A code to sign in with holds for its browser and its time, once; an address is one person's.
pub(crate) async fn takes_a_code_once(ports: &Ports) {
    let code = |number: u128, asking, until| SentCode {
        id: id(number),
        asking: id(asking),
        digest: format!("{number:064}"),
        until: at(until),
    };
    for sent in [code(1, 7, 10), code(2, 7, 20), code(3, 8, 20)] {
        ports.people.keep_code(sent).await.unwrap();
    }
    assert_eq!(ports.people.codes(id(7), at(9)).await, Ok(vec![code(1, 7, 10), code(2, 7, 20)]));
    assert_eq!(ports.people.codes(id(7), at(10)).await, Ok(vec![code(2, 7, 20)]));
    assert_eq!(ports.people.use_code(id(2), at(11)).await, Ok(true));
    assert_eq!(ports.people.use_code(id(2), at(11)).await, Ok(false));
    assert_eq!(ports.people.codes(id(7), at(11)).await, Ok(vec![]));
    ports.people.forget_stale(at(15)).await.unwrap();
    assert_eq!(ports.people.codes(id(7), at(0)).await, Ok(vec![]), "over and forgotten");
    assert_eq!(ports.people.codes(id(8), at(0)).await, Ok(vec![code(3, 8, 20)]));

    ports.people.create_with_contact(person(1, "a", &[]), "a@example.kz", at(0)).await.unwrap();
    ports.people.create(person(2, "b", &[]), at(0)).await.unwrap();
    let taken = ports.people.create_with_contact(person(3, "c", &[]), "a@example.kz", at(0)).await;
    assert_eq!(taken, Err(PortError::Conflict));
    assert_eq!(ports.people.by_id(account(3)).await, Ok(None), "both or none");
    assert_eq!(ports.people.add_contact("a@example.kz", account(2), at(0)).await, Err(PortError::Conflict));
    ports.people.add_contact("+77010000000", account(1), at(0)).await.unwrap();
    assert_eq!(ports.people.contact("+77010000000").await, Ok(Some(account(1))));
    assert_eq!(ports.people.contact("b@example.kz").await, Ok(None));
    let both = vec!["+77010000000".to_owned(), "a@example.kz".to_owned()];
    assert_eq!(ports.people.contacts(account(1)).await, Ok(both));
}

/// Of many tries in the same moment no more than the limit may be made.
pub(crate) async fn counts_tries(ports: &Ports) {
    let tries = |subject: &str, now: i64| Tries {
        kind: "proof",
        subject: subject.into(),
        now: at(now),
        since: at(now - 100),
        most: 5,
    };
    let at_once = (0..12).map(|_| ports.people.may_try(tries("a", 0)));
    let made = futures_util::future::join_all(at_once).await.into_iter().filter(|made| made == &Ok(true));
    assert_eq!(made.count(), 5);
    let too_often = async |now: i64| ports.people.tried_too_often(tries("a", now)).await;
    assert_eq!(
        (too_often(0).await, too_often(99).await, too_often(100).await),
        (Ok(true), Ok(true), Ok(false))
    );
    assert_eq!(ports.people.tried_too_often(tries("b", 0)).await, Ok(false));
    assert_eq!(ports.people.may_try(tries("b", 0)).await, Ok(true), "another subject");
    assert_eq!(ports.people.may_try(tries("a", 99)).await, Ok(false));
    assert_eq!(ports.people.may_try(tries("a", 100)).await, Ok(true), "the count begins anew");
    ports.people.forget_tries("proof", "a").await.unwrap();
    for _ in 0..5 {
        assert_eq!(ports.people.may_try(tries("a", 101)).await, Ok(true));
    }
    ports.people.forget_stale(at(102)).await.unwrap();
    assert_eq!(ports.people.may_try(tries("a", 103)).await, Ok(true), "forgotten");
}
