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
use rules::identifiers::CentreNumber;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use uuid::Uuid;

use super::values::{Json, Micros, Text, json};
use super::{Fault, Sqlite};
use crate::filter::{Conditions, lines};
use crate::sql::desk as sql;
use crate::values::{named, names};

#[async_trait]
impl Desk for Sqlite {
    async fn terms(&self, filter: &TermFilter) -> Result<Page<TermCard>, PortError> {
        let filter = filter.clone();
        self.readers.read(move |tx| terms(tx, &filter)).await
    }

    async fn terms_due(
        &self,
        until: Date,
        after: Option<TermPlace>,
        limit: u32,
    ) -> Result<Vec<TermRow>, PortError> {
        let after = after.map(|(centre, case, place)| (centre.to_string(), case.0, i64::from(place)));
        let (centre, case, place) = after.unwrap_or((String::new(), Uuid::nil(), -1));
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare_cached(sql::TERMS_DUE)?;
                let found = select.query_map(params![until, centre, case, place, limit], term_row)?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn assignments(&self, cases: Vec<CaseId>) -> Result<Vec<(Assignment, String)>, PortError> {
        let conditions = Conditions::of_cases(&cases);
        self.readers
            .read(move |tx| {
                let mut select = tx.prepare(&format!("{} WHERE {}", sql::ASSIGNED, conditions.sql()))?;
                let found = select.query_map(params_from_iter(&conditions.values), assignment)?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            })
            .await
    }

    async fn assign(&self, assignment: Assignment, from: Option<AccountId>) -> Result<(), PortError> {
        self.writer.write(move |tx| assign(tx, &assignment, from)).await.map(drop)
    }

    async fn release(&self, case: CaseId, account: AccountId) -> Result<(), PortError> {
        let release =
            move |tx: &Connection| Ok(tx.prepare_cached(sql::RELEASE)?.execute([case.0, account.0])? as u64);
        self.writer.write(release).await.map(drop)
    }

    async fn reminder_rule(&self, centre: &CentreNumber) -> Result<ReminderRule, PortError> {
        let centre = centre.to_string();
        let rule = |row: &Row| Ok(ReminderRule { owed: row.get("owed")?, head: row.get("head")? });
        let found = self
            .readers
            .read(move |tx| {
                Ok(tx.prepare_cached(sql::REMINDER_RULE)?.query_row([centre], rule).optional()?)
            })
            .await?;
        Ok(found.unwrap_or_default())
    }

    async fn set_reminder_rule(&self, centre: &CentreNumber, rule: ReminderRule) -> Result<(), PortError> {
        let centre = centre.to_string();
        let set = move |tx: &Connection| {
            let mut set = tx.prepare_cached(sql::SET_REMINDER_RULE)?;
            Ok(set.execute(params![centre, rule.owed, rule.head])? as u64)
        };
        self.writer.write(set).await.map(drop)
    }

    async fn remind(&self, reminders: Vec<Reminder>) -> Result<u64, PortError> {
        if reminders.is_empty() {
            return Ok(0);
        }
        self.writer.write(move |tx| remind(tx, &reminders)).await
    }

    async fn reminders(
        &self,
        account: AccountId,
        page: u32,
        per_page: u32,
    ) -> Result<Page<ReminderLine>, PortError> {
        self.readers
            .read(move |tx| {
                let total =
                    tx.prepare_cached(sql::COUNT_REMINDERS)?.query_row([account.0], |row| row.get(0))?;
                let mut select = tx.prepare_cached(sql::REMINDERS)?;
                let offset = i64::from(page) * i64::from(per_page);
                let lines = select.query_map(params![account.0, per_page, offset], reminder)?;
                Ok(Page { lines: lines.collect::<rusqlite::Result<_>>()?, total })
            })
            .await
    }

    async fn unread(&self, account: AccountId) -> Result<u64, PortError> {
        self.readers
            .read(move |tx| Ok(tx.prepare_cached(sql::UNREAD)?.query_row([account.0], |row| row.get(0))?))
            .await
    }

    async fn mark_read(
        &self,
        account: AccountId,
        case: Option<CaseId>,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let mark = move |tx: &Connection| {
            Ok(match case {
                None => tx.prepare_cached(sql::READ_ALL)?.execute(params![account.0, Micros(at)])?,
                Some(case) => {
                    tx.prepare_cached(sql::READ_CASE)?.execute(params![account.0, Micros(at), case.0])?
                }
            } as u64)
        };
        self.writer.write(mark).await.map(drop)
    }

    async fn tell(&self, message: Message) -> Result<bool, PortError> {
        let tell = move |tx: &Connection| {
            Ok(tx.prepare_cached(sql::TELL)?.execute(params![
                message.centre.as_str(),
                message.case.0,
                message.id,
                message.to.map(|account| account.0),
                message.kind,
                Micros(message.at)
            ])? as u64)
        };
        self.writer.write(tell).await.map(|told| told == 1)
    }

    async fn feed(&self, account: AccountId) -> Result<Option<Timestamp>, PortError> {
        let made = |row: &Row| Ok(row.get::<_, Micros>("made_at")?.0);
        self.readers
            .read(move |tx| Ok(tx.prepare_cached(sql::FEED)?.query_row([account.0], made).optional()?))
            .await
    }

    async fn set_feed(
        &self,
        account: AccountId,
        secret: Option<String>,
        at: Timestamp,
    ) -> Result<(), PortError> {
        let set = move |tx: &Connection| {
            Ok(match &secret {
                None => tx.prepare_cached(sql::END_FEED)?.execute([account.0])?,
                Some(secret) => {
                    tx.prepare_cached(sql::SET_FEED)?.execute(params![account.0, secret, Micros(at)])?
                }
            } as u64)
        };
        self.writer.write(set).await.map(drop)
    }

    async fn feed_owner(&self, secret: &str) -> Result<Option<AccountId>, PortError> {
        let secret = secret.to_owned();
        let owner = |row: &Row| Ok(AccountId(row.get("account")?));
        self.readers
            .read(move |tx| Ok(tx.prepare_cached(sql::FEED_OWNER)?.query_row([secret], owner).optional()?))
            .await
    }
}

fn terms(tx: &Connection, filter: &TermFilter) -> Result<Page<TermCard>, Fault> {
    let conditions = Conditions::of_terms(filter);
    let meets = conditions.sql();
    let total = tx
        .prepare_cached(&format!("{} WHERE {meets}", sql::COUNT_TERMS))?
        .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
    let values = conditions.values.into_iter().chain(lines(filter.page, filter.per_page));
    let order = "term_row.due, case_row.number, term_row.place";
    let lines = tx
        .prepare_cached(&format!("{} WHERE {meets} ORDER BY {order} LIMIT ? OFFSET ?", sql::TERM_CARDS))?
        .query_map(params_from_iter(values), card)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Page { lines, total })
}

