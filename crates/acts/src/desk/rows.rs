//! What the board and the calendar show, computed from a folded case: its running terms, each with who must meet it, and
//! the day of its procedure. Written in the transaction of the act, and computed again by `verify`.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use rules::appeal::Appeal;
use rules::case::{Case, Stage, TermState};
use rules::identifiers::CentreNumber;
use rules::programme::{ExamLanguage, Mode};
use rules::sitting::MemberId;
use rules::terms::Term;
use rules::{complaint, correction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Role;
use crate::journal::{AccountId, CaseId};

/// A term that runs now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRow {
    pub case: CaseId,
    pub centre: CentreNumber,
    /// Place among all terms of the case, from 0: its name for ever.
    pub place: u32,
    pub clause: String,
    pub due: Date,
    /// Whose role must act first so that the term is met.
    pub owed_by: Role,
    /// The accounts of that role that must act; empty means everybody who holds it at the centre.
    pub owed_to: Vec<AccountId>,
    pub term: Term,
}

/// The day of the procedure of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingRow {
    pub case: CaseId,
    pub centre: CentreNumber,
    pub day: Date,
    pub start: Time,
    /// The seat held, if the place is a room of the centre.
    pub held: Option<Held>,
    pub place: String,
    pub mode: Mode,
    pub language: ExamLanguage,
    /// ¶10 ¶11: asked for in the application.
    pub adjustments: String,
    /// Named when the sitting opens.
    pub commission: Vec<AccountId>,
}

/// A seat in a room until an hour of the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub room: RoomId,
    pub until: Time,
}

/// A room of a centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoomId(pub Uuid);

impl std::fmt::Display for RoomId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for RoomId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The running terms of a case.
pub fn term_rows(case: &Case, id: CaseId) -> Vec<TermRow> {
    (0..)
        .zip(&case.terms)
        .filter(|(_, running)| running.state == TermState::Running)
        .map(|(place, running)| {
            let clause = running.term.clause.as_str();
            let (owed_by, owed_to) = owed(case, clause);
            TermRow {
                case: id,
                centre: case.centre.clone(),
                place,
                clause: clause.to_owned(),
                due: running.term.due,
                owed_by,
                owed_to: accounts(&owed_to),
                term: running.term.clone(),
            }
        })
        .collect()
}

/// The day of the procedure, while it stands or once it was held. Nobody comes after a withdrawal or a reported
/// incapacity: the seat is free for another.
pub fn sitting_row(case: &Case, id: CaseId) -> Option<SittingRow> {
    let appointment = case.appointment.as_ref()?;
    if matches!(case.stage, Stage::Withdrawn | Stage::Incapacitated) {
        return None;
    }
    let seat = appointment.seat.as_ref();
    Some(SittingRow {
        case: id,
        centre: case.centre.clone(),
        day: appointment.date,
        start: appointment.time,
        held: seat.and_then(|seat| Some(Held { room: seat.room.parse().ok()?, until: seat.until })),
        place: appointment.place.clone(),
        mode: appointment.mode,
        language: case.application.language,
        adjustments: case.application.adjustments.trim().to_owned(),
        commission: case.commission.iter().flat_map(|commission| accounts(&commission.members)).collect(),
    })
}

/// Who must act first, so that the term of `clause` is met: the role, and its people where the case names them.
fn owed(case: &Case, clause: &str) -> (Role, Vec<MemberId>) {
    if clause == "¶20" {
        return (Role::Candidate, vec![]);
    }
    // Beside the walk, whatever the stage.
    if clause == complaint::CLAUSE {
        return (Role::Head, vec![]);
    }
    if clause == correction::CLAUSE {
        return (Role::Registrar, vec![]);
    }
    match case.stage {
        Stage::Incomplete | Stage::Complete | Stage::Passed | Stage::Upheld => (Role::Head, vec![]),
        Stage::Offered => (Role::Candidate, vec![]),
        Stage::Ended => votes_owed(case),
        Stage::Decided => {
            (Role::Member, case.present.iter().filter(|id| !case.signed.contains_key(*id)).cloned().collect())
        }
        Stage::AppealRegistered if late(case) => (Role::Head, vec![]),
        Stage::AppealRegistered => (Role::AppealMember, case.appeal.as_ref().map_or(vec![], appeal_owed)),
        _ => (Role::Registrar, vec![]),
    }
}

/// Q39. Who has not voted; once all have, whoever enters the decision.
fn appeal_owed(appeal: &Appeal) -> Vec<MemberId> {
    let silent = without(&appeal.commission, &appeal.votes);
    if silent.is_empty() { appeal.commission.clone() } else { silent }
}

/// Those of the members who have not voted.
fn without<V>(members: &[MemberId], votes: &BTreeMap<MemberId, V>) -> Vec<MemberId> {
    members.iter().filter(|id| !votes.contains_key(*id)).cloned().collect()
}

/// Q11. First the votes of those present, then the decision by the chair.
fn votes_owed(case: &Case) -> (Role, Vec<MemberId>) {
    let silent = without(&case.present, &case.votes);
    if silent.is_empty() {
        (Role::Chair, case.commission.iter().map(|commission| commission.chair.clone()).collect())
    } else {
        (Role::Member, silent)
    }
}

/// Q15. The appeal came after its last day.
fn late(case: &Case) -> bool {
    let last = case.terms.iter().rev().find(|running| running.term.clause.as_str() == "¶20");
    let filed = case.appeal.as_ref().map(|appeal| appeal.filed_on);
    filed.zip(last).is_some_and(|(filed, running)| filed > running.term.due)
}

fn accounts(ids: &[MemberId]) -> Vec<AccountId> {
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}
