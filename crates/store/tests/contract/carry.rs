//! What is carried into back-ups and other stores: every column of every table, but what is known to be left.

use std::collections::BTreeSet;

use store::{NOT_CARRIED, carried};

use crate::personal_data::stored;

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
