//! The port `Outbox`.

use acts::outbox::{Dispatch, State, Step};
use acts::papers::PaperLanguage;
use acts::ports::{Backlog, CaseWrite, Letter, PortError, PostFilter, Way};
use jiff::Timestamp;
use tokio::task::JoinSet;

use crate::fixture::{Ports, account, at, begin, case, centre, go_on, id, message, withdrawn};

const SECOND: i64 = 1_000_000;

/// The dispatch of message `number` of case 1.
pub(crate) fn dispatch(number: u128, message: u128, way: Way) -> Dispatch {
    let address = match way {
        Way::Email => "aigerim@example.kz",
        Way::Sms => "+77010000000",
        Way::Paper => "",
    };
    Dispatch {
        id: id(number),
        message: id(message),
        case: case(1),
        centre: centre("0042"),
        kind: "notice".into(),
        way,
        address: address.into(),
        letter: Letter {
            language: PaperLanguage::Kk,
            subject: "Емтихан күні — «Әйгерім»".into(),
            lines: vec!["Ә Ғ Қ Ң Ө Ұ Ү Һ І".into(), "екінші \"жол\"".into()],
            short: "Емтихан 08.12.2026, 10:00".into(),
        },
        state: State::Waiting,
        tries: 0,
        owed_at: at(0),
        due: at(0),
        handed_at: None,
        delivered_at: None,
        answer: String::new(),
        by: None,
    }
}

pub(crate) fn write(dispatches: Vec<Dispatch>) -> CaseWrite {
    CaseWrite { messages: vec![message(10, 1, 0)], dispatches, ..begin(1) }
}

/// Case 1 with message 10 and these dispatches of it, by number.
async fn owing(ports: &Ports, dispatches: &[(u128, Way)]) {
    let dispatches = dispatches.iter().map(|(number, way)| dispatch(*number, 10, *way)).collect();
    ports.cases.commit(write(dispatches)).await.unwrap();
}

async fn stands(ports: &Ports, number: u128) -> Dispatch {
    ports.outbox.dispatch(id(number)).await.unwrap().unwrap().dispatch
}

async fn taken(ports: &Ports, now: Timestamp, most: u32) -> Vec<u128> {
    let taken = ports.outbox.take_due(now, now + jiff::SignedDuration::from_secs(90), most).await.unwrap();
    let mut taken: Vec<u128> = taken.iter().map(|dispatch| dispatch.id.as_u128()).collect();
    taken.sort_unstable();
    taken
}

pub(crate) async fn owes_with_the_message_or_not_at_all(ports: &Ports) {
    let first = write(vec![dispatch(20, 10, Way::Email), dispatch(21, 10, Way::Paper)]);
    ports.cases.commit(first.clone()).await.unwrap();
    let mut found = ports.outbox.dispatches(case(1)).await.unwrap();
    found.sort_by_key(|dispatch| dispatch.id);
    assert_eq!(found, first.dispatches);
    let posted = ports.outbox.dispatch(id(20)).await.unwrap().unwrap();
    assert_eq!((posted.number.as_str(), posted.name.as_str()), ("0042-2026-000001", "Сәрсенов Болат"));
    assert_eq!(ports.outbox.dispatch(id(99)).await, Ok(None));
    assert_eq!(ports.outbox.dispatches(case(2)).await, Ok(vec![]));

    // Of a message that the act does not owe, or under an id that is taken: neither the act nor the dispatch.
    let next = go_on(&first.row, vec![withdrawn("бір")]);
    for (dispatches, message) in
        [(vec![dispatch(22, 10, Way::Sms)], 11), (vec![dispatch(20, 11, Way::Sms)], 11)]
    {
        let messages = vec![crate::fixture::message(message, 1, 1)];
        let refused = ports.cases.commit(CaseWrite { messages, dispatches, ..next.clone() }).await;
        assert!(refused.is_err());
    }
    assert_eq!(ports.cases.row(case(1)).await.unwrap().unwrap().version, 1);
    assert_eq!(ports.outbox.dispatches(case(1)).await.unwrap().len(), 2);
    assert_eq!(ports.cases.messages(case(1)).await.unwrap().len(), 1);
}

