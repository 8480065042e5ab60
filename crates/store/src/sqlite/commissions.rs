//! The port `Commissions`.

use acts::journal::AccountId;
use acts::ports::{Commissions, Competence, Conflict, Other, PortError};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::{Bin, CentreNumber, Iin};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::Sqlite;
use super::values::{Json, Micros, Text, json};
use crate::sql;

#[async_trait]
impl Commissions for Sqlite {
    async fn competences(&self, centre: &CentreNumber) -> Result<Vec<Competence>, PortError> {
        let centre = centre.clone();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::COMPETENCES)?;
                Ok(select.query_map([centre.as_str()], competence)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn set_competence(&self, one: Competence) -> Result<(), PortError> {
        let set = move |tx: &Connection| {
            let professions = json(&one.professions)?;
            let (at, centre) = (Micros(one.made_at), one.centre.as_str());
            let values = params![one.id, centre, one.account.0, professions, one.basis, one.made_by.0, at];
            Ok(tx.prepare_cached(sql::SET_COMPETENCE)?.execute(values)? as u64)
        };
        self.writer.write(set).await.map(drop)
    }

    async fn conflicts(&self, centre: &CentreNumber) -> Result<Vec<Conflict>, PortError> {
        let centre = centre.clone();
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::CONFLICTS)?;
                Ok(select.query_map([centre.as_str()], conflict)?.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn declare(&self, one: Conflict) -> Result<(), PortError> {
        let declare = move |tx: &Connection| {
            let values = params![
                one.id,
                one.centre.as_str(),
                one.account.0,
                one.bond.code(),
                one.other.iin().map(Iin::as_str),
                one.other.bin().map(Bin::as_str),
                one.note,
                one.made_by.0,
                Micros(one.made_at)
            ];
            Ok(tx.prepare_cached(sql::DECLARE_CONFLICT)?.execute(values)? as u64)
        };
        self.writer.write(declare).await.map(drop)
    }

    async fn end_conflict(
        &self,
        centre: &CentreNumber,
        id: Uuid,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let centre = centre.clone();
        let end = move |tx: &Connection| {
            let values = params![centre.as_str(), id, by.0, Micros(at)];
            Ok(tx.prepare_cached(sql::END_CONFLICT)?.execute(values)? as u64)
        };
        self.writer.write(end).await.map(drop)
    }
}

fn competence(row: &Row) -> rusqlite::Result<Competence> {
    Ok(Competence {
        id: row.get("id")?,
        centre: row.get::<_, Text<_>>("centre")?.0,
        account: AccountId(row.get("account")?),
        professions: row.get::<_, Json<_>>("professions")?.0,
        basis: row.get("basis")?,
        made_by: AccountId(row.get("made_by")?),
        made_at: row.get::<_, Micros>("made_at")?.0,
    })
}

fn conflict(row: &Row) -> rusqlite::Result<Conflict> {
    let other = match row.get::<_, Option<Text<_>>>("iin")? {
        Some(Text(iin)) => Other::Person(iin),
        None => Other::Organisation(row.get::<_, Text<_>>("bin")?.0),
    };
    let ended = match row.get::<_, Option<Uuid>>("ended_by")? {
        Some(by) => Some((AccountId(by), row.get::<_, Micros>("ended_at")?.0)),
        None => None,
    };
    Ok(Conflict {
        id: row.get("id")?,
        centre: row.get::<_, Text<_>>("centre")?.0,
        account: AccountId(row.get("account")?),
        bond: row.get::<_, Text<_>>("kind")?.0,
        other,
        note: row.get("note")?,
        made_by: AccountId(row.get("made_by")?),
        made_at: row.get::<_, Micros>("made_at")?.0,
        ended,
    })
}
