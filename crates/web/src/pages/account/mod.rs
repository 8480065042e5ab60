//! Signing in, opening an account, signing out.

pub mod sign_in;
pub mod sign_out;
pub mod sign_up;

use serde::Deserialize;

use crate::pages::public::language::is_local;
use crate::routes::{Routes, get, post};

pub fn routes() -> Routes {
    Routes::new()
        .public("/sign-in", get(sign_in::get).post(sign_in::post))
        .public("/sign-up", get(sign_up::get).post(sign_up::post))
        .public("/sign-out", post(sign_out::post))
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    back: String,
}

impl Back {
    pub fn back(&self) -> &str {
        &self.back
    }
}

/// A place of this site to come back to; `None` where there is none to speak of.
pub(in crate::pages) fn back_to(back: &str) -> Option<&str> {
    (back != "/" && is_local(back)).then_some(back)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::holds_up;
    use crate::words::Language;

    #[test]
    fn every_account_page_holds_up_in_every_language() {
        for language in Language::ALL {
            holds_up(language, &sign_in::SignInPage::sample(language));
            holds_up(language, &sign_up::SignUpPage::sample(language));
        }
    }

    #[test]
    fn only_a_place_of_this_site_is_come_back_to() {
        assert_eq!(back_to("/apply?programme=welder"), Some("/apply?programme=welder"));
        for other in ["", "/", "//x.example", "https://x.example"] {
            assert_eq!(back_to(other), None, "{other}");
        }
    }
}
