//! People: who works at a centre, invitations and stand-ins; one's own account, second factor, sign-in by code; who read a
//! file.

pub mod account;
pub mod code;
pub mod consents;
pub mod data;
pub mod end;
pub mod factor;
pub mod invite;
pub mod join;
pub mod operator;
pub mod passkeys;
pub mod place;
pub mod readers;
pub mod staff;
pub mod stand_in;

use crate::routes::{Routes, get, post};

pub fn routes() -> Routes {
    Routes::new()
        .act("manage_centre", "/centre/people", get(staff::mine))
        .act("manage_centre", "/operator/people", get(operator::get))
        .act("manage_centre", "/centre/{place}/people", get(staff::get))
        .act("manage_centre", "/centre/{place}/people/invite", get(invite::get).post(invite::post))
        .act("manage_centre", "/centre/{place}/people/take-back", post(invite::take_back))
        .act("manage_centre", "/centre/{place}/people/stand-in", get(stand_in::get).post(stand_in::post))
        .act("manage_centre", "/centre/{place}/people/{account}/{seat}", get(end::get).post(end::post))
        .public("/join/{key}", get(join::get).post(join::post))
        .act("view_case", "/my/{case}/readers", get(readers::get))
        .signed_in("/account", get(account::get))
        .signed_in("/account/data", get(data::get))
        .signed_in("/account/data/download", get(data::download))
        .signed_in("/account/passkeys", get(passkeys::get).post(passkeys::post))
        .signed_in("/account/passkeys/{passkey}/remove", get(passkeys::remove_page).post(passkeys::remove))
        .public("/sign-in/passkey", get(passkeys::sign_in_page).post(passkeys::sign_in_by))
        .signed_in("/account/consents", get(consents::all))
        .act("change_consent", "/my/{case}/consents", get(consents::of_case))
        .act(
            "change_consent",
            "/my/{case}/consents/{consent}/{change}",
            get(consents::get).post(consents::post),
        )
        .signed_in("/account/factor", get(factor::get).post(factor::post))
        .signed_in("/account/factor/remove", get(factor::remove_page).post(factor::remove))
        .public("/sign-in/second", get(factor::second_page).post(factor::second))
        .public("/sign-in/code", get(code::get).post(code::post))
        .public("/sign-in/code/enter", get(code::enter_page).post(code::enter))
}

#[cfg(test)]
mod tests;
