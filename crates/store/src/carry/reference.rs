//! The tables of reference data.

use super::tables::Kind::{Int, Moment, Text, Uuid};
use super::tables::{Table, table};

pub(super) const REFERENCE_CHANGE: Table = table(
    "reference_change",
    &[
        ("position", Int),
        ("request", Uuid),
        ("account", Uuid),
        ("at", Moment),
        ("about", Text),
        ("kind", Text),
        ("data", Text),
    ],
    "position",
);

pub(super) const COMMISSION_MEMBER: Table = table(
    "commission_member",
    &[
        ("id", Uuid),
        ("centre", Text),
        ("account", Uuid),
        ("professions", Text),
        ("basis", Text),
        ("made_by", Uuid),
        ("made_at", Moment),
    ],
    "id",
);

pub(super) const COMMISSION_CONFLICT: Table = table(
    "commission_conflict",
    &[
        ("id", Uuid),
        ("centre", Text),
        ("account", Uuid),
        ("kind", Text),
        ("iin", Text),
        ("bin", Text),
        ("note", Text),
        ("made_by", Uuid),
        ("made_at", Moment),
        ("ended_by", Uuid),
        ("ended_at", Moment),
    ],
    "id",
);
