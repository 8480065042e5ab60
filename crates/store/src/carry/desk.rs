//! The tables of the centre's desk: rooms, terms, sittings, whose hands a case is in.

use super::tables::Kind::{Clock, Day, Int, Moment, Text, Uuid};
use super::tables::{Table, table};

pub(super) const ROOM: Table = table(
    "room",
    &[
        ("id", Uuid),
        ("centre", Text),
        ("name_kk", Text),
        ("name_ru", Text),
        ("address", Text),
        ("seats", Int),
        ("accessible", Int),
        ("equipment", Text),
        ("closed", Int),
    ],
    "id",
);

pub(super) const TERM_ROW: Table = table(
    "term_row",
    &[
        ("centre", Text),
        ("case_id", Uuid),
        ("place", Int),
        ("clause", Text),
        ("due", Day),
        ("owed_by", Text),
        ("owed_to", Text),
        ("term", Text),
    ],
    "centre, case_id, place",
);

pub(super) const SITTING_ROW: Table = table(
    "sitting_row",
    &[
        ("centre", Text),
        ("case_id", Uuid),
        ("day", Day),
        ("start", Clock),
        ("until", Clock),
        ("room", Uuid),
        ("place", Text),
        ("mode", Text),
        ("language", Text),
        ("adjustments", Text),
        ("commission", Text),
    ],
    "centre, case_id",
);

pub(super) const ASSIGNMENT: Table = table(
    "assignment",
    &[
        ("case_id", Uuid),
        ("centre", Text),
        ("account", Uuid),
        ("at", Moment),
        ("given_by", Uuid),
        ("word", Text),
    ],
    "case_id",
);

pub(super) const REMINDER_RULE: Table =
    table("reminder_rule", &[("centre", Text), ("owed", Int), ("head", Int)], "centre");

pub(super) const REMINDER: Table = table(
    "reminder",
    &[
        ("account", Uuid),
        ("case_id", Uuid),
        ("place", Int),
        ("distance", Int),
        ("centre", Text),
        ("clause", Text),
        ("due", Day),
        ("at", Moment),
        ("read_at", Moment),
    ],
    "account, case_id, place, distance",
);

pub(super) const CALENDAR_FEED: Table =
    table("calendar_feed", &[("account", Uuid), ("secret", Text), ("made_at", Moment)], "account");
