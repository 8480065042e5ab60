//! What a server has stored, to look at beside it.

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row};
use uuid::Uuid;

use crate::keeper::keeper_with;
use crate::server::Server;

/// One line of the list of cases.
#[derive(Debug, Clone)]
pub(crate) struct CaseLine {
    pub(crate) id: String,
    pub(crate) centre: String,
    pub(crate) stage: String,
    /// Login of the candidate.
    pub(crate) login: String,
    pub(crate) serial: Option<String>,
}

impl Server {
    /// The store, to look at.
    pub(crate) fn database(&self) -> Connection {
        let connection =
            Connection::open_with_flags(self.database_file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        connection.busy_timeout(Duration::from_secs(10)).unwrap();
        connection
    }

    /// The store itself; the server must be down.
    pub(crate) async fn store(&self) -> store::Store {
        let master = std::fs::read(self.data().join("keys/master.key")).unwrap();
        store::Store::open_folder(&self.data(), keeper_with(master.try_into().unwrap())).await.unwrap()
    }

    /// Every file that the database knows lies there to its last byte.
    pub(crate) fn assert_files_whole(&self) {
        let database = self.database();
        let mut files = database.prepare("SELECT object, size FROM file").unwrap();
        let files =
            files.query_map([], |row| Ok((row.get::<_, uuid::Uuid>(0)?, row.get::<_, u64>(1)?))).unwrap();
        for (object, size) in files.map(Result::unwrap) {
            let there = std::fs::metadata(self.object_path(object)).unwrap();
            // Sealing adds sixteen bytes to each piece of 64 KiB.
            assert_eq!(there.len(), size + 16 * size.div_ceil(65_536).max(1), "{object}");
        }
    }

    /// The document of an issued case: digest of its file, and where its sealed bytes lie.
    pub(crate) fn document_file(&self, case: uuid::Uuid) -> (String, PathBuf) {
        let select = "SELECT digest, object FROM register JOIN file USING (digest) WHERE case_id = ?1";
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, self.object_path(row.get(1)?)));
        self.database().query_row(select, [case], read).unwrap()
    }

    fn object_path(&self, object: uuid::Uuid) -> PathBuf {
        let name = object.simple().to_string();
        self.data().join("files").join(&name[30..]).join(&name)
    }

    pub(crate) fn database_file(&self) -> PathBuf {
        self.data().join("bilikti.db")
    }

    /// Entries in all journals.
    pub(crate) fn entries(&self) -> u64 {
        self.count("SELECT count(*) FROM case_journal")
    }

    pub(crate) fn entries_of(&self, case: &str) -> u64 {
        self.count(&format!(
            "SELECT count(*) FROM case_journal WHERE {} = '{}'",
            self.hex("case_id"),
            bare(case)
        ))
    }

    pub(crate) fn count(&self, sql: &str) -> u64 {
        self.rows(sql)[0][0].parse().unwrap()
    }

    /// An id as hex, in the words of the database.
    pub(crate) fn hex(&self, column: &str) -> String {
        match self.stored_in {
            None => format!("lower(hex({column}))"),
            Some(_) => format!("replace({column}::text, '-', '')"),
        }
    }

    /// What a statement finds, as text; empty where there is nothing.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let Some(database) = &self.stored_in else {
            let connection = self.database();
            let mut select = connection.prepare(sql).unwrap();
            let columns = select.column_count();
            let text = |value: Value| match value {
                Value::Null => String::new(),
                Value::Text(text) => text,
                Value::Integer(number) => number.to_string(),
                other => panic!("{other:?} is no text"),
            };
            let row = |row: &Row| (0..columns).map(|column| row.get(column).map(text)).collect();
            return select.query_map([], row).unwrap().map(Result::unwrap).collect();
        };
        database.rows(sql)
    }

    /// Kinds of the events of a case, in order.
    pub(crate) fn events(&self, case: &str) -> Vec<serde_json::Value> {
        let id = self.hex("case_id");
        let sql = format!("SELECT event FROM case_journal WHERE {id} = '{}' ORDER BY seq", bare(case));
        self.rows(&sql).iter().map(|row| serde_json::from_str(&row[0]).unwrap()).collect()
    }

    /// Every case.
    pub(crate) fn cases(&self) -> Vec<CaseLine> {
        let sql = format!(
            "SELECT {}, centre, stage, coalesce(login, ''), coalesce(serial, '') FROM case_row
             LEFT JOIN account ON account.id = case_row.candidate ORDER BY case_row.number",
            self.hex("case_row.case_id")
        );
        let line = |row: Vec<String>| {
            let [id, centre, stage, login, serial] = row.try_into().unwrap();
            let id = Uuid::parse_str(&id).unwrap().to_string();
            CaseLine { id, centre, stage, login, serial: Some(serial).filter(|serial| !serial.is_empty()) }
        };
        self.rows(&sql).into_iter().map(line).collect()
    }

    pub(crate) fn case(&self, id: &str) -> CaseLine {
        self.cases().into_iter().find(|case| case.id == id).unwrap()
    }

    /// The day of the procedure of a case.
    pub(crate) fn sitting_day(&self, case: &str) -> Date {
        let id = self.hex("case_id");
        let sql = format!("SELECT sitting_on FROM case_row WHERE {id} = '{}'", bare(case));
        self.rows(&sql)[0][0].parse().unwrap()
    }

    /// The id of an account.
    pub(crate) fn account(&self, login: &str) -> String {
        let sql = format!("SELECT {} FROM account WHERE login = '{login}'", self.hex("id"));
        Uuid::parse_str(&self.rows(&sql)[0][0]).unwrap().to_string()
    }

    /// A case of the demonstration in this stage, at Shymkent.
    pub(crate) fn case_in(&self, stage: &str) -> CaseLine {
        let found = self.cases().into_iter().find(|case| case.stage == stage && case.centre == "0042");
        found.unwrap_or_else(|| panic!("no case is {stage}"))
    }
}

fn bare(case: &str) -> String {
    case.replace('-', "")
}
