//! Who asks for what, in which language: the extractor that every handler starts with.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use uuid::Uuid;

use crate::app::App;
use crate::display::Display;
use crate::page::{Frame, Help, UserMenu};
use crate::words::{Language, t};

/// The language of the request: the one the person chose here, else Kazakh. The browser's list is not asked:
/// the first page is in the state language, whatever language the phone was sold in.
#[derive(Debug, Clone, Copy)]
pub struct Chosen(pub Language);

impl Chosen {
    pub fn of(parts: &Parts) -> Self {
        Self(cookie(parts, "language").find_map(Language::parse).unwrap_or_default())
    }
}

/// The values that cookies of this name bring, in the order of the request.
pub(crate) fn cookie<'a>(parts: &'a Parts, name: &'a str) -> impl Iterator<Item = &'a str> {
    let header = parts.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(key, _)| *key == name).map(|(_, value)| value)
}

impl<S: Sync> FromRequestParts<S> for Chosen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// Everything a page's frame needs from the request.
#[derive(Debug, Clone)]
pub struct Visit {
    pub language: Language,
    pub display: Display,
    pub path_and_query: String,
    pub user: Option<UserMenu>,
    pub help: Help,
    /// A fresh id for the form of this page; the form brings it back with each try.
    pub request_id: Uuid,
}

impl Visit {
    pub fn of(parts: &Parts, app: &App) -> Self {
        Self {
            language: Chosen::of(parts).0,
            display: Display::of(parts),
            path_and_query: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            user: parts.extensions.get::<UserMenu>().cloned(),
            help: app.site.help.clone(),
            request_id: (app.site.fresh_id)(),
        }
    }

    /// A page without a form of its own, titled by the words of `title_key`.
    pub fn frame(&self, title_key: &str) -> Frame {
        self.titled(t(self.language, title_key))
    }

    /// The same, where the title is a text of the data.
    pub fn titled(&self, title: String) -> Frame {
        Frame {
            language: self.language,
            display: self.display,
            title,
            path_and_query: self.path_and_query.clone(),
            user: self.user.clone(),
            has_form: false,
            has_errors: false,
            dense: false,
            help: self.help.clone(),
            request_id: self.request_id,
        }
    }

    /// A page whose main form has the id `page-form`. `sent` is the id the form came back with, if it did.
    pub fn form_frame(&self, title_key: &str, sent: Option<Uuid>) -> Frame {
        let frame = self.frame(title_key);
        Frame { has_form: true, request_id: sent.unwrap_or(frame.request_id), ..frame }
    }

    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::http::Request;

    use super::*;

    fn chosen(headers: &[(&str, &str)]) -> Language {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Chosen::of(&request.body(()).unwrap().into_parts().0).0
    }

    #[test]
    fn the_cookie_wins_else_kazakh() {
        assert_eq!(chosen(&[]), Language::Kk);
        assert_eq!(chosen(&[("accept-language", "ru-RU;q=0.8, en;q=0.5")]), Language::Kk);
        assert_eq!(chosen(&[("accept-language", "ru"), ("cookie", "a=b; language=en")]), Language::En);
        assert_eq!(chosen(&[("cookie", "language=xx")]), Language::Kk);
    }
}
