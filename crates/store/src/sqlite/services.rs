//! The port `Services`.

use acts::journal::{AccountId, CaseId};
use acts::ports::{
    Account, CasesAsked, KeptAnswer, Keyed, PortError, Service, Services, TermCard, TermsAsked,
};
use acts::projection::CaseRow;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use rules::case::Stage;
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::Sqlite;
use super::desk::card;
use super::list::case_row;
use super::people::create;
use super::values::{Json, Micros, Text, json};
use crate::sql::desk::TERM_CARDS;
use crate::sql_services as sql;

#[async_trait]
impl Services for Sqlite {
    async fn add_service(&self, service: Service, account: Account) -> Result<(), PortError> {
        let add = move |tx: &Connection| {
            create(tx, &account, service.made_at)?;
            Ok(tx.prepare_cached(sql::ADD_SERVICE)?.execute(params![
                service.account.0,
                service.centre.as_str(),
                service.name,
                json(&service.scopes)?,
                service.digest,
                service.made_by.0,
                Micros(service.made_at),
                Micros(service.until)
            ])? as u64)
        };
        self.writer.write(add).await.map(drop)
    }

    async fn service(&self, digest: &str) -> Result<Option<Service>, PortError> {
        let digest = digest.to_owned();
        self.readers
            .read(move |tx| Ok(tx.prepare_cached(sql::SERVICE)?.query_row([digest], service).optional()?))
            .await
    }

    async fn services(&self, centre: &CentreNumber) -> Result<Vec<Service>, PortError> {
        let centre = centre.to_string();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::SERVICES)?;
                Ok(select.query_map([centre], service)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn end_service(
        &self,
        account: AccountId,
        centre: &CentreNumber,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let centre = centre.to_string();
        let end = move |tx: &Connection| {
            let mut end = tx.prepare_cached(sql::END_SERVICE)?;
            Ok(end.execute(params![account.0, centre, Micros(at)])? as u64)
        };
        self.writer.write(end).await.map(drop)
    }

    async fn note_use(&self, account: AccountId, at: Timestamp) -> Result<(), PortError> {
        let note = move |tx: &Connection| {
            Ok(tx.prepare_cached(sql::NOTE_USE)?.execute(params![account.0, Micros(at)])? as u64)
        };
        self.writer.write(note).await.map(drop)
    }

    async fn cases_after(&self, asked: &CasesAsked) -> Result<Vec<CaseRow>, PortError> {
        let CasesAsked { centre, stage, changed_since, after, limit } = asked.clone();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::CASES_AFTER)?;
                let after = after.map_or(Uuid::nil(), |case| case.0);
                let stage = stage.map(Stage::code);
                let values = params![centre.as_str(), after, stage, changed_since.map(Micros), limit];
                Ok(select.query_map(values, case_row)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn terms_after(&self, asked: &TermsAsked) -> Result<Vec<TermCard>, PortError> {
        const FIRST: (Date, CaseId, i64) = (date(1, 1, 1), CaseId(Uuid::nil()), -1);
        let TermsAsked { centre, until, after, limit } = asked.clone();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(&format!("{TERM_CARDS} {}", sql::TERMS_AFTER))?;
                let after = after.map(|(due, case, place)| (due, case, i64::from(place)));
                let (due, case, place) = after.unwrap_or(FIRST);
                let values = params![centre.as_str(), due, case.0, place, until, limit];
                Ok(select.query_map(values, card)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn keyed(
        &self,
        account: AccountId,
        key: &str,
        digest: &str,
        at: Timestamp,
    ) -> Result<Keyed, PortError> {
        let (name, bound) = (key.to_owned(), digest.to_owned());
        let bind = move |tx: &Connection| {
            let mut bind = tx.prepare_cached(sql::BIND_KEY)?;
            Ok(bind.execute(params![account.0, name, bound, Micros(at)])? as u64)
        };
        if self.writer.write(bind).await? == 1 {
            return Ok(Keyed::Open);
        }
        let (key, digest) = (key.to_owned(), digest.to_owned());
        self.readers
            .read(move |tx| {
                let known = |row: &Row| {
                    let answer =
                        (row.get::<_, Option<u16>>("status")?, row.get::<_, Option<String>>("body")?);
                    Ok((row.get::<_, String>("digest")?, answer))
                };
                let (bound, answer) =
                    tx.prepare_cached(sql::KEY)?.query_row(params![account.0, key], known)?;
                Ok(match answer {
                    _ if bound != digest => Keyed::Foreign,
                    (Some(status), Some(body)) => Keyed::Answered((status, body)),
                    _ => Keyed::Open,
                })
            })
            .await
    }

    async fn keep_answer(
        &self,
        account: AccountId,
        key: &str,
        (status, body): KeptAnswer,
    ) -> Result<(), PortError> {
        let key = key.to_owned();
        let keep = move |tx: &Connection| {
            let mut keep = tx.prepare_cached(sql::KEEP_ANSWER)?;
            Ok(keep.execute(params![account.0, key, status, body])? as u64)
        };
        self.writer.write(keep).await.map(drop)
    }

    async fn forget_keys(&self, before: Timestamp) -> Result<(), PortError> {
        let forget =
            move |tx: &Connection| Ok(tx.prepare_cached(sql::FORGET_KEYS)?.execute([Micros(before)])? as u64);
        self.writer.write(forget).await.map(drop)
    }
}

fn service(row: &Row) -> rusqlite::Result<Service> {
    Ok(Service {
        account: AccountId(row.get("account")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        name: row.get("name")?,
        scopes: row.get::<_, Json<_>>("scopes")?.0,
        digest: row.get("digest")?,
        made_by: AccountId(row.get("made_by")?),
        made_at: row.get::<_, Micros>("made_at")?.0,
        until: row.get::<_, Micros>("until")?.0,
        ended_at: row.get::<_, Option<Micros>>("ended_at")?.map(|at| at.0),
        used_at: row.get::<_, Option<Micros>>("used_at")?.map(|at| at.0),
    })
}
