//! Pages of the examination commission: from the day's list to the signed protocol; the notification of ¶19 and the
//! decision on an appeal.

pub mod appeal_decision;
pub mod decision;
pub mod facts;
pub mod inform;
pub mod parts;
pub mod practice;
pub mod protocol;
pub mod protocols;
pub mod sitting;
pub mod sittings;
pub mod step;
pub mod theory;
pub mod violation;

use crate::form::UPLOAD_BODY;
use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    let theory = get(theory::get).post(theory::post).body_limit(UPLOAD_BODY);
    let appeal = get(appeal_decision::get).post(appeal_decision::post);
    Routes::new()
        .act("see_queue", "/sittings", get(sittings::get))
        .act("open_sitting", "/cases/{id}/sitting", get(sitting::get).post(sitting::post))
        .act("close_theory", "/cases/{id}/theory", theory)
        .act("judge_step", "/cases/{id}/practice", get(practice::get).post(practice::post))
        .act("register_violation", "/cases/{id}/violation", get(violation::get).post(violation::post))
        .act("cast_vote", "/cases/{id}/decision", get(decision::get).post(decision::post))
        .act("sign_protocol", "/cases/{id}/protocol", get(protocol::get).post(protocol::post))
        .act("sign_protocol", "/protocols", get(protocols::get).post(protocols::post))
        .act("inform_not_passed", "/cases/{id}/inform", get(inform::get).post(inform::post))
        .act("decide_appeal", "/cases/{id}/appeal-decision", appeal)
}

#[cfg(test)]
mod tests;
