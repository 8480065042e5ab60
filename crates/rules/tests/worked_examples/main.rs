//! The worked examples of `regulation/` are executed: each row of each table is computed anew and compared.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod access;
mod exam;
mod identifiers;
mod tables;
mod time;

use std::fs;
use std::path::{Path, PathBuf};

use tables::{Example, examples};

/// A kind of table: its columns, and how the columns after the first `inputs` follow from those.
struct Kind {
    name: &'static str,
    columns: &'static str,
    inputs: usize,
    answer: fn(&[&str]) -> Vec<String>,
}

const KINDS: [Kind; 28] = [
    kind("edition", "day | edition", 1, time::edition),
    kind("edition-term", "edition | clause | working days", 2, time::edition_term),
    kind("term", "start | working days | due", 2, time::term),
    kind("explained", "start | working days | days | skipped | estimated", 2, time::explained),
    kind("days-off", "year | weekdays off | estimated year", 1, time::days_off),
    kind("local-day", "instant | day", 1, time::local_day),
    kind("standing", "start | working days | now | standing", 3, time::standing),
    kind(
        "recompute",
        "start | working days | due before | announced day | kind | due after",
        5,
        time::recompute,
    ),
    kind("notice", "sent | earliest", 1, time::notice),
    kind("gap", "sent | procedure | whole working days between | lawful", 2, time::gap),
    kind("new-date", "sent | cause | earliest", 2, time::new_date),
    kind("appeal", "received | filed | in time", 2, time::appeal),
    kind("theory", "correct | total | admitted", 2, exam::theory),
    kind("needed", "total | needed", 1, exam::needed),
    kind("required", "education set | experience, years | owed", 2, exam::required),
    kind("met", "education set | experience, years | enclosed | missing", 3, exam::missing),
    kind("item", "permitted | item | violation", 2, exam::item),
    kind("counter", "observations, in order | what each brings", 1, exam::counter),
    kind("step", "say done | say not done | chair says | step", 3, exam::step),
    kind("vote", "for passed | for not passed | chair votes | decision", 3, exam::vote),
    kind("iin", "number | valid", 1, identifiers::iin),
    kind("iin-prefix", "first eleven digits | assignable", 1, identifiers::iin_prefix),
    kind("bin", "number | valid", 1, identifiers::bin),
    kind("serial", "text | valid | level", 1, identifiers::serial),
    kind("serial-make", "oked | nkz | nqf | date | centre | number | serial", 6, identifiers::serial_make),
    kind("oked", "code | exists", 1, identifiers::oked),
    kind("nkz", "code | nine places", 1, identifiers::nkz),
    kind("nqf", "level | exists", 1, identifiers::nqf),
];

const fn kind(
    name: &'static str,
    columns: &'static str,
    inputs: usize,
    answer: fn(&[&str]) -> Vec<String>,
) -> Kind {
    Kind { name, columns, inputs, answer }
}

fn regulation() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regulation")
}

/// Every file of examples of every edition, with its text.
fn files() -> Vec<(PathBuf, String)> {
    let editions = fs::read_dir(regulation().join("order-374")).unwrap();
    let folders = editions.map(|edition| edition.unwrap().path().join("examples"));
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    files.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What is wrong with a table: its name, its columns, or its rows.
fn faults(example: &Example) -> Vec<String> {
    let Some(kind) = KINDS.iter().find(|kind| kind.name == example.name) else {
        return vec![format!("nobody can execute a table `{}`", example.name)];
    };
    if example.header.join(" | ") != kind.columns {
        return vec![format!("`{}` has the columns {}", kind.name, kind.columns)];
    }
    let rows = example.rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    rows.filter_map(|row| {
        let (inputs, expected) = row.split_at(kind.inputs);
        let answer = (kind.answer)(inputs);
        (answer != expected).then(|| format!("`{}` {inputs:?}: {answer:?}, not {expected:?}", kind.name))
    })
    .collect()
}

#[test]
fn p01_p02_p04_p05_p06_p12_p13_p15_p16_p17_p18_p19_p20_p22_p23_a1_a2_every_worked_example_holds() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for (path, text) in files() {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        match examples(&text) {
            Ok(examples) => {
                rows += examples.iter().map(|example| example.rows.len()).sum::<usize>();
                wrong.extend(examples.iter().flat_map(faults).map(|fault| format!("{file}: {fault}")));
            }
            Err(fault) => wrong.push(format!("{file}: {fault}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 200, "only {rows} rows were found");
}

#[test]
fn every_kind_of_table_is_used() {
    let texts: String = files().into_iter().map(|(_, text)| text).collect();
    for kind in KINDS {
        assert!(texts.contains(&format!("<!-- table: {} -->", kind.name)), "no example uses `{}`", kind.name);
    }
}

#[test]
fn a_wrong_row_a_wrong_column_and_an_unknown_table_are_faults() {
    let faults_of =
        |text: &str| examples(text).unwrap().iter().map(|example| faults(example).len()).sum::<usize>();
    let table = |name: &str, header: &str, row: &str| {
        format!("<!-- table: {name} -->\n\n{header}\n|---|---|\n{row}\n")
    };
    assert_eq!(faults_of(&table("notice", "| sent | earliest |", "| 2026-03-20 | 2026-04-09 |")), 0);
    assert_eq!(faults_of(&table("notice", "| sent | earliest |", "| 2026-03-20 | 2026-04-08 |")), 1);
    assert_eq!(faults_of(&table("notice", "| sent | due |", "| 2026-03-20 | 2026-04-09 |")), 1);
    assert_eq!(faults_of(&table("notices", "| sent | earliest |", "| 2026-03-20 | 2026-04-09 |")), 1);
}
