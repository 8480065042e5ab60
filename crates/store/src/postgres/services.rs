//! The port `Services`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{
    Account, CasesAsked, KeptAnswer, Keyed, PortError, Service, Services, TermCard, TermsAsked,
};
use acts::projection::CaseRow;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff_sqlx::ToSqlx as _;
use rules::case::Stage;
use rules::identifiers::CentreNumber;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::commit::asked as statement;
use super::desk::card;
use super::list::case_row;
use super::people::create;
use super::values::{Columns as _, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::sql::desk::TERM_CARDS;
use crate::sql_services as sql;

#[async_trait]
impl Services for Postgres {
    async fn add_service(&self, service: Service, account: Account) -> Result<(), PortError> {
        let mut tx = self.begin().await?;
        create(&mut tx, &account, service.made_at).await?;
        let add = statement(sql::ADD_SERVICE)
            .bind(service.account.0)
            .bind(service.centre.as_str())
            .bind(&service.name)
            .bind(serde_json::to_string(&service.scopes).map_err(inconsistent)?)
            .bind(&service.digest)
            .bind(service.made_by.0)
            .bind(micros(service.made_at)?)
            .bind(micros(service.until)?);
        add.execute(&mut *tx).await.map_err(fault)?;
        tx.commit().await.map_err(fault)
    }

    async fn service(&self, digest: &str) -> Result<Option<Service>, PortError> {
        self.one(sql::SERVICE, digest.to_owned(), service).await
    }

    async fn services(&self, centre: &CentreNumber) -> Result<Vec<Service>, PortError> {
        self.many(sql::SERVICES, centre.to_string(), service).await
    }

    async fn end_service(
        &self,
        account: AccountId,
        centre: &CentreNumber,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let end = statement(sql::END_SERVICE).bind(account.0).bind(centre.as_str()).bind(micros(at)?);
        end.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn note_use(&self, account: AccountId, at: Timestamp) -> Result<(), PortError> {
        let note = statement(sql::NOTE_USE).bind(account.0).bind(micros(at)?);
        note.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn cases_after(&self, asked: &CasesAsked) -> Result<Vec<CaseRow>, PortError> {
        let select = statement(sql::CASES_AFTER)
            .bind(asked.centre.as_str())
            .bind(asked.after.map_or(Uuid::nil(), |case| case.0))
            .bind(asked.stage.map(Stage::code))
            .bind(asked.changed_since.map(micros).transpose()?)
            .bind(i64::from(asked.limit));
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, case_row)
    }

    async fn terms_after(&self, asked: &TermsAsked) -> Result<Vec<TermCard>, PortError> {
        const FIRST: (Date, CaseId, i64) = (date(1, 1, 1), CaseId(Uuid::nil()), -1);
        let after = asked.after.map(|(due, case, place)| (due, case, i64::from(place)));
        let (due, case, place) = after.unwrap_or(FIRST);
        let select = statement(&format!("{TERM_CARDS} {}", sql::TERMS_AFTER))
            .bind(asked.centre.as_str())
            .bind(due.to_sqlx())
            .bind(case.0)
            .bind(place)
            .bind(asked.until.map(jiff_sqlx::ToSqlx::to_sqlx))
            .bind(i64::from(asked.limit));
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, card)
    }

    async fn keyed(
        &self,
        account: AccountId,
        key: &str,
        digest: &str,
        at: Timestamp,
    ) -> Result<Keyed, PortError> {
        let bind = statement(sql::BIND_KEY).bind(account.0).bind(key).bind(digest).bind(micros(at)?);
        if bind.execute(&self.pool).await.map_err(fault)?.rows_affected() == 1 {
            return Ok(Keyed::Open);
        }
        let known = statement(sql::KEY).bind(account.0).bind(key);
        let row = known.fetch_one(&self.pool).await.map_err(fault)?;
        let status: Option<i64> = row.field("status")?;
        let status = status.map(u16::try_from).transpose().map_err(inconsistent)?;
        Ok(match (status, row.field::<Option<String>>("body")?) {
            _ if row.field::<String>("digest")? != digest => Keyed::Foreign,
            (Some(status), Some(body)) => Keyed::Answered((status, body)),
            _ => Keyed::Open,
        })
    }

    async fn keep_answer(
        &self,
        account: AccountId,
        key: &str,
        (status, body): KeptAnswer,
    ) -> Result<(), PortError> {
        let keep = statement(sql::KEEP_ANSWER).bind(account.0).bind(key).bind(i64::from(status)).bind(body);
        keep.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn forget_keys(&self, before: Timestamp) -> Result<(), PortError> {
        let forget = statement(sql::FORGET_KEYS).bind(micros(before)?);
        forget.execute(&self.pool).await.map_err(fault).map(drop)
    }
}

fn service(row: &PgRow) -> Result<Service, PortError> {
    Ok(Service {
        account: AccountId(row.field("account")?),
        centre: row.centre()?,
        name: row.field("name")?,
        scopes: row.json("scopes")?,
        digest: row.field("digest")?,
        made_by: AccountId(row.field("made_by")?),
        made_at: row.at("made_at")?,
        until: row.at("until")?,
        ended_at: row.moment("ended_at")?,
        used_at: row.moment("used_at")?,
    })
}
