//! The port `Saves`.

use acts::ports::{PortError, Save, SaveKind, Saved};
use tokio::task::JoinSet;

use crate::fixture::{Ports, at, centre, id};

fn save(client: u128, seq: u64) -> Save {
    Save {
        centre: centre("0042"),
        attempt: id(1),
        client: id(client),
        seq,
        at: at(i64::try_from(seq).unwrap()),
        kind: if seq.is_multiple_of(2) { SaveKind::Signal } else { SaveKind::Answer },
        body: format!(r#"{{"item":{seq},"answer":"Ә Ғ Қ «б» \\u0000"}}"#),
    }
}

pub(crate) async fn keeps_each_save_once(ports: &Ports) {
    assert_eq!(ports.saves.save(save(2, 1)).await, Ok(Saved::Now));
    assert_eq!(ports.saves.save(save(2, 1)).await, Ok(Saved::Before));
    // Late and out of order, as a browser that was offline sends them.
    assert_eq!(ports.saves.save(save(2, 3)).await, Ok(Saved::Now));
    assert_eq!(ports.saves.save(save(2, 2)).await, Ok(Saved::Now));
    assert_eq!(ports.saves.save(save(1, 1)).await, Ok(Saved::Now));
    let elsewhere = Save { attempt: id(9), ..save(2, 1) };
    assert_eq!(ports.saves.save(elsewhere.clone()).await, Ok(Saved::Now));
    let all = [save(1, 1), save(2, 1), save(2, 2), save(2, 3)];
    assert_eq!(ports.saves.saved(&centre("0042"), id(1)).await.unwrap(), all);
    assert_eq!(ports.saves.saved(&centre("0042"), id(9)).await.unwrap(), [elsewhere]);
    assert_eq!(ports.saves.saved(&centre("0043"), id(1)).await.unwrap(), []);
}

pub(crate) async fn refuses_another_body_under_the_same_number(ports: &Ports) {
    ports.saves.save(save(2, 1)).await.unwrap();
    let other = Save { body: "{}".into(), ..save(2, 1) };
    assert_eq!(ports.saves.save(other).await, Err(PortError::Conflict));
    let broken = Save { body: "{".into(), ..save(2, 2) };
    let refused = ports.saves.save(broken).await;
    assert!(matches!(refused, Err(PortError::Inconsistent(_))), "{refused:?}");
    assert_eq!(ports.saves.saved(&centre("0042"), id(1)).await.unwrap(), [save(2, 1)]);
}

/// Thirty browsers at once, each telling everything twice: each save is told once to be new.
pub(crate) async fn saves_many_at_once(ports: &Ports) {
    let mut running = JoinSet::new();
    for client in 1..=30 {
        for seq in (1..=40).chain(1..=40) {
            let saves = ports.saves.clone();
            running.spawn(async move { saves.save(save(client, seq)).await.unwrap() });
        }
    }
    let told = running.join_all().await;
    assert_eq!(told.iter().filter(|told| **told == Saved::Now).count(), 30 * 40);
    assert_eq!(told.len(), 2 * 30 * 40);
    assert_eq!(ports.saves.saved(&centre("0042"), id(1)).await.unwrap().len(), 30 * 40);
}

/// One that cannot be stored does not stop those that came with it.
pub(crate) async fn a_save_that_cannot_be_kept_spoils_no_other(ports: &Ports) {
    let mut running = JoinSet::new();
    for client in 1..=30 {
        let saves = ports.saves.clone();
        let body = if client == 7 { "{".to_owned() } else { save(client, 1).body };
        running.spawn(async move { (client, saves.save(Save { body, ..save(client, 1) }).await) });
    }
    for (client, told) in running.join_all().await {
        assert_eq!(told.is_err(), client == 7, "{client}: {told:?}");
    }
}
