//! The writer: one thread, one connection. It takes whatever writes are queued, makes each of them apart from the
//! others in one transaction, commits once, and only then answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use acts::ports::PortError;
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::{Fault, unavailable};
use crate::StoreError;

/// Writes waiting for the writer; more than these wait in their own tasks.
const QUEUE: usize = 1024;
/// Writes committed together at most.
const GROUP: usize = 256;

/// What a write does; the number is that of the rows it is about.
type Work = Box<dyn FnOnce(&Connection) -> Result<u64, Fault> + Send>;
type Outcome = Result<u64, PortError>;

struct Write {
    work: Work,
    /// It changes one row or none, so there is nothing to undo when it is refused.
    alone: bool,
    answer: oneshot::Sender<Outcome>,
}

#[derive(Debug)]
pub(super) struct Writer {
    /// `None` once closed.
    queue: Mutex<Option<mpsc::Sender<Write>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(connection, receiver))
            .map_err(StoreError::Thread)?;
        Ok(Self { queue: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    /// Durable when it returns `Ok`. The write is made even if the caller stops waiting.
    pub(super) async fn write(
        &self,
        work: impl FnOnce(&Connection) -> Result<u64, Fault> + Send + 'static,
    ) -> Outcome {
        self.queue(Box::new(work), false).await
    }

    /// The same for a write of one statement at most: without a savepoint of its own it costs a third.
    pub(super) async fn write_alone(
        &self,
        work: impl FnOnce(&Connection) -> Result<u64, Fault> + Send + 'static,
    ) -> Outcome {
        self.queue(Box::new(work), true).await
    }

    /// Rows that a write takes for whoever asks: theirs only once the write is durable.
    pub(super) async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<Vec<T>, Fault> + Send + 'static,
    ) -> Result<Vec<T>, PortError> {
        // The writer itself answers with a count alone.
        let taken = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&taken);
        let take = move |tx: &Connection| {
            let rows = work(tx)?;
            let count = rows.len() as u64;
            *into.lock().unwrap_or_else(PoisonError::into_inner) = rows;
            Ok(count)
        };
        self.write(take).await?;
        let rows = std::mem::take(&mut *taken.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(rows)
    }

    async fn queue(&self, work: Work, alone: bool) -> Outcome {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queue = queue.ok_or_else(|| unavailable("closed"))?;
        let (answer, outcome) = oneshot::channel();
        let write = Write { work, alone, answer };
        queue.send(write).await.map_err(|_| unavailable("the writer has ended"))?;
        // The queue is let go before the wait, so that closing need not wait for the tasks that were answered.
        drop(queue);
        outcome.await.map_err(|_| unavailable("the writer has ended"))?
    }

    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return Ok(()) };
        let joined = tokio::task::spawn_blocking(move || thread.join()).await;
        if matches!(joined, Ok(Ok(()))) { Ok(()) } else { Err(StoreError::Writer) }
    }
}

fn run(mut connection: Connection, mut queue: mpsc::Receiver<Write>) {
    while let Some(first) = queue.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = queue.try_recv()
        {
            group.push(next);
        }
        commit(&mut connection, group);
    }
    let tidy = "PRAGMA analysis_limit = 1000; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);";
    if let Err(error) = connection.execute_batch(tidy) {
        tracing::warn!(%error, "the database could not be tidied at the end; nothing is lost");
    }
}

/// Commits a group and answers each of it; when the database fails, or a write panics, none of the group holds.
fn commit(connection: &mut Connection, group: Vec<Write>) {
    let (works, answers): (Vec<_>, Vec<_>) =
        group.into_iter().map(|write| ((write.work, write.alone), write.answer)).unzip();
    // What the closure leaves behind after a panic is a transaction rolled back by its own drop.
    let outcomes = match catch_unwind(AssertUnwindSafe(|| make(connection, works))) {
        Ok(Ok(outcomes)) => outcomes,
        Ok(Err(error)) => {
            tracing::error!(%error, "a group of writes failed");
            vec![Err(unavailable(error)); answers.len()]
        }
        Err(_) => {
            tracing::error!("a write panicked");
            vec![Err(unavailable("a write panicked")); answers.len()]
        }
    };
    for (answer, outcome) in answers.into_iter().zip(outcomes) {
        // Nobody waits any more: the write holds all the same.
        let _ = answer.send(outcome);
    }
}

