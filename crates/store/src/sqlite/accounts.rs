//! The ports around accounts: seats, reads, second factors, codes.

use acts::journal::{AccountId, CaseId};
use acts::people::Held;
use acts::ports::{
    Account, Codes, Factor, Factors, Invitation, Joining, PortError, ReadRow, Reads, Seats, SentCode, Tries,
};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};
use uuid::Uuid;

use super::people::{accounts, add_seat, create};
use super::values::{Json, Micros, Text, json};
use super::{Fault, Sqlite};
use crate::sql_people as sql;

impl Sqlite {
    /// Rows of one statement, read one by one.
    async fn listed<T: Send + 'static>(
        &self,
        statement: &'static str,
        values: Vec<Box<dyn ToSql + Send>>,
        read: fn(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, PortError> {
        let list = move |tx: &Connection| {
            let values: Vec<&dyn ToSql> = values.iter().map(|value| &**value as &dyn ToSql).collect();
            let mut select = tx.prepare_cached(statement)?;
            Ok(select.query_map(values.as_slice(), read)?.collect::<rusqlite::Result<_>>()?)
        };
        self.readers.read(list).await
    }

    /// One statement; the number of rows it changed.
    async fn changed(
        &self,
        statement: &'static str,
        values: Vec<Box<dyn ToSql + Send>>,
    ) -> Result<u64, PortError> {
        let change = move |tx: &Connection| {
            let values: Vec<&dyn ToSql> = values.iter().map(|value| &**value as &dyn ToSql).collect();
            Ok(tx.prepare_cached(statement)?.execute(values.as_slice())? as u64)
        };
        self.writer.write(change).await
    }
}

macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn ToSql + Send>),*] };
}

#[async_trait]
impl Seats for Sqlite {
    async fn staff(&self, centre: Option<&CentreNumber>) -> Result<Vec<Account>, PortError> {
        let centre = centre.map(CentreNumber::to_string);
        let staff = move |tx: &Connection| match centre {
            Some(centre) => accounts(tx, sql::STAFF, &[&centre]),
            None => accounts(tx, sql::COUNTRY_STAFF, &[]),
        };
        self.readers.read(staff).await
    }

    async fn give_seat(&self, to: AccountId, held: Held) -> Result<(), PortError> {
        self.writer.write(move |tx| add_seat(tx, to, &held)).await.map(drop)
    }

    async fn end_seat(
        &self,
        of: AccountId,
        place: u32,
        until: Timestamp,
        by: AccountId,
    ) -> Result<bool, PortError> {
        let ended = self.changed(sql::END_SEAT, values![of.0, place, Micros(until), by.0]).await?;
        Ok(ended == 1)
    }

    async fn invite(&self, invitation: Invitation) -> Result<(), PortError> {
        self.writer.write(move |tx| invite(tx, &invitation)).await.map(drop)
    }

    async fn invitation(&self, key_digest: &str) -> Result<Option<Invitation>, PortError> {
        let found = self.listed(sql::INVITATION, values![key_digest.to_owned()], invitation).await?;
        Ok(found.into_iter().next())
    }

    async fn invitations(&self, centre: Option<&CentreNumber>) -> Result<Vec<Invitation>, PortError> {
        match centre {
            Some(centre) => self.listed(sql::INVITATIONS, values![centre.to_string()], invitation).await,
            None => self.listed(sql::COUNTRY_INVITATIONS, vec![], invitation).await,
        }
    }

    async fn join(&self, invitation: Uuid, who: Joining, at: Timestamp) -> Result<(), PortError> {
        self.writer.write(move |tx| join(tx, invitation, &who, at)).await.map(drop)
    }

    async fn take_back(&self, invitation: Uuid, at: Timestamp) -> Result<bool, PortError> {
        Ok(self.changed(sql::TAKE_BACK, values![invitation, Micros(at)]).await? == 1)
    }
}

fn invite(tx: &Connection, invitation: &Invitation) -> Result<u64, Fault> {
    let roles = json(&invitation.roles)?;
    Ok(tx.prepare_cached(sql::INVITE)?.execute(params![
        invitation.id,
        invitation.centre.as_ref().map(CentreNumber::as_str),
        invitation.name,
        invitation.email,
        roles,
        invitation.key_digest,
        invitation.made_by.0,
        Micros(invitation.made_at),
        Micros(invitation.until),
    ])? as u64)
}

