//! Where a source names clauses of the Rules: by id in text (`¶4(2)`, `¶4 last`, `A2`), by name in a test (`p4_2_…`).

use crate::sources::Source;

/// A clause named at a place of a source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    /// The id as the Rules spell it; one the Rules do not have is kept as it was written.
    pub(crate) id: String,
    pub(crate) known: bool,
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Code,
    /// With the name of the test, where the clause stands in it.
    Test(Option<String>),
}

/// All citations of a Rust file; `ids` are those the Rules have.
pub(crate) fn of(source: &Source, ids: &[String]) -> Vec<Citation> {
    let (code, tests) = source.code_and_tests();
    let in_code = code.into_iter().flat_map(|(line, text)| {
        in_text(text, ids).into_iter().map(move |(id, known)| Citation { id, known, line, kind: Kind::Code })
    });
    let in_tests = tests.into_iter().flat_map(|(line, text)| {
        let named = test_name(text).into_iter().flat_map(|name| {
            in_name(name, ids).into_iter().map(|(id, known)| (id, known, Some(name.to_owned())))
        });
        let written = in_text(text, ids).into_iter().map(|(id, known)| (id, known, None));
        let all: Vec<_> = named.chain(written).collect();
        all.into_iter().map(move |(id, known, name)| Citation { id, known, line, kind: Kind::Test(name) })
    });
    in_code.chain(in_tests).collect()
}

/// Ids in a line: `¶…` anywhere, an annex in a comment or alone in quotes. Each with whether the Rules have it.
fn in_text(line: &str, ids: &[String]) -> Vec<(String, bool)> {
    let paragraphs = line.match_indices('¶').filter_map(|(at, _)| {
        let rest = line.get(at..)?;
        match longest(rest, ids) {
            Some(id) => Some((id.to_owned(), true)),
            None => written_paragraph(rest).map(|id| (id, false)),
        }
    });
    // `A4` is also a size of paper, so an annex the Rules do not have is no citation.
    let annexes = ids.iter().filter(|id| !id.starts_with('¶') && names_annex(line, id));
    paragraphs.chain(annexes.map(|id| (id.clone(), true))).collect()
}

/// The longest id that `rest` begins with, as a whole word.
fn longest<'a>(rest: &str, ids: &'a [String]) -> Option<&'a str> {
    let whole = |id: &&String| {
        let after = rest.strip_prefix(id.as_str()).map(|after| after.chars().next());
        // `¶18(3)` is not `¶18`.
        after.is_some_and(|next| next.is_none_or(|next| !next.is_alphanumeric() && next != '('))
    };
    ids.iter().filter(whole).max_by_key(|id| id.len()).map(String::as_str)
}

/// `¶99(1)` as it was written; `None` where no number follows the sign.
fn written_paragraph(rest: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || "()".contains(c);
    let number: String = rest.chars().skip(1).take_while(|c| is_part(*c)).collect();
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| format!("¶{number}"))
}

fn names_annex(line: &str, id: &str) -> bool {
    let in_comment = line
        .split_once("//")
        .is_some_and(|(_, comment)| comment.split(|c: char| !c.is_alphanumeric()).any(|word| word == id));
    in_comment || line.contains(&format!("\"{id}\""))
}

fn test_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_start = before.split_whitespace().all(|word| matches!(word, "async" | "pub"));
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    after.get(..end).filter(|_| is_start)
}

/// Clauses a test's name begins with, as `p4_2_…` or `a2_…`; a reading (`q19_…`) may stand among them.
fn in_name(name: &str, ids: &[String]) -> Vec<(String, bool)> {
    let words: Vec<String> = name.split('_').map(|word| numbered(word).unwrap_or(word.to_owned())).collect();
    let mut rest = words.as_slice();
    let mut found = Vec::new();
    while let Some((first, after)) = rest.split_first().filter(|(first, _)| numbered(first).is_some()) {
        let fitting = ids.iter().map(|id| (id, words_of(id))).filter(|(_, words)| rest.starts_with(words));
        if let Some((id, words)) = fitting.max_by_key(|(_, words)| words.len()) {
            found.push((id.clone(), true));
            rest = rest.get(words.len()..).unwrap_or_default();
        } else {
            // `a…` may be the size of a paper, `q…` is a reading; `p…` can only be a paragraph.
            found.extend(first.strip_prefix('p').map(|number| (format!("¶{number}"), false)));
            rest = after;
        }
    }
    found
}

