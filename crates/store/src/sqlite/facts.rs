//! Terms and outcomes of cases, entries for the platform: written in the transaction of the act, and for what was written
//! before these tables.

use acts::facts::{AppealEnd, OutcomeRow, TermEnd, TermFact, outcome_row, term_facts};
use acts::journal::{CaseId, Entry};
use acts::platform::{entry_kinds, waiting_entry};
use acts::ports::{CaseWrite, EntryKey, EntryKind, EntryState, PlatformEntry};
use rules::case::{Event, fold};
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::Fault;
use super::cases::entry;
use super::values::{Micros, Text};
use crate::{figures, sql};

pub(super) fn keep(tx: &Connection, write: &CaseWrite) -> Result<(), Fault> {
    for row in &write.term_facts {
        keep_term(tx, row)?;
    }
    if let Some(row) = &write.outcome {
        keep_outcome(tx, row)?;
    }
    write.platform.as_ref().map_or(Ok(()), |entry| owe(tx, entry))
}

fn keep_term(tx: &Connection, row: &TermFact) -> Result<(), Fault> {
    tx.prepare_cached(figures::KEEP_TERM)?.execute(params![
        row.centre.as_str(),
        row.case.0,
        row.place,
        row.clause,
        row.started,
        row.due,
        row.state.code(),
        row.closed_on
    ])?;
    Ok(())
}

fn keep_outcome(tx: &Connection, row: &OutcomeRow) -> Result<(), Fault> {
    tx.prepare_cached(figures::KEEP_OUTCOME)?.execute(params![
        row.centre.as_str(),
        row.case.0,
        row.programme,
        row.filed_on,
        row.theory,
        row.practice,
        row.passed,
        row.decided_on,
        row.violations,
        row.terminated,
        row.issued_on,
        row.annulled_on,
        row.appealed_on,
        row.appeal.map(AppealEnd::code),
        row.closed_on
    ])?;
    Ok(())
}

fn owe(tx: &Connection, entry: &PlatformEntry) -> Result<(), Fault> {
    tx.prepare_cached(figures::OWE_ENTRY)?.execute(params![
        entry.key.centre.as_str(),
        entry.key.case.0,
        entry.key.kind.code(),
        entry.serial,
        entry.ordinal,
        entry.state.code(),
        Micros(entry.made_at),
        entry.tries,
        Micros(entry.next_at),
        entry.reference,
        entry.reason,
        Micros(entry.moved_at)
    ])?;
    Ok(())
}

/// For cases that have no outcome yet, from their journals; as many as lie between two steps are in memory.
pub(super) fn fill(tx: &Connection) -> Result<(), Fault> {
    let mut after = (String::new(), Uuid::nil());
    loop {
        let found = tx
            .prepare_cached(figures::UNCOUNTED)?
            .query_map(params![after.0, after.1], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, Uuid)>>>()?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.clone();
        for (_, id) in found {
            fill_case(tx, CaseId(id))?;
        }
    }
}

/// What no journal bears out is left to `verify` to tell.
fn fill_case(tx: &Connection, id: CaseId) -> Result<(), Fault> {
    let entries = tx
        .prepare_cached(sql::JOURNAL)?
        .query_map([id.0], entry)?
        .collect::<rusqlite::Result<Vec<Entry>>>()?;
    let Some(case) = fold(entries.iter().map(Entry::event)) else { return Ok(()) };
    for row in term_facts(&case, id) {
        keep_term(tx, &row)?;
    }
    keep_outcome(tx, &outcome_row(&case, id))?;
    for kind in entry_kinds(&case) {
        let of_kind = |event: &Event| match kind {
            EntryKind::Pass => matches!(event, Event::DocumentIssued { .. }),
            EntryKind::Annulment => matches!(event, Event::DocumentAnnulled { .. }),
        };
        let at = entries.iter().find(|entry| of_kind(entry.event())).map(|entry| entry.stamp().at);
        if let Some(entry) = at.and_then(|at| waiting_entry(&case, id, kind, at)) {
            owe(tx, &entry)?;
        }
    }
    Ok(())
}

fn unknown<T>(row: &Row, column: &str, known: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    known(&text).ok_or_else(|| {
        let fault = FromSqlError::Other(format!("{column}: {text}").into());
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(fault))
    })
}

pub(super) fn term_end(row: &Row) -> rusqlite::Result<TermEnd> {
    unknown(row, "state", TermEnd::from_code)
}

pub(super) fn appeal_end(row: &Row) -> rusqlite::Result<Option<AppealEnd>> {
    match row.get::<_, Option<String>>("appeal")? {
        None => Ok(None),
        Some(_) => unknown(row, "appeal", AppealEnd::from_code).map(Some),
    }
}

pub(super) fn term_fact(row: &Row) -> rusqlite::Result<TermFact> {
    Ok(TermFact {
        centre: row.get::<_, Text<_>>("centre")?.0,
        case: CaseId(row.get("case_id")?),
        place: row.get("place")?,
        clause: row.get("clause")?,
        started: row.get("started")?,
        due: row.get("due")?,
        state: term_end(row)?,
        closed_on: row.get("closed_on")?,
    })
}

pub(super) fn outcome_of(row: &Row) -> rusqlite::Result<OutcomeRow> {
    Ok(OutcomeRow {
        centre: row.get::<_, Text<_>>("centre")?.0,
        case: CaseId(row.get("case_id")?),
        programme: row.get("programme")?,
        filed_on: row.get("filed_on")?,
        theory: row.get("theory")?,
        practice: row.get("practice")?,
        passed: row.get("passed")?,
        decided_on: row.get("decided_on")?,
        violations: row.get("violations")?,
        terminated: row.get("terminated")?,
        issued_on: row.get("issued_on")?,
        annulled_on: row.get("annulled_on")?,
        appealed_on: row.get("appealed_on")?,
        appeal: appeal_end(row)?,
        closed_on: row.get("closed_on")?,
    })
}

pub(super) fn platform_entry(row: &Row) -> rusqlite::Result<PlatformEntry> {
    let key = EntryKey {
        centre: row.get::<_, Text<_>>("centre")?.0,
        case: CaseId(row.get("case_id")?),
        kind: unknown(row, "kind", EntryKind::from_code)?,
    };
    Ok(PlatformEntry {
        key,
        serial: row.get("serial")?,
        ordinal: row.get("ordinal")?,
        state: unknown(row, "state", EntryState::from_code)?,
        made_at: row.get::<_, Micros>("made_at")?.0,
        tries: row.get("tries")?,
        next_at: row.get::<_, Micros>("next_at")?.0,
        reference: row.get("reference")?,
        reason: row.get("reason")?,
        moved_at: row.get::<_, Micros>("moved_at")?.0,
    })
}