fn join(tx: &Connection, id: Uuid, who: &Joining, at: Timestamp) -> Result<u64, Fault> {
    let found = tx.prepare_cached(sql::INVITATION_BY_ID)?.query_row([id], invitation).optional()?;
    let found = found.ok_or(Fault::Refused(PortError::Conflict))?;
    let account = match who {
        Joining::New(account) => {
            create(tx, account, at)?;
            account.id
        }
        Joining::Known(account) => *account,
    };
    if tx.prepare_cached(sql::USE_INVITATION)?.execute(params![id, account.0, Micros(at)])? != 1 {
        return Err(Fault::Refused(PortError::Conflict));
    }
    let first: u32 = tx.prepare_cached(sql::NEXT_PLACE)?.query_row([account.0], |row| row.get(0))?;
    for held in found.seats(first, at) {
        add_seat(tx, account, &held)?;
    }
    Ok(1)
}

fn invitation(row: &Row) -> rusqlite::Result<Invitation> {
    Ok(Invitation {
        id: row.get("id")?,
        centre: row.get::<_, Option<Text<_>>>("centre")?.map(|centre| centre.0),
        name: row.get("name")?,
        email: row.get("email")?,
        roles: row.get::<_, Json<_>>("roles")?.0,
        key_digest: row.get("key_digest")?,
        made_by: AccountId(row.get("made_by")?),
        made_at: row.get::<_, Micros>("made_at")?.0,
        until: row.get::<_, Micros>("until")?.0,
        used_by: row.get::<_, Option<Uuid>>("used_by")?.map(AccountId),
        ended_at: row.get::<_, Option<Micros>>("ended_at")?.map(|at| at.0),
    })
}

#[async_trait]
impl Reads for Sqlite {
    async fn note_read(&self, read: ReadRow) -> Result<(), PortError> {
        let note = move |tx: &Connection| {
            Ok(tx.prepare_cached(sql::NOTE_READ)?.execute(params![
                read.centre.as_str(),
                read.case.0,
                read.id,
                read.account.0,
                read.role.code(),
                read.what,
                read.reason,
                Micros(read.at),
            ])? as u64)
        };
        self.writer.write_alone(note).await.map(drop)
    }

    async fn reads(&self, case: CaseId) -> Result<Vec<ReadRow>, PortError> {
        self.listed(sql::READS, values![case.0], read_row).await
    }
}

fn read_row(row: &Row) -> rusqlite::Result<ReadRow> {
    Ok(ReadRow {
        id: row.get("id")?,
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        account: AccountId(row.get("account")?),
        role: row.get::<_, Text<_>>("role")?.0,
        what: row.get("what")?,
        reason: row.get("reason")?,
        at: row.get::<_, Micros>("at")?.0,
    })
}

#[async_trait]
impl Factors for Sqlite {
    async fn factor(&self, of: AccountId) -> Result<Option<Factor>, PortError> {
        Ok(self.listed(sql::FACTOR, values![of.0], factor).await?.into_iter().next())
    }

    async fn set_factor(&self, factor: Factor, recovery: Vec<String>) -> Result<(), PortError> {
        let set = move |tx: &Connection| {
            let Factor { account, salt, made_at, last_step } = factor;
            let values = params![account.0, salt, Micros(made_at), last_step];
            tx.prepare_cached(sql::SET_FACTOR)?.execute(values)?;
            tx.prepare_cached(sql::REMOVE_RECOVERY)?.execute([account.0])?;
            for digest in &recovery {
                tx.prepare_cached(sql::ADD_RECOVERY)?.execute(params![account.0, digest])?;
            }
            Ok(1)
        };
        self.writer.write(set).await.map(drop)
    }

    async fn remove_factor(&self, of: AccountId) -> Result<(), PortError> {
        let remove = move |tx: &Connection| {
            tx.prepare_cached(sql::REMOVE_RECOVERY)?.execute([of.0])?;
            Ok(tx.prepare_cached(sql::REMOVE_FACTOR)?.execute([of.0])? as u64)
        };
        self.writer.write(remove).await.map(drop)
    }

