#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// Key → the variables its words use.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut paths = Vec::new();
    files(&root().join("languages").join(language.code()), &mut paths);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let prefix = format!("{}-", path.file_stem().unwrap().to_str().unwrap());
        let mut current = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                current = line.split('=').next().unwrap().trim().to_owned();
                assert!(
                    current.starts_with(&prefix),
                    "{}: {current} must begin with {prefix}",
                    path.display()
                );
                let before = found.insert(current.clone(), BTreeSet::new());
                assert!(before.is_none(), "{}: {current} stands twice", path.display());
            }
            for variable in line.split('$').skip(1) {
                let name = variable.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                found.get_mut(&current).unwrap().insert(name);
            }
        }
    }
    found
}

/// Every quoted literal of `src` and `templates` that looks like a key of one of the files.
fn used() -> BTreeMap<String, PathBuf> {
    let mut prefixes = Vec::new();
    files(&root().join("languages/kk"), &mut prefixes);
    let prefixes: Vec<String> =
        prefixes.iter().map(|path| format!("{}-", path.file_stem().unwrap().to_str().unwrap())).collect();
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    files(&root().join("templates"), &mut paths);
    let mut found = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let parts: Vec<&str> = text.split('"').collect();
        for pair in parts.windows(2) {
            let [before, literal] = pair else { continue };
            let like_a_key = literal
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && prefixes.iter().any(|prefix| literal.len() > prefix.len() && literal.starts_with(prefix));
            // `id="apply-name"` is an attribute, not a key.
            if like_a_key && !before.ends_with('=') {
                found.insert((*literal).to_owned(), path.clone());
            }
        }
    }
    found
}

#[test]
fn the_three_languages_have_the_same_keys_and_variables() {
    let kk = keys(Language::Kk);
    assert!(kk.len() > 50, "the words were not found");
    for language in [Language::Ru, Language::En] {
        let other = keys(language);
        let of = |map: &BTreeMap<String, BTreeSet<String>>| map.keys().cloned().collect::<BTreeSet<_>>();
        let apart: Vec<_> = of(&kk).symmetric_difference(&of(&other)).cloned().collect();
        assert!(apart.is_empty(), "kk and {} differ: {apart:?}", language.code());
        for (key, variables) in &kk {
            assert_eq!(variables, &other[key], "variables of {key} in {}", language.code());
        }
    }
}

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let keys: BTreeSet<String> = keys(Language::Kk).into_keys().collect();
    let used = used();
    let missing: Vec<_> = used.iter().filter(|(key, _)| !keys.contains(*key)).collect();
    assert!(missing.is_empty(), "used, but in no language file: {missing:#?}");
    let unused: Vec<_> = keys.iter().filter(|key| !used.contains_key(*key)).collect();
    assert!(unused.is_empty(), "in the language files, but used nowhere: {unused:#?}");
}

#[test]
fn no_value_is_glued_to_a_suffix() {
    for language in Language::ALL {
        let mut paths = Vec::new();
        files(&root().join("languages").join(language.code()), &mut paths);
        for path in paths {
            for line in fs::read_to_string(&path).unwrap().lines() {
                for after in line.split('}').skip(1) {
                    let next = after.chars().next().unwrap_or(' ');
                    assert!(
                        !next.is_alphabetic(),
                        "{}: a letter stands right after a value: {line}",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn a_missing_key_is_visible() {
    let no_key = ["common", "no-such-key"].join("-");
    assert_eq!(t(Language::Kk, &no_key), "⟦common-no-such-key⟧");
}

#[test]
fn russian_has_three_plurals_and_kazakh_keeps_the_singular() {
    let days = |language, n: i64| t_args(language, "common-working-days", &[("n", n.into())]);
    assert_eq!(days(Language::Kk, 1), "1 жұмыс күні");
    assert_eq!(days(Language::Kk, 3), "3 жұмыс күні");
    assert_eq!(days(Language::Ru, 1), "1 рабочий день");
    assert_eq!(days(Language::Ru, 2), "2 рабочих дня");
    assert_eq!(days(Language::Ru, 5), "5 рабочих дней");
    assert_eq!(days(Language::Ru, 21), "21 рабочий день");
    assert_eq!(days(Language::En, 1), "1 working day");
    assert_eq!(days(Language::En, 2), "2 working days");
}

#[test]
fn search_folds_kazakh_letters() {
    assert_eq!(fold("ПІСІРУШІ"), fold("писируши"));
    assert_eq!(fold("Құрылысшы Өңдеуші Һәм Ғұмыр"), "курылысшы ондеуши хам гумыр");
}

#[test]
fn texts_are_sorted_by_the_kazakh_alphabet() {
    let mut words = ["Ірі", "Яков", "Қала", "Кала", "Әке", "Ата", "Бала", "7"];
    words.sort_by_key(|word| alphabetical(word));
    assert_eq!(words, ["7", "Ата", "Әке", "Бала", "Кала", "Қала", "Ірі", "Яков"]);
}
