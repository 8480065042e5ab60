//! What the head of a centre signs: refusals, contracts, documents, answers to late appeals; and annulment by two.

pub mod annul;
pub mod complaint;
pub mod issue;
pub mod late_appeal;
pub mod offer_contract;
pub mod sign_refusal;
pub mod to_sign;

use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .act("sign_refusal", "/to-sign", get(to_sign::get))
        .act("sign_refusal", "/cases/{id}/sign-refusal", get(sign_refusal::get).post(sign_refusal::post))
        .act(
            "offer_contract",
            "/cases/{id}/offer-contract",
            get(offer_contract::get).post(offer_contract::post),
        )
        .act("issue_document", "/cases/{id}/issue", get(issue::get).post(issue::post))
        .act("annul_document", "/cases/{id}/annul", get(annul::get).post(annul::post))
        .act("answer_complaint", "/cases/{id}/answer-complaint", get(complaint::get).post(complaint::post))
        .act("refuse_late_appeal", "/cases/{id}/late-appeal", get(late_appeal::get).post(late_appeal::post))
}

#[cfg(test)]
mod tests;
