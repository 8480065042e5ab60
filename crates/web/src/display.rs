//! How pages look to this person: colours and the size of letters, as chosen on `/display`. The choice stays in a cookie;
//! without one the device decides.

use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::visit::cookie;

/// Colours of pages on a screen. Paper is always light.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colours {
    /// As the person's device is set: light, dark or of high contrast.
    #[default]
    Device,
    Light,
    Dark,
    Contrast,
}

/// What a person chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Display {
    pub colours: Colours,
    pub large: bool,
}

impl Colours {
    pub const ALL: [Self; 4] = [Self::Device, Self::Light, Self::Dark, Self::Contrast];

    /// The word of forms and of the cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The colours of a word; as the device has it, where the word is not known.
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.code() == code).unwrap_or_default()
    }
}

impl Display {
    pub fn of(parts: &Parts) -> Self {
        let kept = cookie(parts, "display").next().unwrap_or_default();
        let (colours, large) = match kept.strip_suffix("-large") {
            Some(colours) => (colours, true),
            None => (kept, false),
        };
        Self { colours: Colours::parse(colours), large }
    }

    /// Classes of `<html>`, each after a space.
    pub fn classes(&self) -> &'static str {
        match (self.colours, self.large) {
            (Colours::Device, false) => "",
            (Colours::Device, true) => " app-large",
            (Colours::Light, false) => " app-light",
            (Colours::Light, true) => " app-light app-large",
            (Colours::Dark, false) => " app-dark",
            (Colours::Dark, true) => " app-dark app-large",
            (Colours::Contrast, false) => " app-contrast",
            (Colours::Contrast, true) => " app-contrast app-large",
        }
    }

    /// Puts the choice into a cookie for a year.
    pub fn remember(self, mut response: Response) -> Response {
        let (colours, large) = (self.colours.code(), if self.large { "-large" } else { "" });
        let cookie = format!("display={colours}{large}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::http::Request;
    use axum::response::IntoResponse;

    use super::*;

    fn kept(cookie: &str) -> Display {
        Display::of(&Request::builder().header(header::COOKIE, cookie).body(()).unwrap().into_parts().0)
    }

    #[test]
    fn what_was_chosen_is_read_back() {
        for colours in Colours::ALL {
            for large in [false, true] {
                let chosen = Display { colours, large };
                let answer = chosen.remember(().into_response());
                let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
                assert_eq!(kept(&format!("language=ru; {}", cookie.split(';').next().unwrap())), chosen);
                assert_eq!(chosen.classes().contains("app-large"), large);
                assert_eq!(chosen.classes().contains(colours.code()), colours != Colours::Device);
            }
        }
    }

    #[test]
    fn an_unknown_choice_is_the_devices() {
        assert_eq!(kept("display=\"><script>"), Display::default());
        assert_eq!(kept("display=pink-large"), Display { large: true, ..Display::default() });
    }
}
