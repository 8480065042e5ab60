//! `Reference` and `Commissions`.

use std::sync::Arc;

use acts::catalogue::Catalogue;
use acts::journal::RequestId;
use acts::ports::{Account, Bond, Competence, Conflict, Other, PortError, Recorded};
use acts::reference::programmes::Standing;
use acts::reference::{Change, Shelf, Subject};
use jiff::civil::date;
use rules::centre::Centre;
use rules::identifiers::{Bin, Iin, NkzCode};
use rules::programme::Programme;

use crate::fixture::{DAY, Ports, account, at, centre, id};

async fn person(ports: &Ports, number: u128) {
    let (id, login) = (account(number), format!("person-{number}"));
    let one = Account { id, login, name: "Ұлжан".into(), password: "x".into(), seats: vec![] };
    ports.people.create(one, at(0)).await.unwrap();
}

fn recorded(position: u64, change: Change) -> Recorded {
    Recorded {
        position,
        request: RequestId(id(u128::from(position) + 100)),
        by: account(1),
        at: at(i64::try_from(position).unwrap()),
        about: "keep_centres 0042".into(),
        change,
    }
}

fn suspended(reason: &str) -> Change {
    let (from, until) = (date(2026, 12, 1), Some(date(2026, 12, 31)));
    Change::CentreSuspended { number: centre("0042"), from, until, reason: reason.into() }
}

pub(crate) async fn keeps_changes_in_their_order(ports: &Ports) {
    person(ports, 1).await;
    let all: Vec<Recorded> =
        (1..=3).map(|position| recorded(position, suspended(&format!("себебі {position}")))).collect();
    for one in &all {
        ports.reference.record(one.clone()).await.unwrap();
    }
    assert_eq!(ports.reference.changes(0).await, Ok(all.clone()));
    assert_eq!(ports.reference.changes(2).await, Ok(all[2..].to_vec()));
    assert_eq!(ports.reference.changes(3).await, Ok(vec![]));
}

pub(crate) async fn one_of_two_changes_takes_the_position(ports: &Ports) {
    person(ports, 1).await;
    ports.reference.record(recorded(1, suspended("бірі"))).await.unwrap();
    let other = Recorded { request: RequestId(id(999)), ..recorded(1, suspended("екіншісі")) };
    assert_eq!(ports.reference.record(other).await, Err(PortError::Conflict));
    let again = Recorded { position: 2, ..recorded(1, suspended("бірі")) };
    assert_eq!(ports.reference.record(again).await, Err(PortError::Conflict), "the same request");
    assert_eq!(ports.reference.changes(0).await.unwrap().len(), 1);
}

pub(crate) fn demo() -> Catalogue {
    let text = include_str!("../../../../demo/centres.toml");
    let centres: toml::Table = text.parse().unwrap();
    let centres: Vec<Centre> = centres["centre"].clone().try_into().unwrap();
    let programme = toml::from_str(include_str!("../../../../demo/programmes/welder.toml")).unwrap();
    Catalogue { centres, programmes: vec![programme], ..Catalogue::default() }
}

/// ¶2(1) ¶2(2). What was kept holds after a new start, on the day it is for.
pub(crate) async fn folds_what_it_kept(ports: &Ports) {
    person(ports, 1).await;
    let mut next: Programme = demo().programmes[0].clone();
    next.version = 2;
    let (id, version, from) = (next.id.clone(), 2, date(2026, 12, 10));
    let changes = [
        suspended("тексеру"),
        Change::ProgrammeDrafted { programme: Box::new(next.clone()) },
        Change::ProgrammeReviewed { id: id.clone(), version },
        Change::ProgrammeApproved { id: id.clone(), version, from },
        Change::ProgrammeRetired { id: id.clone(), last: date(2027, 1, 31), reason: "ескірді".into() },
    ];
    for (position, change) in (1..).zip(changes) {
        ports.reference.record(recorded(position, change)).await.unwrap();
    }
    let shelf = Shelf::new(demo(), Arc::clone(&ports.reference));
    shelf.refresh().await.unwrap();
    let accredited = |day| shelf.on(day).centre(&centre("0042")).unwrap().accreditation.in_force(day);
    assert!(accredited(DAY) && !accredited(date(2026, 12, 1)) && !accredited(date(2026, 12, 31)));
    assert!(accredited(date(2027, 1, 1)));
    let before = shelf.on(date(2026, 12, 9));
    assert_eq!(before.offered(&id).unwrap().version, 1);
    assert_eq!(before.coming[0].standing, Standing::Approved { from });
    let then = shelf.on(from);
    assert_eq!(then.offered(&id), Some(&next));
    assert_eq!(then.programme_version(&id, 1), Some(&demo().programmes[0]), "cases keep it");
    let after = shelf.on(date(2027, 2, 1));
    assert!(after.offered(&id).is_none() && after.programme(&id).is_some());
    assert_eq!(shelf.history(Subject::Centre(&centre("0042"))).len(), 1);
    assert_eq!(shelf.position(), 5);

    let mut other = demo();
    other.programmes.push(Programme { validity_years: 1, ..next });
    let clash = Shelf::new(other, Arc::clone(&ports.reference)).refresh().await;
    assert!(matches!(clash, Err(PortError::Inconsistent(said)) if said.contains("welder version 2")));
}

/// ¶9 Q16.
pub(crate) async fn keeps_commissions(ports: &Ports) {
    person(ports, 1).await;
    person(ports, 2).await;
    let competence = |number: u128, basis: &str| Competence {
        id: id(number),
        centre: centre("0042"),
        account: account(1),
        professions: vec![NkzCode::parse("7212-1-008").unwrap()],
        basis: basis.into(),
        made_by: account(2),
        made_at: at(i64::try_from(number).unwrap()),
    };
    for (number, basis) in [(1, "диплом"), (2, "куәлік"), (1, "басқа")] {
        ports.commissions.set_competence(competence(number, basis)).await.unwrap();
    }
    assert_eq!(ports.commissions.competences(&centre("0042")).await, Ok(vec![competence(2, "куәлік")]));
    assert_eq!(ports.commissions.competences(&centre("0107")).await, Ok(vec![]));

    let conflict = |number: u128, other: Other| Conflict {
        id: id(number),
        centre: centre("0042"),
        account: account(1),
        bond: Bond::Relative,
        other,
        note: "інісі".into(),
        made_by: account(1),
        made_at: at(i64::try_from(number).unwrap()),
        ended: None,
    };
    let person = conflict(3, Other::Person(Iin::parse("900101300017").unwrap()));
    let organisation = conflict(4, Other::Organisation(Bin::parse("240640000426").unwrap()));
    for one in [&person, &organisation, &person] {
        ports.commissions.declare(one.clone()).await.unwrap();
    }
    let found = ports.commissions.conflicts(&centre("0042")).await.unwrap();
    assert_eq!(found, [organisation, person.clone()]);
    for (centre_number, by, moment) in [("0107", 2, 5), ("0042", 2, 6), ("0042", 1, 7)] {
        ports.commissions.end_conflict(&centre(centre_number), id(3), account(by), at(moment)).await.unwrap();
    }
    let ended = Conflict { ended: Some((account(2), at(6))), ..person };
    assert_eq!(ports.commissions.conflicts(&centre("0042")).await.unwrap()[1], ended);
}
