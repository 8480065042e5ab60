//! All that is carried from one store to another: tables in an order in which they can be filled, their columns and keys.

use super::{desk, reference, services};

/// How a column's values are written, whatever the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Int,
    Bytes,
    Uuid,
    /// Microseconds since 1970-01-01 UTC.
    Moment,
    /// `YYYY-MM-DD`.
    Day,
    /// `HH:MM:SS`.
    Clock,
}

use Kind::{Bytes, Clock, Day, Int, Moment, Text, Uuid};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Kind)],
    pub(crate) key: &'static str,
    /// Which rows; empty for all.
    pub(crate) only: &'static str,
}

pub(super) const fn table(
    name: &'static str,
    columns: &'static [(&'static str, Kind)],
    key: &'static str,
) -> Table {
    Table { name, columns, key, only: "" }
}

/// Not carried, because nothing is lost with them: who is signed in, whose turn a job is, objects that are nobody's, files
/// that had not come to their end, codes and tries of a quarter of an hour.
pub const NOT_CARRIED: [&str; 8] =
    ["schema_migration", "session", "job", "loose_object", "upload", "upload_slice", "sign_in_code", "tries"];

/// Facts that go with the data: by which keys they are known.
pub(crate) const FACTS: &str = "name IN ('master-key', 'seal-key', 'log-key')";

