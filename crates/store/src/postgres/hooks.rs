//! The port `Hooks`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{Delivery, DeliveryState, Hook, Hooks, PortError};
use acts::service::{Happened, Occasion};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use sqlx::PgConnection;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::commit::asked;
use super::values::{Columns, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::sql_services as sql;

#[async_trait]
impl Hooks for Postgres {
    async fn add_hook(&self, hook: Hook) -> Result<(), PortError> {
        let add = asked(sql::ADD_HOOK)
            .bind(hook.id)
            .bind(hook.centre.as_str())
            .bind(&hook.address)
            .bind(sql::occasions_text(&hook.occasions))
            .bind(hook.made_by.0)
            .bind(micros(hook.made_at)?);
        add.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn hook(&self, id: Uuid) -> Result<Option<Hook>, PortError> {
        self.one(sql::HOOK, id, hook).await
    }

    async fn hooks(&self, centre: &CentreNumber) -> Result<Vec<Hook>, PortError> {
        self.many(sql::HOOKS, centre.to_string(), hook).await
    }

    async fn end_hook(&self, id: Uuid, at: Timestamp) -> Result<(), PortError> {
        let end = asked(sql::END_HOOK).bind(id).bind(micros(at)?);
        end.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn pause_hook(&self, id: Uuid, at: Timestamp) -> Result<bool, PortError> {
        let pause = asked(sql::PAUSE_HOOK).bind(id).bind(micros(at)?);
        Ok(pause.execute(&self.pool).await.map_err(fault)?.rows_affected() == 1)
    }

    async fn resume_hook(&self, id: Uuid) -> Result<(), PortError> {
        asked(sql::RESUME_HOOK).bind(id).execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn told_of(&self, occasion: Occasion) -> Result<Vec<CentreNumber>, PortError> {
        self.many(sql::TOLD_OF, occasion.code(), Columns::centre).await
    }

    async fn owe(&self, events: Vec<Happened>) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        owe(&mut tx, &events).await?;
        tx.commit().await.map_err(fault)
    }

    async fn take_deliveries(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<Delivery>, PortError> {
        let take = asked(sql::TAKE_DELIVERIES).bind(micros(now)?).bind(micros(until)?).bind(i64::from(most));
        all(&take.fetch_all(&self.pool).await.map_err(fault)?, delivery)
    }

    async fn settle(&self, delivery: &Delivery, failing_since: Option<Timestamp>) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        let settle = asked(sql::SETTLE)
            .bind(delivery.hook)
            .bind(delivery.event)
            .bind(delivery.state.code())
            .bind(micros(delivery.next_at)?)
            .bind(&delivery.answer)
            .bind(i64::from(delivery.tries));
        settle.execute(&mut *tx).await.map_err(fault)?;
        let failing = failing_since.map(micros).transpose()?;
        let note = asked(sql::NOTE_FAILING).bind(delivery.hook).bind(failing);
        note.execute(&mut *tx).await.map_err(fault)?;
        tx.commit().await.map_err(fault)
    }

    async fn deliveries(&self, hook: Uuid, most: u32) -> Result<Vec<Delivery>, PortError> {
        let select = asked(sql::DELIVERIES).bind(hook).bind(i64::from(most));
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, delivery)
    }

    async fn replay(&self, hook: Uuid, event: Uuid, at: Timestamp) -> Result<bool, PortError> {
        let replay = asked(sql::REPLAY).bind(hook).bind(event).bind(micros(at)?);
        Ok(replay.execute(&self.pool).await.map_err(fault)?.rows_affected() == 1)
    }

    async fn forget_deliveries(&self, before: Timestamp) -> Result<(), PortError> {
        let forget = asked(sql::FORGET_DELIVERIES).bind(micros(before)?);
        forget.execute(&self.pool).await.map_err(fault).map(drop)
    }
}

/// Each event to each address that is told of it, once.
pub(super) async fn owe(tx: &mut PgConnection, events: &[Happened]) -> Result<(), PortError> {
    for event in events {
        let owe = asked(sql::OWE_DELIVERY)
            .bind(event.centre.as_str())
            .bind(event.event)
            .bind(event.occasion.code())
            .bind(event.case.0)
            .bind(event.body())
            .bind(micros(event.at)?);
        owe.execute(&mut *tx).await.map_err(fault)?;
    }
    Ok(())
}

fn hook(row: &PgRow) -> Result<Hook, PortError> {
    Ok(Hook {
        id: row.field("id")?,
        centre: row.centre()?,
        address: row.field("address")?,
        occasions: sql::occasions(row.field("occasions")?)?,
        made_by: AccountId(row.field("made_by")?),
        made_at: row.at("made_at")?,
        ended_at: row.moment("ended_at")?,
        failing_since: row.moment("failing_since")?,
        paused_at: row.moment("paused_at")?,
    })
}

fn delivery(row: &PgRow) -> Result<Delivery, PortError> {
    let state: String = row.field("state")?;
    Ok(Delivery {
        hook: row.field("hook")?,
        event: row.field("event")?,
        occasion: row.code("occasion")?,
        case: CaseId(row.field("case_id")?),
        body: row.field("body")?,
        state: DeliveryState::from_code(&state).ok_or_else(|| inconsistent(format!("state {state}")))?,
        tries: u32::try_from(row.counted("tries")?).map_err(inconsistent)?,
        made_at: row.at("made_at")?,
        next_at: row.at("next_at")?,
        answer: row.field("answer")?,
    })
}
