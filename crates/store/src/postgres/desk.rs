//! The port `Desk`, and the terms that acts write.

use acts::desk::rows::TermRow;
use acts::journal::{AccountId, CaseId};
use acts::ports::{
    Assignment, Desk, Message, PortError, Reminder, ReminderLine, ReminderRule, TermCard, TermFilter,
    TermPlace,
};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use rules::identifiers::CentreNumber;
use sqlx::PgConnection;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::list::{bound, numbered};
use super::values::{Columns as _, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::filter::{Conditions, lines};
use crate::sql::desk as sql;
use crate::sql::for_postgres;
use crate::values::{named, names};

#[async_trait]
impl Desk for Postgres {
    async fn terms(&self, filter: &TermFilter) -> Result<Page<TermCard>, PortError> {
        let conditions = Conditions::of_terms(filter);
        let meets = conditions.sql();
        let mut tx = self.begin().await?;
        let count = numbered(&format!("{} WHERE {meets}", sql::COUNT_TERMS));
        let count = conditions.values.iter().fold(sqlx::query(count), bound);
        let total = count.fetch_one(&mut *tx).await.map_err(fault)?.counted("count")?;
        let order = "term_row.due, case_row.number, term_row.place";
        let select =
            numbered(&format!("{} WHERE {meets} ORDER BY {order} LIMIT ? OFFSET ?", sql::TERM_CARDS));
        let window = lines(filter.page, filter.per_page);
        let select = conditions.values.iter().chain(&window).fold(sqlx::query(select), bound);
        let rows = select.fetch_all(&mut *tx).await.map_err(fault)?;
        Ok(Page { lines: all(&rows, card)?, total })
    }

    async fn terms_due(
        &self,
        until: Date,
        after: Option<TermPlace>,
        limit: u32,
    ) -> Result<Vec<TermRow>, PortError> {
        let after = after.map(|(centre, case, place)| (centre.to_string(), case.0, i64::from(place)));
        let (centre, case, place) = after.unwrap_or((String::new(), Uuid::nil(), -1));
        let rows = sqlx::query(for_postgres(sql::TERMS_DUE))
            .bind(until.to_sqlx())
            .bind(centre)
            .bind(case)
            .bind(place)
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
            .await
            .map_err(fault)?;
        all(&rows, term_row)
    }

    async fn assignments(&self, cases: Vec<CaseId>) -> Result<Vec<(Assignment, String)>, PortError> {
        let conditions = Conditions::of_cases(&cases);
        let select = numbered(&format!("{} WHERE {}", sql::ASSIGNED, conditions.sql()));
        let select = conditions.values.iter().fold(sqlx::query(select), bound);
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, assignment)
    }

    async fn assign(&self, one: Assignment, from: Option<AccountId>) -> Result<(), PortError> {
        let statement = if from.is_none() { sql::ASSIGN_FREE } else { sql::ASSIGN_FROM };
        let assign = sqlx::query(for_postgres(statement))
            .bind(one.case.0)
            .bind(one.centre.as_str())
            .bind(one.account.0)
            .bind(micros(one.at)?)
            .bind(one.given_by.map(|account| account.0))
            .bind(&one.word);
        let assign = match from {
            None => assign,
            Some(from) => assign.bind(from.0),
        };
        let changed = assign.execute(&self.pool).await.map_err(fault)?.rows_affected();
        if changed == 1 { Ok(()) } else { Err(PortError::Conflict) }
    }

    async fn release(&self, case: CaseId, account: AccountId) -> Result<(), PortError> {
        let release = sqlx::query(for_postgres(sql::RELEASE)).bind(case.0).bind(account.0);
        release.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn reminder_rule(&self, centre: &CentreNumber) -> Result<ReminderRule, PortError> {
        let days = |row: &PgRow, name| u8::try_from(row.field::<i32>(name)?).map_err(inconsistent);
        let rule = |row: &PgRow| Ok(ReminderRule { owed: days(row, "owed")?, head: days(row, "head")? });
        Ok(self.one(sql::REMINDER_RULE, centre.to_string(), rule).await?.unwrap_or_default())
    }

    async fn set_reminder_rule(&self, centre: &CentreNumber, rule: ReminderRule) -> Result<(), PortError> {
        let set = sqlx::query(for_postgres(sql::SET_REMINDER_RULE))
            .bind(centre.as_str())
            .bind(i32::from(rule.owed))
            .bind(i32::from(rule.head));
        set.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn remind(&self, reminders: Vec<Reminder>) -> Result<u64, PortError> {
        let mut tx = self.begin().await?;
        let mut written = 0;
        for one in &reminders {
            written += remind(&mut tx, one).await?;
        }
        tx.commit().await.map_err(fault)?;
        Ok(written)
    }

    async fn reminders(
        &self,
        account: AccountId,
        page: u32,
        per_page: u32,
    ) -> Result<Page<ReminderLine>, PortError> {
        let total = self.one(sql::COUNT_REMINDERS, account.0, |row| row.counted("count")).await?;
        let rows = sqlx::query(for_postgres(sql::REMINDERS))
            .bind(account.0)
            .bind(i64::from(per_page))
            .bind(i64::from(page) * i64::from(per_page))
            .fetch_all(&self.pool)
            .await
            .map_err(fault)?;
        Ok(Page { lines: all(&rows, reminder)?, total: total.unwrap_or(0) })
    }

    async fn unread(&self, account: AccountId) -> Result<u64, PortError> {
        Ok(self.one(sql::UNREAD, account.0, |row| row.counted("count")).await?.unwrap_or(0))
    }

    async fn mark_read(
        &self,
        account: AccountId,
        case: Option<CaseId>,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let statement = if case.is_none() { sql::READ_ALL } else { sql::READ_CASE };
        let mark = sqlx::query(for_postgres(statement)).bind(account.0).bind(micros(at)?);
        let mark = match case {
            None => mark,
            Some(case) => mark.bind(case.0),
        };
        mark.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn tell(&self, message: Message) -> Result<bool, PortError> {
        let tell = sqlx::query(for_postgres(sql::TELL))
            .bind(message.centre.as_str())
            .bind(message.case.0)
            .bind(message.id)
            .bind(message.to.map(|account| account.0))
            .bind(&message.kind)
            .bind(micros(message.at)?);
        Ok(tell.execute(&self.pool).await.map_err(fault)?.rows_affected() == 1)
    }

    async fn feed(&self, account: AccountId) -> Result<Option<Timestamp>, PortError> {
        self.one(sql::FEED, account.0, |row| row.at("made_at")).await
    }

    async fn set_feed(
        &self,
        account: AccountId,
        secret: Option<String>,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let statement = if secret.is_none() { sql::END_FEED } else { sql::SET_FEED };
        let set = sqlx::query(for_postgres(statement)).bind(account.0);
        let set = match secret {
            None => set,
            Some(secret) => set.bind(secret).bind(micros(at)?),
        };
        set.execute(&self.pool).await.map_err(fault).map(drop)
    }

    async fn feed_owner(&self, secret: &str) -> Result<Option<AccountId>, PortError> {
        self.one(sql::FEED_OWNER, secret.to_owned(), |row| Ok(AccountId(row.field("account")?))).await
    }
}

/// The running terms of a case as they stand after an act.
pub(super) async fn run_terms(
    tx: &mut PgConnection,
    case: CaseId,
    terms: &[TermRow],
) -> Result<(), PortError> {
    sqlx::query(for_postgres(sql::FORGET_TERMS)).bind(case.0).execute(&mut *tx).await.map_err(fault)?;
    for row in terms {
        let learn = sqlx::query(for_postgres(sql::LEARN_TERM))
            .bind(row.centre.as_str())
            .bind(row.case.0)
            .bind(i32::try_from(row.place).map_err(inconsistent)?)
            .bind(&row.clause)
            .bind(row.due.to_sqlx())
            .bind(row.owed_by.code())
            .bind(named(&row.owed_to))
            .bind(serde_json::to_string(&row.term).map_err(inconsistent)?);
        learn.execute(&mut *tx).await.map_err(fault)?;
    }
    Ok(())
}

async fn remind(tx: &mut PgConnection, one: &Reminder) -> Result<u64, PortError> {
    let remind = sqlx::query(for_postgres(sql::REMIND))
        .bind(one.account.0)
        .bind(one.case.0)
        .bind(i32::try_from(one.place).map_err(inconsistent)?)
        .bind(one.distance)
        .bind(one.centre.as_str())
        .bind(&one.clause)
        .bind(one.due.to_sqlx())
        .bind(micros(one.at)?);
    Ok(remind.execute(tx).await.map_err(fault)?.rows_affected())
}

pub(super) fn term_row(row: &PgRow) -> Result<TermRow, PortError> {
    Ok(TermRow {
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        place: place(row, "place")?,
        clause: row.field("clause")?,
        due: row.some_day("due")?,
        owed_by: row.code("owed_by")?,
        owed_to: names(row.field("owed_to")?).map_err(inconsistent)?,
        term: row.json("term")?,
    })
}

fn place(row: &PgRow, name: &str) -> Result<u32, PortError> {
    u32::try_from(row.field::<i32>(name)?).map_err(inconsistent)
}

pub(super) fn card(row: &PgRow) -> Result<TermCard, PortError> {
    let account = row.field::<Option<Uuid>>("taken_by")?.map(AccountId);
    Ok(TermCard {
        row: term_row(row)?,
        number: row.field("number")?,
        name: row.field("name")?,
        stage: row.code("stage")?,
        taken: account.zip(row.field("taken_name")?),
    })
}

fn assignment(row: &PgRow) -> Result<(Assignment, String), PortError> {
    let assignment = Assignment {
        case: CaseId(row.field("case_id")?),
        centre: row.centre()?,
        account: AccountId(row.field("account")?),
        at: row.at("at")?,
        given_by: row.field::<Option<Uuid>>("given_by")?.map(AccountId),
        word: row.field("word")?,
    };
    Ok((assignment, row.field("name")?))
}

fn reminder(row: &PgRow) -> Result<ReminderLine, PortError> {
    let read_at = row.field::<Option<jiff_sqlx::Timestamp>>("read_at")?;
    let reminder = Reminder {
        account: AccountId(row.field("account")?),
        case: CaseId(row.field("case_id")?),
        place: place(row, "place")?,
        distance: row.field("distance")?,
        centre: row.centre()?,
        clause: row.field("clause")?,
        due: row.some_day("due")?,
        at: row.at("at")?,
        read_at: read_at.map(jiff_sqlx::Timestamp::to_jiff),
    };
    Ok(ReminderLine {
        reminder,
        number: row.field("number")?,
        name: row.field("name")?,
        stage: row.code("stage")?,
        running: row.field::<Option<i32>>("running")?.is_some(),
    })
}
