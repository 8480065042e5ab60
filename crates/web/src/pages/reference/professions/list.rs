//! The list: by words and codes, by section of OKED, by level of the NQF.

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::catalogue::Catalogue;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::oked;
use rules::profession::Profession;
use serde::Deserialize;

use super::{activities, address, levels, name};
use crate::page::{Frame, query_of, show};
use crate::session::Person;
use crate::visit::Visit;
use crate::words::fold;

const PER_PAGE: usize = 50;
/// Codes outside the register that are named.
const NAMED: usize = 20;

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    /// Letter of a section of OKED.
    section: String,
    /// 1–8.
    level: String,
    page: String,
    done: String,
}

impl Asked {
    fn query(&self) -> String {
        query_of(&[("q", &self.q), ("section", &self.section), ("level", &self.level)])
    }

    /// The professions asked for, in the order of the codes.
    pub(in crate::pages::reference) fn found<'a>(&self, catalogue: &'a Catalogue) -> Vec<&'a Profession> {
        let words: Vec<String> = {
            let query: String = self.q.chars().take(100).collect();
            fold(&query).split_whitespace().map(str::to_owned).collect()
        };
        let divisions: Vec<&str> = oked::below(&self.section).iter().map(|entry| entry.code).collect();
        let level = |profession: &Profession| {
            self.level.is_empty()
                || levels(catalogue, profession).iter().any(|level| level.to_string() == self.level)
        };
        let section = |profession: &Profession| {
            let of = |code: &str| divisions.iter().any(|division| code.starts_with(division));
            self.section.is_empty() || activities(catalogue, profession).iter().any(|oked| of(oked.as_str()))
        };
        let named = |profession: &Profession| {
            let Profession { code, name, name_en, .. } = profession;
            let text = fold(&format!("{code} {} {} {name_en}", name.kk, name.ru));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let all = catalogue.professions.values();
        all.filter(|one| named(one) && level(one) && section(one)).collect()
    }
}

#[derive(Debug, Template)]
#[template(path = "reference/professions/list.html")]
pub struct ProfessionsPage {
    frame: Frame,
    asked: Asked,
    /// Code, name, chosen.
    sections: Vec<(&'static str, &'static str, bool)>,
    levels: Vec<(String, bool)>,
    lines: Vec<Line>,
    total: usize,
    /// Codes of programmes that the register does not have.
    outside: String,
    query: String,
    previous: String,
    next: String,
    may_keep: bool,
}

#[derive(Debug)]
struct Line {
    href: String,
    code: String,
    name: String,
    lang: &'static str,
    oked: String,
    level: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = visit.frame("professions-title").dense();
    show(&ProfessionsPage::new(frame, &cx.catalogue, asked, may_ever(&who, Act::KeepProfessions)))
}

impl ProfessionsPage {
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        catalogue: &Catalogue,
        asked: Asked,
        may_keep: bool,
    ) -> Self {
        let found = asked.found(catalogue);
        let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, found.len().div_ceil(PER_PAGE).max(1));
        let query = asked.query();
        let href = |page: usize| format!("/reference/professions?{query}page={page}");
        let shown = found.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
        Self {
            sections: oked::sections()
                .map(|entry| (entry.code, entry.name_ru, entry.code == asked.section))
                .collect(),
            levels: (1..=8)
                .map(|level: u8| level.to_string())
                .map(|level| (level.clone(), level == asked.level))
                .collect(),
            lines: shown.map(|profession| Line::new(&frame, catalogue, profession)).collect(),
            total: found.len(),
            outside: outside(catalogue),
            previous: if page > 1 { href(page - 1) } else { String::new() },
            next: if page * PER_PAGE < found.len() { href(page + 1) } else { String::new() },
            query,
            asked,
            may_keep,
            frame,
        }
    }
}

impl Line {
    fn new(frame: &Frame, catalogue: &Catalogue, profession: &Profession) -> Self {
        let (name, lang) = name(frame.language, profession);
        Self {
            href: address(profession),
            code: profession.code.to_string(),
            name: name.to_owned(),
            lang,
            oked: list(&activities(catalogue, profession)),
            level: list(&levels(catalogue, profession)),
        }
    }
}

fn list(values: &[impl ToString]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    if texts.is_empty() { "—".to_owned() } else { texts.join(", ") }
}

fn outside(catalogue: &Catalogue) -> String {
    let codes = catalogue.all_offered().map(|programme| &programme.profession);
    let mut codes: Vec<String> =
        codes.filter(|code| !catalogue.professions.contains_key(code)).map(ToString::to_string).collect();
    codes.sort();
    codes.dedup();
    codes.truncate(NAMED);
    codes.join(", ")
}
