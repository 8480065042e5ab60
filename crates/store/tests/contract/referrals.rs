//! `Referrals`, and `Cases::papers`.

use acts::ports::{Account, CaseWrite, Employer, PortError, Referral, ReferralAnswer};
use acts::projection::{PaperFilter, PaperKind};
use jiff::civil::date;
use rules::case::Event;
use rules::identifiers::{Bin, Iin};

use crate::fixture::{DAY, Ports, account, at, begin, begin_with, case, centre, filed, go_on, id};

fn referral(number: u128, employer: u128) -> Referral {
    Referral {
        id: id(number),
        employer: account(employer),
        iin: Iin::parse("900101300017").unwrap(),
        name: "Қабдолла Әйгерім".into(),
        programme: "welder".into(),
        pays: true,
        made_at: at(i64::try_from(number).unwrap()),
        answer: None,
        case: None,
    }
}

async fn employer(ports: &Ports, number: u128) -> Employer {
    let (id, login) = (account(number), format!("employer-{number}"));
    let one = Account { id, login, name: "Ұста".into(), password: "x".into(), seats: vec![] };
    ports.people.create(one, at(0)).await.unwrap();
    let bin = Bin::parse("240640000426").unwrap();
    let employer = Employer { account: id, bin, name: "«Болат» ЖШС".into(), since: at(0) };
    ports.referrals.save_employer(employer.clone()).await.unwrap();
    employer
}

pub(crate) async fn keeps_employers_and_whom_they_refer(ports: &Ports) {
    let known = employer(ports, 1).await;
    assert_eq!(ports.referrals.employer(account(1)).await, Ok(Some(known.clone())));
    let renamed = Employer { name: "«Темір» ЖШС".into(), ..known };
    ports.referrals.save_employer(renamed.clone()).await.unwrap();
    assert_eq!(ports.referrals.employer(account(1)).await, Ok(Some(renamed)));
    assert_eq!(ports.referrals.employer(account(2)).await, Ok(None));

    employer(ports, 2).await;
    for number in 10..=12 {
        ports.referrals.refer(referral(number, 1)).await.unwrap();
    }
    ports.referrals.refer(referral(20, 2)).await.unwrap();
    let again = Referral { name: "Басқа".into(), ..referral(10, 1) };
    ports.referrals.refer(again).await.unwrap();
    let listed = ports.referrals.referrals(account(1), 0).await.unwrap();
    assert_eq!((listed.lines, listed.total), ((10..=12).rev().map(|n| referral(n, 1)).collect(), 3));
    assert_eq!(ports.referrals.referral(id(10)).await, Ok(Some(referral(10, 1))));
    assert_eq!(ports.referrals.referral(id(99)).await, Ok(None));
}

pub(crate) async fn a_referral_is_answered_once_and_brings_one_case(ports: &Ports) {
    employer(ports, 1).await;
    ports.referrals.refer(referral(10, 1)).await.unwrap();
    let follow = |number| CaseWrite { referral: Some(id(10)), ..begin(number) };
    ports.cases.commit(follow(1)).await.unwrap();
    assert_eq!(ports.referrals.referral(id(10)).await.unwrap().unwrap().case, None, "not accepted yet");

    let answer = |answer| ports.referrals.answer_referral(id(10), answer, account(7), at(5));
    answer(ReferralAnswer::Accepted).await.unwrap();
    assert_eq!(answer(ReferralAnswer::Declined).await, Err(PortError::Conflict));
    ports.cases.commit(follow(2)).await.unwrap();
    ports.cases.commit(follow(3)).await.unwrap();
    let answered = ports.referrals.referral(id(10)).await.unwrap().unwrap();
    let accepted = Some((ReferralAnswer::Accepted, account(7), at(5)));
    assert_eq!((answered.answer, answered.case), (accepted, Some(case(2))));
}

pub(crate) async fn lists_numbered_papers_by_their_day(ports: &Ports) {
    let offered = |number: &str, on| Event::ContractOffered { number: number.into(), price: "1".into(), on };
    let (before, after) = (date(2026, 11, 19), date(2026, 11, 21));
    for (number, on) in [(1, after), (2, before), (3, DAY)] {
        let write = begin_with(number, vec![filed(), offered(&format!("0042-2026-{number}"), on)]);
        assert_eq!(write.papers.len(), 1);
        ports.cases.commit(write.clone()).await.unwrap();
        let protocol = Event::Decided {
            outcome: rules::decision::Outcome::Passed,
            protocol: format!("0042-2026-{number}"),
            on: DAY,
        };
        ports.cases.commit(go_on(&write.row, vec![protocol])).await.unwrap();
    }
    let filter = |kind, from, until, page| PaperFilter {
        centre: centre("0042"),
        kind,
        from,
        until,
        page,
        per_page: 2,
    };
    let numbers = async |filter: PaperFilter| {
        let page = ports.cases.papers(&filter).await.unwrap();
        let numbers: Vec<String> = page.lines.iter().map(|line| line.paper.number.clone()).collect();
        (numbers, page.total)
    };
    let contracts = PaperKind::Contract;
    let said = |numbers: &[u8]| numbers.iter().map(|n| format!("0042-2026-{n}")).collect::<Vec<_>>();
    assert_eq!(numbers(filter(contracts, before, after, 0)).await, (said(&[2, 3]), 3));
    assert_eq!(numbers(filter(contracts, before, after, 1)).await, (said(&[1]), 3));
    assert_eq!(numbers(filter(contracts, DAY, DAY, 0)).await, (said(&[3]), 1));
    assert_eq!(numbers(filter(PaperKind::Protocol, DAY, DAY, 0)).await.1, 3);
    let elsewhere = PaperFilter { centre: centre("0043"), ..filter(contracts, before, after, 0) };
    assert_eq!(numbers(elsewhere).await, (vec![], 0));
    let line = ports.cases.papers(&filter(contracts, DAY, DAY, 0)).await.unwrap().lines.remove(0);
    assert_eq!(
        (line.case_number.as_str(), line.name.as_str(), line.programme.as_str()),
        ("0042-2026-000003", "Сәрсенов Болат", "welder")
    );
}
