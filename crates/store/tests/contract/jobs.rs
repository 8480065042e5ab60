//! The port `Jobs`.

use acts::ports::Turn;
use jiff::SignedDuration;

use crate::fixture::{Ports, at, id};

/// A turn of one second at `micros`.
fn turn(job: &'static str, node: u128, micros: i64) -> Turn {
    Turn { job, node: id(node), now: at(micros), until: at(micros) + SignedDuration::from_secs(1) }
}

const SECOND: i64 = 1_000_000;

pub(crate) async fn gives_a_turn_to_one_node(ports: &Ports) {
    let takers = (1..=8).map(|node| ports.jobs.take(turn("log", node, 0)));
    let mut taken = 0;
    for taker in takers {
        taken += u32::from(taker.await.unwrap());
    }
    assert_eq!(taken, 1);
    assert_eq!(ports.jobs.take(turn("sessions", 2, 0)).await, Ok(true), "another job");
}

pub(crate) async fn passes_the_turn_of_a_fallen_node(ports: &Ports) {
    let fallen = turn("log", 1, 0);
    assert_eq!(ports.jobs.take(fallen.clone()).await, Ok(true));
    assert_eq!(ports.jobs.take(turn("log", 2, SECOND - 1)).await, Ok(false));
    assert_eq!(ports.jobs.take(turn("log", 2, SECOND)).await, Ok(true));
    // The first node comes back late: the turn stays with the second.
    ports.jobs.done(&fallen, at(0)).await.unwrap();
    assert_eq!(ports.jobs.take(turn("log", 3, SECOND + 1)).await, Ok(false));
}

pub(crate) async fn waits_until_a_job_is_due(ports: &Ports) {
    let first = turn("log", 1, 0);
    assert_eq!(ports.jobs.take(first.clone()).await, Ok(true));
    ports.jobs.done(&first, at(10 * SECOND)).await.unwrap();
    assert_eq!(ports.jobs.take(turn("log", 1, 10 * SECOND - 1)).await, Ok(false));
    assert_eq!(ports.jobs.take(turn("log", 2, 10 * SECOND)).await, Ok(true));
}
