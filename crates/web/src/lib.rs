//! What people see: pages in Kazakh, Russian and English that work without script.
//!
//! How to add a page, a word or a field: `crates/web/README.md`.

pub mod answer;
pub mod api;
pub mod app;
pub mod case_words;
pub mod chart;
pub mod data;
pub mod dates;
pub mod display;
pub mod form;
pub mod letters;
pub mod page;
pub mod pages;
pub mod period;
pub mod problem;
pub mod routes;
pub mod session;
pub mod step_up;
pub mod table;
mod to_the_end;
pub mod visit;
pub mod words;

#[cfg(test)]
mod testing;

pub use app::{App, Site, router};
