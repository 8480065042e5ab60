//! The ports around accounts: seats, reads, second factors, codes.

use acts::journal::{AccountId, CaseId};
use acts::people::Held;
use acts::ports::{
    Account, Codes, Factor, Factors, Invitation, Joining, PortError, ReadRow, Reads, Seats, SentCode, Tries,
};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use sqlx::PgConnection;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use uuid::Uuid;

use super::people::{account, add_seat, create};
use super::values::{Columns as _, count, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::sql::for_postgres;
use crate::sql_people as sql;

/// One change of seats of a centre at a time: two heads that end each other's seat must not both succeed.
const LOCK_CENTRE_OF: &str = "SELECT pg_advisory_xact_lock(374, hashtext(coalesce(centre, ''))) FROM seat WHERE account = $1 AND place = $2";

type Statement = Query<'static, sqlx::Postgres, PgArguments>;

impl Postgres {
    /// The number of rows changed.
    async fn changed(&self, statement: Statement) -> Result<u64, PortError> {
        Ok(statement.execute(&self.pool).await.map_err(fault)?.rows_affected())
    }
}

fn statement(text: &'static str) -> Statement {
    sqlx::query(for_postgres(text))
}

fn place(number: u32) -> Result<i32, PortError> {
    i32::try_from(number).map_err(inconsistent)
}

#[async_trait]
impl Seats for Postgres {
    async fn staff(&self, centre: Option<&CentreNumber>) -> Result<Vec<Account>, PortError> {
        let select = match centre {
            Some(centre) => statement(sql::STAFF).bind(centre.to_string()),
            None => statement(sql::COUNTRY_STAFF),
        };
        let rows = select.fetch_all(&self.pool).await.map_err(fault)?;
        let mut found = Vec::with_capacity(rows.len());
        for known in all(&rows, account)? {
            found.extend(self.seats(Some(known)).await?);
        }
        Ok(found)
    }

    async fn give_seat(&self, to: AccountId, held: Held) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        add_seat(&mut tx, to, &held).await?;
        tx.commit().await.map_err(fault)
    }

    async fn end_seat(
        &self,
        of: AccountId,
        number: u32,
        until: Timestamp,
        by: AccountId,
    ) -> Result<bool, PortError> {
        let number = place(number)?;
        let mut tx = self.begin().await?;
        let lock = sqlx::query(LOCK_CENTRE_OF).bind(of.0).bind(number);
        lock.execute(&mut *tx).await.map_err(fault)?;
        let end = statement(sql::END_SEAT).bind(of.0).bind(number).bind(micros(until)?).bind(by.0);
        let ended = end.execute(&mut *tx).await.map_err(fault)?.rows_affected();
        tx.commit().await.map_err(fault)?;
        Ok(ended == 1)
    }

    async fn invite(&self, invitation: Invitation) -> Result<(), PortError> {
        let invite = statement(sql::INVITE)
            .bind(invitation.id)
            .bind(invitation.centre.map(|centre| centre.to_string()))
            .bind(invitation.name)
            .bind(invitation.email)
            .bind(serde_json::to_string(&invitation.roles).map_err(inconsistent)?)
            .bind(invitation.key_digest)
            .bind(invitation.made_by.0)
            .bind(micros(invitation.made_at)?)
            .bind(micros(invitation.until)?);
        self.changed(invite).await.map(drop)
    }

    async fn invitation(&self, key_digest: &str) -> Result<Option<Invitation>, PortError> {
        self.one(sql::INVITATION, key_digest.to_owned(), invitation).await
    }

    async fn invitations(&self, centre: Option<&CentreNumber>) -> Result<Vec<Invitation>, PortError> {
        if let Some(centre) = centre {
            return self.many(sql::INVITATIONS, centre.to_string(), invitation).await;
        }
        let rows = statement(sql::COUNTRY_INVITATIONS).fetch_all(&self.pool).await;
        all(&rows.map_err(fault)?, invitation)
    }

    async fn join(&self, id: Uuid, who: Joining, at: Timestamp) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        join(&mut tx, id, who, at).await?;
        tx.commit().await.map_err(fault)
    }

    async fn take_back(&self, invitation: Uuid, at: Timestamp) -> Result<bool, PortError> {
        let taken = statement(sql::TAKE_BACK).bind(invitation).bind(micros(at)?);
        Ok(self.changed(taken).await? == 1)
    }
}

