//! The candidate's pages: the application from its first answer to its sending, and one's own cases.

pub mod apply;
pub mod my;
pub mod question;
pub mod steps;

use crate::form::UPLOAD_BODY;
use crate::routes::{Routes, get, post};

pub fn routes() -> Routes {
    Routes::new()
        .public("/apply", get(apply::start::get))
        .act("file_application", "/apply/begin", post(apply::start::post))
        .act("file_application", "/apply/{draft}", get(apply::tasks::get))
        .act("file_application", "/apply/{draft}/{part}", get(apply::part::get).post(apply::part::post))
        .act(
            "upload_file",
            "/apply/{draft}/documents",
            get(apply::documents::get).post(apply::documents::post).body_limit(UPLOAD_BODY),
        )
        .act("upload_file", "/apply/{draft}/files/remove", post(apply::documents::remove))
        .act(
            "upload_file",
            "/apply/{draft}/scans",
            get(apply::scans::get).post(apply::scans::post).body_limit(UPLOAD_BODY),
        )
        .act("upload_file", "/apply/{draft}/scans/remove", post(apply::scans::remove))
        .act(
            "upload_file",
            "/apply/{draft}/scans/{scan}",
            get(apply::scans::one::get).post(apply::scans::one::post),
        )
        .act("upload_file", "/apply/{draft}/scans/{scan}/file", get(apply::scans::file))
        .act("upload_file", "/apply/{draft}/scans/{scan}/pages/{page}", get(apply::scans::picture))
        .act("file_application", "/apply/{draft}/check", get(apply::check::get).post(apply::check::post))
        .act("view_case", "/my", get(my::list::get))
        .act("view_case", "/my/{case}", get(my::case::get))
        .act("view_case", "/my/{case}/notice", get(my::notice::get))
        .act("confirm_receipt", "/my/{case}/result", get(my::result::get).post(my::result::post))
        .act("file_application", "/my/{case}/retake", post(my::retake::post))
        .act("sign_contract", "/my/{case}/contract", get(steps::contract::get).post(steps::contract::post))
        .act("acquaint", "/my/{case}/acquaint", get(steps::acquaint::get).post(steps::acquaint::post))
        .act(
            "report_incapacity",
            "/my/{case}/incapacity",
            get(steps::incapacity::get).post(steps::incapacity::post).body_limit(UPLOAD_BODY),
        )
        .act("refuse_new_date", "/my/{case}/new-date", get(steps::new_date::get).post(steps::new_date::post))
        .act("record_fault", "/my/{case}/fault", get(steps::fault::get).post(steps::fault::post))
        .act(
            "ask_correction",
            "/my/{case}/correction",
            get(steps::correction::get).post(steps::correction::post).body_limit(UPLOAD_BODY),
        )
        .act("withdraw", "/my/{case}/withdraw", get(steps::withdraw::get).post(steps::withdraw::post))
        .act(
            "file_appeal",
            "/my/{case}/appeal",
            get(steps::appeal::get).post(steps::appeal::post).body_limit(UPLOAD_BODY),
        )
        .act(
            "file_complaint",
            "/my/{case}/complaint",
            get(steps::complaint::get).post(steps::complaint::post).body_limit(UPLOAD_BODY),
        )
}

#[cfg(test)]
mod tests;
