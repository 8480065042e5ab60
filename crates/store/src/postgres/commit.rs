//! One act's writes on one case. The caller has a transaction open and undoes everything when this fails.
//!
//! Every rule is held by a statement that changes a row or does not; nothing is looked up first and trusted after.

use acts::journal::{AccountId, Entry};
use acts::ports::{CaseWrite, Message, PortError, Taken};
use acts::projection::{CaseRow, RegisterRow};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use sqlx::postgres::{PgArguments, PgQueryResult};
use sqlx::query::Query;
use uuid::Uuid;

use super::desk::run_terms;
use super::rooms::sit;
use super::values::{count, micros};
use super::{facts, fault, hooks, inconsistent, outbox, papers};
use crate::filter::words;
use crate::sql::{self, for_postgres};

type Asked<'q> = Query<'q, sqlx::Postgres, PgArguments>;

pub(super) async fn commit(tx: &mut PgConnection, write: &CaseWrite) -> Result<(), PortError> {
    if !write.fits_together() {
        return Err(inconsistent(format!("the write of request {} does not fit together", write.request)));
    }
    answer(tx, write).await?;
    project(tx, &write.row, write.expected).await?;
    for entry in &write.entries {
        append(tx, entry).await?;
    }
    if let Some(last) = write.entries.last() {
        let head = last.head();
        let wait = asked(sql::AWAIT_LOG)
            .bind(head.centre)
            .bind(Uuid::from_bytes(head.case))
            .bind(count(head.version)?)
            .bind(head.link.0);
        run(tx, wait).await?;
    }
    run_terms(tx, write.row.case, &write.terms).await?;
    sit(tx, write.row.case, write.sitting.as_ref()).await?;
    for taken in &write.taken {
        take(tx, taken).await?;
    }
    if let Some(row) = &write.register {
        register(tx, row).await?;
    }
    for paper in &write.papers {
        papers::keep(tx, paper).await?;
    }
    for message in &write.messages {
        owe(tx, message).await?;
    }
    for dispatch in &write.dispatches {
        if outbox::owe(tx, dispatch).await?.rows_affected() != 1 {
            return Err(PortError::Conflict);
        }
    }
    if let Some(way) = write.unwanted {
        let give_up = asked(sql::GIVE_UP_WAY).bind(write.row.case.0).bind(way.code());
        run(tx, give_up.bind(micros(write.receipt.at)?)).await?;
    }
    facts::keep(tx, write).await?;
    hooks::owe(tx, &write.happened).await?;
    hold(tx, write.row.case.0, &write.files).await?;
    if let Some(referral) = write.referral {
        run(tx, asked(sql::FOLLOW_REFERRAL).bind(referral).bind(write.row.case.0)).await?;
    }
    match write.draft {
        None => Ok(()),
        Some(draft) => use_up(tx, draft, write.receipt.at).await,
    }
}

/// From now on a case or a draft names these files.
pub(super) async fn hold(
    tx: &mut PgConnection,
    holder: Uuid,
    files: &[(AccountId, String)],
) -> Result<(), PortError> {
    for (of, digest) in files {
        run(tx, asked(sql::HOLD_FILE).bind(of.0).bind(digest).bind(holder)).await?;
    }
    Ok(())
}

/// A draft names these files no longer.
pub(super) async fn let_go(tx: &mut PgConnection, draft: Uuid, at: Timestamp) -> Result<(), PortError> {
    run(tx, asked(sql::GRACE).bind(draft).bind(micros(at)?)).await?;
    run(tx, asked(sql::LET_GO).bind(draft)).await.map(drop)
}

/// A draft can be filed once: a second filing of it, under another request id, is a conflict.
async fn use_up(tx: &mut PgConnection, draft: Uuid, at: Timestamp) -> Result<(), PortError> {
    // First of all: whoever saves it meanwhile waits, and then finds it gone.
    changes_one(tx, asked(sql::USE_UP_DRAFT).bind(draft), PortError::Conflict).await?;
    let_go(tx, draft, at).await
}

pub(super) fn asked<'q>(statement: &str) -> Asked<'q> {
    sqlx::query(for_postgres(statement))
}

pub(super) async fn run(tx: &mut PgConnection, query: Asked<'_>) -> Result<PgQueryResult, PortError> {
    query.execute(tx).await.map_err(fault)
}

/// One row must change: the rule in the statement let it through.
async fn changes_one(tx: &mut PgConnection, query: Asked<'_>, error: PortError) -> Result<(), PortError> {
    if run(tx, query).await?.rows_affected() == 1 { Ok(()) } else { Err(error) }
}

