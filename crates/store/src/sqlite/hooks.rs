//! The port `Hooks`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{Delivery, DeliveryState, Hook, Hooks, PortError};
use acts::service::{Happened, Occasion};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};
use uuid::Uuid;

use super::values::{Micros, Text};
use super::{Fault, Sqlite};
use crate::sql_services as sql;

impl Sqlite {
    /// One statement; how many rows it changed.
    async fn change<const N: usize>(
        &self,
        statement: &'static str,
        values: [Box<dyn ToSql + Send>; N],
    ) -> Result<u64, PortError> {
        let change = move |tx: &Connection| {
            let values = values.each_ref().map(|value| -> &dyn ToSql { value.as_ref() });
            Ok(tx.prepare_cached(statement)?.execute(values.as_slice())? as u64)
        };
        self.writer.write(change).await
    }
}

#[async_trait]
impl Hooks for Sqlite {
    async fn add_hook(&self, hook: Hook) -> Result<(), PortError> {
        let values: [Box<dyn ToSql + Send>; 6] = [
            Box::new(hook.id),
            Box::new(hook.centre.to_string()),
            Box::new(hook.address),
            Box::new(sql::occasions_text(&hook.occasions)),
            Box::new(hook.made_by.0),
            Box::new(Micros(hook.made_at)),
        ];
        self.change(sql::ADD_HOOK, values).await.map(drop)
    }

    async fn hook(&self, id: Uuid) -> Result<Option<Hook>, PortError> {
        self.readers.read(move |tx| Ok(tx.prepare_cached(sql::HOOK)?.query_row([id], hook).optional()?)).await
    }

    async fn hooks(&self, centre: &CentreNumber) -> Result<Vec<Hook>, PortError> {
        let centre = centre.to_string();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::HOOKS)?;
                Ok(select.query_map([centre], hook)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn end_hook(&self, id: Uuid, at: Timestamp) -> Result<(), PortError> {
        self.change(sql::END_HOOK, [Box::new(id), Box::new(Micros(at))]).await.map(drop)
    }

    async fn pause_hook(&self, id: Uuid, at: Timestamp) -> Result<bool, PortError> {
        Ok(self.change(sql::PAUSE_HOOK, [Box::new(id), Box::new(Micros(at))]).await? == 1)
    }

    async fn resume_hook(&self, id: Uuid) -> Result<(), PortError> {
        self.change(sql::RESUME_HOOK, [Box::new(id)]).await.map(drop)
    }

    async fn told_of(&self, occasion: Occasion) -> Result<Vec<CentreNumber>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::TOLD_OF)?;
                let centre = |row: &Row| Ok(row.get::<_, Text<_>>("centre")?.0);
                Ok(select.query_map([occasion.code()], centre)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn owe(&self, events: Vec<Happened>) -> Result<(), PortError> {
        self.writer.write(move |tx| owe(tx, &events)).await.map(drop)
    }

    async fn take_deliveries(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<Delivery>, PortError> {
        let take = move |tx: &Connection| {
            let mut take = tx.prepare_cached(sql::TAKE_DELIVERIES)?;
            let rows = take.query_map(params![Micros(now), Micros(until), most], delivery)?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        self.writer.take(take).await
    }

    async fn settle(&self, delivery: &Delivery, failing_since: Option<Timestamp>) -> Result<(), PortError> {
        let delivery = delivery.clone();
        let settle = move |tx: &Connection| {
            let settled = tx.prepare_cached(sql::SETTLE)?.execute(params![
                delivery.hook,
                delivery.event,
                delivery.state.code(),
                Micros(delivery.next_at),
                delivery.answer,
                delivery.tries
            ])?;
            let values = params![delivery.hook, failing_since.map(Micros)];
            tx.prepare_cached(sql::NOTE_FAILING)?.execute(values)?;
            Ok(settled as u64)
        };
        self.writer.write(settle).await.map(drop)
    }

    async fn deliveries(&self, hook: Uuid, most: u32) -> Result<Vec<Delivery>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::DELIVERIES)?;
                Ok(select.query_map(params![hook, most], delivery)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn replay(&self, hook: Uuid, event: Uuid, at: Timestamp) -> Result<bool, PortError> {
        let values: [Box<dyn ToSql + Send>; 3] = [Box::new(hook), Box::new(event), Box::new(Micros(at))];
        Ok(self.change(sql::REPLAY, values).await? == 1)
    }

    async fn forget_deliveries(&self, before: Timestamp) -> Result<(), PortError> {
        self.change(sql::FORGET_DELIVERIES, [Box::new(Micros(before))]).await.map(drop)
    }
}

/// Each event to each address that is told of it, once.
pub(super) fn owe(tx: &Connection, events: &[Happened]) -> Result<u64, Fault> {
    let mut owe = tx.prepare_cached(sql::OWE_DELIVERY)?;
    let mut owed = 0;
    for event in events {
        let (occasion, body) = (event.occasion.code(), event.body());
        let values =
            params![event.centre.as_str(), event.event, occasion, event.case.0, body, Micros(event.at)];
        owed += owe.execute(values)? as u64;
    }
    Ok(owed)
}

fn hook(row: &Row) -> rusqlite::Result<Hook> {
    let moment = |name: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<Micros>>(name)?.map(|at| at.0));
    let occasions = sql::occasions(&row.get::<_, String>("occasions")?);
    Ok(Hook {
        id: row.get("id")?,
        centre: row.get::<_, Text<_>>("centre")?.0,
        address: row.get("address")?,
        occasions: occasions.map_err(FromSqlError::other)?,
        made_by: AccountId(row.get("made_by")?),
        made_at: row.get::<_, Micros>("made_at")?.0,
        ended_at: moment("ended_at")?,
        failing_since: moment("failing_since")?,
        paused_at: moment("paused_at")?,
    })
}

fn delivery(row: &Row) -> rusqlite::Result<Delivery> {
    let state: String = row.get("state")?;
    let state = DeliveryState::from_code(&state).ok_or(FromSqlError::InvalidType)?;
    Ok(Delivery {
        hook: row.get("hook")?,
        event: row.get("event")?,
        occasion: row.get::<_, Text<_>>("occasion")?.0,
        case: CaseId(row.get("case_id")?),
        body: row.get("body")?,
        state,
        tries: row.get("tries")?,
        made_at: row.get::<_, Micros>("made_at")?.0,
        next_at: row.get::<_, Micros>("next_at")?.0,
        answer: row.get("answer")?,
    })
}
