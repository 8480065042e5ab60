//! The words of letters (¶5 ¶6 ¶7 ¶11 ¶18 ¶19 ¶20 ¶22): the key fact first, the number of the application, where to read more.
//!
//! A letter holds no name, no identity number and no link that signs anybody in: whoever reads a stranger's mail learns
//! little, and can do nothing. That somebody did not pass stands in the account alone (Q14: opening it is receipt).

use acts::papers::PaperLanguage;
use acts::ports::{Letter, Letters, Told};
use jiff::civil::Date;
use rules::appeal::{AppealOutcome, window};
use rules::programme::Mode;
use rules::terms::local_date;

use crate::dates::{short, time};
use crate::words::{Language, Value, t, t_args};

/// Letters in the words of the pages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words;

/// Keys of a letter's subject and SMS, and its own paragraphs.
struct Said {
    subject: &'static str,
    short: &'static str,
    lines: Vec<String>,
    /// The day that the SMS tells.
    day: Option<Date>,
}

impl Letters for Words {
    fn letter(&self, kind: &str, told: &Told<'_>) -> Letter {
        let language = of(told.language);
        let Said { subject, short: sms, mut lines, day } = said(kind, told, language);
        let context = told.context;
        let with = |key, name, value: &str| t_args(language, key, &[(name, value.to_owned().into())]);
        let number = told.case.number.as_str();
        lines.extend([
            with("notify-letter-number", "number", number),
            with("notify-letter-profession", "profession", language.pick(&context.programme.profession_name)),
            with("notify-letter-account", "address", &format!("{}/my/{}", told.public_address, told.id)),
            with("notify-letter-no-reply", "phone", &context.centre.phone),
            language.pick(&context.centre.name).to_owned(),
        ]);
        let at = told.case.appointment.as_ref().map(|day| time(day.date.to_datetime(day.time)));
        let values: [(&'static str, Value<'_>); 3] = [
            ("number", number.to_owned().into()),
            ("date", day.map(short).unwrap_or_default().into()),
            ("time", at.unwrap_or_default().into()),
        ];
        Letter {
            language: told.language,
            subject: t(language, subject),
            lines,
            short: t_args(language, sms, &values),
        }
    }

    fn code(&self, code: &str, paper: PaperLanguage) -> Letter {
        let language = of(paper);
        let with = |key| t_args(language, key, &[("code", code.to_owned().into())]);
        Letter {
            language: paper,
            subject: t(language, "notify-code-subject"),
            lines: vec![with("notify-code-text"), t(language, "notify-code-not-you")],
            short: with("notify-code-sms"),
        }
    }

    fn hook_stopped(&self, address: &str, paper: PaperLanguage) -> Letter {
        let language = of(paper);
        let text = t_args(language, "api-stopped-text", &[("address", address.to_owned().into())]);
        let subject = t(language, "api-stopped-subject");
        Letter { language: paper, short: subject.clone(), subject, lines: vec![text] }
    }
}

fn of(paper: PaperLanguage) -> Language {
    match paper {
        PaperLanguage::Kk => Language::Kk,
        PaperLanguage::Ru => Language::Ru,
    }
}

