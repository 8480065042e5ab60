//! «Іс тарихы»: what happened, who did it, when, by which clause.

use acts::journal::Entry;
use rules::case::{Context, Event};
use rules::correction::Wish;

use super::{Names, why};
use crate::case_words::{cause_key, consent_key, consequence_key, event_clause, event_key};
use crate::dates::short;
use crate::page::Frame;
use crate::pages::case::person::{field_key, made_words, value};
use crate::pages::staff::local_time;

#[derive(Debug)]
pub struct Happened {
    pub what: String,
    /// Details in the words of the case: a number, a date, a reason.
    pub note: String,
    pub who: String,
    pub when: String,
    pub clause: &'static str,
    /// What a decision rests on; empty for what decided nothing.
    pub why: Vec<String>,
}

/// Newest first; steps of the machinery are left out.
pub fn lines(frame: &Frame, entries: &[Entry], names: &Names, context: &Context<'_>) -> Vec<Happened> {
    let why = why::all(frame, entries, context);
    let why =
        |entry: &Entry| why.iter().find(|(seq, _)| *seq == entry.stamp().seq).map(|(_, lines)| lines.clone());
    let lines = entries.iter().rev().filter_map(|entry| {
        let key = event_key(entry.event())?;
        let who = entry.stamp().actor.map(|id| id.to_string());
        Some(Happened {
            what: frame.t(key),
            note: note(frame, entry.event()),
            who: who
                .map_or_else(|| frame.t("staff-history-system"), |id| names.get(&id).cloned().unwrap_or(id)),
            when: local_time(entry.stamp().at),
            clause: event_clause(entry.event()),
            why: why(entry).unwrap_or_default(),
        })
    });
    lines.collect()
}

fn note(frame: &Frame, event: &Event) -> String {
    match event {
        Event::Filed { number, .. }
        | Event::RefusalSigned { number, .. }
        | Event::ContractOffered { number, .. }
        | Event::ViolationActDrawn { number, .. }
        | Event::AppealRegistered { number, .. }
        | Event::ComplaintFiled { number, .. }
        | Event::Decided { protocol: number, .. } => format!("№ {number}"),
        Event::RefusalReturned { remark: text, .. }
        | Event::FaultRecorded { what: text, .. }
        | Event::Withdrawn { reason: text, .. }
        | Event::AppealDecided { reasons: text, .. }
        | Event::LateAppealRefused { reasons: text, .. }
        | Event::ComplaintAnswered { answer: text, .. } => text.clone(),
        Event::NoticeSent { appointment, cause, .. } => {
            let day = format!("{}, {}", short(appointment.date), appointment.time.strftime("%H:%M"));
            cause.map_or(day.clone(), |cause| format!("{day} ({})", frame.t(cause_key(cause))))
        }
        Event::CorrectionAsked { wishes, .. } => {
            let wish = |wish: &Wish| {
                let should_be = value(frame, wish.field, &wish.should_be);
                format!("{}: {should_be}", frame.t(field_key(wish.field)))
            };
            wishes.iter().map(wish).collect::<Vec<_>>().join("; ")
        }
        Event::CorrectionAnswered { made, reason, .. } => {
            let made = made.iter().map(|one| made_words(frame, one));
            made.chain([reason.clone()]).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Event::ConsentChanged { consent, .. } => frame.t(consent_key(*consent)),
        Event::Briefed { briefing } => format!("№ {}", briefing.journal_line),
        Event::TheoryClosed { admission, .. } => format!("{}/{}", admission.correct, admission.total),
        Event::ViolationRegistered { consequence, .. } => frame.t(consequence_key(*consequence)),
        Event::DocumentIssued { serial, .. } => serial.to_string(),
        Event::DocumentAnnulled { annulment } => annulment.reason.clone(),
        _ => String::new(),
    }
}
