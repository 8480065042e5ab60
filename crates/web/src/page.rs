//! The frame around every page, and how a template becomes an answer.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use uuid::Uuid;

use crate::display::Display;
use crate::problem::Problem;
use crate::words::{Language, Put, t, t_args};

const SCRIPT: &str = concat!("/static/passkeys.js?v=", env!("STYLE_VERSION"));

/// Whom to ask; the same line at the same place of every page.
#[derive(Debug, Clone, Default)]
pub struct Help {
    pub phone: String,
    pub email: String,
}

/// The signed-in person's part of the frame. The guard puts it into the request's extensions.
#[derive(Debug, Clone)]
pub struct UserMenu {
    pub name: String,
    /// Keys of the role's words.
    pub roles: Vec<&'static str>,
    pub links: Vec<MenuLink>,
    /// Unread reminders of somebody who works at a centre.
    pub reminders: Option<u64>,
}

/// A place of the menu: a local path and the key of its words.
#[derive(Debug, Clone, Copy)]
pub struct MenuLink {
    pub href: &'static str,
    pub key: &'static str,
}

/// What `layout.html` needs. Every template has a field `frame` of this type.
#[derive(Debug, Clone)]
pub struct Frame {
    pub language: Language,
    pub display: Display,
    /// The title in the page's language; also its h1 in most pages.
    pub title: String,
    pub path_and_query: String,
    pub user: Option<UserMenu>,
    /// The page has a form with the id `page-form`: the language switch then belongs to that form.
    pub has_form: bool,
    /// The form was sent with errors: the title says so.
    pub has_errors: bool,
    /// Staff pages: the same components with less air.
    pub dense: bool,
    pub help: Help,
    pub request_id: Uuid,
}

impl Frame {
    pub fn t(&self, key: &str) -> String {
        t(self.language, key)
    }

    /// Words with one value in them.
    pub fn t1(&self, key: &str, name: &'static str, value: impl Put) -> String {
        t_args(self.language, key, &[(name, value.put())])
    }

    /// «3 жұмыс күні».
    pub fn working_days(&self, n: impl Put) -> String {
        self.t1("common-working-days", "n", n)
    }

    /// Words with two values in them.
    pub fn t2(
        &self,
        key: &str,
        name: &'static str,
        value: impl Put,
        other: &'static str,
        other_value: impl Put,
    ) -> String {
        t_args(self.language, key, &[(name, value.put()), (other, other_value.put())])
    }

    /// Marks the frame as one whose form has errors.
    #[must_use]
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    #[must_use]
    pub fn dense(mut self) -> Self {
        self.dense = true;
        self
    }

    pub fn languages(&self) -> [Language; 3] {
        Language::ALL
    }

    /// The link that switches the language and comes back to this page.
    pub fn switch_href(&self, language: &Language) -> String {
        format!("/language/{}?back={}", language.code(), query_value(&self.path_and_query))
    }

    /// The page of colours and letters, which comes back to this page.
    pub fn display_href(&self) -> String {
        format!("/display?back={}", query_value(&self.path_and_query))
    }

    /// A phone number as the address of a link.
    pub fn tel(&self, phone: &str) -> String {
        format!("tel:{}", phone.replace(' ', ""))
    }

    /// Whether a menu link leads to the place this page belongs to.
    pub fn is_here(&self, href: &str) -> bool {
        let path = self.path_and_query.split('?').next().unwrap_or_default();
        path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The address of the style sheet; it changes with its content, so that browsers may keep it for long.
    /// Where the script of passkeys is.
    pub fn script(&self) -> &'static str {
        SCRIPT
    }

    pub fn style(&self) -> &'static str {
        concat!("/static/bilikti.css?v=", env!("STYLE_VERSION"))
    }
}

/// Writes a text as a value inside an address: everything but letters, digits and `-._~/` as `%XX`.
pub fn query_value(text: &str) -> String {
    use std::fmt::Write as _;

    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The fields that have a value, as the address of a search writes them: `q=a&from=b&`.
pub fn query_of(fields: &[(&str, &str)]) -> String {
    let given = fields.iter().filter(|(_, value)| !value.is_empty());
    given.fold(String::new(), |text, (name, value)| text + name + "=" + &query_value(value) + "&")
}

/// The tag of the one script there is; a page that holds it may run it.
pub(crate) fn script_tag() -> String {
    format!("<script src=\"{SCRIPT}\" defer></script>")
}

/// The page as an answer with status 200.
pub fn show(page: &impl Template) -> Response {
    show_with(StatusCode::OK, page)
}

/// The page as an answer with `status`.
pub fn show_with(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => {
            let scripted = text.contains(&script_tag());
            let mut response = (status, Html(text)).into_response();
            if scripted {
                let policy = HeaderValue::from_static(crate::app::WITH_SCRIPT);
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(error) => Problem::Internal(format!("a page could not be written: {error}")).into_response(),
    }
}

/// The same form again after a switch of language, with the choice remembered.
pub fn switched(language: Language, page: &impl Template) -> Response {
    remember(language, show(page))
}

/// Puts the chosen language into a cookie for a year.
pub fn remember(language: Language, mut response: Response) -> Response {
    let cookie = match language {
        Language::Kk => "language=kk; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        Language::Ru => "language=ru; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        Language::En => "language=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
    };
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(cookie));
    response
}

#[cfg(test)]
impl Frame {
    /// A frame for the `sample()` of templates.
    pub fn sample(language: Language, title_key: &str) -> Self {
        Self {
            language,
            display: Display::default(),
            title: t(language, title_key),
            path_and_query: "/sample?q=1".to_owned(),
            user: None,
            has_form: false,
            has_errors: false,
            dense: false,
            help: Help { phone: "+7 7172 00 00 00".to_owned(), email: "help@example.kz".to_owned() },
            request_id: Uuid::nil(),
        }
    }

    /// The same with a form and errors in it.
    pub fn sample_form(language: Language, title_key: &str) -> Self {
        Self { has_form: true, has_errors: true, ..Self::sample(language, title_key) }
    }

    /// The same for a signed-in person.
    #[must_use]
    pub fn sample_user(mut self) -> Self {
        self.user = Some(UserMenu {
            name: "Сағынова Айгерім".to_owned(),
            roles: vec!["common-service"],
            links: vec![MenuLink { href: "/sample", key: "public-start-title" }],
            reminders: Some(3),
        });
        self
    }
}
