//! The files of the repository as text, and which part of a Rust file is code and which is test.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what was built, fetched or written by a run.
const NOT_OURS: [&str; 7] = [".git", "target", "data", "node_modules", "__pycache__", "mutants.out", "tools"];

/// Lines with their numbers, from 1.
pub(crate) type Lines<'a> = Vec<(usize, &'a str)>;

/// A text file; the path is relative to the root, with `/`.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Whether the name ends in this extension.
    pub(crate) fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == extension)
    }

    pub(crate) fn lines(&self) -> Lines<'_> {
        self.text.lines().enumerate().map(|(i, line)| (i + 1, line)).collect()
    }

    /// The lines of the program itself, and those of its tests.
    ///
    /// A file in a folder `tests`, or called `tests.rs`, is all test; elsewhere the tests are the module `tests`,
    /// which stands at the end of its file.
    pub(crate) fn code_and_tests(&self) -> (Lines<'_>, Lines<'_>) {
        let lines = self.lines();
        let is_test = self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs");
        let end = if is_test { 0 } else { end_of_code(&lines) };
        let (code, tests) = lines.split_at(end);
        (code.to_vec(), tests.to_vec())
    }
}

fn end_of_code(lines: &[(usize, &str)]) -> usize {
    lines
        .windows(2)
        .position(|pair| match pair {
            [(_, first), (_, second)] => {
                first.trim() == "#[cfg(test)]" && second.trim_start().starts_with("mod tests")
            }
            _ => false,
        })
        .unwrap_or(lines.len())
}

/// All text files under these places of the root, in the order of their paths; a place that is not there is empty.
pub(crate) fn read(root: &Path, places: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for place in places {
        collect(&root.join(place), &mut paths);
    }
    paths.sort();
    // What is not UTF-8 is a picture or a signature, and holds nothing to check.
    paths
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            let path = path.strip_prefix(root).ok()?.to_string_lossy().into_owned();
            Some(Source { path, text })
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let ours = path.file_name().is_some_and(|name| NOT_OURS.iter().all(|other| name != *other));
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && ours => collect(&path, paths),
            Ok(kind) if kind.is_file() => paths.push(path),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(path: &str, text: &str) -> (Vec<usize>, Vec<usize>) {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        let (code, tests) = source.code_and_tests();
        let number = |lines: Lines<'_>| lines.into_iter().map(|(number, _)| number).collect();
        (number(code), number(tests))
    }

    #[test]
    fn the_module_tests_ends_the_code() {
        let text = "fn a() {}\n#[cfg(test)]\nuse x;\n\n#[cfg(test)]\nmod tests {\n}";
        assert_eq!(numbers("crates/rules/src/a.rs", text), (vec![1, 2, 3, 4], vec![5, 6, 7]));
        assert_eq!(numbers("crates/rules/src/a.rs", "fn a() {}"), (vec![1], vec![]));
    }

    #[test]
    fn test_files_are_all_test() {
        for path in ["tests/it/a.rs", "crates/rules/tests/a.rs", "crates/rules/src/serial/tests.rs"] {
            assert_eq!(numbers(path, "fn a() {}"), (vec![], vec![1]), "{path}");
        }
        assert_eq!(numbers("crates/rules/src/contests.rs", "x"), (vec![1], vec![]));
    }
}
