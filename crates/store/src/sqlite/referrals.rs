//! The port `Referrals`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{Employer, PortError, Referral, ReferralAnswer, Referrals};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use uuid::Uuid;

use super::values::{Micros, Text};
use super::{Fault, Sqlite};
use crate::sql::{self, PER_PAGE};

#[async_trait]
impl Referrals for Sqlite {
    async fn save_employer(&self, employer: Employer) -> Result<(), PortError> {
        let save = move |tx: &Connection| {
            let Employer { account, bin, name, since } = &employer;
            let values = params![account.0, bin.as_str(), name, Micros(*since)];
            Ok(tx.prepare_cached(sql::SAVE_EMPLOYER)?.execute(values)? as u64)
        };
        self.writer.write(save).await.map(drop)
    }

    async fn employer(&self, account: AccountId) -> Result<Option<Employer>, PortError> {
        self.readers
            .read(move |tx| {
                Ok(tx.prepare_cached(sql::EMPLOYER)?.query_row([account.0], employer).optional()?)
            })
            .await
    }

    async fn refer(&self, referral: Referral) -> Result<(), PortError> {
        let refer = move |tx: &Connection| {
            let values = params![
                referral.id,
                referral.employer.0,
                referral.iin.as_str(),
                referral.name,
                referral.programme,
                referral.pays,
                Micros(referral.made_at)
            ];
            Ok(tx.prepare_cached(sql::REFER)?.execute(values)? as u64)
        };
        self.writer.write(refer).await.map(drop)
    }

    async fn referral(&self, id: Uuid) -> Result<Option<Referral>, PortError> {
        self.readers.read(move |tx| one(tx, sql::REFERRAL, &id)).await
    }

    async fn referrals(&self, of: AccountId, page: u32) -> Result<Page<Referral>, PortError> {
        self.readers
            .read(move |tx| {
                let total = tx.prepare_cached(sql::COUNT_REFERRALS)?.query_row([of.0], |row| row.get(0))?;
                let window = params![of.0, PER_PAGE, u64::from(page) * u64::from(PER_PAGE)];
                let mut select = tx.prepare_cached(sql::REFERRALS)?;
                let lines = select.query_map(window, referral)?.collect::<rusqlite::Result<_>>()?;
                Ok(Page { lines, total })
            })
            .await
    }

    async fn answer_referral(
        &self,
        id: Uuid,
        answer: ReferralAnswer,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let give = move |tx: &Connection| {
            let values = params![id, answer.code(), by.0, Micros(at)];
            match tx.prepare_cached(sql::ANSWER_REFERRAL)?.execute(values)? {
                1 => Ok(1),
                _ => Err(Fault::Refused(PortError::Conflict)),
            }
        };
        self.writer.write(give).await.map(drop)
    }
}

fn one(tx: &Connection, select: &str, key: &dyn ToSql) -> Result<Option<Referral>, Fault> {
    Ok(tx.prepare_cached(select)?.query_row([key], referral).optional()?)
}

fn employer(row: &Row) -> rusqlite::Result<Employer> {
    Ok(Employer {
        account: AccountId(row.get("account")?),
        bin: row.get::<_, Text<_>>("bin")?.0,
        name: row.get("name")?,
        since: row.get::<_, Micros>("since")?.0,
    })
}

fn referral(row: &Row) -> rusqlite::Result<Referral> {
    let answer = row.get::<_, Option<Text<ReferralAnswer>>>("answer")?;
    let answer = match answer {
        None => None,
        Some(Text(answer)) => {
            Some((answer, AccountId(row.get("answered_by")?), row.get::<_, Micros>("answered_at")?.0))
        }
    };
    Ok(Referral {
        id: row.get("id")?,
        employer: AccountId(row.get("employer")?),
        iin: row.get::<_, Text<_>>("iin")?.0,
        name: row.get("name")?,
        programme: row.get("programme")?,
        pays: row.get("pays")?,
        made_at: row.get::<_, Micros>("made_at")?.0,
        answer,
        case: row.get::<_, Option<Uuid>>("case_id")?.map(CaseId),
    })
}
