//! The walk of one case: the order table, worked stories, terms, and random walks with invariants.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    missing_debug_implementations,
    unreachable_pub
)]

mod consent;
mod correction;
mod exam;
mod intake;
mod order;
mod outcome;
mod random;
mod sample;
mod terms;
mod walk;
