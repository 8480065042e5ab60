//! ¶1. The Rules themselves, clause by clause: what every clause mark of the service leads to.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;

use crate::page::{Frame, show};
use crate::visit::Visit;
use crate::words::Language;

const KAZAKH: &str = include_str!("../../../../../../regulation/order-374/2023-09-04/text.kk.md");
const ENGLISH: &str = include_str!("../../../../../../regulation/order-374/2023-09-04/gloss.en.md");

#[derive(Debug, Template)]
#[template(path = "public/law/page.html")]
pub struct LawPage {
    frame: Frame,
    /// Language of the text: Kazakh, or the English reading aid.
    lang: &'static str,
    clauses: &'static [ClauseText],
}

#[derive(Debug)]
struct ClauseText {
    /// Only the first part of a clause has one.
    id: String,
    clause: String,
    paragraphs: Vec<String>,
}

pub async fn get(visit: Visit) -> Response {
    show(&LawPage::new(visit.frame("board-rules-title")))
}

/// The id of a clause on the page: `clause-18-1` for ¶18(1).
pub fn anchor(clause: &str) -> String {
    let parts = clause.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    std::iter::once("clause").chain(parts).collect::<Vec<_>>().join("-")
}

impl LawPage {
    pub(super) fn new(frame: Frame) -> Self {
        static TEXT: LazyLock<[Vec<ClauseText>; 2]> = LazyLock::new(|| [read(KAZAKH), read(ENGLISH)]);
        let [kazakh, english] = &*TEXT;
        let (lang, clauses) = if frame.language == Language::En { ("en", english) } else { ("kk", kazakh) };
        Self { frame, lang, clauses }
    }
}

/// Each heading that names a clause, with the paragraphs under it.
fn read(text: &str) -> Vec<ClauseText> {
    let mut clauses: Vec<ClauseText> = Vec::new();
    let mut inside = false;
    for block in text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        if let Some(heading) = block.strip_prefix('#') {
            let clause = heading.trim_start_matches('#').trim();
            inside = clause.starts_with('¶');
            if inside {
                let id = anchor(clause);
                let again = clauses.iter().any(|known| known.id == id);
                let id = if again { String::new() } else { id };
                clauses.push(ClauseText { id, clause: clause.to_owned(), paragraphs: vec![] });
            }
        } else if let Some(last) = clauses.last_mut().filter(|_| inside && !block.starts_with("<!--")) {
            last.paragraphs.push(block.replace("**", "").replace('\n', " "));
        }
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p01_every_clause_of_a_term_has_its_text_in_both_texts() {
        for text in [read(KAZAKH), read(ENGLISH)] {
            for clause in ["¶5", "¶6", "¶17", "¶18", "¶19", "¶20", "¶22", "¶23"] {
                let found = text.iter().find(|one| one.id == anchor(clause));
                assert!(found.is_some_and(|one| !one.paragraphs.is_empty()), "{clause}");
            }
        }
        assert_eq!(anchor("¶18(1)"), "clause-18-1");
    }
}
