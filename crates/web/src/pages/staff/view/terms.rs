//! Terms of a case, day by day.

use jiff::Timestamp;
use rules::calendar::Calendar;
use rules::case::{RunningTerm, TermState};
use rules::working_days::Skipped;

use crate::case_words::{calendars, standing_sign, standing_words, term_key, term_state_key};
use crate::dates::short;
use crate::page::Frame;

#[derive(Debug)]
pub struct TermView {
    pub clause: String,
    pub name: String,
    pub start: String,
    pub due: String,
    pub running: bool,
    pub sign: &'static str,
    /// Where it stands, or what became of it.
    pub words: String,
    /// Day 1, day 2, …
    pub days: Vec<String>,
    pub skipped: Vec<Off>,
    /// Which calendars it was counted with.
    pub calendars: String,
    pub estimated: bool,
}

/// A run of days off inside a count.
#[derive(Debug)]
pub struct Off {
    pub from: String,
    /// Empty where the run is one day.
    pub to: String,
    pub why: String,
    pub lang: &'static str,
    pub estimated: bool,
}

impl Off {
    pub fn new(frame: &Frame, skipped: &Skipped) -> Self {
        Self {
            from: short(skipped.from),
            to: if skipped.to == skipped.from { String::new() } else { short(skipped.to) },
            why: frame.language.pick(&skipped.why).to_owned(),
            lang: frame.language.picked(),
            estimated: skipped.estimated,
        }
    }
}

impl TermView {
    pub fn new(frame: &Frame, running: &RunningTerm, now: Timestamp, calendar: &Calendar) -> Self {
        let term = &running.term;
        let (sign, words) = match running.state {
            TermState::Running => {
                let standing = term.standing(now, calendar);
                (standing_sign(standing), standing_words(frame.language, standing))
            }
            TermState::Met(on) if on > term.due => ("bad", met(frame, running.state, &short(on))),
            TermState::Met(on) => ("good", met(frame, running.state, &short(on))),
            TermState::Void => ("none", frame.t(term_state_key(running.state))),
        };
        let weekday = |day: &jiff::civil::Date| format!("{}, {}", short(*day), frame.language.weekday(*day));
        Self {
            clause: term.clause.to_string(),
            name: frame.t(term_key(term.clause.as_str())),
            start: short(term.start),
            due: short(term.due),
            running: running.state == TermState::Running,
            sign,
            words,
            days: term.days.iter().map(weekday).collect(),
            skipped: term.skipped.iter().map(|skipped| Off::new(frame, skipped)).collect(),
            calendars: calendars(frame, term),
            estimated: term.estimated,
        }
    }
}

fn met(frame: &Frame, state: TermState, on: &str) -> String {
    format!("{}: {on}", frame.t(term_state_key(state)))
}