/// `p04` as `p4`; `None` for a word that is not one of p, a, q with a number.
fn numbered(word: &str) -> Option<String> {
    let letter = word.chars().next().filter(|letter| "paq".contains(*letter))?;
    let number: u16 = word.get(1..)?.parse().ok()?;
    Some(format!("{letter}{number}"))
}

/// The words that stand for an id in the name of a test: `¶4(2)` is p4, 2.
fn words_of(id: &str) -> Vec<String> {
    let plain = id.replace('¶', "p").to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<String> {
        ["¶4", "¶4(2)", "¶4 last", "¶15", "¶18", "¶18(1)", "A1", "A2"].map(str::to_owned).to_vec()
    }

    fn known(list: &[&str]) -> Vec<(String, bool)> {
        list.iter().map(|id| ((*id).to_owned(), true)).collect()
    }

    #[test]
    fn ids_are_read_from_text() {
        let read = |line| in_text(line, &ids());
        assert_eq!(read("/// ¶15. Admitted to the practical stage"), known(&["¶15"]));
        assert_eq!(read("/// ¶4(2)–(4). What kind"), known(&["¶4(2)"]));
        assert_eq!(read("/// ¶4 last: owed where"), known(&["¶4 last"]));
        assert_eq!(read("/// ¶4 lasting"), known(&["¶4"]));
        assert_eq!(read("    Clause::new(\"¶18(1)\"), // ¶18"), known(&["¶18(1)", "¶18"]));
        assert_eq!(read("//! ¶4 ¶15, A1."), known(&["¶4", "¶15", "A1"]));
        assert_eq!(read("/// a sign ¶ alone"), known(&[]));
    }

    #[test]
    fn an_id_the_rules_lack_is_kept_as_written() {
        let read = |line| in_text(line, &ids());
        assert_eq!(read("/// ¶18(3)"), [("¶18(3)".to_owned(), false)]);
        assert_eq!(read("/// ¶155."), [("¶155".to_owned(), false)]);
    }

    #[test]
    fn an_annex_is_read_from_comments_and_alone_in_quotes() {
        let read = |line| in_text(line, &ids());
        assert_eq!(read("let x = \"A2\";"), known(&["A2"]));
        assert_eq!(read("let x = 1; // as A2 orders"), known(&["A2"]));
        assert_eq!(read("let A2 = \"in A2 or\";"), known(&[]));
        assert_eq!(read("/// Size A4, colour A20"), known(&[]));
    }

    #[test]
    fn ids_are_read_from_the_names_of_tests() {
        let read = |name| in_name(name, &ids());
        assert_eq!(read("p15_exactly_seventy_percent_is_not_admitted"), known(&["¶15"]));
        assert_eq!(read("p15_70_percent"), known(&["¶15"]));
        assert_eq!(read("p04_2_kandas"), known(&["¶4(2)"]));
        assert_eq!(read("p4_last_experience"), known(&["¶4 last"]));
        assert_eq!(read("p18_1_q13_a2_serial_of_the_document"), known(&["¶18(1)", "A2"]));
        assert_eq!(read("p99_nothing"), [("¶99".to_owned(), false)]);
        assert_eq!(read("a4_paper"), known(&[]));
        assert_eq!(read("parses_p15"), known(&[]));
    }

    #[test]
    fn the_name_of_a_test_is_the_name_of_a_function() {
        assert_eq!(test_name("    async fn p15_a() {"), Some("p15_a"));
        assert_eq!(test_name("        fn p15_a("), Some("p15_a"));
        assert_eq!(test_name("    // fn p15_a()"), None);
        assert_eq!(test_name("    let x = 1;"), None);
    }

    #[test]
    fn code_and_tests_of_a_file_are_told_apart() {
        let text = "//! ¶15.\nfn p4_a() {}\n#[cfg(test)]\nmod tests {\n    fn p4_2_a() {} // ¶18\n}";
        let source = Source { path: "crates/rules/src/theory.rs".to_owned(), text: text.to_owned() };
        let citation = |id: &str, line, kind| Citation { id: id.to_owned(), known: true, line, kind };
        let expected = [
            citation("¶15", 1, Kind::Code),
            citation("¶4(2)", 5, Kind::Test(Some("p4_2_a".to_owned()))),
            citation("¶18", 5, Kind::Test(None)),
        ];
        assert_eq!(of(&source, &ids()), expected);
    }
}