/// The running terms of a case as they stand after an act.
pub(super) fn run_terms(tx: &Connection, case: CaseId, terms: &[TermRow]) -> Result<(), Fault> {
    tx.prepare_cached(sql::FORGET_TERMS)?.execute([case.0])?;
    let mut learn = tx.prepare_cached(sql::LEARN_TERM)?;
    for row in terms {
        learn.execute(params![
            row.centre.as_str(),
            row.case.0,
            row.place,
            row.clause,
            row.due,
            row.owed_by.code(),
            named(&row.owed_to),
            json(&row.term)?
        ])?;
    }
    Ok(())
}

fn assign(tx: &Connection, one: &Assignment, from: Option<AccountId>) -> Result<u64, Fault> {
    let (given_by, at) = (one.given_by.map(|account| account.0), Micros(one.at));
    let changed = match from {
        None => tx.prepare_cached(sql::ASSIGN_FREE)?.execute(params![
            one.case.0,
            one.centre.as_str(),
            one.account.0,
            at,
            given_by,
            one.word
        ])?,
        Some(from) => tx.prepare_cached(sql::ASSIGN_FROM)?.execute(params![
            one.case.0,
            one.centre.as_str(),
            one.account.0,
            at,
            given_by,
            one.word,
            from.0
        ])?,
    };
    if changed == 1 { Ok(1) } else { Err(Fault::Refused(PortError::Conflict)) }
}

fn remind(tx: &Connection, reminders: &[Reminder]) -> Result<u64, Fault> {
    let mut remind = tx.prepare_cached(sql::REMIND)?;
    let mut written = 0;
    for one in reminders {
        written += remind.execute(params![
            one.account.0,
            one.case.0,
            one.place,
            one.distance,
            one.centre.as_str(),
            one.clause,
            one.due,
            Micros(one.at)
        ])? as u64;
    }
    Ok(written)
}

pub(super) fn term_row(row: &Row) -> rusqlite::Result<TermRow> {
    Ok(TermRow {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        place: row.get("place")?,
        clause: row.get("clause")?,
        due: row.get("due")?,
        owed_by: row.get::<_, Text<_>>("owed_by")?.0,
        owed_to: accounts(row, "owed_to")?,
        term: row.get::<_, Json<_>>("term")?.0,
    })
}

/// Accounts that stand in one column.
pub(super) fn accounts(row: &Row, column: &str) -> rusqlite::Result<Vec<AccountId>> {
    let place = row.as_ref().column_index(column)?;
    let text: String = row.get(place)?;
    names(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(place, Type::Text, Box::new(error)))
}

pub(super) fn card(row: &Row) -> rusqlite::Result<TermCard> {
    let account = row.get::<_, Option<Uuid>>("taken_by")?.map(AccountId);
    Ok(TermCard {
        row: term_row(row)?,
        number: row.get("number")?,
        name: row.get("name")?,
        stage: row.get::<_, Text<_>>("stage")?.0,
        taken: account.zip(row.get("taken_name")?),
    })
}

fn assignment(row: &Row) -> rusqlite::Result<(Assignment, String)> {
    let assignment = Assignment {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        account: AccountId(row.get("account")?),
        at: row.get::<_, Micros>("at")?.0,
        given_by: row.get::<_, Option<Uuid>>("given_by")?.map(AccountId),
        word: row.get("word")?,
    };
    Ok((assignment, row.get("name")?))
}

fn reminder(row: &Row) -> rusqlite::Result<ReminderLine> {
    let reminder = Reminder {
        account: AccountId(row.get("account")?),
        case: CaseId(row.get("case_id")?),
        place: row.get("place")?,
        distance: row.get("distance")?,
        centre: row.get::<_, Text<_>>("centre")?.0,
        clause: row.get("clause")?,
        due: row.get("due")?,
        at: row.get::<_, Micros>("at")?.0,
        read_at: row.get::<_, Option<Micros>>("read_at")?.map(|at| at.0),
    };
    Ok(ReminderLine {
        reminder,
        number: row.get("number")?,
        name: row.get("name")?,
        stage: row.get::<_, Text<_>>("stage")?.0,
        running: row.get::<_, Option<u32>>("running")?.is_some(),
    })
}
