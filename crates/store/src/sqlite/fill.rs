//! The board and the calendar of journals that were written before there were any.

use acts::desk::rows::{sitting_row, term_rows};
use acts::journal::CaseId;
use rules::case::{Case, Event, evolve};
use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::Fault;
use super::desk::run_terms;
use super::rooms::sit;
use super::values::Json;

const EVENTS: &str = "SELECT case_id, event FROM case_journal ORDER BY centre, case_id, seq";

pub(super) fn fill(tx: &Connection) -> Result<(), Fault> {
    let mut select = tx.prepare(EVENTS)?;
    let read = |row: &Row| Ok((row.get::<_, Uuid>(0)?, row.get::<_, Json<Event>>(1)?.0));
    let mut under_way = None;
    for found in select.query_map([], read)? {
        let (id, event) = found?;
        let case = match under_way.take() {
            Some((known, case)) if known == id => case,
            before => {
                settle(tx, before)?;
                None
            }
        };
        under_way = Some((id, evolve(case, &event)));
    }
    settle(tx, under_way)
}

fn settle(tx: &Connection, case: Option<(Uuid, Option<Case>)>) -> Result<(), Fault> {
    let Some((id, Some(case))) = case else { return Ok(()) };
    let id = CaseId(id);
    run_terms(tx, id, &term_rows(&case, id))?;
    sit(tx, id, sitting_row(&case, id).as_ref())
}