/// Eight senders at once: each dispatch is one sender's, paper is nobody's.
pub(crate) async fn gives_each_to_one_sender(ports: &Ports) {
    let numbers: Vec<(u128, Way)> =
        (20..60).map(|number| (number, Way::Email)).chain([(60, Way::Paper)]).collect();
    owing(ports, &numbers).await;
    let mut senders = JoinSet::new();
    for _ in 0..8 {
        let outbox = ports.outbox.clone();
        senders.spawn(async move {
            let mut all = vec![];
            loop {
                let taken = outbox.take_due(at(0), at(90 * SECOND), 3).await.unwrap();
                if taken.is_empty() {
                    return all;
                }
                assert!(
                    taken.len() <= 3 && taken.iter().all(|one| one.tries == 1 && one.due == at(90 * SECOND))
                );
                all.extend(taken.iter().map(|dispatch| dispatch.id.as_u128()));
            }
        });
    }
    let mut all: Vec<u128> = senders.join_all().await.into_iter().flatten().collect();
    // A sender that met others may have gone early: the rest is there for the next.
    all.extend(taken(ports, at(0), 100).await);
    all.sort_unstable();
    assert!(all.into_iter().eq(20..60));
}

pub(crate) async fn comes_again_after_its_turn(ports: &Ports) {
    owing(ports, &[(20, Way::Email), (21, Way::Sms)]).await;
    assert!(taken(ports, at(-1), 9).await.is_empty(), "not due yet");
    assert_eq!(taken(ports, at(0), 9).await, [20, 21]);
    // One is put off further than its turn; the sender of the other fell.
    let sent = stands(ports, 20).await;
    let put_off =
        Dispatch { due: at(200 * SECOND), ..sent.after(Step::PutOff, at(1), "451 кейін").unwrap() };
    ports.outbox.move_on(&sent, &put_off).await.unwrap();
    assert!(taken(ports, at(90 * SECOND - 1), 9).await.is_empty());
    assert_eq!(taken(ports, at(90 * SECOND), 9).await, [21]);
    assert_eq!(taken(ports, at(200 * SECOND), 1).await, [21], "the most overdue first");
    assert_eq!(taken(ports, at(200 * SECOND), 1).await, [20]);
    assert_eq!((stands(ports, 20).await.tries, stands(ports, 21).await.tries), (2, 3));
    assert_eq!(stands(ports, 20).await.answer, "451 кейін");
}

pub(crate) async fn moves_from_where_it_stands(ports: &Ports) {
    owing(ports, &[(20, Way::Email)]).await;
    let waiting = stands(ports, 20).await;
    taken(ports, at(0), 1).await;
    let handed = waiting.after(Step::HandOver, at(5), "250 қабылданды").unwrap();
    assert_eq!(ports.outbox.move_on(&waiting, &handed).await, Err(PortError::Conflict), "taken meanwhile");
    let mine = stands(ports, 20).await;
    let handed = mine.after(Step::HandOver, at(5), "250 қабылданды").unwrap();
    ports.outbox.move_on(&mine, &handed).await.unwrap();
    assert_eq!(stands(ports, 20).await, handed);
    assert_eq!(ports.outbox.move_on(&mine, &handed).await, Err(PortError::Conflict), "moved already");
    let delivered = Dispatch { by: Some(account(7)), ..handed.after(Step::Confirm, at(9), "").unwrap() };
    ports.outbox.move_on(&handed, &delivered).await.unwrap();
    assert_eq!(stands(ports, 20).await, delivered);
    assert!(taken(ports, at(i64::from(u32::MAX)), 9).await.is_empty());
    // The store itself knows no delivery without its time.
    let timeless =
        Dispatch { state: State::Handed, handed_at: None, delivered_at: None, ..delivered.clone() };
    let refused = ports.outbox.move_on(&delivered, &timeless).await;
    assert!(matches!(refused, Err(PortError::Inconsistent(_))), "{refused:?}");
}

pub(crate) async fn keeps_what_was_sent_when_sent_again(ports: &Ports) {
    owing(ports, &[(20, Way::Email)]).await;
    let first = stands(ports, 20).await;
    let failed = first.after(Step::Refuse, at(1), "550 жоқ").unwrap();
    ports.outbox.move_on(&first, &failed).await.unwrap();
    let again = Dispatch { id: id(21), owed_at: at(7), due: at(7), by: Some(account(7)), ..first.clone() };
    ports.outbox.add(again.clone()).await.unwrap();
    ports.outbox.add(Dispatch { owed_at: at(8), ..again.clone() }).await.unwrap();
    assert_eq!(ports.outbox.dispatches(case(1)).await.unwrap(), [again.clone(), failed]);
    assert_eq!(taken(ports, at(7), 9).await, [21]);
    let nobodys = Dispatch { id: id(22), message: id(99), ..again };
    assert!(ports.outbox.add(nobodys).await.is_err(), "of no message");
}

