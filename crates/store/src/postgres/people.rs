//! The port `People`.

use acts::Role;
use acts::journal::AccountId;
use acts::people::{Held, Seat};
use acts::ports::{Account, DraftRow, People, PortError, SessionRow};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use sqlx::PgConnection;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::commit::{hold, let_go};
use super::values::{Columns as _, count, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::sql::{self, for_postgres};
use crate::sql_people;

#[async_trait]
impl People for Postgres {
    async fn create(&self, account: Account, at: Timestamp) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        create(&mut tx, &account, at).await?;
        tx.commit().await.map_err(fault)
    }

    async fn by_login(&self, login: &str) -> Result<Option<Account>, PortError> {
        let found = self.one(sql::ACCOUNT_BY_LOGIN, login.to_owned(), account).await?;
        self.seats(found).await
    }

    async fn by_id(&self, id: AccountId) -> Result<Option<Account>, PortError> {
        let found = self.one(sql::ACCOUNT_BY_ID, id.0, account).await?;
        self.seats(found).await
    }

    /// By name.
    async fn seated(
        &self,
        centre: &CentreNumber,
        role: Role,
        now: Timestamp,
    ) -> Result<Vec<Account>, PortError> {
        let select = sqlx::query(for_postgres(sql_people::ACCOUNTS_SEATED))
            .bind(centre.as_str())
            .bind(role.code())
            .bind(micros(now)?);
        let rows = select.fetch_all(&self.pool).await.map_err(fault)?;
        let mut found = Vec::with_capacity(rows.len());
        for known in all(&rows, account)? {
            found.extend(self.seats(Some(known)).await?);
        }
        Ok(found)
    }

    async fn session(&self, id: &str) -> Result<Option<SessionRow>, PortError> {
        self.one(sql::SESSION, id.to_owned(), session).await
    }

    async fn save_session(&self, row: SessionRow) -> Result<(), PortError> {
        let save = sqlx::query(for_postgres(sql::SAVE_SESSION))
            .bind(row.id)
            .bind(row.data)
            .bind(micros(row.expires)?);
        save.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn end_session(&self, id: &str) -> Result<(), PortError> {
        let end = sqlx::query(for_postgres(sql::END_SESSION)).bind(id);
        end.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn end_expired_sessions(&self, now: Timestamp) -> Result<u64, PortError> {
        let end = sqlx::query(for_postgres(sql::END_EXPIRED_SESSIONS)).bind(micros(now)?);
        Ok(end.execute(&self.pool).await.map_err(fault)?.rows_affected())
    }

    async fn draft(&self, id: Uuid) -> Result<Option<DraftRow>, PortError> {
        self.one(sql::DRAFT, id, draft).await
    }

    /// Newest first.
    async fn drafts(&self, account: AccountId) -> Result<Vec<DraftRow>, PortError> {
        self.many(sql::DRAFTS, account.0, draft).await
    }

    async fn save_draft(&self, row: DraftRow, expected: u64) -> Result<(), PortError> {
        if row.version != expected + 1 {
            return Err(inconsistent(format!("draft {}: version {} after {expected}", row.id, row.version)));
        }
        let save = if expected == 0 { sql::BEGIN_DRAFT } else { sql::MOVE_DRAFT };
        let mut tx = self.begin().await?;
        let saved = sqlx::query(for_postgres(save))
            .bind(row.id)
            .bind(row.account.0)
            .bind(count(row.version)?)
            .bind(micros(row.at)?)
            .bind(serde_json::to_string(&row.draft).map_err(inconsistent)?)
            .execute(&mut *tx)
            .await
            .map_err(fault)?;
        if saved.rows_affected() != 1 {
            return Err(PortError::Conflict);
        }
        let_go(&mut tx, row.id, row.at).await?;
        hold(&mut tx, row.id, &row.files()).await?;
        tx.commit().await.map_err(fault)
    }
}

impl Postgres {
    /// The account with the seats it holds.
    pub(super) async fn seats(&self, account: Option<Account>) -> Result<Option<Account>, PortError> {
        let Some(account) = account else { return Ok(None) };
        let seats = self.many(sql_people::SEATS, account.id.0, seat).await?;
        Ok(Some(Account { seats, ..account }))
    }
}

/// The account with its seats, in a transaction under way.
pub(super) async fn create(tx: &mut PgConnection, account: &Account, at: Timestamp) -> Result<(), PortError> {
    sqlx::query(for_postgres(sql::CREATE_ACCOUNT))
        .bind(account.id.0)
        .bind(&account.login)
        .bind(&account.name)
        .bind(&account.password)
        .bind(micros(at)?)
        .execute(&mut *tx)
        .await
        .map_err(fault)?;
    for held in &account.seats {
        add_seat(tx, account.id, held).await?;
    }
    Ok(())
}

pub(super) async fn add_seat(tx: &mut PgConnection, of: AccountId, held: &Held) -> Result<(), PortError> {
    sqlx::query(for_postgres(sql_people::ADD_SEAT))
        .bind(of.0)
        .bind(i32::try_from(held.place).map_err(inconsistent)?)
        .bind(held.seat.role.code())
        .bind(held.seat.centre.as_ref().map(CentreNumber::as_str))
        .bind(micros(held.since)?)
        .bind(held.until.map(micros).transpose()?)
        .bind(held.given_by.map(|by| by.0))
        .bind(held.ended_by.map(|by| by.0))
        .bind(held.stands_for.map(|of| of.0))
        .execute(tx)
        .await
        .map_err(fault)
        .map(drop)
}

pub(super) fn account(row: &PgRow) -> Result<Account, PortError> {
    Ok(Account {
        id: AccountId(row.field("id")?),
        login: row.field("login")?,
        name: row.field("name")?,
        password: row.field("password")?,
        seats: vec![],
    })
}

fn seat(row: &PgRow) -> Result<Held, PortError> {
    let person = |name: &str| row.field::<Option<Uuid>>(name).map(|id| id.map(AccountId));
    let centre: Option<String> = row.field("centre")?;
    let centre = centre.map(|text| CentreNumber::parse(&text)).transpose().map_err(inconsistent)?;
    Ok(Held {
        seat: Seat { role: row.code("role")?, centre },
        place: u32::try_from(row.field::<i32>("place")?).map_err(inconsistent)?,
        since: row.at("since")?,
        until: row.moment("until")?,
        given_by: person("given_by")?,
        ended_by: person("ended_by")?,
        stands_for: person("stands_for")?,
    })
}

fn session(row: &PgRow) -> Result<SessionRow, PortError> {
    Ok(SessionRow { id: row.field("id")?, data: row.field("data")?, expires: row.at("expires")? })
}

fn draft(row: &PgRow) -> Result<DraftRow, PortError> {
    Ok(DraftRow {
        id: row.field("id")?,
        account: AccountId(row.field("account")?),
        version: row.counted("version")?,
        at: row.at("at")?,
        draft: row.json("data")?,
    })
}
