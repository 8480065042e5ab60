//! Pages for everyone.

pub mod centres;
pub mod check;
pub mod display;
pub mod error;
pub mod language;
pub mod law;
pub mod parts;
pub mod profession;
pub mod professions;
pub mod result;
pub mod start;

use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .public("/", get(start::get))
        .public("/professions", get(professions::get))
        .public("/professions/{id}", get(profession::get))
        .public("/centres", get(centres::get))
        .public("/rules", get(law::get))
        .public("/check", get(check::get).post(check::post))
        .public("/t/{serial}", get(result::get))
        .public("/display", get(display::get).post(display::post))
        .public("/language/{language}", get(language::get))
}

#[cfg(test)]
pub(crate) mod tests;