fn make(connection: &mut Connection, works: Vec<(Work, bool)>) -> rusqlite::Result<Vec<Outcome>> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let one = |(work, alone): (Work, bool)| if alone { answered(work(&tx)) } else { apart(&tx, work) };
    let outcomes = works.into_iter().map(one).collect::<rusqlite::Result<_>>()?;
    tx.commit()?;
    Ok(outcomes)
}

/// One write, undone alone when it is refused.
fn apart(tx: &Connection, work: Work) -> rusqlite::Result<Outcome> {
    let run = |sql| tx.prepare_cached(sql)?.execute([]);
    run("SAVEPOINT one")?;
    let outcome = answered(work(tx))?;
    if outcome.is_err() {
        run("ROLLBACK TO one")?;
    }
    run("RELEASE one")?;
    Ok(outcome)
}

/// What its caller is told; a database that failed is told to the whole group.
fn answered(outcome: Result<u64, Fault>) -> rusqlite::Result<Outcome> {
    match outcome {
        Ok(count) => Ok(Ok(count)),
        Err(Fault::Refused(error)) => Ok(Err(error)),
        Err(Fault::Broken(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn in_memory() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE word (word TEXT PRIMARY KEY)").unwrap();
        connection
    }

    fn work(sql: &'static str) -> Work {
        Box::new(move |tx| Ok(tx.execute(sql, [])? as u64))
    }

    fn count(connection: &Connection) -> u64 {
        connection.query_row("SELECT count(*) FROM word", [], |row| row.get(0)).unwrap()
    }

    fn outcomes(connection: &mut Connection, works: Vec<Work>) -> Vec<Outcome> {
        let (group, answers): (Vec<_>, Vec<_>) = works
            .into_iter()
            .map(|work| {
                let (answer, outcome) = oneshot::channel();
                (Write { work, alone: false, answer }, outcome)
            })
            .unzip();
        commit(connection, group);
        answers.into_iter().map(|answer| answer.blocking_recv().unwrap()).collect()
    }

    fn all_unavailable(outcomes: &[Outcome]) -> bool {
        outcomes.iter().all(|outcome| matches!(outcome, Err(PortError::Unavailable(_))))
    }

    #[test]
    fn a_refused_write_leaves_nothing_and_spoils_nothing() {
        let mut connection = in_memory();
        let half: Work = Box::new(|tx| {
            tx.execute("INSERT INTO word VALUES ('half')", [])?;
            Ok(tx.execute("INSERT INTO word VALUES ('a')", [])? as u64)
        });
        let works = vec![work("INSERT INTO word VALUES ('a')"), half, work("INSERT INTO word VALUES ('b')")];
        let expected = vec![Ok(1), Err(PortError::Conflict), Ok(1)];
        assert_eq!(outcomes(&mut connection, works), expected);
        assert_eq!(count(&connection), 2);
    }

    #[test]
    fn a_panic_acknowledges_nothing_and_the_writer_lives_on() {
        let mut connection = in_memory();
        let works =
            vec![work("INSERT INTO word VALUES ('a')"), Box::new(|_: &Connection| panic!("on purpose"))];
        assert!(all_unavailable(&outcomes(&mut connection, works)));
        assert_eq!(count(&connection), 0);
        assert_eq!(outcomes(&mut connection, vec![work("INSERT INTO word VALUES ('a')")]), vec![Ok(1)]);
    }

    #[test]
    fn a_full_disk_acknowledges_nothing() {
        let mut connection = in_memory();
        connection.pragma_update(None, "max_page_count", 4).unwrap();
        let works = vec![
            work("INSERT INTO word VALUES ('a')"),
            work("INSERT INTO word VALUES (hex(zeroblob(100000)))"),
            work("INSERT INTO word VALUES ('b')"),
        ];
        assert!(all_unavailable(&outcomes(&mut connection, works)));
        assert_eq!(count(&connection), 0);
        assert_eq!(outcomes(&mut connection, vec![work("INSERT INTO word VALUES ('a')")]), vec![Ok(1)]);
    }

    #[test]
    fn a_failed_commit_acknowledges_nothing() {
        let mut connection = in_memory();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = ON;
                 CREATE TABLE tail (word TEXT REFERENCES word (word) DEFERRABLE INITIALLY DEFERRED)",
            )
            .unwrap();
        let works = vec![work("INSERT INTO word VALUES ('a')"), work("INSERT INTO tail VALUES ('nowhere')")];
        assert!(all_unavailable(&outcomes(&mut connection, works)));
        assert_eq!(count(&connection), 0);
        assert_eq!(outcomes(&mut connection, vec![work("INSERT INTO word VALUES ('a')")]), vec![Ok(1)]);
    }
}
