//! Many at once: 64 tasks on one store.

use std::sync::Arc;

use acts::ports::{PortError, Sequence, Taken};
use tokio::task::JoinSet;

use crate::fixture::{Ports, asked_anew, begin, case, go_on, withdrawn};

const RACERS: u128 = 64;

pub(crate) async fn one_of_two_versions_wins(ports: &Ports) {
    let first = begin(1);
    ports.cases.commit(first.clone()).await.unwrap();
    let mut racers = JoinSet::new();
    for racer in 0..RACERS {
        let cases = Arc::clone(&ports.cases);
        let write = asked_anew(&go_on(&first.row, vec![withdrawn(&racer.to_string())]), 1000 + racer);
        racers.spawn(async move { (write.request, cases.commit(write).await) });
    }
    let ended = racers.join_all().await;
    let winners: Vec<_> = ended.iter().filter(|(_, outcome)| outcome.is_ok()).collect();
    assert_eq!(winners.len(), 1);
    for (request, outcome) in &ended {
        assert!(matches!(outcome, Ok(()) | Err(PortError::Conflict)), "{outcome:?}");
        assert_eq!(ports.cases.answered(*request).await.unwrap().is_some(), outcome.is_ok());
    }
    assert_eq!(ports.cases.journal(case(1)).await.unwrap().len(), 2);
}

pub(crate) async fn numbers_have_no_gaps(ports: &Ports) {
    let mut racers = JoinSet::new();
    for racer in 0..RACERS {
        let cases = Arc::clone(&ports.cases);
        racers.spawn(async move {
            loop {
                let number = cases.next(&Sequence::Document).await.unwrap();
                let mut write = begin(racer + 1);
                write.taken = vec![Taken { sequence: Sequence::Document, number }];
                match cases.commit(write).await {
                    Ok(()) => return number,
                    Err(error) => assert_eq!(error, PortError::Conflict),
                }
            }
        });
    }
    let mut numbers = racers.join_all().await;
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(1..=64));
    assert_eq!(ports.cases.next(&Sequence::Document).await, Ok(65));
}

/// Right, late, repeated and impossible writes, sent together: each gets its own answer, and only the right ones hold.
pub(crate) async fn outcomes_are_not_mixed(ports: &Ports) {
    for number in 1..=RACERS {
        ports.cases.commit(begin(number)).await.unwrap();
    }
    let mut racers = JoinSet::new();
    for number in 1..=RACERS {
        let right = go_on(&begin(number).row, vec![withdrawn("бір")]);
        let (write, expected) = match number % 4 {
            0 => (right, Ok(())),
            1 => (asked_anew(&begin(number), 9000 + number), Err(PortError::Conflict)),
            2 => (begin(number), Err(PortError::Repeated)),
            _ => {
                let mut wrong = right;
                wrong.taken = vec![Taken { sequence: Sequence::Document, number: 5 }];
                (wrong, Err(PortError::Conflict))
            }
        };
        let cases = Arc::clone(&ports.cases);
        racers.spawn(async move { assert_eq!(cases.commit(write).await, expected, "case {number}") });
    }
    racers.join_all().await;
    for number in 1..=RACERS {
        let entries = ports.cases.journal(case(number)).await.unwrap().len();
        assert_eq!(entries, if number % 4 == 0 { 2 } else { 1 }, "case {number}");
    }
}
