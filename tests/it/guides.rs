//! `docs/guides/`: words that stand on the pages, commands that the program knows, pictures that are there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::server::{project, run};

/// Where the guides are.
pub(crate) fn folder() -> PathBuf {
    project().join("docs/guides")
}

/// Bytes of a picture at most.
const PICTURE: u64 = 60_000;

/// Every guide: its path and its text.
fn guides() -> Vec<(PathBuf, String)> {
    let folders = ["kk", "ru", "en"].map(|language| folder().join(language));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let files: Vec<PathBuf> =
        files.map(|entry| entry.unwrap().path()).chain([folder().join("README.md")]).collect();
    assert!(files.len() > 9, "{files:?}");
    files.into_iter().map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect()
}

/// All words of the pages in a language, a line each.
fn words(language: &str) -> String {
    let folder = project().join("crates/web/languages").join(language);
    fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

/// What a guide puts into «…» stands on a page of its language.
#[test]
fn what_the_guides_quote_is_on_the_pages() {
    let mut quoted = 0;
    for (file, text) in guides() {
        let language = ["kk", "ru"].into_iter().find(|language| file.parent().unwrap().ends_with(language));
        let Some(language) = language else { continue };
        let words = words(language);
        for quote in text.split('«').skip(1).map(|part| part.split('»').next().unwrap()) {
            // A figure stands for any; a language's own name is no word of the other.
            let shown = quote.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
            let own_name = ["Қазақша", "Русский", "English"].contains(&quote);
            assert!(own_name || words.contains(shown.trim()), "{}: no page says «{quote}»", file.display());
            quoted += 1;
        }
    }
    assert!(quoted > 300, "{quoted}");
}

#[test]
fn every_link_and_picture_of_the_guides_is_there() {
    let mut pictures = 0;
    for (file, text) in guides() {
        for link in text.split("](").skip(1).map(|part| part.split(')').next().unwrap()) {
            let target = file.parent().unwrap().join(link.split('#').next().unwrap());
            let there = fs::metadata(&target).unwrap_or_else(|_| panic!("{}: no {link}", file.display()));
            if target.extension().is_some_and(|end| end == "png") {
                pictures += 1;
                assert!(there.len() <= PICTURE, "{link}: {} bytes", there.len());
            }
        }
    }
    assert!(pictures > 20, "{pictures}");
}

/// Each command in the guides: ours know it with its options, questions to the Rules are answered, others are of the system.
#[test]
fn every_command_of_the_guides_is_known() {
    let usage = fs::read_to_string(project().join("xtask/src/main.rs")).unwrap();
    let mut known = 0;
    for (file, text) in guides() {
        for line in text.split("```sh\n").skip(1).flat_map(|block| block.split("```").next().unwrap().lines())
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["bilikti", "rules", asked @ ..] => {
                    let (code, said) = run(&[&["rules"], asked].concat());
                    assert!(code < 2, "{line}: {said}");
                }
                ["bilikti", words @ ..] => assert_known(words, line),
                ["cargo", "xtask", command, ..] => {
                    assert!(usage.contains(&format!("\"{command}\" =>")), "{line}");
                }
                ["systemctl" | "curl" | "install" | "chown", ..] => {}
                other => panic!("{}: {other:?} is run by nobody", file.display()),
            }
            known += 1;
        }
    }
    assert!(known > 15, "{known} commands");
}

/// The help of the command names every option.
fn assert_known(words: &[&str], line: &str) {
    let command =
        words.iter().take_while(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()));
    let command: Vec<&str> = command.copied().filter(|word| Path::new(word).extension().is_none()).collect();
    let (code, help) = run(&[command.as_slice(), &["--help"]].concat());
    assert_eq!(code, 0, "{line}: {help}");
    for option in words.iter().filter(|word| word.starts_with("--")) {
        assert!(help.contains(*option), "{line}: no {option} in\n{help}");
    }
}
