//! What is carried into back-ups and other stores: every column of every table, but what is known to be left.

use std::collections::BTreeSet;

use acts::Role;
use acts::outbox::State;
use acts::ports::Way;
use acts::service::Occasion;
use store::{NOT_CARRIED, Opened, Store, carried};
use tempfile::TempDir;

use crate::fixture::{at, case, id};
use crate::keeper::keeper;
use crate::outbox::{dispatch, write};
use crate::people::person;
use crate::personal_data::stored;
use crate::services::hook;

#[tokio::test]
async fn every_column_is_carried_or_known_to_be_left() {
    let stored = stored().await;
    let wanted: BTreeSet<_> =
        stored.into_iter().filter(|(table, _)| !NOT_CARRIED.contains(&table.as_str())).collect();
    let carried: BTreeSet<_> =
        carried().into_iter().map(|(table, column)| (table.to_owned(), column.to_owned())).collect();
    // Made by the database out of another column.
    let made = ("case_row".to_owned(), "due_order".to_owned());
    assert!(!carried.contains(&made));
    assert_eq!(carried, wanted.into_iter().filter(|column| *column != made).collect());
}

/// The original may have sent what a back-up brings back, or may be about to.
#[tokio::test]
async fn what_waited_is_held_in_a_restored_store_and_waits_on_in_a_moved_one() {
    let home = TempDir::new().unwrap();
    let open = async |name: &str| Store::open_folder(&home.path().join(name), keeper()).await.unwrap();
    let original = open("original").await;
    let mut handed = dispatch(21, 10, Way::Sms);
    (handed.state, handed.handed_at) = (State::Handed, Some(handed.owed_at));
    let owed = vec![dispatch(20, 10, Way::Email), handed, dispatch(22, 10, Way::Paper)];
    original.cases().commit(write(owed.clone())).await.unwrap();
    let head = person(1, "head", &[(Role::Head, Some("0042"))]);
    original.people().create(head, at(0)).await.unwrap();
    original.hooks().add_hook(hook(40, &[Occasion::StageChanged])).await.unwrap();
    let (path, _) = original.back_up(home.path(), "0", vec![], |_| {}).await.unwrap();

    let restored = open("restored").await;
    let opened = Opened::open(&path, &keeper().master).unwrap();
    opened.check(|_| {}).await.unwrap();
    opened.restore(&restored, |_| {}).await.unwrap();
    let states = async |store: &Store| {
        let mut found = store.outbox().dispatches(case(1)).await.unwrap();
        found.sort_by_key(|dispatch| dispatch.id);
        found.iter().map(|dispatch| dispatch.state).collect::<Vec<_>>()
    };
    assert_eq!(states(&restored).await, [State::Held, State::Handed, State::Waiting], "paper goes by hand");
    let (due, most) = (owed[0].due, 9);
    assert!(restored.outbox().take_due(due, due, most).await.unwrap().is_empty());

    let moved = open("moved").await;
    original.copy_to(&moved, |_, _| {}).await.unwrap();
    assert_eq!(states(&moved).await, [State::Waiting, State::Handed, State::Waiting]);

    // A copy tells programs nothing of what the original tells them.
    let paused = async |store: &Store| store.hooks().hook(id(40)).await.unwrap().unwrap().paused_at;
    assert_eq!((paused(&restored).await, paused(&moved).await), (Some(at(0)), None));
}
