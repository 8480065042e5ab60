//! Terms and outcomes of cases, entries for the platform: written in the transaction of the act, and for what was written
//! before these tables.

use acts::facts::{AppealEnd, OutcomeRow, TermEnd, TermFact, outcome_row, term_facts};
use acts::journal::{CaseId, Entry};
use acts::platform::{entry_kinds, waiting_entry};
use acts::ports::{CaseWrite, EntryKey, EntryKind, EntryState, PlatformEntry, PortError};
use jiff_sqlx::ToSqlx;
use rules::case::{Event, fold};
use sqlx::PgConnection;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::cases::entry;
use super::commit::{asked, run};
use super::values::{Columns as _, micros};
use super::{all, fault, inconsistent};
use crate::{figures, sql};

pub(super) async fn keep(tx: &mut PgConnection, write: &CaseWrite) -> Result<(), PortError> {
    for row in &write.term_facts {
        keep_term(tx, row).await?;
    }
    if let Some(row) = &write.outcome {
        keep_outcome(tx, row).await?;
    }
    match &write.platform {
        Some(entry) => owe(tx, entry).await,
        None => Ok(()),
    }
}

async fn keep_term(tx: &mut PgConnection, row: &TermFact) -> Result<(), PortError> {
    let keep = asked(figures::KEEP_TERM)
        .bind(row.centre.as_str())
        .bind(row.case.0)
        .bind(small(row.place)?)
        .bind(&row.clause)
        .bind(row.started.to_sqlx())
        .bind(row.due.to_sqlx())
        .bind(row.state.code())
        .bind(row.closed_on.map(ToSqlx::to_sqlx));
    run(tx, keep).await.map(drop)
}

async fn keep_outcome(tx: &mut PgConnection, row: &OutcomeRow) -> Result<(), PortError> {
    let keep = asked(figures::KEEP_OUTCOME)
        .bind(row.centre.as_str())
        .bind(row.case.0)
        .bind(&row.programme)
        .bind(row.filed_on.to_sqlx())
        .bind(row.theory.map(i32::from))
        .bind(row.practice.map(i32::from))
        .bind(row.passed.map(i32::from))
        .bind(row.decided_on.map(ToSqlx::to_sqlx))
        .bind(small(row.violations)?)
        .bind(i32::from(row.terminated))
        .bind(row.issued_on.map(ToSqlx::to_sqlx))
        .bind(row.annulled_on.map(ToSqlx::to_sqlx))
        .bind(row.appealed_on.map(ToSqlx::to_sqlx))
        .bind(row.appeal.map(AppealEnd::code))
        .bind(row.closed_on.map(ToSqlx::to_sqlx));
    run(tx, keep).await.map(drop)
}

async fn owe(tx: &mut PgConnection, entry: &PlatformEntry) -> Result<(), PortError> {
    let owe = asked(figures::OWE_ENTRY)
        .bind(entry.key.centre.as_str())
        .bind(entry.key.case.0)
        .bind(entry.key.kind.code())
        .bind(&entry.serial)
        .bind(small(entry.ordinal)?)
        .bind(entry.state.code())
        .bind(micros(entry.made_at)?)
        .bind(small(entry.tries)?)
        .bind(micros(entry.next_at)?)
        .bind(&entry.reference)
        .bind(&entry.reason)
        .bind(micros(entry.moved_at)?);
    run(tx, owe).await.map(drop)
}

pub(super) fn small(number: u32) -> Result<i32, PortError> {
    i32::try_from(number).map_err(inconsistent)
}

/// For cases that have no outcome yet, from their journals; as many as lie between two steps are in memory.
pub(super) async fn fill(tx: &mut PgConnection) -> Result<(), PortError> {
    let mut after = (String::new(), Uuid::nil());
    loop {
        let select = asked(figures::UNCOUNTED).bind(after.0.clone()).bind(after.1);
        let found = select.fetch_all(&mut *tx).await.map_err(fault)?;
        let found = all(&found, |row| Ok((row.field("centre")?, row.field::<Uuid>("case_id")?)))?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.clone();
        for (_, id) in found {
            fill_case(tx, CaseId(id)).await?;
        }
    }
}

