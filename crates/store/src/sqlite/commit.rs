//! One act's writes on one case. The caller has a transaction open and undoes everything when this fails.
//!
//! Every rule is held by a statement that changes a row or does not; nothing is looked up first and trusted after.

use acts::journal::{CaseId, Entry};
use acts::ports::{CaseWrite, Message, PortError, Taken};
use acts::projection::{CaseRow, RegisterRow};
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::Fault;
use super::list::words;
use super::values::{Micros, json};

pub(super) fn commit(tx: &Connection, write: &CaseWrite) -> Result<u64, Fault> {
    coherent(write)?;
    answer(tx, write)?;
    project(tx, &write.row, write.expected)?;
    for entry in &write.entries {
        append(tx, entry)?;
    }
    for taken in &write.taken {
        take(tx, taken)?;
    }
    if let Some(row) = &write.register {
        register(tx, row)?;
    }
    for message in &write.messages {
        owe(tx, message)?;
    }
    if let Some(draft) = write.draft {
        use_up(tx, draft)?;
    }
    Ok(1)
}

/// The parts of a write must speak of one case and one step; anything else is a mistake of the program.
fn coherent(write: &CaseWrite) -> Result<(), Fault> {
    let CaseWrite { row, entries, expected, .. } = write;
    let of_case = |case: CaseId, centre: &CentreNumber| case == row.case && *centre == row.centre;
    let in_order = (expected + 1..).zip(entries).all(|(seq, entry)| entry.seq == seq);
    let holds = in_order
        && row.version == expected + entries.len() as u64
        && entries.iter().all(|entry| of_case(entry.case, &entry.centre))
        && write.register.iter().all(|register| of_case(register.case, &register.centre))
        && write.messages.iter().all(|message| of_case(message.case, &message.centre));
    if holds {
        Ok(())
    } else {
        let what = format!("the write of request {} does not fit together", write.request);
        Err(Fault::Refused(PortError::Inconsistent(what)))
    }
}

/// `changed` rows must be one: the rule in the statement let it through.
fn or_refused(changed: usize, error: PortError) -> Result<(), Fault> {
    if changed == 1 { Ok(()) } else { Err(Fault::Refused(error)) }
}

fn answer(tx: &Connection, write: &CaseWrite) -> Result<(), Fault> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO request (id, account, about, receipt, at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            write.request.0,
            write.by.0,
            write.about,
            json(&write.receipt)?,
            Micros(write.receipt.at)
        ])?;
    or_refused(changed, PortError::Repeated)
}

fn project(tx: &Connection, row: &CaseRow, expected: u64) -> Result<(), Fault> {
    let sql = if expected == 0 {
        "INSERT INTO case_row (centre, case_id, number, version, candidate, name, name_key, iin, stage, programme,
                               filed_on, due, due_clause, sitting_on, sitting_at, protocol, serial, changed_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18 WHERE ?19 = 0
         ON CONFLICT DO NOTHING"
    } else {
        "UPDATE case_row
         SET number = ?3, version = ?4, candidate = ?5, name = ?6, name_key = ?7, iin = ?8, stage = ?9,
             programme = ?10, filed_on = ?11, due = ?12, due_clause = ?13, sitting_on = ?14, sitting_at = ?15,
             protocol = ?16, serial = ?17, changed_at = ?18
         WHERE centre = ?1 AND case_id = ?2 AND version = ?19"
    };
    let known = name_key(tx, row.case)?;
    let changed = tx.prepare_cached(sql)?.execute(params![
        row.centre.as_str(),
        row.case.0,
        row.number,
        row.version,
        row.candidate.map(|account| account.0),
        row.name,
        row.name_key,
        row.iin,
        row.stage.code(),
        row.programme,
        row.filed_on,
        row.due,
        row.due_clause,
        row.sitting_on,
        row.sitting_at,
        row.protocol,
        row.serial,
        Micros(row.changed_at),
        expected,
    ])?;
    or_refused(changed, PortError::Conflict)?;
    rename(tx, row, known.as_deref())
}

fn name_key(tx: &Connection, case: CaseId) -> Result<Option<String>, Fault> {
    let mut select = tx.prepare_cached("SELECT name_key FROM case_row WHERE case_id = ?1")?;
    Ok(select.query_row([case.0], |row| row.get(0)).optional()?)
}

/// Keeps the words that search looks for.
fn rename(tx: &Connection, row: &CaseRow, known: Option<&str>) -> Result<(), Fault> {
    if known == Some(row.name_key.as_str()) {
        return Ok(());
    }
    let mut forget =
        tx.prepare_cached("DELETE FROM case_name WHERE centre = ?1 AND word = ?2 AND case_id = ?3")?;
    for word in words(known.unwrap_or_default()) {
        forget.execute(params![row.centre.as_str(), word, row.case.0])?;
    }
    let mut learn = tx.prepare_cached(
        "INSERT INTO case_name (centre, word, case_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    for word in words(&row.name_key) {
        learn.execute(params![row.centre.as_str(), word, row.case.0])?;
    }
    Ok(())
}

fn append(tx: &Connection, entry: &Entry) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO case_journal (centre, case_id, seq, at, actor, event) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        entry.centre.as_str(),
        entry.case.0,
        entry.seq,
        Micros(entry.at),
        entry.actor.map(|account| account.0),
        json(&entry.event)?
    ])?;
    Ok(())
}

fn take(tx: &Connection, taken: &Taken) -> Result<(), Fault> {
    let name = taken.sequence.name();
    let changed = if taken.number == 1 {
        tx.prepare_cached("INSERT INTO counter (name, value) VALUES (?1, 1) ON CONFLICT DO NOTHING")?
            .execute([name])?
    } else {
        tx.prepare_cached("UPDATE counter SET value = ?2 WHERE name = ?1 AND value = ?2 - 1")?
            .execute(params![name, taken.number])?
    };
    or_refused(changed, PortError::Conflict)
}

/// The row of a case already in the register is brought up to date; a serial number of another case is taken.
fn register(tx: &Connection, row: &RegisterRow) -> Result<(), Fault> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO register (serial, ordinal, case_id, centre, programme, holder, issued_on, valid_until,
                                   annulled_on, digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (serial) DO UPDATE
             SET ordinal = ?2, centre = ?4, programme = ?5, holder = ?6, issued_on = ?7, valid_until = ?8,
                 annulled_on = ?9, digest = ?10
             WHERE case_id = ?3",
        )?
        .execute(params![
            row.serial,
            row.ordinal,
            row.case.0,
            row.centre.as_str(),
            row.programme,
            row.holder,
            row.issued_on,
            row.valid_until,
            row.annulled_on,
            row.digest
        ])?;
    or_refused(changed, PortError::Conflict)
}

fn owe(tx: &Connection, message: &Message) -> Result<(), Fault> {
    tx.prepare_cached(
        "INSERT INTO message (centre, case_id, id, recipient, kind, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        message.centre.as_str(),
        message.case.0,
        message.id,
        message.to.map(|account| account.0),
        message.kind,
        Micros(message.at)
    ])?;
    Ok(())
}

/// A draft can be filed once: a second filing of it, under another request id, is a conflict.
fn use_up(tx: &Connection, draft: Uuid) -> Result<(), Fault> {
    let changed = tx.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([draft])?;
    or_refused(changed, PortError::Conflict)
}
