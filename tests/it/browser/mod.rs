//! The pages in a real browser: one Chromium for each person, pictures in `target/screens/`, axe on every page.

mod apart;
mod driver;
mod keys;
mod look;
mod pages;
mod story;
