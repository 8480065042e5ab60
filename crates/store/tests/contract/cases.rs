//! `Cases`: commits, journals, the register, sequences.

use acts::draft::Draft;
use acts::journal::RequestId;
use acts::ports::{Answered, CaseWrite, DraftRow, PortError, Sequence, Taken};
use jiff::civil::date;
use rules::identifiers::SerialNumber;

use crate::fixture::{
    Ports, account, asked_anew, at, begin, case, centre, filed, go_on, id, message, register_row, serial,
    stamp_anew, withdrawn,
};

fn document(number: u32) -> Taken {
    Taken { sequence: Sequence::Document, number }
}

async fn nothing_of(ports: &Ports, write: &CaseWrite) {
    assert_eq!(ports.cases.answered(write.request).await, Ok(None));
    let journal = ports.cases.journal(write.row.case).await.unwrap();
    assert_eq!(journal.len() as u64, write.expected);
    let version = ports.cases.row(write.row.case).await.unwrap().map_or(0, |row| row.version);
    assert_eq!(version, write.expected);
}

pub(crate) async fn begins_and_goes_on(ports: &Ports) {
    let first = begin(1);
    ports.cases.commit(first.clone()).await.unwrap();
    let second = go_on(&first.row, vec![withdrawn("бір"), withdrawn("екі")]);
    ports.cases.commit(second.clone()).await.unwrap();

    assert_eq!(ports.cases.row(case(1)).await, Ok(Some(second.row.clone())));
    assert_eq!(second.row.version, 3);
    let answered = ports.cases.answered(first.request).await.unwrap();
    let expected = Answered { by: account(7), about: first.about, receipt: first.receipt };
    assert_eq!(answered, Some(expected));
    assert_eq!(ports.cases.row(case(2)).await, Ok(None));
    assert_eq!(ports.cases.journal(case(2)).await, Ok(vec![]));
    assert_eq!(ports.cases.answered(RequestId(id(99))).await, Ok(None));
}

pub(crate) async fn reloads_the_same_entries(ports: &Ports) {
    let mut first = begin(1);
    stamp_anew(&mut first, |stamp| stamp.actor = None);
    ports.cases.commit(first.clone()).await.unwrap();
    let second = go_on(&first.row, vec![withdrawn("Ә Ғ Қ Ң Ө Ұ Ү Һ І \u{0}\u{1f600}"), filed()]);
    ports.cases.commit(second.clone()).await.unwrap();

    let written: Vec<_> = first.entries.into_iter().chain(second.entries).collect();
    let read = ports.cases.journal(case(1)).await.unwrap();
    assert_eq!(read, written);
    assert_eq!(read[0].stamp().at.as_microsecond() % 1_000_000, 123_456);
    assert_eq!(read[1].stamp().at.as_microsecond() - read[0].stamp().at.as_microsecond(), 1);
}

pub(crate) async fn refuses_a_moved_version(ports: &Ports) {
    let first = begin(1);
    ports.cases.commit(first.clone()).await.unwrap();
    let second = go_on(&first.row, vec![withdrawn("бір")]);
    ports.cases.commit(second.clone()).await.unwrap();
    let late = asked_anew(&second, 500);
    assert_eq!(ports.cases.commit(late.clone()).await, Err(PortError::Conflict));
    assert_eq!(ports.cases.answered(late.request).await, Ok(None));
    assert_eq!(ports.cases.journal(case(1)).await.unwrap().len(), 2);

    // Also a write without entries is made on a version.
    let idle = asked_anew(&go_on(&first.row, vec![]), 501);
    assert_eq!(ports.cases.commit(idle).await, Err(PortError::Conflict));
    assert_eq!(ports.cases.row(case(1)).await, Ok(Some(second.row)));

    let mut of_nothing = go_on(&begin(2).row, vec![withdrawn("бір")]);
    of_nothing.row.number = "0042-2026-000777".into();
    assert_eq!(ports.cases.commit(of_nothing).await, Err(PortError::Conflict));
    assert_eq!(ports.cases.journal(case(2)).await, Ok(vec![]));
}

