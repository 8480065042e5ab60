//! The port `Referrals`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{Employer, PortError, Referral, ReferralAnswer, Referrals};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::values::{Columns as _, micros};
use super::{Postgres, all, fault};
use crate::sql::{self, PER_PAGE, for_postgres};

#[async_trait]
impl Referrals for Postgres {
    async fn save_employer(&self, employer: Employer) -> Result<(), PortError> {
        let save = sqlx::query(for_postgres(sql::SAVE_EMPLOYER))
            .bind(employer.account.0)
            .bind(employer.bin.as_str())
            .bind(&employer.name)
            .bind(micros(employer.since)?);
        save.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn employer(&self, account: AccountId) -> Result<Option<Employer>, PortError> {
        self.one(sql::EMPLOYER, account.0, employer).await
    }

    async fn refer(&self, referral: Referral) -> Result<(), PortError> {
        let refer = sqlx::query(for_postgres(sql::REFER))
            .bind(referral.id)
            .bind(referral.employer.0)
            .bind(referral.iin.as_str())
            .bind(&referral.name)
            .bind(&referral.programme)
            .bind(i32::from(referral.pays))
            .bind(micros(referral.made_at)?);
        refer.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn referral(&self, id: Uuid) -> Result<Option<Referral>, PortError> {
        self.one(sql::REFERRAL, id, referral).await
    }

    async fn referrals(&self, of: AccountId, page: u32) -> Result<Page<Referral>, PortError> {
        let total = self.one(sql::COUNT_REFERRALS, of.0, |row| row.counted("count")).await?.unwrap_or(0);
        let select = sqlx::query(for_postgres(sql::REFERRALS))
            .bind(of.0)
            .bind(i64::from(PER_PAGE))
            .bind(i64::from(page) * i64::from(PER_PAGE));
        let lines = select.fetch_all(&self.pool).await.map_err(fault)?;
        Ok(Page { lines: all(&lines, referral)?, total })
    }

    async fn answer_referral(
        &self,
        id: Uuid,
        answer: ReferralAnswer,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let give = sqlx::query(for_postgres(sql::ANSWER_REFERRAL))
            .bind(id)
            .bind(answer.code())
            .bind(by.0)
            .bind(micros(at)?);
        match give.execute(&self.pool).await.map_err(fault)?.rows_affected() {
            1 => Ok(()),
            _ => Err(PortError::Conflict),
        }
    }
}

fn employer(row: &PgRow) -> Result<Employer, PortError> {
    Ok(Employer {
        account: AccountId(row.field("account")?),
        bin: row.code("bin")?,
        name: row.field("name")?,
        since: row.at("since")?,
    })
}

fn referral(row: &PgRow) -> Result<Referral, PortError> {
    let answer = match row.field::<Option<String>>("answer")? {
        None => None,
        Some(_) => Some((row.code("answer")?, AccountId(row.field("answered_by")?), row.at("answered_at")?)),
    };
    Ok(Referral {
        id: row.field("id")?,
        employer: AccountId(row.field("employer")?),
        iin: row.code("iin")?,
        name: row.field("name")?,
        programme: row.field("programme")?,
        pays: row.field::<i32>("pays")? == 1,
        made_at: row.at("made_at")?,
        answer,
        case: row.field::<Option<Uuid>>("case_id")?.map(CaseId),
    })
}
