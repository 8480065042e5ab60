#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;

use super::send::{TRIES, pause};
use super::*;

const PAGE: &str = include_str!("../../../../docs/state-machines/dispatch.md");

fn drawn(state: State) -> String {
    state.code().replace('-', "_")
}

/// Arrows of the drawing: from, to, step.
fn arrows() -> Vec<(String, String, String)> {
    let arrow = |line: &str| {
        let (from, rest) = line.trim().split_once(" --> ")?;
        let (to, step) = rest.split_once(": ")?;
        Some((from.to_owned(), to.to_owned(), step.to_owned()))
    };
    PAGE.lines().filter_map(arrow).filter(|(from, ..)| from != "[*]").collect()
}

/// The stages that the table of the page gives to a step.
fn stages(step: Step) -> BTreeSet<String> {
    let name = format!("| {step:?} |");
    let row = PAGE.lines().find(|line| line.starts_with(&name)).unwrap();
    row.trim_end_matches('|').rsplit('|').next().unwrap().split(',').map(|s| s.trim().to_owned()).collect()
}

#[test]
fn p06_every_pair_of_state_and_step_is_as_the_page_says() {
    let arrows = arrows();
    let mut drawn_pairs = 0;
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        for step in Step::ALL {
            let wanted = arrows
                .iter()
                .find(|(from, _, name)| *from == drawn(state) && *name == format!("{step:?}"))
                .map(|(_, to, _)| to.clone());
            assert_eq!(next(state, step).map(drawn), wanted, "{state:?} {step:?}");
            assert_eq!(
                stages(step).contains(state.code()),
                wanted.is_some(),
                "{state:?} {step:?} in the table"
            );
            drawn_pairs += usize::from(wanted.is_some());
        }
    }
    assert_eq!(drawn_pairs, arrows.len(), "an arrow between states or of a step that nobody knows");
}

#[test]
fn pauses_grow_and_the_last_try_comes_about_a_day_later() {
    assert_eq!(pause(1, 128), SignedDuration::from_secs(30));
    assert_eq!(pause(2, 128), SignedDuration::from_secs(60));
    assert_eq!(pause(TRIES, 128), SignedDuration::from_hours(2));
    assert_eq!(pause(1, 0), SignedDuration::from_millis(22_500));
    assert!(pause(1, 255) < SignedDuration::from_millis(37_500));
    let whole = (1..TRIES).fold(SignedDuration::ZERO, |sum, tries| sum + pause(tries, 128));
    assert!((20..=28).contains(&whole.as_hours()), "{whole}");
}

#[test]
fn mobile_numbers_of_kazakhstan_are_written_in_one_way() {
    for written in ["+7 701 123 45 67", "8 (701) 123-45-67", "77011234567", "7011234567"] {
        assert_eq!(mobile(written).as_deref(), Some("+77011234567"), "{written}");
    }
    assert_eq!(mobile("+998 90 123 45 67").as_deref(), Some("+998901234567"));
    for written in ["", "112", "123-45-67", "998901234567", "+7"] {
        assert_eq!(mobile(written), None, "{written}");
    }
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path, into) } else { into.push(path) }
    }
}

/// Kinds that acts tell: the literal at the end of each `act_telling(…)`, those in `Some("…")`.
fn told() -> BTreeSet<String> {
    let mut paths = vec![];
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    let mut found = BTreeSet::new();
    for path in paths.iter().filter(|path| !path.ends_with("outbox/tests.rs")) {
        let text = fs::read_to_string(path).unwrap();
        let told = text.split("act_telling(").skip(1).filter_map(|call| {
            let (call, _) = call.split_once(").await")?;
            call.rsplit('"').nth(1).map(str::to_owned)
        });
        found.extend(told);
        let named = text.split("Some(\"").skip(1).filter_map(|rest| rest.split_once("\")"));
        let kind = |word: &&str| word.contains(|c: char| c.is_ascii_lowercase()) && !word.contains(' ');
        let acts = path.to_str().unwrap();
        if ["intake", "schedule", "exam", "outcome"]
            .iter()
            .any(|stage| acts.contains(&format!("src/{stage}/")))
        {
            found.extend(named.map(|(word, _)| word).filter(kind).map(str::to_owned));
        }
    }
    found
}

#[test]
fn p05_p06_p19_p22_every_kind_that_an_act_tells_is_known() {
    assert_eq!(told(), KINDS.iter().map(|kind| (*kind).to_owned()).collect());
    assert!(RESULTS.iter().all(|kind| KINDS.contains(kind)));
}
