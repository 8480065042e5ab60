//! `bilikti rules …`: exit codes 0 holds, 1 does not hold, 2 the call is wrong; JSON that scripts rely on.

use serde_json::{Value, json};

use crate::server::run;

fn asked(args: &str) -> (i32, String) {
    let mut words = vec!["rules"];
    words.extend(args.split_whitespace());
    run(&words)
}

fn answer(args: &str) -> (i32, Value) {
    let (code, text) = asked(&format!("{args} --json"));
    (code, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{args}: {text}")))
}

#[test]
fn q1_a_term_counts_working_days_around_nauryz() {
    let (code, term) = answer("term --start 2026-03-19 --working-days 3");
    assert_eq!(code, 0);
    assert_eq!(term["due"], "2026-03-27");
    assert_eq!(term["days"], json!(["2026-03-20", "2026-03-26", "2026-03-27"]));
    assert_eq!(term["estimated"], false);
    assert!(term["clause"].is_string() && !term["calendar"].is_null(), "{term}");
    let (code, text) = asked("term --start 2026-03-19 --working-days 3");
    assert!(code == 0 && text.contains("skipped 2026-03-21") && text.contains("Наурыз"), "{text}");
}

#[test]
fn p06_the_earliest_day_after_a_notice() {
    let (code, notice) = answer("notice --sent 2026-03-20");
    assert_eq!((code, &notice["earliest"]), (0, &json!("2026-04-09")));
    let (code, notice) = answer("notice --sent 2026-11-23");
    assert_eq!((code, &notice["earliest"]), (0, &json!("2026-12-08")));
}

#[test]
fn p15_28_of_40_does_not_hold_and_29_does() {
    let (code, theory) = answer("theory --correct 28 --total 40");
    assert_eq!((code, &theory["admitted"], &theory["needed"]), (1, &json!(false), &json!(29)));
    assert_eq!(theory["clause"], "¶15");
    let (code, theory) = answer("theory --correct 29 --total 40");
    assert_eq!((code, &theory["admitted"]), (0, &json!(true)));
    let (code, text) = asked("theory --correct 28 --total 40");
    assert!(code == 1 && text.contains("¶15"), "{text}");
}

#[test]
fn a1_numbers_are_valid_or_say_why_not() {
    let (code, iin) = answer("iin 900101300017");
    assert_eq!((code, &iin["valid"], &iin["reason"]), (0, &json!(true), &Value::Null));
    let (code, iin) = answer("iin 900101300018");
    assert_eq!((code, &iin["valid"]), (1, &json!(false)));
    assert!(iin["reason"].is_string(), "{iin}");
    let (code, bin) = answer("bin 240640000426");
    assert_eq!((code, &bin["valid"]), (0, &json!(true)));
    let (code, bin) = answer("bin 240640000427");
    assert_eq!((code, &bin["valid"]), (1, &json!(false)));
    assert!(bin["reason"].is_string(), "{bin}");
}

#[test]
fn a2_a_serial_number_is_made_and_read_back() {
    let call =
        "serial make --oked 25620 --nkz 7212-1-008 --nqf 3 --date 2026-11-20 --centre 0042 --number 17";
    let (code, made) = answer(call);
    assert_eq!(code, 0);
    let serial = made["serial"].as_str().unwrap();
    let (code, read) = answer(&format!("serial parse {serial}"));
    assert_eq!((code, &read["valid"], &read["level"]), (0, &json!(true), &Value::Null));
    assert_eq!(
        (&read["oked"], &read["nqf"], &read["date"]),
        (&json!("25620"), &json!(3), &json!("2026-11-20"))
    );
    assert_eq!((&read["centre"], &read["number"]), (&json!("0042"), &json!(17)));
}

#[test]
fn a2_the_first_wrong_level_is_named() {
    let serial = answer(
        "serial make --oked 25620 --nkz 7212-1-008 --nqf 3 --date 2026-11-20 --centre 0042 --number 17",
    )
    .1;
    let serial = serial["serial"].as_str().unwrap();
    let groups: Vec<&str> = serial.split('-').collect();
    assert_eq!(groups.len(), 6, "{serial}");
    for (level, wrong) in (1..).zip(["99999", "x", "9", "311126", "42", "0"]) {
        let mut forged = groups.clone();
        forged[level - 1] = wrong;
        let (code, read) = answer(&format!("serial parse {}", forged.join("-")));
        assert_eq!((code, &read["valid"], &read["level"]), (1, &json!(false), &json!(level)), "{read}");
        assert!(read["reason"].is_string(), "{read}");
    }
}

#[test]
fn every_clause_is_listed_with_its_status() {
    let (code, clauses) = answer("clauses");
    assert_eq!(code, 0);
    let ids: Vec<&str> =
        clauses.as_array().unwrap().iter().map(|clause| clause["id"].as_str().unwrap()).collect();
    for number in 1..=23 {
        let id = format!("¶{number}");
        assert!(ids.iter().any(|one| *one == id || one.starts_with(&format!("{id}("))), "{id} of {ids:?}");
    }
    assert!(ids.contains(&"A1") && ids.contains(&"A2"), "{ids:?}");
    assert!(clauses.as_array().unwrap().iter().all(|clause| clause["status"].is_string()));
}

#[test]
fn a_wrong_call_is_exit_code_2() {
    let wrong = [
        "term --start 2026-13-40 --working-days 3",
        "term --start 2026-03-19",
        "term --start 2026-03-19 --working-days 0",
        "theory --correct 41 --total 40",
        "theory --correct 0 --total 0",
        "serial make --oked 99999 --nkz 7212-1-008 --nqf 3 --date 2026-11-20 --centre 0042 --number 17",
        "unheard-of",
        "",
    ];
    for call in wrong {
        let (code, text) = asked(call);
        assert_eq!(code, 2, "{call}: {text}");
        assert!(!text.is_empty(), "{call}");
    }
    assert_eq!(run(&["verify", "--data", "/nowhere/at/all"]).0, 2);
}

#[test]
fn settings_that_are_not_known_are_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("bilikti.toml");
    let config = |what: &str| run(&["config", what, "--config", file.to_str().unwrap()]);
    std::fs::write(
        &file,
        "[server]\nlisten = '127.0.0.1:1'\n[store]\ndatabase = 'postgres://app:geheim@db/b'",
    )
    .unwrap();
    assert_eq!(config("check"), (0, "the settings can be used\n".into()));
    let (code, text) = config("print");
    assert!(code == 0 && text.contains("127.0.0.1:1") && !text.contains("geheim"), "{text}");
    std::fs::write(&file, "[server]\nport = 1").unwrap();
    let (code, text) = config("check");
    assert!(code == 2 && text.contains("port"), "{text}");
}