async fn join(tx: &mut PgConnection, id: Uuid, who: Joining, at: Timestamp) -> Result<(), PortError> {
    let found = statement(sql::INVITATION_BY_ID).bind(id).fetch_optional(&mut *tx).await.map_err(fault)?;
    let found = found.as_ref().map(invitation).transpose()?.ok_or(PortError::Conflict)?;
    let account = match who {
        Joining::New(account) => {
            create(tx, &account, at).await?;
            account.id
        }
        Joining::Known(account) => account,
    };
    let used = statement(sql::USE_INVITATION).bind(id).bind(account.0).bind(micros(at)?);
    if used.execute(&mut *tx).await.map_err(fault)?.rows_affected() != 1 {
        return Err(PortError::Conflict);
    }
    let first: i32 = sqlx::query_scalar(for_postgres(sql::NEXT_PLACE))
        .bind(account.0)
        .fetch_one(&mut *tx)
        .await
        .map_err(fault)?;
    for held in found.seats(u32::try_from(first).map_err(inconsistent)?, at) {
        add_seat(tx, account, &held).await?;
    }
    Ok(())
}

fn invitation(row: &PgRow) -> Result<Invitation, PortError> {
    let centre: Option<String> = row.field("centre")?;
    Ok(Invitation {
        id: row.field("id")?,
        centre: centre.map(|text| CentreNumber::parse(&text)).transpose().map_err(inconsistent)?,
        name: row.field("name")?,
        email: row.field("email")?,
        roles: row.json("roles")?,
        key_digest: row.field("key_digest")?,
        made_by: AccountId(row.field("made_by")?),
        made_at: row.at("made_at")?,
        until: row.at("until")?,
        used_by: row.field::<Option<Uuid>>("used_by")?.map(AccountId),
        ended_at: row.moment("ended_at")?,
    })
}

#[async_trait]
impl Reads for Postgres {
    async fn note_read(&self, read: ReadRow) -> Result<(), PortError> {
        let note = statement(sql::NOTE_READ)
            .bind(read.centre.to_string())
            .bind(read.case.0)
            .bind(read.id)
            .bind(read.account.0)
            .bind(read.role.code())
            .bind(read.what)
            .bind(read.reason)
            .bind(micros(read.at)?);
        self.changed(note).await.map(drop)
    }

    async fn reads(&self, case: CaseId) -> Result<Vec<ReadRow>, PortError> {
        self.many(sql::READS, case.0, read_row).await
    }
}

fn read_row(row: &PgRow) -> Result<ReadRow, PortError> {
    Ok(ReadRow {
        id: row.field("id")?,
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        account: AccountId(row.field("account")?),
        role: row.code("role")?,
        what: row.field("what")?,
        reason: row.field("reason")?,
        at: row.at("at")?,
    })
}

#[async_trait]
impl Factors for Postgres {
    async fn factor(&self, of: AccountId) -> Result<Option<Factor>, PortError> {
        self.one(sql::FACTOR, of.0, factor).await
    }

    async fn set_factor(&self, factor: Factor, recovery: Vec<String>) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        let set = statement(sql::SET_FACTOR)
            .bind(factor.account.0)
            .bind(factor.salt)
            .bind(micros(factor.made_at)?)
            .bind(count(factor.last_step)?);
        let remove = statement(sql::REMOVE_RECOVERY).bind(factor.account.0);
        let add = |digest| statement(sql::ADD_RECOVERY).bind(factor.account.0).bind(digest);
        let codes = recovery.into_iter().map(add);
        for one in [set, remove].into_iter().chain(codes) {
            one.execute(&mut *tx).await.map_err(fault)?;
        }
        tx.commit().await.map_err(fault)
    }

    async fn remove_factor(&self, of: AccountId) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        for text in [sql::REMOVE_RECOVERY, sql::REMOVE_FACTOR] {
            statement(text).bind(of.0).execute(&mut *tx).await.map_err(fault)?;
        }
        tx.commit().await.map_err(fault)
    }

    async fn take_step(&self, of: AccountId, step: u64) -> Result<bool, PortError> {
        Ok(self.changed(statement(sql::TAKE_STEP).bind(of.0).bind(count(step)?)).await? == 1)
    }

    async fn use_recovery(&self, of: AccountId, digest: &str, at: Timestamp) -> Result<bool, PortError> {
        let used = statement(sql::USE_RECOVERY).bind(of.0).bind(digest.to_owned()).bind(micros(at)?);
        Ok(self.changed(used).await? == 1)
    }

    async fn recovery_left(&self, of: AccountId) -> Result<u64, PortError> {
        let left: i64 = sqlx::query_scalar(for_postgres(sql::RECOVERY_LEFT))
            .bind(of.0)
            .fetch_one(&self.pool)
            .await
            .map_err(fault)?;
        u64::try_from(left).map_err(inconsistent)
    }
}

