//! ¶3 A2. The register of professions: the list, one profession, a table taken in.

pub mod import;
pub mod list;
pub mod one;
pub mod report;

use acts::catalogue::Catalogue;
use rules::identifiers::{NqfLevel, OkedCode};
use rules::profession::Profession;
use rules::programme::Programme;

use crate::page::query_value;
use crate::words::Language;

/// Every programme of the profession that takes applications.
pub(super) fn programmes<'a>(
    catalogue: &'a Catalogue,
    profession: &'a Profession,
) -> impl Iterator<Item = &'a Programme> {
    catalogue.all_offered().filter(|programme| programme.profession == profession.code)
}

/// The register's own level; else those of its programmes.
pub(super) fn levels(catalogue: &Catalogue, profession: &Profession) -> Vec<NqfLevel> {
    one_or_all(profession.nqf_level, programmes(catalogue, profession).map(|programme| programme.nqf_level))
}

/// The register's own subclass of OKED; else those of its programmes.
pub(super) fn activities(catalogue: &Catalogue, profession: &Profession) -> Vec<OkedCode> {
    let of_programmes = programmes(catalogue, profession).map(|programme| programme.oked.clone());
    one_or_all(profession.oked.clone(), of_programmes)
}

fn one_or_all<T: Ord>(own: Option<T>, others: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = if own.is_some() { own.into_iter().collect() } else { others.collect() };
    all.sort();
    all.dedup();
    all
}

/// In the page's language; the Kazakh or the Russian name where there is no English one.
pub(super) fn name(language: Language, profession: &Profession) -> (&str, &'static str) {
    if language == Language::En && !profession.name_en.is_empty() {
        return (&profession.name_en, "en");
    }
    (language.pick(&profession.name), language.picked())
}

pub(super) fn address(profession: &Profession) -> String {
    format!("/reference/professions/{}", query_value(profession.code.as_str()))
}

#[cfg(test)]
mod tests;
