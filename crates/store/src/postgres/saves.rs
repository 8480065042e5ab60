//! The port `Saves`: saves that come at the same time go in one statement.

use std::collections::HashSet;
use std::sync::Arc;

use acts::ports::{PortError, Save, SaveKind, Saved, Saves};
use async_trait::async_trait;
use rules::identifiers::CentreNumber;
use sqlx::PgPool;
use sqlx::postgres::PgRow;
use tokio::sync::{Semaphore, mpsc, oneshot};
use uuid::Uuid;

use super::values::{Columns as _, count, micros};
use super::{Postgres, all, fault, inconsistent};
use crate::sql::{self, for_postgres};

/// Saves waiting; more than these wait in their own tasks.
const QUEUE: usize = 4096;
/// Saves in one statement at most.
const GROUP: usize = 512;
/// Statements under way at the same time.
const AT_ONCE: usize = 2;

const SAVE_MANY: &str = "INSERT INTO save (centre, attempt, client, seq, at, kind, body)
    SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::text[], $7::text[])
    ON CONFLICT DO NOTHING RETURNING attempt, client, seq";

struct Waiting {
    save: Save,
    answer: oneshot::Sender<Result<Saved, PortError>>,
}

/// Takes saves to the database in groups; ends with the last of its senders.
#[derive(Debug, Clone)]
pub(super) struct Groups(mpsc::Sender<Waiting>);

impl Groups {
    pub(super) fn start(pool: PgPool) -> Self {
        let (sender, mut queue) = mpsc::channel::<Waiting>(QUEUE);
        tokio::spawn(async move {
            let places = Arc::new(Semaphore::new(AT_ONCE));
            loop {
                // What comes while all statements are under way gathers for the next.
                let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
                let mut group = Vec::new();
                if queue.recv_many(&mut group, GROUP).await == 0 {
                    break;
                }
                let pool = pool.clone();
                tokio::spawn(async move {
                    save_group(&pool, group).await;
                    drop(place);
                });
            }
        });
        Self(sender)
    }
}

#[async_trait]
impl Saves for Postgres {
    async fn save(&self, save: Save) -> Result<Saved, PortError> {
        let (answer, outcome) = oneshot::channel();
        let away = || PortError::Unavailable("database: closed".into());
        self.groups.0.send(Waiting { save, answer }).await.map_err(|_| away())?;
        outcome.await.map_err(|_| away())?
    }

    async fn saved(&self, centre: &CentreNumber, attempt: Uuid) -> Result<Vec<Save>, PortError> {
        let select = sqlx::query(for_postgres(sql::SAVED)).bind(centre.as_str()).bind(attempt);
        all(&select.fetch_all(&self.pool).await.map_err(fault)?, read)
    }
}

async fn save_group(pool: &PgPool, group: Vec<Waiting>) {
    let (saves, answers): (Vec<_>, Vec<_>) = group.into_iter().map(|one| (one.save, one.answer)).unzip();
    let outcomes = match save_many(pool, &saves).await {
        Ok(outcomes) => outcomes,
        // One that cannot be stored must not stop the others: each is tried alone.
        Err(PortError::Inconsistent(_)) if saves.len() > 1 => {
            let mut outcomes = Vec::with_capacity(saves.len());
            for save in &saves {
                let alone = save_many(pool, std::slice::from_ref(save)).await;
                outcomes.push(alone.and_then(|mut one| one.pop().unwrap_or(Err(PortError::Conflict))));
            }
            outcomes
        }
        Err(error) => vec![Err(error); saves.len()],
    };
    for (answer, outcome) in answers.into_iter().zip(outcomes) {
        // Nobody waits any more: the save holds all the same.
        let _ = answer.send(outcome);
    }
}

type Outcomes = Vec<Result<Saved, PortError>>;

async fn save_many(pool: &PgPool, saves: &[Save]) -> Result<Outcomes, PortError> {
    let seqs = saves.iter().map(|save| count(save.seq)).collect::<Result<Vec<_>, _>>()?;
    let moments = saves.iter().map(|save| micros(save.at)).collect::<Result<Vec<_>, _>>()?;
    let rows = sqlx::query(SAVE_MANY)
        .bind(saves.iter().map(|save| save.centre.as_str()).collect::<Vec<_>>())
        .bind(saves.iter().map(|save| save.attempt).collect::<Vec<_>>())
        .bind(saves.iter().map(|save| save.client).collect::<Vec<_>>())
        .bind(seqs)
        .bind(moments)
        .bind(saves.iter().map(|save| save.kind.code()).collect::<Vec<_>>())
        .bind(saves.iter().map(|save| save.body.as_str()).collect::<Vec<_>>())
        .fetch_all(pool)
        .await
        .map_err(fault)?;
    let key =
        |row: &PgRow| Ok((row.field::<Uuid>("attempt")?, row.field::<Uuid>("client")?, row.counted("seq")?));
    let mut now: HashSet<(Uuid, Uuid, u64)> = all(&rows, key)?.into_iter().collect();
    let mut outcomes = Vec::with_capacity(saves.len());
    for save in saves {
        // Twice in one group: the first of the two was saved now.
        let fresh = now.remove(&(save.attempt, save.client, save.seq));
        outcomes.push(if fresh { Ok(Saved::Now) } else { before(pool, save).await });
    }
    Ok(outcomes)
}

/// Of a save that was not new: the same, or something else.
async fn before(pool: &PgPool, save: &Save) -> Result<Saved, PortError> {
    let body: String = sqlx::query_scalar(for_postgres(sql::SAVED_BODY))
        .bind(save.centre.as_str())
        .bind(save.attempt)
        .bind(save.client)
        .bind(count(save.seq)?)
        .fetch_one(pool)
        .await
        .map_err(fault)?;
    if body == save.body { Ok(Saved::Before) } else { Err(PortError::Conflict) }
}

fn read(row: &PgRow) -> Result<Save, PortError> {
    let kind: String = row.field("kind")?;
    Ok(Save {
        centre: row.centre()?,
        attempt: row.field("attempt")?,
        client: row.field("client")?,
        seq: row.counted("seq")?,
        at: row.at("at")?,
        kind: SaveKind::from_code(&kind).ok_or_else(|| inconsistent(format!("no kind {kind}")))?,
        body: row.field("body")?,
    })
}
