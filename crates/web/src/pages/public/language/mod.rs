//! The language switch of pages without a form: remembers the choice and comes back.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::page::remember;
use crate::problem::Problem;
use crate::words::Language;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    back: String,
}

pub async fn get(Path(code): Path<String>, Query(Back { back }): Query<Back>) -> Result<Response, Problem> {
    let language = Language::parse(&code).ok_or(Problem::NotFound)?;
    let back = if is_local(&back) { back.as_str() } else { "/" };
    Ok(remember(language, Redirect::to(back).into_response()))
}

/// A path of this site: one slash at the start, printable ASCII, no backslash (browsers read it as a slash).
pub(crate) fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_come_back_to() {
        assert!(is_local("/professions?q=%D3%98"));
        for foreign in ["", "https://x.example", "//x.example", "/\\x.example", "/a\r\nb", "/ б"] {
            assert!(!is_local(foreign), "{foreign}");
        }
    }
}
