//! Answers of the tables about documents, violations, the two stages and the decision.

use std::collections::BTreeMap;

use rules::application::{Attachment, AttachmentKind, required_documents};
use rules::decision::{Outcome, Vote, majority};
use rules::edition::Edition;
use rules::practice::{Judgement, result};
use rules::programme::Programme;
use rules::theory::{TheoryScore, admission};
use rules::violations::{self, Consequence, Registrant, Review, Violation};

use crate::time::{list, yes};

/// A small programme that differs only in what the examples speak of.
pub(crate) fn programme(education: bool, experience: u8, permitted: &[&str]) -> Programme {
    let text = format!(
        r#"
        id = "example"
        version = 1
        title = {{ kk = "-", ru = "-" }}
        oked = "25620"
        profession = "7212-1-008"
        profession_name = {{ kk = "-", ru = "-" }}
        nqf_level = 3
        basis = {{ kind = "professional-standard", title = {{ kk = "-", ru = "-" }} }}
        modes = ["offline"]
        languages = ["kk", "ru"]
        requires_education = {education}
        experience_years = {experience}
        validity_years = 5
        permitted_items = {permitted:?}
        equipment = []
        methodology = {{ kk = "-", ru = "-" }}
        briefing = {{ kk = "-", ru = "-" }}
        theory = {{ minutes = 60, topics = [] }}
        [map]
        task = {{ kk = "-", ru = "-" }}
        minutes = 60
        steps_needed = 1
        steps = [{{ id = "s", action = {{ kk = "-", ru = "-" }}, criterion = {{ kk = "-", ru = "-" }} }}]
        "#
    );
    toml::from_str(&text).unwrap()
}

/// The items of a cell; `none` is the empty list.
fn items(cell: &str) -> Vec<&str> {
    if cell == "none" { Vec::new() } else { cell.split(", ").collect() }
}

fn admitted(correct: &str, total: &str) -> rules::theory::Admission {
    let score = TheoryScore::new(correct.parse().unwrap(), total.parse().unwrap()).unwrap();
    admission(score, Edition::current())
}

pub(crate) fn theory(row: &[&str]) -> Vec<String> {
    vec![yes(admitted(row[0], row[1]).admitted)]
}

pub(crate) fn needed(row: &[&str]) -> Vec<String> {
    vec![admitted("0", row[0]).needed.to_string()]
}

pub(crate) fn required(row: &[&str]) -> Vec<String> {
    let owed = required_documents(&programme(row[0] == "yes", row[1].parse().unwrap(), &[]));
    vec![list(owed.iter().map(|line| line.code().to_owned()), ", ")]
}

pub(crate) fn missing(row: &[&str]) -> Vec<String> {
    let owed = required_documents(&programme(row[0] == "yes", row[1].parse().unwrap(), &[]));
    let enclosed: Vec<Attachment> = items(row[2])
        .into_iter()
        .map(|code| AttachmentKind::ENCLOSED.into_iter().find(|kind| kind.code() == code).unwrap())
        .map(|kind| Attachment { kind, name: "-".to_owned(), digest: "-".to_owned() })
        .collect();
    let missing = owed.iter().filter(|line| !line.met_by(&enclosed));
    vec![list(missing.map(|line| line.code().to_owned()), ", ")]
}

pub(crate) fn item(row: &[&str]) -> Vec<String> {
    vec![yes(violations::registrable(&programme(true, 0, &items(row[0])), row[1]).is_ok())]
}

/// `a` registers the observation a, `-a` annuls it.
pub(crate) fn counter(row: &[&str]) -> Vec<String> {
    let mut registered: Vec<Violation> = Vec::new();
    let brought = items(row[0]).into_iter().map(|word| {
        if let Some(annulled) = word.strip_prefix('-') {
            let violation =
                registered.iter_mut().find(|violation| violation.observation == annulled).unwrap();
            violation.review = Some(Review { confirmed: false, reason: "-".to_owned() });
            return "annulled";
        }
        match violations::consequence(&registered, word, Edition::current()) {
            None => "nothing",
            Some(consequence) => {
                registered.push(violation(word));
                if consequence == Consequence::End { "end" } else { "warning" }
            }
        }
    });
    vec![brought.collect::<Vec<_>>().join(", ")]
}

fn violation(observation: &str) -> Violation {
    let (item, seen_at) = ("calculator".to_owned(), jiff::Timestamp::UNIX_EPOCH);
    Violation::registered(observation.to_owned(), item, seen_at, Registrant::Proctoring)
}

/// Members with their words: the chair is one of those who said `chair`.
fn members(yes: &str, no: &str, chair: bool) -> Vec<(String, bool)> {
    let say = |word: bool, count: &str| (0..count.parse::<usize>().unwrap()).map(move |n| (word, n));
    say(true, yes)
        .chain(say(false, no))
        .map(|(word, n)| {
            let id = if word == chair && n == 0 { "chair".to_owned() } else { format!("{word} {n}") };
            (id, word)
        })
        .collect()
}

pub(crate) fn step(row: &[&str]) -> Vec<String> {
    let words = members(row[0], row[1], row[2] == "done");
    let by = words.into_iter().map(|(id, done)| (id, Judgement { done, note: String::new() })).collect();
    let result = result(&programme(true, 0, &[]).map, &BTreeMap::from([("s".to_owned(), by)]), "chair");
    vec![if result.failed.is_empty() { "done" } else { "not done" }.to_owned()]
}

pub(crate) fn vote(row: &[&str]) -> Vec<String> {
    let words = members(row[0], row[1], row[2] == "passed");
    let present: Vec<_> = words.iter().map(|(id, _)| id.clone()).collect();
    let outcome = |passed| if passed { Outcome::Passed } else { Outcome::NotPassed };
    let votes = words
        .into_iter()
        .map(|(id, passed)| (id, Vote { outcome: outcome(passed), dissent: String::new() }))
        .collect();
    let decided = majority(&votes, &present, "chair").unwrap();
    vec![if decided == Outcome::Passed { "passed" } else { "not passed" }.to_owned()]
}
