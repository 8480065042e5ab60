//! The port `Commissions`.

use acts::journal::AccountId;
use acts::ports::{Commissions, Competence, Conflict, Other, PortError};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::{Bin, CentreNumber, Iin};
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::values::{Columns as _, micros};
use super::{Postgres, fault, inconsistent};
use crate::sql::{self, for_postgres};

#[async_trait]
impl Commissions for Postgres {
    async fn competences(&self, centre: &CentreNumber) -> Result<Vec<Competence>, PortError> {
        self.many(sql::COMPETENCES, centre.as_str().to_owned(), competence).await
    }

    async fn set_competence(&self, one: Competence) -> Result<(), PortError> {
        let set = sqlx::query(for_postgres(sql::SET_COMPETENCE))
            .bind(one.id)
            .bind(one.centre.as_str())
            .bind(one.account.0)
            .bind(serde_json::to_string(&one.professions).map_err(inconsistent)?)
            .bind(&one.basis)
            .bind(one.made_by.0)
            .bind(micros(one.made_at)?);
        set.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn conflicts(&self, centre: &CentreNumber) -> Result<Vec<Conflict>, PortError> {
        self.many(sql::CONFLICTS, centre.as_str().to_owned(), conflict).await
    }

    async fn declare(&self, one: Conflict) -> Result<(), PortError> {
        let declare = sqlx::query(for_postgres(sql::DECLARE_CONFLICT))
            .bind(one.id)
            .bind(one.centre.as_str())
            .bind(one.account.0)
            .bind(one.bond.code())
            .bind(one.other.iin().map(Iin::as_str))
            .bind(one.other.bin().map(Bin::as_str))
            .bind(&one.note)
            .bind(one.made_by.0)
            .bind(micros(one.made_at)?);
        declare.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn end_conflict(
        &self,
        centre: &CentreNumber,
        id: Uuid,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let end = sqlx::query(for_postgres(sql::END_CONFLICT))
            .bind(centre.as_str())
            .bind(id)
            .bind(by.0)
            .bind(micros(at)?);
        end.execute(&self.pool).await.map_err(fault).map(drop)
    }
}

fn competence(row: &PgRow) -> Result<Competence, PortError> {
    Ok(Competence {
        id: row.field("id")?,
        centre: row.centre()?,
        account: AccountId(row.field("account")?),
        professions: row.json("professions")?,
        basis: row.field("basis")?,
        made_by: AccountId(row.field("made_by")?),
        made_at: row.at("made_at")?,
    })
}

fn conflict(row: &PgRow) -> Result<Conflict, PortError> {
    let other = match row.field::<Option<String>>("iin")? {
        Some(_) => Other::Person(row.code("iin")?),
        None => Other::Organisation(row.code("bin")?),
    };
    let ended = match row.field::<Option<Uuid>>("ended_by")? {
        Some(by) => Some((AccountId(by), row.at("ended_at")?)),
        None => None,
    };
    Ok(Conflict {
        id: row.field("id")?,
        centre: row.centre()?,
        account: AccountId(row.field("account")?),
        bond: row.code("kind")?,
        other,
        note: row.field("note")?,
        made_by: AccountId(row.field("made_by")?),
        made_at: row.at("made_at")?,
        ended,
    })
}
