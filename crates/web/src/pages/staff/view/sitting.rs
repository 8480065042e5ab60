//! The day of the procedure, the commission, violations and votes, as far as they stand.

use rules::case::Case;
use rules::violations::ITEMS;

use super::Names;
use super::data::Row;
use crate::case_words::{appeal_outcome_key, mode_key, outcome_key, teller_key};
use crate::dates::short;
use crate::page::Frame;
use crate::pages::staff::local_time;

#[derive(Debug, Default)]
pub struct Sitting {
    /// Day, briefing, theory, appeal: one line each.
    pub facts: Vec<Row>,
    pub commission: Vec<MemberRow>,
    pub violations: Vec<ViolationRow>,
}

#[derive(Debug)]
pub struct MemberRow {
    pub name: String,
    pub place: String,
    pub present: String,
    pub vote: String,
    pub signed: String,
}

#[derive(Debug)]
pub struct ViolationRow {
    pub when: String,
    pub item: String,
    pub lang: &'static str,
    pub act: String,
    pub review: String,
}

impl Sitting {
    pub fn new(frame: &Frame, case: &Case, names: &Names) -> Self {
        Self {
            facts: facts(frame, case),
            commission: commission(frame, case, names),
            violations: violations(frame, case),
        }
    }
}

fn facts(frame: &Frame, case: &Case) -> Vec<Row> {
    let row = |key: &str, value: String| Row { key: frame.t(key), value, lang: frame.language.code() };
    let mut rows = Vec::new();
    if let Some(appointment) = &case.appointment {
        let (day, time) = (short(appointment.date), appointment.time.strftime("%H:%M"));
        rows.push(row("staff-sitting-day", format!("{day}, {time}")));
        rows.push(row(
            "staff-sitting-place",
            format!("{} · {}", frame.t(mode_key(appointment.mode)), appointment.place),
        ));
    }
    if let Some(briefing) = &case.briefing {
        rows.push(row(
            "staff-sitting-briefing",
            format!("№ {}, {}", briefing.journal_line, short(briefing.on)),
        ));
    }
    for fault in &case.faults {
        let told = frame.t(teller_key(fault.by));
        rows.push(row("staff-sitting-fault", format!("{}: {} ({told})", short(fault.on), fault.what)));
    }
    if let Some(theory) = case.theory {
        rows.push(row(
            "staff-sitting-theory",
            frame.t2(
                "staff-sitting-score",
                "score",
                format!("{}/{}", theory.correct, theory.total),
                "needed",
                theory.needed,
            ),
        ));
    }
    if let Some(decision) = &case.decision {
        let words = frame.t(outcome_key(decision.outcome));
        rows.push(row(
            "staff-sitting-decision",
            format!("{words}, № {}, {}", decision.protocol, short(decision.on)),
        ));
    }
    if let Some(document) = &case.document {
        rows.push(row(
            "staff-sitting-document",
            format!("{}, {}", document.serial, short(document.issued_on)),
        ));
    }
    if let Some(appeal) = &case.appeal {
        let outcome = appeal.outcome.map(|outcome| format!(", {}", frame.t(appeal_outcome_key(outcome))));
        rows.push(row(
            "staff-sitting-appeal",
            format!("{}{}", short(appeal.filed_on), outcome.unwrap_or_default()),
        ));
    }
    rows
}

fn commission(frame: &Frame, case: &Case, names: &Names) -> Vec<MemberRow> {
    let Some(commission) = &case.commission else { return Vec::new() };
    let member = |id: &String| MemberRow {
        name: names.get(id).unwrap_or(id).clone(),
        place: frame.t(if *id == commission.chair { "staff-sitting-chair" } else { "staff-sitting-member" }),
        present: frame.t(if case.present.contains(id) { "staff-data-yes" } else { "staff-data-no" }),
        vote: case.votes.get(id).map_or_else(|| "—".to_owned(), |vote| frame.t(outcome_key(vote.outcome))),
        signed: case.signed.get(id).map_or_else(|| "—".to_owned(), |on| short(*on)),
    };
    commission.members.iter().map(member).collect()
}

fn violations(frame: &Frame, case: &Case) -> Vec<ViolationRow> {
    let language = frame.language;
    let row = |violation: &rules::violations::Violation| ViolationRow {
        when: local_time(violation.seen_at),
        item: ITEMS
            .iter()
            .find(|item| item.id == violation.item)
            .map_or_else(|| violation.item.clone(), |item| language.pick(&item.words()).to_owned()),
        lang: language.picked(),
        act: violation.act.clone().unwrap_or_else(|| "—".to_owned()),
        review: violation.review.as_ref().map_or_else(
            || "—".to_owned(),
            |review| {
                let word =
                    if review.confirmed { "staff-sitting-confirmed" } else { "staff-sitting-annulled" };
                format!("{}: {}", frame.t(word), review.reason)
            },
        ),
    };
    case.violations.iter().map(row).collect()
}