/// Q23. In the write that withdraws the consent: what waits on the way has failed, what went out stays, another case is left alone.
pub(crate) async fn gives_up_a_way_nobody_wants(ports: &Ports) {
    owing(ports, &[(20, Way::Sms), (21, Way::Sms), (22, Way::Email)]).await;
    let sent = stands(ports, 20).await;
    ports.outbox.move_on(&sent, &sent.after(Step::HandOver, at(1), "250").unwrap()).await.unwrap();
    let other = Dispatch { case: case(2), ..dispatch(30, 12, Way::Sms) };
    let messages = vec![crate::fixture::message(12, 2, 0)];
    ports.cases.commit(CaseWrite { messages, dispatches: vec![other], ..begin(2) }).await.unwrap();

    let given_up = CaseWrite { unwanted: Some(Way::Sms), ..go_on(&begin(1).row, vec![withdrawn("бір")]) };
    ports.cases.commit(given_up).await.unwrap();
    assert_eq!(stands(ports, 20).await.state, State::Handed);
    assert_eq!(stands(ports, 21).await.state, State::Failed);
    assert_eq!(taken(ports, at(90 * SECOND), 9).await, [22, 30]);
}

pub(crate) async fn lists_by_state_and_way(ports: &Ports) {
    let mut dispatches =
        vec![dispatch(20, 10, Way::Email), dispatch(21, 10, Way::Sms), dispatch(22, 10, Way::Paper)];
    dispatches[1].owed_at = at(5);
    ports.cases.commit(write(dispatches)).await.unwrap();
    let all = PostFilter { centre: centre("0042"), state: None, way: None, page: 0, per_page: 50 };
    let found = async |filter: &PostFilter| {
        let page = ports.outbox.posted(filter).await.unwrap();
        (page.lines.iter().map(|one| one.dispatch.id.as_u128()).collect::<Vec<_>>(), page.total)
    };
    assert_eq!(found(&all).await, (vec![21, 22, 20], 3));
    assert_eq!(found(&PostFilter { page: 1, per_page: 2, ..all.clone() }).await, (vec![20], 3));
    assert_eq!(found(&PostFilter { centre: centre("0043"), ..all.clone() }).await, (vec![], 0));
    let failed = PostFilter { state: Some(State::Failed), ..all.clone() };
    assert_eq!(found(&failed).await, (vec![], 0));
    let sms = stands(ports, 21).await;
    ports.outbox.move_on(&sms, &sms.after(Step::Refuse, at(1), "").unwrap()).await.unwrap();
    assert_eq!(found(&failed).await, (vec![21], 1));
    let waiting = PostFilter { state: Some(State::Waiting), way: Some(Way::Paper), ..all };
    assert_eq!(found(&waiting).await, (vec![22], 1));
    let line = &ports.outbox.posted(&waiting).await.unwrap().lines[0];
    assert_eq!((line.name.as_str(), line.dispatch.way), ("Сәрсенов Болат", Way::Paper));
}

pub(crate) async fn counts_and_lets_go_what_is_held(ports: &Ports) {
    assert_eq!(ports.outbox.backlog().await, Ok(Backlog::default()));
    owing(ports, &[(20, Way::Email), (21, Way::Sms), (22, Way::Paper), (23, Way::Email)]).await;
    let waiting = Backlog { waiting: 3, oldest: Some(at(0)), held: 0, failed: 0 };
    assert_eq!(ports.outbox.backlog().await, Ok(waiting));
    let hold = async |number| {
        let from = stands(ports, number).await;
        ports.outbox.move_on(&from, &from.after(Step::Hold, at(1), "").unwrap()).await.unwrap();
    };
    hold(20).await;
    hold(21).await;
    assert_eq!(taken(ports, at(0), 9).await, [23]);
    assert_eq!(ports.outbox.backlog().await.unwrap().held, 2);
    assert_eq!(ports.outbox.let_held(true, at(50)).await, Ok(2));
    assert_eq!(taken(ports, at(50), 9).await, [20, 21]);
    assert_eq!(stands(ports, 20).await.tries, 1, "counted anew");
    hold(20).await;
    assert_eq!(ports.outbox.let_held(false, at(60)).await, Ok(1));
    assert_eq!(stands(ports, 20).await.state, State::Failed);
    assert_eq!(ports.outbox.let_held(true, at(70)).await, Ok(0));
}
