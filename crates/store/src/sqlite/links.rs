//! Links and heads for journals that were written before there were any.

use acts::journal::{AccountId, CaseId, Entry, Stamp};
use acts::ports::PortError;
use rusqlite::{Row, Transaction, params};
use uuid::Uuid;

use super::Fault;
use super::commit::await_log;
use super::values::{Micros, Text};

pub(super) fn fill(tx: &Transaction<'_>) -> Result<(), Fault> {
    let mut select = tx.prepare(
        "SELECT centre, case_id, seq, at, actor, event FROM case_journal ORDER BY centre, case_id, seq",
    )?;
    let journal = select.query_map([], |row| Ok((stamp(row)?, row.get::<_, String>("event")?)))?;
    let journal = journal.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut update =
        tx.prepare("UPDATE case_journal SET link = ?4 WHERE centre = ?1 AND case_id = ?2 AND seq = ?3")?;
    let mut before: Option<Entry> = None;
    for (stamp, body) in journal {
        if let Some(last) = before.take_if(|before| before.stamp().case != stamp.case) {
            await_log(tx, &last.head())?;
        }
        let entry = Entry::after_written(before.as_ref(), stamp, body)
            .map_err(|error| Fault::Refused(PortError::Inconsistent(format!("an entry: {error}"))))?;
        let Stamp { centre, case, seq, .. } = entry.stamp();
        update.execute(params![centre.as_str(), case.0, seq, entry.link().0])?;
        before = Some(entry);
    }
    before.map_or(Ok(()), |last| await_log(tx, &last.head()))
}

/// Of an entry.
pub(super) fn stamp(row: &Row) -> rusqlite::Result<Stamp> {
    Ok(Stamp {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        seq: row.get("seq")?,
        at: row.get::<_, Micros>("at")?.0,
        actor: row.get::<_, Option<Uuid>>("actor")?.map(AccountId),
    })
}
