//! The tables of programs of a centre.

use super::tables::Kind::{Int, Moment, Text, Uuid};
use super::tables::{Table, table};

pub(super) const SERVICE: Table = table(
    "service",
    &[
        ("account", Uuid),
        ("centre", Text),
        ("name", Text),
        ("scopes", Text),
        ("digest", Text),
        ("made_by", Uuid),
        ("made_at", Moment),
        ("until", Moment),
        ("ended_at", Moment),
        ("used_at", Moment),
    ],
    "account",
);

pub(super) const SERVICE_KEY: Table = table(
    "service_key",
    &[("account", Uuid), ("key", Text), ("digest", Text), ("at", Moment), ("status", Int), ("body", Text)],
    "account, key",
);

pub(super) const HOOK: Table = table(
    "hook",
    &[
        ("id", Uuid),
        ("centre", Text),
        ("address", Text),
        ("occasions", Text),
        ("made_by", Uuid),
        ("made_at", Moment),
        ("ended_at", Moment),
        ("failing_since", Moment),
        ("paused_at", Moment),
    ],
    "id",
);

pub(super) const HOOK_DELIVERY: Table = table(
    "hook_delivery",
    &[
        ("hook", Uuid),
        ("event", Uuid),
        ("occasion", Text),
        ("case_id", Uuid),
        ("body", Text),
        ("state", Text),
        ("tries", Int),
        ("made_at", Moment),
        ("next_at", Moment),
        ("answer", Text),
    ],
    "hook, event",
);
