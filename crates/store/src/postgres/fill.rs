//! The board and the calendar of journals that were written before there were any.

use acts::desk::rows::{sitting_row, term_rows};
use acts::journal::CaseId;
use acts::ports::PortError;
use rules::case::{Case, Event, evolve};
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

use super::desk::run_terms;
use super::rooms::sit;
use super::values::Columns as _;
use super::{all, fault};

/// Cases in order, by steps: what is written between two steps is of the same transaction.
const CASES: &str = "SELECT case_id FROM case_row WHERE case_id > $1 ORDER BY case_id LIMIT 500";
const EVENTS: &str = "SELECT event FROM case_journal WHERE case_id = $1 ORDER BY seq";

pub(super) async fn fill(tx: &mut PgConnection) -> Result<(), PortError> {
    let mut after = Uuid::nil();
    loop {
        let cases = sqlx::query(CASES).bind(after).fetch_all(&mut *tx).await.map_err(fault)?;
        let Some(last) = cases.last() else { return Ok(()) };
        after = last.try_get(0).map_err(fault)?;
        for id in all(&cases, |row| row.field::<Uuid>("case_id"))? {
            project(tx, CaseId(id)).await?;
        }
    }
}

async fn project(tx: &mut PgConnection, id: CaseId) -> Result<(), PortError> {
    let rows = sqlx::query(EVENTS).bind(id.0).fetch_all(&mut *tx).await.map_err(fault)?;
    let events = all(&rows, |row| row.json::<Event>("event"))?;
    let Some(case) = events.iter().fold(None::<Case>, evolve) else { return Ok(()) };
    run_terms(tx, id, &term_rows(&case, id)).await?;
    sit(tx, id, sitting_row(&case, id).as_ref()).await
}
