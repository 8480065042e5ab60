//! The two schemas say the same: one listing, made of each, compared line by line.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use store::Store;
use tempfile::TempDir;

use crate::cluster::{TEMPLATE, cluster};
use crate::keeper::keeper;

/// `table.column kind null?` with the place in the primary key, and `table (columns)` of each other index.
type Listing = BTreeSet<String>;

const OF_SQLITE: [&str; 2] = [
    "SELECT tables.name || '.' || columns.name || ' ' || columns.type || iif(columns.\"notnull\", '', ' null')
         || iif(columns.pk, ' key ' || columns.pk, '')
     FROM pragma_table_list AS tables, pragma_table_xinfo(tables.name) AS columns
     WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'",
    "SELECT tables.name || ' (' || group_concat(columns.name, ', ') || ')'
         || iif(indexes.\"unique\", ' unique', '') || iif(indexes.partial, ' partial', '')
         || iif(indexes.origin = 'c', ' ' || indexes.name, '')
     FROM pragma_table_list AS tables, pragma_index_list(tables.name) AS indexes,
          pragma_index_info(indexes.name) AS columns
     WHERE tables.schema = 'main' AND tables.type = 'table' AND indexes.origin <> 'pk'
     GROUP BY tables.name, indexes.name",
];

const OF_POSTGRES: [&str; 2] = [
    "SELECT table_name || '.' || column_name || ' '
         || CASE WHEN data_type IN ('text', 'date', 'time without time zone') THEN 'TEXT'
                 WHEN data_type IN ('bigint', 'integer', 'boolean', 'timestamp with time zone') THEN 'INTEGER'
                 WHEN data_type IN ('uuid', 'bytea') THEN 'BLOB' ELSE data_type END
         || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
         || coalesce(' key ' || array_position(
                (SELECT conkey FROM pg_constraint
                 WHERE contype = 'p' AND conrelid = table_name::regclass), ordinal_position::smallint), '')
     FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT table_class.relname || ' ('
         || (SELECT string_agg(attname, ', ' ORDER BY place)
             FROM unnest(indkey::smallint[]) WITH ORDINALITY AS key (number, place)
             JOIN pg_attribute ON attrelid = indrelid AND attnum = key.number)
         || ')' || CASE WHEN indisunique THEN ' unique' ELSE '' END
         || CASE WHEN indpred IS NULL THEN '' ELSE ' partial' END
         || CASE WHEN EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) THEN ''
                 ELSE ' ' || index_class.relname END
     FROM pg_index
     JOIN pg_class AS table_class ON table_class.oid = indrelid
     JOIN pg_class AS index_class ON index_class.oid = indexrelid
     WHERE NOT indisprimary AND table_class.relnamespace = 'public'::regnamespace",
];

async fn of_sqlite() -> Listing {
    let home = TempDir::new().unwrap();
    drop(Store::open_folder(home.path(), keeper()).await.unwrap());
    let database = Connection::open(home.path().join(store::DATABASE)).unwrap();
    let listed = |sql: &str| -> Vec<String> {
        let mut select = database.prepare(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    OF_SQLITE.iter().flat_map(|sql| listed(sql)).collect()
}

fn of_postgres() -> Listing {
    let database = cluster().database(TEMPLATE);
    let listed = |sql: &str| cluster().sql(&database, sql);
    OF_POSTGRES.iter().flat_map(|sql| listed(sql).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn both_schemas_have_the_same_tables_columns_keys_and_indexes() {
    let (sqlite, postgres) = (of_sqlite().await, of_postgres());
    assert!(sqlite.len() > 100, "{sqlite:#?}");
    assert_eq!(sqlite.difference(&postgres).collect::<Vec<_>>(), Vec::<&String>::new(), "only in SQLite");
    assert_eq!(postgres.difference(&sqlite).collect::<Vec<_>>(), Vec::<&String>::new(), "only in PostgreSQL");
}

#[test]
fn both_have_the_same_files_and_migrations() {
    let names = |folder: &str| -> BTreeSet<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("migrations/sqlite"), names("migrations/postgres"));
    // How each is driven differs: SQLite has one writer and its readers, and journals from before the links; PostgreSQL may
    // be several servers.
    let own = ["reader.rs", "writer.rs", "links.rs", "leader.rs"].map(str::to_owned);
    let sqlite: BTreeSet<String> =
        names("src/sqlite").into_iter().filter(|name| !own.contains(name)).collect();
    let postgres: BTreeSet<String> =
        names("src/postgres").into_iter().filter(|name| !own.contains(name)).collect();
    assert_eq!(sqlite, postgres);
}