/// What no journal bears out is left to `verify` to tell.
async fn fill_case(tx: &mut PgConnection, id: CaseId) -> Result<(), PortError> {
    let rows = asked(sql::JOURNAL).bind(id.0).fetch_all(&mut *tx).await.map_err(fault)?;
    let entries = all(&rows, entry)?;
    let Some(case) = fold(entries.iter().map(Entry::event)) else { return Ok(()) };
    for row in term_facts(&case, id) {
        keep_term(tx, &row).await?;
    }
    keep_outcome(tx, &outcome_row(&case, id)).await?;
    for kind in entry_kinds(&case) {
        let of_kind = |event: &Event| match kind {
            EntryKind::Pass => matches!(event, Event::DocumentIssued { .. }),
            EntryKind::Annulment => matches!(event, Event::DocumentAnnulled { .. }),
        };
        let at = entries.iter().find(|entry| of_kind(entry.event())).map(|entry| entry.stamp().at);
        if let Some(entry) = at.and_then(|at| waiting_entry(&case, id, kind, at)) {
            owe(tx, &entry).await?;
        }
    }
    Ok(())
}

fn known<T>(row: &PgRow, column: &str, known: impl Fn(&str) -> Option<T>) -> Result<T, PortError> {
    let text: String = row.field(column)?;
    known(&text).ok_or_else(|| inconsistent(format!("{column}: {text}")))
}

/// A count that the domain keeps small.
pub(super) fn small_number(row: &PgRow, column: &str) -> Result<u32, PortError> {
    u32::try_from(row.field::<i32>(column)?).map_err(inconsistent)
}

/// 1 is yes.
pub(super) fn yes(row: &PgRow, column: &str) -> Result<Option<bool>, PortError> {
    Ok(row.field::<Option<i32>>(column)?.map(|number| number != 0))
}

pub(super) fn term_end(row: &PgRow) -> Result<TermEnd, PortError> {
    known(row, "state", TermEnd::from_code)
}

pub(super) fn appeal_end(row: &PgRow) -> Result<Option<AppealEnd>, PortError> {
    match row.field::<Option<String>>("appeal")? {
        None => Ok(None),
        Some(_) => known(row, "appeal", AppealEnd::from_code).map(Some),
    }
}

pub(super) fn term_fact(row: &PgRow) -> Result<TermFact, PortError> {
    Ok(TermFact {
        centre: row.centre()?,
        case: CaseId(row.field("case_id")?),
        place: small_number(row, "place")?,
        clause: row.field("clause")?,
        started: row.some_day("started")?,
        due: row.some_day("due")?,
        state: term_end(row)?,
        closed_on: row.day("closed_on")?,
    })
}

pub(super) fn outcome_of(row: &PgRow) -> Result<OutcomeRow, PortError> {
    Ok(OutcomeRow {
        centre: row.centre()?,
        case: CaseId(row.field("case_id")?),
        programme: row.field("programme")?,
        filed_on: row.some_day("filed_on")?,
        theory: yes(row, "theory")?,
        practice: yes(row, "practice")?,
        passed: yes(row, "passed")?,
        decided_on: row.day("decided_on")?,
        violations: small_number(row, "violations")?,
        terminated: yes(row, "terminated")?.unwrap_or_default(),
        issued_on: row.day("issued_on")?,
        annulled_on: row.day("annulled_on")?,
        appealed_on: row.day("appealed_on")?,
        appeal: appeal_end(row)?,
        closed_on: row.day("closed_on")?,
    })
}

pub(super) fn platform_entry(row: &PgRow) -> Result<PlatformEntry, PortError> {
    let (centre, case) = (row.centre()?, CaseId(row.field("case_id")?));
    Ok(PlatformEntry {
        key: EntryKey { centre, case, kind: known(row, "kind", EntryKind::from_code)? },
        serial: row.field("serial")?,
        ordinal: small_number(row, "ordinal")?,
        state: known(row, "state", EntryState::from_code)?,
        made_at: row.at("made_at")?,
        tries: small_number(row, "tries")?,
        next_at: row.at("next_at")?,
        reference: row.field("reference")?,
        reason: row.field("reason")?,
        moved_at: row.at("moved_at")?,
    })
}
