//! The port `People`.

use acts::Role;
use acts::journal::AccountId;
use acts::people::{Held, Seat};
use acts::ports::{Account, DraftRow, People, PortError, SessionRow};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use uuid::Uuid;

use super::commit::{hold, let_go};
use super::values::{Json, Micros, Text, json};
use super::{Fault, Sqlite};
use crate::{sql, sql_people};

#[async_trait]
impl People for Sqlite {
    async fn create(&self, account: Account, at: Timestamp) -> Result<(), PortError> {
        self.writer.write(move |tx| create(tx, &account, at)).await.map(drop)
    }

    async fn by_login(&self, login: &str) -> Result<Option<Account>, PortError> {
        let login = login.to_owned();
        self.readers.read(move |tx| Ok(accounts(tx, sql::ACCOUNT_BY_LOGIN, &[&login])?.pop())).await
    }

    async fn by_id(&self, id: AccountId) -> Result<Option<Account>, PortError> {
        self.readers.read(move |tx| Ok(accounts(tx, sql::ACCOUNT_BY_ID, &[&id.0])?.pop())).await
    }

    /// By name.
    async fn seated(
        &self,
        centre: &CentreNumber,
        role: Role,
        now: Timestamp,
    ) -> Result<Vec<Account>, PortError> {
        let centre = centre.to_string();
        let seated = sql_people::ACCOUNTS_SEATED;
        self.readers.read(move |tx| accounts(tx, seated, &[&centre, &role.code(), &Micros(now)])).await
    }

    async fn session(&self, id: &str) -> Result<Option<SessionRow>, PortError> {
        let id = id.to_owned();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::SESSION)?;
                Ok(select.query_row([id], session).optional()?)
            })
            .await
    }

    async fn save_session(&self, row: SessionRow) -> Result<(), PortError> {
        let save = move |tx: &Connection| {
            let mut insert = tx.prepare_cached(sql::SAVE_SESSION)?;
            Ok(insert.execute(params![row.id, row.data, Micros(row.expires)])? as u64)
        };
        self.writer.write(save).await.map(drop)
    }

    async fn end_session(&self, id: &str) -> Result<(), PortError> {
        let id = id.to_owned();
        let end = move |tx: &Connection| Ok(tx.prepare_cached(sql::END_SESSION)?.execute([id])? as u64);
        self.writer.write(end).await.map(drop)
    }

    async fn end_expired_sessions(&self, now: Timestamp) -> Result<u64, PortError> {
        let end = move |tx: &Connection| {
            let mut delete = tx.prepare_cached(sql::END_EXPIRED_SESSIONS)?;
            Ok(delete.execute([Micros(now)])? as u64)
        };
        self.writer.write(end).await
    }

    async fn draft(&self, id: Uuid) -> Result<Option<DraftRow>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::DRAFT)?;
                Ok(select.query_row([id], draft).optional()?)
            })
            .await
    }

    /// Newest first.
    async fn drafts(&self, account: AccountId) -> Result<Vec<DraftRow>, PortError> {
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::DRAFTS)?;
                Ok(select.query_map([account.0], draft)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn save_draft(&self, row: DraftRow, expected: u64) -> Result<(), PortError> {
        self.writer.write(move |tx| save_draft(tx, &row, expected)).await.map(drop)
    }
}

pub(super) fn create(tx: &Connection, account: &Account, at: Timestamp) -> Result<u64, Fault> {
    tx.prepare_cached(sql::CREATE_ACCOUNT)?.execute(params![
        account.id.0,
        account.login,
        account.name,
        account.password,
        Micros(at)
    ])?;
    for held in &account.seats {
        add_seat(tx, account.id, held)?;
    }
    Ok(1)
}

pub(super) fn add_seat(tx: &Connection, of: AccountId, held: &Held) -> Result<u64, Fault> {
    let place = held.place;
    Ok(tx.prepare_cached(sql_people::ADD_SEAT)?.execute(params![
        of.0,
        place,
        held.seat.role.code(),
        held.seat.centre.as_ref().map(CentreNumber::as_str),
        Micros(held.since),
        held.until.map(Micros),
        held.given_by.map(|by| by.0),
        held.ended_by.map(|by| by.0),
        held.stands_for.map(|of| of.0),
    ])? as u64)
}

pub(super) fn accounts(tx: &Connection, select: &str, values: &[&dyn ToSql]) -> Result<Vec<Account>, Fault> {
    let mut select = tx.prepare_cached(select)?;
    let mut found = select.query_map(values, account)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select = tx.prepare_cached(sql_people::SEATS)?;
    for account in &mut found {
        account.seats = select.query_map([account.id.0], seat)?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(found)
}

fn save_draft(tx: &Connection, row: &DraftRow, expected: u64) -> Result<u64, Fault> {
    if row.version != expected + 1 {
        let what = format!("draft {}: version {} after {expected}", row.id, row.version);
        return Err(Fault::Refused(PortError::Inconsistent(what)));
    }
    let sql = if expected == 0 { sql::BEGIN_DRAFT } else { sql::MOVE_DRAFT };
    let values = params![row.id, row.account.0, row.version, Micros(row.at), json(&row.draft)?];
    if tx.prepare_cached(sql)?.execute(values)? != 1 {
        return Err(Fault::Refused(PortError::Conflict));
    }
    let_go(tx, row.id, row.at)?;
    hold(tx, row.id, &row.files())?;
    Ok(1)
}

fn account(row: &Row) -> rusqlite::Result<Account> {
    Ok(Account {
        id: AccountId(row.get("id")?),
        login: row.get("login")?,
        name: row.get("name")?,
        password: row.get("password")?,
        seats: vec![],
    })
}

fn seat(row: &Row) -> rusqlite::Result<Held> {
    let person = |name: &str| row.get::<_, Option<Uuid>>(name).map(|id| id.map(AccountId));
    Ok(Held {
        seat: Seat {
            role: row.get::<_, Text<_>>("role")?.0,
            centre: row.get::<_, Option<Text<_>>>("centre")?.map(|centre| centre.0),
        },
        place: row.get("place")?,
        since: row.get::<_, Micros>("since")?.0,
        until: row.get::<_, Option<Micros>>("until")?.map(|until| until.0),
        given_by: person("given_by")?,
        ended_by: person("ended_by")?,
        stands_for: person("stands_for")?,
    })
}

fn session(row: &Row) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow { id: row.get("id")?, data: row.get("data")?, expires: row.get::<_, Micros>("expires")?.0 })
}

fn draft(row: &Row) -> rusqlite::Result<DraftRow> {
    Ok(DraftRow {
        id: row.get("id")?,
        account: AccountId(row.get("account")?),
        version: row.get("version")?,
        at: row.get::<_, Micros>("at")?.0,
        draft: row.get::<_, Json<_>>("data")?.0,
    })
}
