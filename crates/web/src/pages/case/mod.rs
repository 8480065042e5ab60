//! What staff, commission and candidate share of a case: the case itself, its papers and files.

mod at;
pub mod file;
pub mod form;
pub mod person;
pub mod personal;
pub mod reason;
pub mod sent;

pub use at::CaseAt;

use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .act("view_case", "/cases/{id}/form/{kind}", get(form::get))
        .act("view_case", "/cases/{id}/file/{digest}", get(file::get))
        .act("view_case", "/cases/{id}/reason", get(reason::get).post(reason::post))
        .act("view_case", "/cases/{id}/personal-file", get(personal::get))
        .act("view_case", "/cases/{id}/personal-file.zip", get(personal::bundle))
}
