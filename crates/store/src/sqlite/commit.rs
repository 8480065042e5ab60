//! One act's writes on one case. The caller has a transaction open and undoes everything when this fails.
//!
//! Every rule is held by a statement that changes a row or does not; nothing is looked up first and trusted after.

use acts::journal::{AccountId, CaseId, Entry};
use acts::ports::{CaseWrite, Message, PortError, Taken};
use acts::projection::{CaseRow, RegisterRow};
use jiff::Timestamp;
use journal::log::Head;
use rusqlite::{Connection, OptionalExtension, ToSql, params};
use uuid::Uuid;

use super::desk::run_terms;
use super::rooms::sit;
use super::values::{Micros, json};
use super::{Fault, facts, hooks, outbox, papers};
use crate::filter::words;
use crate::sql;

pub(super) fn commit(tx: &Connection, write: &CaseWrite) -> Result<u64, Fault> {
    if !write.fits_together() {
        let what = format!("the write of request {} does not fit together", write.request);
        return Err(Fault::Refused(PortError::Inconsistent(what)));
    }
    answer(tx, write)?;
    project(tx, &write.row, write.expected)?;
    for entry in &write.entries {
        append(tx, entry)?;
    }
    if let Some(last) = write.entries.last() {
        await_log(tx, &last.head())?;
    }
    run_terms(tx, write.row.case, &write.terms)?;
    sit(tx, write.row.case, write.sitting.as_ref())?;
    for taken in &write.taken {
        take(tx, taken)?;
    }
    if let Some(row) = &write.register {
        register(tx, row)?;
    }
    for paper in &write.papers {
        papers::keep(tx, paper)?;
    }
    for message in &write.messages {
        owe(tx, message)?;
    }
    for dispatch in &write.dispatches {
        or_refused(usize::try_from(outbox::owe(tx, dispatch)?).unwrap_or(0), PortError::Conflict)?;
    }
    if let Some(way) = write.unwanted {
        let values = params![write.row.case.0, way.code(), Micros(write.receipt.at)];
        tx.prepare_cached(sql::GIVE_UP_WAY)?.execute(values)?;
    }
    facts::keep(tx, write)?;
    hooks::owe(tx, &write.happened)?;
    hold(tx, write.row.case.0, &write.files)?;
    if let Some(referral) = write.referral {
        tx.prepare_cached(sql::FOLLOW_REFERRAL)?.execute(params![referral, write.row.case.0])?;
    }
    if let Some(draft) = write.draft {
        use_up(tx, draft, write.receipt.at)?;
    }
    Ok(1)
}

/// From now on a case or a draft names these files.
pub(super) fn hold(tx: &Connection, holder: Uuid, files: &[(AccountId, String)]) -> Result<(), Fault> {
    let mut hold = tx.prepare_cached(sql::HOLD_FILE)?;
    for (of, digest) in files {
        hold.execute(params![of.0, digest, holder])?;
    }
    Ok(())
}

/// `changed` rows must be one: the rule in the statement let it through.
fn or_refused(changed: usize, error: PortError) -> Result<(), Fault> {
    if changed == 1 { Ok(()) } else { Err(Fault::Refused(error)) }
}

fn answer(tx: &Connection, write: &CaseWrite) -> Result<(), Fault> {
    let changed = tx.prepare_cached(sql::ANSWER)?.execute(params![
        write.request.0,
        write.by.0,
        write.about,
        json(&write.receipt)?,
        Micros(write.receipt.at)
    ])?;
    or_refused(changed, PortError::Repeated)
}

