//! The program as people meet it: the real binary, a data folder of its own, requests over HTTP.
//!
//! `server` starts it, `person` signs in and fills forms, `page` reads what comes back. Each other file is one story.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(
    clippy::disallowed_methods,
    reason = "the tests stand outside of the program and look at the real clock"
)]

mod adverse;
mod all_there;
mod api;
mod board;
mod browser;
mod carried;
mod cells;
mod cli;
mod correction;
mod counted;
mod database;
mod dice;
mod faults;
mod forged;
mod forgeries;
mod guides;
mod headers;
mod intake;
mod keys;
mod kill;
mod late;
mod notified;
mod observed;
mod once;
mod page;
mod people;
mod person;
mod platform;
mod professions;
mod records;
mod reference;
mod register;
mod resumed;
mod routes;
mod server;
mod start;
mod steps;
mod stock;
mod stored;
mod uploads;
mod walk;

#[path = "../support/smtp.rs"]
mod smtp;

#[path = "../support/sms.rs"]
#[allow(dead_code)]
mod sms;

#[path = "../support/authenticator.rs"]
mod authenticator;

#[path = "../support/kept.rs"]
mod kept;

#[path = "../support/keeper.rs"]
#[allow(dead_code)]
mod keeper;
