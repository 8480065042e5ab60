//! The answers, as JSON and as text.

use rules::Clause;
use rules::calendar::Calendar;
use rules::edition::Edition;
use rules::identifiers::{Bin, CentreNumber, Iin, NkzOrZero, NqfLevel, OkedCode, SerialNumber};
use rules::regulation::clauses;
use rules::terms::term;
use rules::theory::{TheoryScore, admission};
use rules::working_days::earliest_after_whole_days;
use serde_json::{Value, json};

use super::{Question, Serial, say};

/// An answer in both forms.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) holds: bool,
    pub(crate) json: Value,
    pub(crate) text: String,
}

/// The call itself is wrong: nothing to hold against a rule.
pub(crate) type Wrong = String;

pub(crate) fn ask(question: &Question) -> Result<Answer, Wrong> {
    let calendar = Calendar::kazakhstan();
    let edition = Edition::current();
    match question {
        Question::Term { start, working_days, clause } => {
            let counted = term(calendar, Clause::from(clause.clone()), *start, *working_days);
            let text = say::term(&counted);
            let json = serde_json::to_value(&counted).map_err(|error| error.to_string())?;
            Ok(Answer { holds: true, json, text })
        }
        Question::Notice { sent } => {
            let count = earliest_after_whole_days(calendar, *sent, edition.terms.notice_gap);
            let json = json!({
                "earliest": count.due, "sent": sent, "whole_working_days": edition.terms.notice_gap,
                "days": count.days, "skipped": count.skipped, "estimated": count.estimated,
                "calendar": calendar.version, "clause": "¶6",
            });
            Ok(Answer { holds: true, json, text: say::notice(*sent, &count, calendar) })
        }
        Question::Theory { correct, total } => theory(*correct, *total, edition),
        Question::Iin { number } => Ok(number_answer(
            "ЖСН / ИИН / IIN",
            number,
            Iin::parse(number).map_err(|e| (e.code(), e.to_string())),
        )),
        Question::Bin { number } => Ok(number_answer(
            "БСН / БИН / BIN",
            number,
            Bin::parse(number).map_err(|e| (e.code(), e.to_string())),
        )),
        Question::Serial { what: Serial::Parse { serial } } => Ok(parse_serial(serial)),
        Question::Serial { what: Serial::Make { oked, nkz, nqf, date, centre, number } } => {
            let wrong = |level: u8, error: &dyn std::fmt::Display| format!("A2 level {level}: {error}");
            let serial = SerialNumber::new(
                OkedCode::parse(oked).map_err(|e| wrong(1, &e))?,
                NkzOrZero::parse(nkz).map_err(|e| wrong(2, &e))?,
                NqfLevel::parse(nqf).map_err(|e| wrong(3, &e))?,
                *date,
                CentreNumber::parse(centre).map_err(|e| wrong(5, &e))?,
                *number,
            )
            .map_err(|error| format!("A2 {error}"))?;
            Ok(Answer {
                holds: true,
                json: json!({ "serial": serial, "clause": "A2" }),
                text: serial.to_string(),
            })
        }
        Question::Clauses => {
            let json = json!(clauses());
            Ok(Answer { holds: true, json, text: say::clauses(clauses()) })
        }
    }
}

fn theory(correct: u16, total: u16, edition: &Edition) -> Result<Answer, Wrong> {
    let score = TheoryScore::new(correct, total)
        .map_err(|_| format!("{correct} correct answers of {total} questions cannot be"))?;
    let verdict = admission(score, edition);
    let json = json!({
        "admitted": verdict.admitted, "needed": verdict.needed, "correct": correct, "total": total,
        "clause": "¶15", "edition": edition.id,
        "reason": if verdict.admitted { Value::Null } else { json!("not more than 70 % of all questions") },
    });
    Ok(Answer { holds: verdict.admitted, json, text: say::theory(verdict) })
}

fn number_answer<T>(name: &str, number: &str, parsed: Result<T, (&'static str, String)>) -> Answer {
    match parsed {
        Ok(_) => Answer {
            holds: true,
            json: json!({ "valid": true, "reason": null }),
            text: format!("{name} {number}: valid"),
        },
        Err((code, reason)) => Answer {
            holds: false,
            json: json!({ "valid": false, "reason": reason, "code": code, "clause": "A1" }),
            text: format!("{name} {number}: not valid (A1): {reason}"),
        },
    }
}

fn parse_serial(text: &str) -> Answer {
    match SerialNumber::parse(text) {
        Ok(serial) => Answer {
            holds: true,
            json: json!({
                "valid": true, "level": null, "reason": null, "serial": serial,
                "oked": serial.oked(), "nkz": serial.nkz().to_string(), "nqf": serial.nqf(), "date": serial.date(),
                "centre": serial.centre(), "number": serial.ordinal(),
            }),
            text: say::serial(&serial),
        },
        Err(error) => Answer {
            holds: false,
            json: json!({
                "valid": false, "level": error.level, "reason": error.reason.to_string(), "code": error.code(),
                "clause": "A2",
            }),
            text: format!("not a serial number (A2): {error}"),
        },
    }
}