fn said(kind: &str, told: &Told<'_>, language: Language) -> Said {
    let plain = |subject, text, short| Said { subject, short, lines: vec![t(language, text)], day: None };
    match kind {
        "application-registered" => {
            let said = plain("notify-registered-subject", "notify-registered-text", "notify-registered-sms");
            with_term(said, told, language, "¶5", "notify-registered-term")
        }
        "contract-offered" => plain("notify-offered-subject", "notify-offered-text", "notify-offered-sms"),
        "refused" => plain("notify-refused-subject", "notify-refused-text", "notify-refused-sms"),
        "notice" => exam(told, language),
        "postponed" => plain("notify-postponed-subject", "notify-postponed-text", "notify-postponed-sms"),
        "no-show" => plain("notify-no-show-subject", "notify-no-show-text", "notify-no-show-sms"),
        "withdrawn" => plain("notify-withdrawn-subject", "notify-withdrawn-text", "notify-withdrawn-sms"),
        "not-passed" => result(told, language),
        "document-issued" => issued(told, language),
        "document-annulled" => {
            plain("notify-annulled-subject", "notify-annulled-text", "notify-annulled-sms")
        }
        "appeal-registered" => {
            let said = plain(
                "notify-appeal-registered-subject",
                "notify-appeal-registered-text",
                "notify-appeal-registered-sms",
            );
            with_term(said, told, language, "¶22", "notify-appeal-registered-term")
        }
        "appeal-refused" => {
            plain("notify-appeal-late-subject", "notify-appeal-late-text", "notify-appeal-late-sms")
        }
        "appeal-decided" => {
            let outcome = told.case.appeal.as_ref().and_then(|appeal| appeal.outcome);
            let text = match outcome {
                Some(AppealOutcome::Upheld) => "notify-appeal-upheld",
                _ => "notify-appeal-rejected",
            };
            plain("notify-appeal-decided-subject", text, "notify-appeal-decided-sms")
        }
        "complaint-registered" => {
            let said = plain("notify-complaint-subject", "notify-complaint-text", "notify-complaint-sms");
            with_term(said, told, language, rules::complaint::CLAUSE, "notify-complaint-term")
        }
        "correction-answered" => plain("correct-letter-subject", "correct-letter-text", "correct-letter-sms"),
        "complaint-answered" => {
            plain("notify-answered-subject", "notify-answered-text", "notify-answered-sms")
        }
        _ => plain("notify-other-subject", "notify-other-text", "notify-other-sms"),
    }
}

fn day_words(language: Language, day: Date) -> String {
    format!("{}, {}", language.date(day), language.weekday(day))
}

/// The last day of a term that began with the act.
fn with_term(said: Said, told: &Told<'_>, language: Language, clause: &str, key: &str) -> Said {
    let terms = told.case.terms.iter().rev();
    let due =
        terms.map(|running| &running.term).find(|term| term.clause.as_str() == clause).map(|term| term.due);
    let mut said = Said { day: due, ..said };
    said.lines.extend(due.map(|due| t_args(language, key, &[("date", day_words(language, due).into())])));
    said
}

/// ¶6, and ¶7 ¶11 for a new date.
fn exam(told: &Told<'_>, language: Language) -> Said {
    let (subject, text, short) = match told.case.cause {
        None => ("notify-notice-subject", "notify-notice-text", "notify-notice-sms"),
        Some(_) => ("notify-new-date-subject", "notify-new-date-text", "notify-new-date-sms"),
    };
    let mut said = Said { subject, short, lines: vec![t(language, text)], day: None };
    let Some(day) = &told.case.appointment else { return said };
    let with = |key, name, value: String| t_args(language, key, &[(name, value.into())]);
    said.day = Some(day.date);
    said.lines.push(with("notify-exam-date", "date", day_words(language, day.date)));
    said.lines.push(with("notify-exam-time", "time", time(day.date.to_datetime(day.time))));
    match day.mode {
        Mode::Offline => {
            said.lines.push(with("notify-exam-place", "place", day.place.clone()));
            said.lines.push(t(language, "notify-exam-bring"));
        }
        Mode::Online => said.lines.push(t(language, "notify-exam-online")),
    }
    said
}

/// ¶19 ¶20 Q14. What the result is stands in the account; here stands until when it can be contested.
fn result(told: &Told<'_>, language: Language) -> Said {
    let context = told.context;
    let days = t_args(language, "common-working-days", &[("n", context.edition.terms.appeal.into())]);
    let last_day = window(context.calendar, context.edition, local_date(context.now)).due;
    Said {
        subject: "notify-result-subject",
        short: "notify-result-sms",
        lines: vec![
            t(language, "notify-result-text"),
            t_args(language, "notify-result-window", &[("days", days.into())]),
            t_args(language, "notify-result-last-day", &[("date", day_words(language, last_day).into())]),
        ],
        day: None,
    }
}

/// ¶18(1).
fn issued(told: &Told<'_>, language: Language) -> Said {
    let serial = told.case.document.as_ref().map(|document| document.serial.to_string());
    let serial = serial.map(|serial| t_args(language, "notify-issued-serial", &[("serial", serial.into())]));
    Said {
        subject: "notify-issued-subject",
        short: "notify-issued-sms",
        lines: std::iter::once(t(language, "notify-issued-text")).chain(serial).collect(),
        day: None,
    }
}

#[cfg(test)]
mod tests;