async fn answer(tx: &mut PgConnection, write: &CaseWrite) -> Result<(), PortError> {
    let answer = asked(sql::ANSWER)
        .bind(write.request.0)
        .bind(write.by.0)
        .bind(&write.about)
        .bind(serde_json::to_string(&write.receipt).map_err(inconsistent)?)
        .bind(micros(write.receipt.at)?);
    changes_one(tx, answer, PortError::Repeated).await
}

async fn project(tx: &mut PgConnection, row: &CaseRow, expected: u64) -> Result<(), PortError> {
    let known: Option<String> = sqlx::query_scalar(for_postgres(sql::NAME_KEY))
        .bind(row.case.0)
        .fetch_optional(&mut *tx)
        .await
        .map_err(fault)?;
    let query = asked(if expected == 0 { sql::BEGIN_ROW } else { sql::MOVE_ROW })
        .bind(row.centre.as_str())
        .bind(row.case.0)
        .bind(&row.number)
        .bind(count(row.version)?)
        .bind(row.candidate.map(|account| account.0))
        .bind(&row.name)
        .bind(&row.name_key)
        .bind(&row.iin)
        .bind(row.stage.code())
        .bind(&row.programme)
        .bind(row.filed_on.to_sqlx())
        .bind(row.due.map(ToSqlx::to_sqlx))
        .bind(&row.due_clause)
        .bind(row.sitting_on.map(ToSqlx::to_sqlx))
        .bind(row.sitting_at.map(ToSqlx::to_sqlx))
        .bind(&row.protocol)
        .bind(&row.serial)
        .bind(micros(row.changed_at)?);
    let query = if expected == 0 { query } else { query.bind(count(expected)?) };
    changes_one(tx, query, PortError::Conflict).await?;
    rename(tx, row, known.as_deref()).await
}

/// Keeps the words that search looks for.
async fn rename(tx: &mut PgConnection, row: &CaseRow, known: Option<&str>) -> Result<(), PortError> {
    if known == Some(row.name_key.as_str()) {
        return Ok(());
    }
    let forget = words(known.unwrap_or_default()).map(|word| (sql::FORGET_WORD, word));
    let learn = words(&row.name_key).map(|word| (sql::LEARN_WORD, word));
    for (statement, word) in forget.chain(learn) {
        run(tx, asked(statement).bind(row.centre.as_str()).bind(word).bind(row.case.0)).await?;
    }
    Ok(())
}

async fn append(tx: &mut PgConnection, entry: &Entry) -> Result<(), PortError> {
    let stamp = entry.stamp();
    let append = asked(sql::APPEND)
        .bind(stamp.centre.as_str())
        .bind(stamp.case.0)
        .bind(count(stamp.seq)?)
        .bind(micros(stamp.at)?)
        .bind(stamp.actor.map(|account| account.0))
        .bind(entry.body())
        .bind(entry.link().0);
    run(tx, append).await.map(drop)
}

async fn take(tx: &mut PgConnection, taken: &Taken) -> Result<(), PortError> {
    let name = taken.sequence.name();
    let take = if taken.number == 1 {
        asked(sql::FIRST_NUMBER).bind(name)
    } else {
        asked(sql::NEXT_NUMBER).bind(name).bind(i64::from(taken.number))
    };
    changes_one(tx, take, PortError::Conflict).await
}

async fn register(tx: &mut PgConnection, row: &RegisterRow) -> Result<(), PortError> {
    let register = asked(sql::REGISTER)
        .bind(&row.serial)
        .bind(i32::try_from(row.ordinal).map_err(inconsistent)?)
        .bind(row.case.0)
        .bind(row.centre.as_str())
        .bind(&row.programme)
        .bind(&row.holder)
        .bind(row.issued_on.to_sqlx())
        .bind(row.valid_until.to_sqlx())
        .bind(row.annulled_on.map(ToSqlx::to_sqlx))
        .bind(&row.digest);
    changes_one(tx, register, PortError::Conflict).await
}

async fn owe(tx: &mut PgConnection, message: &Message) -> Result<(), PortError> {
    let owe = asked(sql::OWE)
        .bind(message.centre.as_str())
        .bind(message.case.0)
        .bind(message.id)
        .bind(message.to.map(|account| account.0))
        .bind(&message.kind)
        .bind(micros(message.at)?);
    run(tx, owe).await.map(drop)
}