pub(crate) async fn refuses_a_second_beginning(ports: &Ports) {
    ports.cases.commit(begin(1)).await.unwrap();
    assert_eq!(ports.cases.commit(asked_anew(&begin(1), 500)).await, Err(PortError::Conflict));

    let mut same_number = begin(2);
    same_number.row.number = begin(1).row.number;
    assert_eq!(ports.cases.commit(same_number.clone()).await, Err(PortError::Conflict));
    nothing_of(ports, &same_number).await;
}

pub(crate) async fn answers_a_repeated_request_once(ports: &Ports) {
    let first = begin(1);
    ports.cases.commit(first.clone()).await.unwrap();
    // Known is known, whatever else the write says.
    let again = CaseWrite { about: "withdraw".into(), ..go_on(&first.row, vec![withdrawn("бір")]) };
    let again = CaseWrite { request: first.request, ..again };
    assert_eq!(ports.cases.commit(again).await, Err(PortError::Repeated));
    assert_eq!(ports.cases.commit(first.clone()).await, Err(PortError::Repeated));
    assert_eq!(ports.cases.journal(case(1)).await.unwrap().len(), 1);
    assert_eq!(ports.cases.answered(first.request).await.unwrap().unwrap().receipt, first.receipt);
}

pub(crate) async fn takes_all_or_nothing(ports: &Ports) {
    let mut first = begin(1);
    first.register = Some(register_row(1, 1));
    first.taken = vec![document(1)];
    ports.cases.commit(first).await.unwrap();

    // Everything of this write is right, except that its ordinal stands in the register already.
    let mut second = begin(2);
    second.taken = vec![document(2)];
    second.messages = vec![message(1, 2, 0)];
    second.register = Some(acts::projection::RegisterRow { serial: serial(2), ..register_row(2, 1) });
    assert_eq!(ports.cases.commit(second.clone()).await, Err(PortError::Conflict));

    nothing_of(ports, &second).await;
    assert_eq!(ports.cases.next(&Sequence::Document).await, Ok(2));
    assert_eq!(ports.cases.messages(case(2)).await, Ok(vec![]));
    assert_eq!(ports.cases.register_of(case(2)).await, Ok(None));
    second.register = Some(register_row(2, 2));
    assert_eq!(ports.cases.commit(second).await, Ok(()));
}

pub(crate) async fn keeps_a_serial_number_to_its_case(ports: &Ports) {
    let mut first = begin(1);
    first.register = Some(register_row(1, 1));
    ports.cases.commit(first).await.unwrap();
    let mut second = begin(2);
    second.register = Some(register_row(2, 1));
    assert_eq!(ports.cases.commit(second.clone()).await, Err(PortError::Conflict));
    nothing_of(ports, &second).await;
    assert_eq!(ports.cases.register_of(case(1)).await, Ok(Some(register_row(1, 1))));

    // A case has one document.
    let mut more = go_on(&begin(1).row, vec![withdrawn("бір")]);
    more.register = Some(register_row(1, 2));
    assert_eq!(ports.cases.commit(more.clone()).await, Err(PortError::Conflict));
    nothing_of(ports, &more).await;
}

pub(crate) async fn updates_the_register(ports: &Ports) {
    let mut first = begin(1);
    first.register = Some(register_row(1, 1));
    ports.cases.commit(first.clone()).await.unwrap();
    let number = SerialNumber::parse(&serial(1)).unwrap();
    assert_eq!(ports.cases.registered(&number).await, Ok(first.register.clone()));
    assert_eq!(ports.cases.registered(&SerialNumber::parse(&serial(2)).unwrap()).await, Ok(None));

    let mut annulled = register_row(1, 1);
    annulled.annulled_on = Some(date(2026, 12, 1));
    let mut second = go_on(&first.row, vec![withdrawn("бір")]);
    second.register = Some(annulled.clone());
    ports.cases.commit(second).await.unwrap();
    assert_eq!(ports.cases.registered(&number).await, Ok(Some(annulled.clone())));
    assert_eq!(ports.cases.register_of(case(1)).await, Ok(Some(annulled)));
    assert_eq!(ports.cases.register_of(case(2)).await, Ok(None));
}

