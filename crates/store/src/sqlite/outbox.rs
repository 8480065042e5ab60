//! The port `Outbox`.

use acts::journal::{AccountId, CaseId};
use acts::outbox::Dispatch;
use acts::ports::{Backlog, Outbox, PortError, PostFilter, Posted};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params, params_from_iter};
use uuid::Uuid;

use super::values::{Json, Micros, Text, json};
use super::{Fault, Sqlite};
use crate::filter::{Value, post_conditions};
use crate::sql;

#[async_trait]
impl Outbox for Sqlite {
    async fn take_due(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<Dispatch>, PortError> {
        let take = move |tx: &Connection| {
            let mut take = tx.prepare_cached(sql::TAKE_DUE)?;
            let rows = take.query_map(params![Micros(now), Micros(until), most], dispatch)?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        self.writer.take(take).await
    }

    async fn move_on(&self, from: &Dispatch, to: &Dispatch) -> Result<(), PortError> {
        let (from, to) = (from.clone(), to.clone());
        let moved = self.writer.write(move |tx| move_on(tx, &from, &to)).await?;
        if moved == 1 { Ok(()) } else { Err(PortError::Conflict) }
    }

    async fn add(&self, dispatch: Dispatch) -> Result<(), PortError> {
        self.writer.write(move |tx| owe(tx, &dispatch)).await.map(drop)
    }

    async fn dispatch(&self, id: Uuid) -> Result<Option<Posted>, PortError> {
        let read = move |tx: &Connection| {
            let mut select = tx.prepare_cached(sql::DISPATCH)?;
            Ok(select.query_row([id], posted).optional()?)
        };
        self.readers.read(read).await
    }

    async fn dispatches(&self, case: CaseId) -> Result<Vec<Dispatch>, PortError> {
        let read = move |tx: &Connection| {
            let mut select = tx.prepare_cached(sql::DISPATCHES)?;
            Ok(select.query_map([case.0], dispatch)?.collect::<rusqlite::Result<_>>()?)
        };
        self.readers.read(read).await
    }

    async fn posted(&self, filter: &PostFilter) -> Result<Page<Posted>, PortError> {
        let (meets, values, window) = post_conditions(filter);
        let read = move |tx: &Connection| {
            let count = format!("SELECT count(*) FROM dispatch WHERE {meets}");
            let total = tx.prepare_cached(&count)?.query_row(params_from_iter(&values), |row| row.get(0))?;
            let values: Vec<Value> = values.into_iter().chain(window).collect();
            let mut select = tx.prepare_cached(&sql::posted(&meets))?;
            let lines = select.query_map(params_from_iter(values), posted)?;
            Ok(Page { lines: lines.collect::<rusqlite::Result<_>>()?, total })
        };
        self.readers.read(read).await
    }

    async fn backlog(&self) -> Result<Backlog, PortError> {
        let read = |tx: &Connection| {
            let mut backlog = Backlog::default();
            let mut select = tx.prepare_cached(sql::BACKLOG)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let state: String = row.get("state")?;
                let oldest: Micros = row.get("oldest")?;
                sql::count_backlog(&mut backlog, &state, row.get("n")?, oldest.0);
            }
            Ok(backlog)
        };
        self.readers.read(read).await
    }

    async fn let_held(&self, go: bool, now: Timestamp) -> Result<u64, PortError> {
        let statement = if go { sql::RELEASE_HELD } else { sql::GIVE_UP_HELD };
        let let_go = move |tx: &Connection| Ok(tx.prepare_cached(statement)?.execute([Micros(now)])? as u64);
        self.writer.write(let_go).await
    }
}

fn move_on(tx: &Connection, from: &Dispatch, to: &Dispatch) -> Result<u64, Fault> {
    let moved = tx.prepare_cached(sql::MOVE_DISPATCH)?.execute(params![
        from.id,
        from.state.code(),
        from.tries,
        to.state.code(),
        to.tries,
        Micros(to.due),
        to.handed_at.map(Micros),
        to.delivered_at.map(Micros),
        to.answer,
        to.by.map(|account| account.0)
    ])?;
    Ok(moved as u64)
}

/// Nothing happens when its id is known.
pub(super) fn owe(tx: &Connection, dispatch: &Dispatch) -> Result<u64, Fault> {
    let (letter, due) = (json(&dispatch.letter)?, Micros(dispatch.due));
    let (handed_at, delivered_at) = (dispatch.handed_at.map(Micros), dispatch.delivered_at.map(Micros));
    let (way, state) = (dispatch.way.code(), dispatch.state.code());
    let (centre, owed_at) = (dispatch.centre.as_str(), Micros(dispatch.owed_at));
    let account = dispatch.by.map(|account| account.0);
    let values: [&dyn ToSql; 16] = [
        &centre,
        &dispatch.case.0,
        &dispatch.id,
        &dispatch.message,
        &dispatch.kind,
        &way,
        &dispatch.address,
        &letter,
        &state,
        &dispatch.tries,
        &owed_at,
        &due,
        &handed_at,
        &delivered_at,
        &dispatch.answer,
        &account,
    ];
    Ok(tx.prepare_cached(sql::OWE_DISPATCH)?.execute(values.as_slice())? as u64)
}

fn dispatch(row: &Row) -> rusqlite::Result<Dispatch> {
    let moment = |name: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<Micros>>(name)?.map(|at| at.0));
    Ok(Dispatch {
        id: row.get("id")?,
        message: row.get("message")?,
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        kind: row.get("kind")?,
        way: row.get::<_, Text<_>>("way")?.0,
        address: row.get("address")?,
        letter: row.get::<_, Json<_>>("letter")?.0,
        state: row.get::<_, Text<_>>("state")?.0,
        tries: row.get("tries")?,
        owed_at: row.get::<_, Micros>("owed_at")?.0,
        due: row.get::<_, Micros>("due")?.0,
        handed_at: moment("handed_at")?,
        delivered_at: moment("delivered_at")?,
        answer: row.get("answer")?,
        by: row.get::<_, Option<Uuid>>("account")?.map(AccountId),
    })
}

fn posted(row: &Row) -> rusqlite::Result<Posted> {
    Ok(Posted { dispatch: dispatch(row)?, number: row.get("case_number")?, name: row.get("case_name")? })
}
