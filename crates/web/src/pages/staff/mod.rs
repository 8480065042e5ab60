//! The desk of a centre, a case as its staff see it, and the acts of a registrar.

pub mod appeal;
pub mod brief;
pub mod check;
pub mod correction;
pub mod desk;
pub mod messages;
pub mod next;
pub mod notice;
pub mod paper;
pub mod receipt;
pub mod records;
pub mod refusal;
pub mod short;
pub mod view;

use jiff::Timestamp;

use crate::dates;
use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .act("see_queue", "/desk", get(desk::get))
        .act("see_records", "/records", get(records::get))
        .act("check_completeness", "/desk/paper", get(paper::get).post(paper::post))
        .act("handle_messages", "/desk/messages", get(messages::get))
        .act(
            "handle_messages",
            "/desk/messages/{dispatch}",
            get(messages::one::get).post(messages::one::post),
        )
        .act("view_case", "/cases/{id}/messages", get(messages::proof::get))
        .act("handle_messages", "/cases/{id}/receipt", get(receipt::get).post(receipt::post))
        .act("view_case", "/cases/{id}", get(view::get))
        .act("check_completeness", "/cases/{id}/check", get(check::get).post(check::post))
        .act(
            "answer_correction",
            "/cases/{id}/answer-correction",
            get(correction::get).post(correction::post),
        )
        .act("prepare_refusal", "/cases/{id}/refusal", get(refusal::get).post(refusal::post))
        .act("send_notice", "/cases/{id}/notice", get(notice::get).post(notice::post))
        .act("brief", "/cases/{id}/brief", get(brief::get).post(brief::post))
        .act("record_fault", "/cases/{id}/fault", get(short::get_fault).post(short::post_fault))
        .act("record_no_show", "/cases/{id}/no-show", get(short::get_no_show).post(short::post_no_show))
        .act("withdraw", "/cases/{id}/withdraw", get(short::get_withdraw).post(short::post_withdraw))
        .act("inform_not_passed", "/cases/{id}/close", get(short::get_close).post(short::post_close))
        .act("register_appeal", "/cases/{id}/appeal", get(appeal::get).post(appeal::post))
}

/// `23.11.2026, 14:05` in Asia/Almaty.
pub fn local_time(at: Timestamp) -> String {
    let local = dates::local(at);
    format!("{}, {}", dates::short(local.date()), dates::time(local))
}

#[cfg(test)]
pub(crate) mod tests;