    async fn take_step(&self, of: AccountId, step: u64) -> Result<bool, PortError> {
        Ok(self.changed(sql::TAKE_STEP, values![of.0, step]).await? == 1)
    }

    async fn use_recovery(&self, of: AccountId, digest: &str, at: Timestamp) -> Result<bool, PortError> {
        let values = values![of.0, digest.to_owned(), Micros(at)];
        Ok(self.changed(sql::USE_RECOVERY, values).await? == 1)
    }

    async fn recovery_left(&self, of: AccountId) -> Result<u64, PortError> {
        let left = self.listed(sql::RECOVERY_LEFT, values![of.0], |row| row.get(0)).await?;
        Ok(left.into_iter().next().unwrap_or(0))
    }
}

fn factor(row: &Row) -> rusqlite::Result<Factor> {
    Ok(Factor {
        account: AccountId(row.get("account")?),
        salt: row.get("salt")?,
        made_at: row.get::<_, Micros>("made_at")?.0,
        last_step: row.get("last_step")?,
    })
}

#[async_trait]
impl Codes for Sqlite {
    async fn keep_code(&self, code: SentCode) -> Result<(), PortError> {
        let values = values![code.id, code.asking, code.digest, Micros(code.until)];
        self.changed(sql::KEEP_CODE, values).await.map(drop)
    }

    async fn codes(&self, asking: Uuid, now: Timestamp) -> Result<Vec<SentCode>, PortError> {
        self.listed(sql::CODES, values![asking, Micros(now)], sent_code).await
    }

    async fn use_code(&self, code: Uuid, at: Timestamp) -> Result<bool, PortError> {
        Ok(self.changed(sql::USE_CODE, values![code, Micros(at)]).await? == 1)
    }

    async fn contact(&self, address: &str) -> Result<Option<AccountId>, PortError> {
        let found = self.listed(sql::CONTACT, values![address.to_owned()], |row| row.get(0)).await?;
        Ok(found.into_iter().next().map(AccountId))
    }

    async fn contacts(&self, of: AccountId) -> Result<Vec<String>, PortError> {
        self.listed(sql::CONTACTS, values![of.0], |row| row.get(0)).await
    }

    async fn add_contact(&self, address: &str, of: AccountId, at: Timestamp) -> Result<(), PortError> {
        self.changed(sql::ADD_CONTACT, values![address.to_owned(), of.0, Micros(at)]).await.map(drop)
    }

    async fn create_with_contact(
        &self,
        account: Account,
        address: &str,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let address = address.to_owned();
        let both = move |tx: &Connection| {
            create(tx, &account, at)?;
            let values = params![address, account.id.0, Micros(at)];
            Ok(tx.prepare_cached(sql::ADD_CONTACT)?.execute(values)? as u64)
        };
        self.writer.write(both).await.map(drop)
    }

    async fn may_try(&self, tries: Tries) -> Result<bool, PortError> {
        let Tries { kind, subject, now, since, most } = tries;
        let values = values![kind, subject, Micros(now), Micros(since), most];
        Ok(self.changed(sql::MAY_TRY, values).await? == 1)
    }

    async fn tried_too_often(&self, tries: Tries) -> Result<bool, PortError> {
        let Tries { kind, subject, since, most, .. } = tries;
        let values = values![kind, subject, Micros(since), most];
        let found = self.listed(sql::TRIED_TOO_OFTEN, values, |row| row.get::<_, u32>(0)).await?;
        Ok(!found.is_empty())
    }

    async fn forget_tries(&self, kind: &str, subject: &str) -> Result<(), PortError> {
        let values = values![kind.to_owned(), subject.to_owned()];
        self.changed(sql::FORGET_TRIES, values).await.map(drop)
    }

    async fn forget_stale(&self, before: Timestamp) -> Result<(), PortError> {
        self.changed(sql::FORGET_CODES, values![Micros(before)]).await?;
        self.changed(sql::FORGET_OLD_TRIES, values![Micros(before)]).await.map(drop)
    }
}

fn sent_code(row: &Row) -> rusqlite::Result<SentCode> {
    Ok(SentCode {
        id: row.get("id")?,
        asking: row.get("asking")?,
        digest: row.get("digest")?,
        until: row.get::<_, Micros>("until")?.0,
    })
}
