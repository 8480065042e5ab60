//! ¶3. The professions that can be recognised, with a search over their names and codes.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::programme::Programme;
use serde::Deserialize;

use super::parts::{documents, exam_languages, modes};
use crate::app::App;
use crate::page::{Frame, show};
use crate::visit::Visit;
use crate::words::{Language, alphabetical, fold};
use acts::catalogue::Catalogue;

#[derive(Debug, Template)]
#[template(path = "public/professions/page.html")]
pub struct ProfessionsPage {
    frame: Frame,
    query: String,
    found: Vec<ProfessionCard>,
}

#[derive(Debug)]
struct ProfessionCard {
    href: String,
    title: String,
    /// The same in the other language of the Rules.
    other_title: String,
    other_lang: &'static str,
    code: String,
    level: String,
    modes: String,
    languages: String,
    documents: String,
}

impl ProfessionCard {
    fn new(programme: &Programme, language: Language) -> Self {
        let (other_title, other_lang) = match language.picked() {
            "ru" => (&programme.title.kk, "kk"),
            _ => (&programme.title.ru, "ru"),
        };
        Self {
            href: format!("/professions/{}", programme.id),
            title: language.pick(&programme.title).to_owned(),
            other_title: other_title.clone(),
            other_lang,
            code: programme.profession.to_string(),
            level: programme.nqf_level.to_string(),
            modes: modes(language, &programme.modes),
            languages: exam_languages(language, &programme.languages),
            documents: documents(language, programme).join("; "),
        }
    }
}

impl ProfessionsPage {
    fn new(frame: Frame, catalogue: &Catalogue, query: &str) -> Self {
        let query: String = query.trim().chars().take(100).collect();
        let language = frame.language;
        let mut found: Vec<_> = catalogue
            .all_offered()
            .filter(|programme| matches(programme, &query))
            .map(|programme| ProfessionCard::new(programme, language))
            .collect();
        found.sort_by_key(|card: &ProfessionCard| alphabetical(&card.title));
        Self { frame, query, found }
    }
}

/// Each word of the query stands in a name (either language, letters folded) or in the code.
fn matches(programme: &Programme, query: &str) -> bool {
    let names = [&programme.title, &programme.profession_name]
        .into_iter()
        .flat_map(|name| [name.kk.as_str(), name.ru.as_str()])
        .collect::<Vec<_>>()
        .join(" ");
    let text = fold(&format!("{names} {}", programme.profession));
    fold(query).split_whitespace().all(|word| text.contains(word))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
}

pub async fn get(visit: Visit, State(app): State<App>, Query(search): Query<Search>) -> Response {
    let frame = visit.frame("public-professions-title");
    show(&ProfessionsPage::new(frame, &app.cx().catalogue, &search.q))
}

#[cfg(test)]
impl ProfessionsPage {
    pub(super) fn sample(language: Language, query: &str) -> Self {
        let frame = Frame::sample(language, "public-professions-title");
        Self::new(frame, &super::tests::catalogue(), query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> usize {
        ProfessionsPage::sample(Language::Kk, query).found.len()
    }

    #[test]
    fn p03_a_profession_is_found_by_both_names_without_kazakh_letters_and_by_code() {
        for query in ["пісіруші", "ПИСИРУШИ", "сварщик", "7212", "  "] {
            assert!(found(query) >= 1, "{query}");
        }
        assert_eq!(found("ғарышкер"), 0);
    }
}
