//! What happened in the case: the act, when, and in which role; never the names of staff.

use acts::Entry;
use acts::papers::sealed;
use acts::people::data::tells_outcome;
use acts::walk::Loaded;
use rules::case::{Case, Event};
use rules::terms::local_date;

use crate::case_words::{consent_key, event_clause, event_key};
use crate::dates::short;
use crate::page::Frame;

#[derive(Debug)]
pub(super) struct HistoryLine {
    pub(super) words: String,
    pub(super) clause: &'static str,
    pub(super) who: String,
    pub(super) at: String,
}

/// Newest first.
pub(super) fn lines(frame: &Frame, loaded: &Loaded) -> Vec<HistoryLine> {
    let entries = loaded.entries.iter().rev().filter(|entry| is_open(&loaded.case, entry.event()));
    entries.filter_map(|entry| line(frame, loaded, entry)).collect()
}

/// What is still inside the centre is not told: an unsigned refusal (¶5), a result before it is opened (Q14).
fn is_open(case: &Case, event: &Event) -> bool {
    match event {
        event if tells_outcome(event) => !sealed(case),
        Event::FoundIncomplete { .. } | Event::RefusalReturned { .. } => case.refused_on.is_some(),
        _ => true,
    }
}

fn line(frame: &Frame, loaded: &Loaded, entry: &Entry) -> Option<HistoryLine> {
    Some(HistoryLine {
        words: words(frame, entry.event())?,
        clause: event_clause(entry.event()),
        who: frame.t(who_key(loaded, entry)),
        at: short(local_date(entry.stamp().at)),
    })
}

fn words(frame: &Frame, event: &Event) -> Option<String> {
    let words = frame.t(event_key(event)?);
    Some(match event {
        Event::ConsentChanged { consent, .. } => format!("{words}: {}", frame.t(consent_key(*consent))),
        _ => words,
    })
}

fn who_key(loaded: &Loaded, entry: &Entry) -> &'static str {
    match entry.stamp().actor {
        None => "candidate-who-system",
        Some(actor) if loaded.candidate() == Some(actor) => "candidate-who-you",
        Some(_) if by_head(entry.event()) => "account-role-head",
        Some(_) if by_commission(entry.event()) => "candidate-who-commission",
        Some(_) if matches!(entry.event(), Event::AppealDecided { .. }) => "candidate-who-appeal",
        Some(_) => "candidate-who-centre",
    }
}

const fn by_head(event: &Event) -> bool {
    matches!(
        event,
        Event::RefusalReturned { .. }
            | Event::RefusalSigned { .. }
            | Event::ContractOffered { .. }
            | Event::DocumentIssued { .. }
            | Event::DocumentAnnulled { .. }
            | Event::LateAppealRefused { .. }
            | Event::ComplaintAnswered { .. }
    )
}

const fn by_commission(event: &Event) -> bool {
    matches!(
        event,
        Event::SittingOpened { .. }
            | Event::TheoryClosed { .. }
            | Event::PracticeOpened { .. }
            | Event::PracticeClosed { .. }
            | Event::ViolationRegistered { .. }
            | Event::ViolationActDrawn { .. }
            | Event::ViolationActSigned { .. }
            | Event::ViolationReviewed { .. }
            | Event::Decided { .. }
            | Event::ProtocolSigned { .. }
    )
}
