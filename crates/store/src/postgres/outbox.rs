//! The port `Outbox`.

use acts::journal::{AccountId, CaseId};
use acts::outbox::Dispatch;
use acts::ports::{Backlog, Outbox, PortError, PostFilter, Posted};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::PgConnection;
use sqlx::postgres::{PgQueryResult, PgRow};
use uuid::Uuid;

use super::list::{bound, numbered};
use super::values::{Columns as _, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::filter::post_conditions;
use crate::sql::{self, for_postgres};

#[async_trait]
impl Outbox for Postgres {
    async fn take_due(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<Dispatch>, PortError> {
        let take = sqlx::query(for_postgres(sql::TAKE_DUE))
            .bind(micros(now)?)
            .bind(micros(until)?)
            .bind(i64::from(most));
        all(&take.fetch_all(&self.pool).await.map_err(fault)?, dispatch)
    }

    async fn move_on(&self, from: &Dispatch, to: &Dispatch) -> Result<(), PortError> {
        let moved = sqlx::query(for_postgres(sql::MOVE_DISPATCH))
            .bind(from.id)
            .bind(from.state.code())
            .bind(i64::from(from.tries))
            .bind(to.state.code())
            .bind(i64::from(to.tries))
            .bind(micros(to.due)?)
            .bind(to.handed_at.map(micros).transpose()?)
            .bind(to.delivered_at.map(micros).transpose()?)
            .bind(&to.answer)
            .bind(to.by.map(|account| account.0));
        let moved = moved.execute(&self.pool).await.map_err(fault)?;
        if moved.rows_affected() == 1 { Ok(()) } else { Err(PortError::Conflict) }
    }

    async fn add(&self, dispatch: Dispatch) -> Result<(), PortError> {
        let mut connection = self.pool.acquire().await.map_err(fault)?;
        owe(&mut connection, &dispatch).await.map(drop)
    }

    async fn dispatch(&self, id: Uuid) -> Result<Option<Posted>, PortError> {
        self.one(sql::DISPATCH, id, posted).await
    }

    async fn dispatches(&self, case: CaseId) -> Result<Vec<Dispatch>, PortError> {
        self.many(sql::DISPATCHES, case.0, dispatch).await
    }

    async fn posted(&self, filter: &PostFilter) -> Result<Page<Posted>, PortError> {
        let (meets, values, window) = post_conditions(filter);
        let mut tx = self.begin().await?;
        let total = numbered(&format!("SELECT count(*) FROM dispatch WHERE {meets}"));
        let total = values.iter().fold(sqlx::query(total), bound);
        let total = total.fetch_one(&mut *tx).await.map_err(fault)?.counted("count")?;
        let select = numbered(&sql::posted(&meets));
        let select = values.iter().chain(&window).fold(sqlx::query(select), bound);
        let rows = select.fetch_all(&mut *tx).await.map_err(fault)?;
        Ok(Page { lines: all(&rows, posted)?, total })
    }

    async fn backlog(&self) -> Result<Backlog, PortError> {
        let rows = sqlx::query(for_postgres(sql::BACKLOG)).fetch_all(&self.pool).await.map_err(fault)?;
        let mut backlog = Backlog::default();
        for row in &rows {
            let state: String = row.field("state")?;
            sql::count_backlog(&mut backlog, &state, row.counted("n")?, row.at("oldest")?);
        }
        Ok(backlog)
    }

    async fn let_held(&self, go: bool, now: Timestamp) -> Result<u64, PortError> {
        let statement = if go { sql::RELEASE_HELD } else { sql::GIVE_UP_HELD };
        let let_go = sqlx::query(for_postgres(statement)).bind(micros(now)?);
        let_go.execute(&self.pool).await.map_err(fault).map(|done| done.rows_affected())
    }
}

/// Nothing happens when its id is known.
pub(super) async fn owe(tx: &mut PgConnection, dispatch: &Dispatch) -> Result<PgQueryResult, PortError> {
    let owe = sqlx::query(for_postgres(sql::OWE_DISPATCH))
        .bind(dispatch.centre.as_str())
        .bind(dispatch.case.0)
        .bind(dispatch.id)
        .bind(dispatch.message)
        .bind(&dispatch.kind)
        .bind(dispatch.way.code())
        .bind(&dispatch.address)
        .bind(serde_json::to_string(&dispatch.letter).map_err(inconsistent)?)
        .bind(dispatch.state.code())
        .bind(i64::from(dispatch.tries))
        .bind(micros(dispatch.owed_at)?)
        .bind(micros(dispatch.due)?)
        .bind(dispatch.handed_at.map(micros).transpose()?)
        .bind(dispatch.delivered_at.map(micros).transpose()?)
        .bind(&dispatch.answer)
        .bind(dispatch.by.map(|account| account.0));
    owe.execute(tx).await.map_err(fault)
}

fn dispatch(row: &PgRow) -> Result<Dispatch, PortError> {
    let moment = |name: &str| {
        let at = row.field::<Option<jiff_sqlx::Timestamp>>(name)?;
        Ok::<_, PortError>(at.map(jiff_sqlx::Timestamp::to_jiff))
    };
    Ok(Dispatch {
        id: row.field("id")?,
        message: row.field("message")?,
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        kind: row.field("kind")?,
        way: row.code("way")?,
        address: row.field("address")?,
        letter: row.json("letter")?,
        state: row.code("state")?,
        tries: u32::try_from(row.counted("tries")?).map_err(inconsistent)?,
        owed_at: row.at("owed_at")?,
        due: row.at("due")?,
        handed_at: moment("handed_at")?,
        delivered_at: moment("delivered_at")?,
        answer: row.field("answer")?,
        by: row.field::<Option<Uuid>>("account")?.map(AccountId),
    })
}

fn posted(row: &PgRow) -> Result<Posted, PortError> {
    Ok(Posted { dispatch: dispatch(row)?, number: row.field("case_number")?, name: row.field("case_name")? })
}