fn project(tx: &Connection, row: &CaseRow, expected: u64) -> Result<(), Fault> {
    let known = name_key(tx, row.case)?;
    let (centre, stage) = (row.centre.as_str(), row.stage.code());
    let (candidate, changed_at) = (row.candidate.map(|account| account.0), Micros(row.changed_at));
    let mut values: Vec<&dyn ToSql> = vec![
        &centre,
        &row.case.0,
        &row.number,
        &row.version,
        &candidate,
        &row.name,
        &row.name_key,
        &row.iin,
        &stage,
        &row.programme,
        &row.filed_on,
        &row.due,
        &row.due_clause,
        &row.sitting_on,
        &row.sitting_at,
        &row.protocol,
        &row.serial,
        &changed_at,
    ];
    let sql = if expected == 0 {
        sql::BEGIN_ROW
    } else {
        values.push(&expected);
        sql::MOVE_ROW
    };
    let changed = tx.prepare_cached(sql)?.execute(values.as_slice())?;
    or_refused(changed, PortError::Conflict)?;
    rename(tx, row, known.as_deref())
}

fn name_key(tx: &Connection, case: CaseId) -> Result<Option<String>, Fault> {
    let mut select = tx.prepare_cached(sql::NAME_KEY)?;
    Ok(select.query_row([case.0], |row| row.get(0)).optional()?)
}

/// Keeps the words that search looks for.
fn rename(tx: &Connection, row: &CaseRow, known: Option<&str>) -> Result<(), Fault> {
    if known == Some(row.name_key.as_str()) {
        return Ok(());
    }
    let mut forget = tx.prepare_cached(sql::FORGET_WORD)?;
    for word in words(known.unwrap_or_default()) {
        forget.execute(params![row.centre.as_str(), word, row.case.0])?;
    }
    let mut learn = tx.prepare_cached(sql::LEARN_WORD)?;
    for word in words(&row.name_key) {
        learn.execute(params![row.centre.as_str(), word, row.case.0])?;
    }
    Ok(())
}

fn append(tx: &Connection, entry: &Entry) -> Result<(), Fault> {
    let stamp = entry.stamp();
    tx.prepare_cached(sql::APPEND)?.execute(params![
        stamp.centre.as_str(),
        stamp.case.0,
        stamp.seq,
        Micros(stamp.at),
        stamp.actor.map(|account| account.0),
        entry.body(),
        entry.link().0
    ])?;
    Ok(())
}

/// The act's head waits until the job of the log takes it up.
pub(super) fn await_log(tx: &Connection, head: &Head) -> Result<(), Fault> {
    tx.prepare_cached(sql::AWAIT_LOG)?.execute(params![head.centre, head.case, head.version, head.link.0])?;
    Ok(())
}

fn take(tx: &Connection, taken: &Taken) -> Result<(), Fault> {
    let name = taken.sequence.name();
    let changed = if taken.number == 1 {
        tx.prepare_cached(sql::FIRST_NUMBER)?.execute([name])?
    } else {
        tx.prepare_cached(sql::NEXT_NUMBER)?.execute(params![name, taken.number])?
    };
    or_refused(changed, PortError::Conflict)
}

fn register(tx: &Connection, row: &RegisterRow) -> Result<(), Fault> {
    let changed = tx.prepare_cached(sql::REGISTER)?.execute(params![
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
    tx.prepare_cached(sql::OWE)?.execute(params![
        message.centre.as_str(),
        message.case.0,
        message.id,
        message.to.map(|account| account.0),
        message.kind,
        Micros(message.at)
    ])?;
    Ok(())
}

/// A draft names these files no longer.
pub(super) fn let_go(tx: &Connection, draft: Uuid, at: Timestamp) -> Result<(), Fault> {
    tx.prepare_cached(sql::GRACE)?.execute(params![draft, Micros(at)])?;
    tx.prepare_cached(sql::LET_GO)?.execute([draft])?;
    Ok(())
}

/// A draft can be filed once: a second filing of it, under another request id, is a conflict.
fn use_up(tx: &Connection, draft: Uuid, at: Timestamp) -> Result<(), Fault> {
    let changed = tx.prepare_cached(sql::USE_UP_DRAFT)?.execute([draft])?;
    or_refused(changed, PortError::Conflict)?;
    let_go(tx, draft, at)
}