pub(crate) async fn counts_without_gaps(ports: &Ports) {
    let year = Sequence::Case { centre: centre("0042"), year: 2026 };
    let take = |number: u128, taken: u32| CaseWrite {
        taken: vec![Taken { sequence: year.clone(), number: taken }],
        ..begin(number)
    };
    assert_eq!(ports.cases.next(&year).await, Ok(1));
    for wrong in [0, 2, u32::MAX] {
        assert_eq!(ports.cases.commit(take(1, wrong)).await, Err(PortError::Conflict), "{wrong}");
    }
    ports.cases.commit(take(1, 1)).await.unwrap();
    for wrong in [0, 1, 3] {
        assert_eq!(ports.cases.commit(take(2, wrong)).await, Err(PortError::Conflict), "{wrong}");
    }
    ports.cases.commit(take(2, 2)).await.unwrap();
    assert_eq!(ports.cases.next(&year).await, Ok(3));
    let others = [
        Sequence::Case { centre: centre("0043"), year: 2026 },
        Sequence::Case { centre: centre("0042"), year: 2027 },
        Sequence::Form { centre: centre("0042"), year: 2026, kind: "protocol" },
        Sequence::Document,
    ];
    for other in others {
        assert_eq!(ports.cases.next(&other).await, Ok(1), "{other:?}");
    }
}

pub(crate) async fn keeps_messages(ports: &Ports) {
    let mut first = begin(1);
    first.messages = vec![message(1, 1, 0), message(2, 1, 5), message(3, 1, 2)];
    first.messages[2].to = None;
    ports.cases.commit(first.clone()).await.unwrap();
    let newest_first = [1, 2, 0].map(|index: usize| first.messages[index].clone());
    assert_eq!(ports.cases.messages(case(1)).await.unwrap(), newest_first);
    assert_eq!(ports.cases.messages(case(2)).await, Ok(vec![]));
}

pub(crate) async fn uses_up_the_draft(ports: &Ports) {
    let row = DraftRow { id: id(5), account: account(7), version: 1, at: at(0), draft: Draft::default() };
    ports.people.save_draft(row, 0).await.unwrap();
    let first = CaseWrite { draft: Some(id(5)), ..begin(1) };
    ports.cases.commit(first).await.unwrap();
    assert_eq!(ports.people.draft(id(5)).await, Ok(None));

    // The same draft from another window, under another request id.
    let second = CaseWrite { draft: Some(id(5)), ..begin(2) };
    assert_eq!(ports.cases.commit(second.clone()).await, Err(PortError::Conflict));
    nothing_of(ports, &second).await;
}

pub(crate) async fn refuses_what_does_not_fit_together(ports: &Ports) {
    let wrong: [fn(&mut CaseWrite); 6] = [
        |write| stamp_anew(write, |stamp| stamp.seq = 2),
        |write| stamp_anew(write, |stamp| stamp.case = case(9)),
        |write| stamp_anew(write, |stamp| stamp.centre = centre("0043")),
        |write| write.row.version = 2,
        |write| write.register = Some(register_row(9, 1)),
        |write| write.messages = vec![message(1, 9, 0)],
    ];
    for spoil in wrong {
        let mut write = begin(1);
        spoil(&mut write);
        let refused = ports.cases.commit(write.clone()).await;
        assert!(matches!(refused, Err(PortError::Inconsistent(_))), "{refused:?}");
        nothing_of(ports, &write).await;
    }
}