pub(crate) const TABLES: [Table; 46] = [
    // Its other facts are about the schema, which a store has of its own.
    Table { only: FACTS, ..table("fact", &[("name", Text), ("value", Text)], "name") },
    table(
        "account",
        &[("id", Uuid), ("login", Text), ("name", Text), ("password", Text), ("created_at", Moment)],
        "id",
    ),
    table(
        "seat",
        &[
            ("account", Uuid),
            ("place", Int),
            ("role", Text),
            ("centre", Text),
            ("since", Moment),
            ("until", Moment),
            ("given_by", Uuid),
            ("ended_by", Uuid),
            ("stands_for", Uuid),
        ],
        "account, place",
    ),
    table(
        "invitation",
        &[
            ("id", Uuid),
            ("centre", Text),
            ("name", Text),
            ("email", Text),
            ("roles", Text),
            ("key_digest", Text),
            ("made_by", Uuid),
            ("made_at", Moment),
            ("until", Moment),
            ("used_by", Uuid),
            ("ended_at", Moment),
        ],
        "id",
    ),
    table("factor", &[("account", Uuid), ("salt", Uuid), ("made_at", Moment), ("last_step", Int)], "account"),
    table("recovery_code", &[("account", Uuid), ("digest", Text), ("used_at", Moment)], "account, digest"),
    table(
        "passkey",
        &[
            ("id", Uuid),
            ("account", Uuid),
            ("name", Text),
            ("credential", Text),
            ("public_key", Text),
            ("made_at", Moment),
            ("used_at", Moment),
        ],
        "id",
    ),
    table("contact", &[("address", Text), ("account", Uuid), ("proved_at", Moment)], "address"),
    table("person_key", &[("account", Uuid), ("sealed", Bytes), ("made_at", Moment)], "account"),
    // What nobody names may be swept while it is carried.
    Table {
        only: "EXISTS (SELECT 1 FROM file_holder AS named
                       WHERE named.account = file.account AND named.digest = file.digest)",
        ..table(
            "file",
            &[("account", Uuid), ("digest", Text), ("object", Uuid), ("size", Int), ("put_at", Moment)],
            "account, digest",
        )
    },
    table("file_holder", &[("account", Uuid), ("digest", Text), ("holder", Uuid)], "account, digest, holder"),
    table(
        "draft",
        &[("id", Uuid), ("account", Uuid), ("version", Int), ("at", Moment), ("data", Text)],
        "id",
    ),
    table(
        "case_journal",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("seq", Int),
            ("at", Moment),
            ("actor", Uuid),
            ("event", Text),
            ("link", Bytes),
        ],
        "centre, case_id, seq",
    ),
    table(
        "case_row",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("number", Text),
            ("version", Int),
            ("candidate", Uuid),
            ("name", Text),
            ("name_key", Text),
            ("iin", Text),
            ("stage", Text),
            ("programme", Text),
            ("filed_on", Day),
            ("due", Day),
            ("due_clause", Text),
            ("sitting_on", Day),
            ("sitting_at", Clock),
            ("protocol", Text),
            ("serial", Text),
            ("changed_at", Moment),
        ],
        "centre, case_id",
    ),
    table("case_name", &[("centre", Text), ("word", Text), ("case_id", Uuid)], "centre, word, case_id"),
    table(
        "register",
        &[
            ("serial", Text),
            ("ordinal", Int),
            ("case_id", Uuid),
            ("centre", Text),
            ("programme", Text),
            ("holder", Text),
            ("issued_on", Day),
            ("valid_until", Day),
            ("annulled_on", Day),
            ("digest", Text),
        ],
        "serial",
    ),
    table(
        "paper",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("seq", Int),
            ("kind", Text),
            ("number", Text),
            ("made_on", Day),
        ],
        "centre, case_id, seq",
    ),
    table("employer", &[("account", Uuid), ("bin", Text), ("name", Text), ("since", Moment)], "account"),
    table(
        "referral",
        &[
            ("id", Uuid),
            ("employer", Uuid),
            ("iin", Text),
            ("name", Text),
            ("programme", Text),
            ("pays", Int),
            ("made_at", Moment),
            ("answer", Text),
            ("answered_by", Uuid),
            ("answered_at", Moment),
            ("case_id", Uuid),
        ],
        "id",
    ),
    table(
        "case_term",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("place", Int),
            ("clause", Text),
            ("started", Day),
            ("due", Day),
            ("state", Text),
            ("closed_on", Day),
        ],
        "centre, case_id, place",
    ),
    table(
        "case_outcome",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("programme", Text),
            ("filed_on", Day),
            ("theory", Int),
            ("practice", Int),
            ("passed", Int),
            ("decided_on", Day),
            ("violations", Int),
            ("terminated", Int),
            ("issued_on", Day),
            ("annulled_on", Day),
            ("appealed_on", Day),
            ("appeal", Text),
            ("closed_on", Day),
        ],
        "centre, case_id",
    ),
    table(
        "platform_entry",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("kind", Text),
            ("serial", Text),
            ("ordinal", Int),
            ("state", Text),
            ("made_at", Moment),
            ("tries", Int),
            ("next_at", Moment),
            ("reference", Text),
            ("reason", Text),
            ("moved_at", Moment),
        ],
        "centre, case_id, kind",
    ),
    table("counter", &[("name", Text), ("value", Int)], "name"),
    table(
        "request",
        &[("id", Uuid), ("account", Uuid), ("about", Text), ("receipt", Text), ("at", Moment)],
        "id",
    ),
    table(
        "message",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("id", Uuid),
            ("recipient", Uuid),
            ("kind", Text),
            ("at", Moment),
        ],
        "centre, case_id, id",
    ),
    table(
        "dispatch",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("id", Uuid),
            ("message", Uuid),
            ("kind", Text),
            ("way", Text),
            ("address", Text),
            ("letter", Text),
            ("state", Text),
            ("tries", Int),
            ("owed_at", Moment),
            ("due", Moment),
            ("handed_at", Moment),
            ("delivered_at", Moment),
            ("answer", Text),
            ("account", Uuid),
        ],
        "centre, case_id, id",
    ),
    table(
        "read_log",
        &[
            ("centre", Text),
            ("case_id", Uuid),
            ("id", Uuid),
            ("account", Uuid),
            ("role", Text),
            ("what", Text),
            ("reason", Text),
            ("at", Moment),
        ],
        "centre, case_id, id",
    ),
    table(
        "save",
        &[
            ("centre", Text),
            ("attempt", Uuid),
            ("client", Uuid),
            ("seq", Int),
            ("at", Moment),
            ("kind", Text),
            ("body", Text),
        ],
        "centre, attempt, client, seq",
    ),
    table(
        "log_waiting",
        &[("centre", Text), ("case_id", Uuid), ("version", Int), ("link", Bytes)],
        "centre, case_id, version",
    ),
    table(
        "log_record",
        &[("position", Int), ("centre", Text), ("case_id", Uuid), ("version", Int), ("link", Bytes)],
        "position",
    ),
    table("log_node", &[("position", Int), ("hash", Bytes)], "position"),
    table("log_checkpoint", &[("size", Int), ("note", Text)], "size"),
    desk::ROOM,
    desk::TERM_ROW,
    desk::SITTING_ROW,
    desk::ASSIGNMENT,
    desk::REMINDER_RULE,
    desk::REMINDER,
    reference::REFERENCE_CHANGE,
    reference::COMMISSION_MEMBER,
    reference::COMMISSION_CONFLICT,
    desk::CALENDAR_FEED,
    services::SERVICE,
    services::SERVICE_KEY,
    services::HOOK,
    services::HOOK_DELIVERY,
];

/// Every column that is carried, with its table.
pub fn carried() -> Vec<(&'static str, &'static str)> {
    TABLES.iter().flat_map(|table| table.columns.iter().map(|(column, _)| (table.name, *column))).collect()
}

pub(crate) fn by_name(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

impl Table {
    /// All rows in order of the key, each column as `expression` writes it.
    pub(crate) fn select(&self, expression: fn(&str, Kind) -> String) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(column, kind)| format!("{} AS {column}", expression(column, *kind)))
            .collect();
        let only = if self.only.is_empty() { String::new() } else { format!(" WHERE {}", self.only) };
        format!("SELECT {} FROM {}{only} ORDER BY {}", columns.join(", "), self.name, self.key)
    }

    /// The kinds of these columns; none when one of them is not known here.
    pub(crate) fn kinds(&self, columns: &[String]) -> Option<Vec<Kind>> {
        let kind =
            |wanted: &String| self.columns.iter().find(|(column, _)| column == wanted).map(|(_, kind)| *kind);
        columns.iter().map(kind).collect()
    }
}
