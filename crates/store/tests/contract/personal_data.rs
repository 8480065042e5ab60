//! The map of personal data names every stored column, and nothing else.

use std::collections::BTreeSet;

use rusqlite::Connection;
use store::Store;
use tempfile::TempDir;
use toml::{Table, Value};

use crate::keeper::keeper;

const MAP: &str = include_str!("../../../../regulation/personal-data.toml");
const WHOSE: [&str; 6] = ["candidate", "member", "staff", "employer", "user", "nobody"];

pub(crate) async fn stored() -> BTreeSet<(String, String)> {
    let home = TempDir::new().unwrap();
    drop(Store::open_folder(home.path(), keeper()).await.unwrap());
    let database = Connection::open(home.path().join(store::DATABASE)).unwrap();
    let mut select = database
        .prepare(
            "SELECT tables.name, columns.name
             FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
             WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'",
        )
        .unwrap();
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn every_stored_column_is_in_the_map() {
    let map: Table = MAP.parse().unwrap();
    let entries = map["column"].as_array().unwrap();
    let named: Vec<(String, String)> = entries
        .iter()
        .map(|entry| ["table", "column"].map(|key| entry[key].as_str().unwrap().to_owned()).into())
        .collect();
    let once: BTreeSet<_> = named.iter().cloned().collect();
    assert_eq!(once.len(), named.len(), "a column is named twice");
    let stored = stored().await;
    assert!(stored.len() > 60);
    assert_eq!(stored.difference(&once).collect::<Vec<_>>(), Vec::<&_>::new(), "not in the map");
    assert_eq!(once.difference(&stored).collect::<Vec<_>>(), Vec::<&_>::new(), "not stored");
}

#[test]
fn every_entry_of_the_map_says_everything() {
    let map: Table = MAP.parse().unwrap();
    for entry in map["column"].as_array().unwrap() {
        let entry = entry.as_table().unwrap();
        let keys: BTreeSet<&str> = entry.keys().map(String::as_str).collect();
        let expected = ["table", "column", "whose", "purpose", "public", "kept", "erased"];
        assert_eq!(keys, BTreeSet::from(expected), "{entry:?}");
        assert!(WHOSE.contains(&entry["whose"].as_str().unwrap()), "{entry:?}");
        assert!(matches!(entry["public"], Value::Boolean(_)), "{entry:?}");
        for key in ["purpose", "kept", "erased"] {
            assert!(!entry[key].as_str().unwrap().trim().is_empty(), "{key}: {entry:?}");
        }
    }
}