fn factor(row: &PgRow) -> Result<Factor, PortError> {
    Ok(Factor {
        account: AccountId(row.field("account")?),
        salt: row.field("salt")?,
        made_at: row.at("made_at")?,
        last_step: row.counted("last_step")?,
    })
}

#[async_trait]
impl Codes for Postgres {
    async fn keep_code(&self, code: SentCode) -> Result<(), PortError> {
        let keep = statement(sql::KEEP_CODE)
            .bind(code.id)
            .bind(code.asking)
            .bind(code.digest)
            .bind(micros(code.until)?);
        self.changed(keep).await.map(drop)
    }

    async fn codes(&self, asking: Uuid, now: Timestamp) -> Result<Vec<SentCode>, PortError> {
        let select = statement(sql::CODES).bind(asking).bind(micros(now)?);
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, sent_code)
    }

    async fn use_code(&self, code: Uuid, at: Timestamp) -> Result<bool, PortError> {
        Ok(self.changed(statement(sql::USE_CODE).bind(code).bind(micros(at)?)).await? == 1)
    }

    async fn contact(&self, address: &str) -> Result<Option<AccountId>, PortError> {
        let owner = |row: &PgRow| row.field("account").map(AccountId);
        self.one(sql::CONTACT, address.to_owned(), owner).await
    }

    async fn contacts(&self, of: AccountId) -> Result<Vec<String>, PortError> {
        self.many(sql::CONTACTS, of.0, |row| row.field("address")).await
    }

    async fn add_contact(&self, address: &str, of: AccountId, at: Timestamp) -> Result<(), PortError> {
        let add = statement(sql::ADD_CONTACT).bind(address.to_owned()).bind(of.0).bind(micros(at)?);
        self.changed(add).await.map(drop)
    }

    async fn create_with_contact(
        &self,
        account: Account,
        address: &str,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        create(&mut tx, &account, at).await?;
        let add = statement(sql::ADD_CONTACT).bind(address.to_owned()).bind(account.id.0).bind(micros(at)?);
        add.execute(&mut *tx).await.map_err(fault)?;
        tx.commit().await.map_err(fault)
    }

    async fn may_try(&self, tries: Tries) -> Result<bool, PortError> {
        let Tries { kind, subject, now, since, most } = tries;
        let counted = statement(sql::MAY_TRY)
            .bind(kind)
            .bind(subject)
            .bind(micros(now)?)
            .bind(micros(since)?)
            .bind(i64::from(most));
        Ok(self.changed(counted).await? == 1)
    }

    async fn tried_too_often(&self, tries: Tries) -> Result<bool, PortError> {
        let Tries { kind, subject, since, most, .. } = tries;
        let select = statement(sql::TRIED_TOO_OFTEN)
            .bind(kind)
            .bind(subject)
            .bind(micros(since)?)
            .bind(i64::from(most));
        Ok(select.fetch_optional(&self.pool).await.map_err(fault)?.is_some())
    }

    async fn forget_tries(&self, kind: &str, subject: &str) -> Result<(), PortError> {
        let forget = statement(sql::FORGET_TRIES).bind(kind.to_owned()).bind(subject.to_owned());
        self.changed(forget).await.map(drop)
    }

    async fn forget_stale(&self, before: Timestamp) -> Result<(), PortError> {
        for text in [sql::FORGET_CODES, sql::FORGET_OLD_TRIES] {
            self.changed(statement(text).bind(micros(before)?)).await?;
        }
        Ok(())
    }
}

fn sent_code(row: &PgRow) -> Result<SentCode, PortError> {
    Ok(SentCode {
        id: row.field("id")?,
        asking: row.field("asking")?,
        digest: row.field("digest")?,
        until: row.at("until")?,
    })
}
