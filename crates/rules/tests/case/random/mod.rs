//! Random walks: plausible and implausible commands mixed, the clock moving on, every invariant after every step (those that fold
//! the whole journal: after every sixteenth).

mod choose;
mod invariants;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use rules::calendar::Calendar;
use rules::case::{Case, CommandKind, Event, Stage, decide};
use rules::{Reason, Refused};

use crate::walk::Walk;
use choose::Choice;
use invariants::INVARIANTS;

/// One step of a walk, as the invariants see it.
pub struct Step<'a> {
    pub kind: CommandKind,
    pub now: Timestamp,
    pub before: Option<&'a Case>,
    pub after: Option<&'a Case>,
    /// The whole journal, the new events at its end.
    pub journal: &'a [Event],
    pub answer: &'a Result<Vec<Event>, Refused>,
    /// The same command decided once more on the same case.
    pub again: &'a Result<Vec<Event>, Refused>,
    pub walk: &'a Walk,
    /// The calendar in other versions: some days more, some days less off.
    pub other_calendars: &'a [Calendar],
    /// Where the journal is cut to be folded in two parts.
    pub cut: usize,
    /// Whether the whole journal is folded anew: every sixteenth step, and the last.
    pub refold: bool,
}

/// Stages reached and answers given, over all walks.
#[derive(Default)]
struct Seen {
    stages: BTreeMap<Stage, u32>,
    accepted: BTreeMap<CommandKind, u32>,
    refused: BTreeMap<String, u32>,
    tags: BTreeSet<String>,
    steps: u32,
}

/// The tags of the stored format. A tag once written is never renamed.
const TAGS: [&str; 45] = [
    "acquainted",
    "appeal-decided",
    "appeal-filed",
    "appeal-registered",
    "appeal-vote-cast",
    "briefed",
    "closed",
    "complaint-answered",
    "complaint-filed",
    "consent-changed",
    "contract-concluded",
    "contract-offered",
    "correction-answered",
    "correction-asked",
    "decided",
    "document-annulled",
    "document-issued",
    "fault-recorded",
    "filed",
    "found-complete",
    "found-incomplete",
    "incapacity-confirmed",
    "incapacity-reported",
    "late-appeal-refused",
    "new-date-refused",
    "no-show-recorded",
    "not-passed-sent",
    "notice-sent",
    "practice-closed",
    "practice-opened",
    "protocol-signed",
    "receipt-proven",
    "refusal-returned",
    "refusal-signed",
    "sitting-opened",
    "step-judged",
    "term-recounted",
    "term-started",
    "theory-closed",
    "violation-act-drawn",
    "violation-act-signed",
    "violation-registered",
    "violation-reviewed",
    "vote-cast",
    "withdrawn",
];

/// `PROPTEST_CASES`, or 2,000 walks.
fn walks() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}

fn other_calendars() -> Vec<Calendar> {
    let version = |version: &str, days: &[(&str, &str)]| {
        let day = |(date, kind): &(&str, &str)| {
            let (status, words) = ("confirmed", "{ kk = \"а\", ru = \"а\" }");
            format!("[[day]]\ndate = \"{date}\"\nkind = \"{kind}\"\nstatus = \"{status}\"\nname = {words}\n")
        };
        let days: String = days.iter().map(day).collect();
        Calendar::parse(&[&format!("version = \"{version}\"\nyear = 2026\n{days}")]).unwrap()
    };
    let off = [("2026-11-25", "swapped-off"), ("2026-12-10", "swapped-off"), ("2026-12-11", "swapped-off")];
    let on = [("2026-11-28", "swapped-on"), ("2026-12-12", "swapped-on"), ("2026-12-13", "swapped-on")];
    vec![version("more-off", &off), version("more-worked", &on)]
}

fn tag(event: &Event) -> String {
    serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned()
}

fn step(
    walk: &mut Walk,
    choice: Choice,
    refold: bool,
    calendars: &[Calendar],
    seen: &mut Seen,
) -> Result<(), TestCaseError> {
    choose::move_clock(walk, choice);
    let command = choose::command(walk, choice);
    let (kind, before) = (command.kind(), walk.case.clone());
    let again = decide(before.as_ref(), command.clone(), &walk.cx());
    let answer = walk.give(command);
    let step = Step {
        kind,
        now: walk.now,
        before: before.as_ref(),
        after: walk.case.as_ref(),
        journal: &walk.events,
        answer: &answer,
        again: &again,
        walk,
        other_calendars: calendars,
        cut: usize::from(choice.content) % (walk.events.len() + 1),
        refold,
    };
    for invariant in INVARIANTS {
        prop_assert!(
            (invariant.holds)(&step),
            "{} {}: {kind:?} → {answer:?}",
            invariant.clause,
            invariant.name
        );
    }
    seen.steps += 1;
    if let Some(case) = &walk.case {
        *seen.stages.entry(case.stage).or_default() += 1;
    }
    match &answer {
        Ok(events) => {
            *seen.accepted.entry(kind).or_default() += 1;
            seen.tags.extend(events.iter().map(tag));
        }
        Err(refused) => *seen.refused.entry(refused.reason.code()).or_default() += 1,
    }
    Ok(())
}

#[test]
fn p03_to_p23_random_walks_keep_every_invariant() {
    let (cases, calendars) = (walks(), other_calendars());
    let seen = RefCell::new(Seen::default());
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let choices = prop::collection::vec(any::<(u8, u16, u8)>().prop_map(Choice::from), 40..=60);
    let start = Walk::new();
    let walked = runner.run(&choices, |choices| {
        let mut walk = start.clone();
        let last = choices.len() - 1;
        choices.into_iter().enumerate().try_for_each(|(i, choice)| {
            step(&mut walk, choice, i % 16 == 0 || i == last, &calendars, &mut seen.borrow_mut())
        })
    });
    if let Err(broken) = walked {
        panic!("{broken}");
    }
    let seen = seen.into_inner();
    println!("{} invariants, {cases} walks, {} steps", INVARIANTS.len(), seen.steps);
    println!("stages {:?}\naccepted {:?}\nrefused {:?}", seen.stages, seen.accepted, seen.refused);
    if cases >= 1_000 {
        let missed = |stage: &&Stage| !seen.stages.contains_key(*stage);
        assert_eq!(Stage::ALL.iter().find(missed), None, "a stage that no walk reached proves nothing");
        let never = |kind: &&CommandKind| !seen.accepted.contains_key(*kind);
        assert_eq!(CommandKind::ALL.iter().find(never), None, "a command that no walk could give");
        assert_eq!(seen.tags.iter().map(String::as_str).collect::<Vec<_>>(), TAGS);
        assert!(seen.refused.len() >= 25 && seen.refused.contains_key(&Reason::OutOfOrder.code()));
    }
}

#[test]
fn the_table_has_at_least_twenty_invariants_with_names_of_their_own() {
    let names: std::collections::BTreeSet<_> = INVARIANTS.iter().map(|invariant| invariant.name).collect();
    assert_eq!(names.len(), INVARIANTS.len());
    assert!(names.len() >= 20);
}
