//! What every page must hold, for the tests of all audiences.
#![allow(clippy::unwrap_used, clippy::panic)]

pub(crate) mod silent;

use std::collections::BTreeSet;

use askama::Template;

use crate::words::Language;

/// Renders a page and checks its words, its one h1, its language and its ids. Gives the HTML back.
pub(crate) fn holds_up(language: Language, page: &impl Template) -> String {
    let text = page.render().unwrap();
    assert!(!text.contains('⟦'), "a missing key: {}", around(&text, '⟦'));
    assert_eq!(text.matches("<h1").count(), 1, "one h1");
    assert!(text.contains(&format!("<html lang=\"{}\"", language.code())));
    // The one script there is comes from this site and has an address.
    let text_alone = text.replace(&crate::page::script_tag(), "");
    for forbidden in ["<script", " style=\"", " onclick", "javascript:"] {
        assert!(!text_alone.contains(forbidden), "{forbidden} is against the content security policy");
    }
    let mut ids = BTreeSet::new();
    for part in text.split(" id=\"").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(ids.insert(id), "the id {id} stands twice");
    }
    for attribute in [" for=\"", " aria-describedby=\"", " aria-labelledby=\"", " form=\"", "href=\"#"] {
        for part in text.split(attribute).skip(1) {
            for id in part.split('"').next().unwrap().split_whitespace() {
                assert!(ids.contains(id), "{attribute}{id} leads nowhere");
            }
        }
    }
    text
}

fn around(text: &str, sign: char) -> &str {
    text.split(sign).nth(1).unwrap_or_default().split('⟧').next().unwrap_or_default()
}
