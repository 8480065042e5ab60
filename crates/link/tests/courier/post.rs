//! An outbox in memory, and a clock that the test moves.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use acts::CaseId;
use acts::outbox::{Dispatch, Post, State};
use acts::ports::{Backlog, Clock, Courier, Ids, Letter, Outbox, PortError, PostFilter, Posted, Way};
use acts::projection::Page;
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

pub(crate) fn dispatch(id: u128, way: Way, address: &str, letter: Letter) -> Dispatch {
    let at = Hands::default().now();
    Dispatch {
        id: Uuid::from_u128(id),
        message: Uuid::nil(),
        case: CaseId(Uuid::nil()),
        centre: CentreNumber::parse("0042").unwrap(),
        kind: "notice".into(),
        way,
        address: address.into(),
        letter,
        state: State::Waiting,
        tries: 0,
        owed_at: at,
        due: at,
        handed_at: None,
        delivered_at: None,
        answer: String::new(),
        by: None,
    }
}

/// Clock and chance.
#[derive(Debug)]
pub(crate) struct Hands(AtomicI64);

impl Default for Hands {
    fn default() -> Self {
        let begin: Timestamp = "2026-11-23T06:00:00Z".parse().unwrap();
        Self(begin.as_microsecond().into())
    }
}

impl Hands {
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).unwrap()
    }

    pub(crate) fn later(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap(), Ordering::Relaxed);
    }

    pub(crate) fn until(&self, at: Timestamp) {
        self.0.fetch_max(at.as_microsecond(), Ordering::Relaxed);
    }

    pub(crate) fn post(self: &Arc<Self>, desk: &Arc<Desk>, courier: impl Courier + 'static) -> Post {
        Post { outbox: desk.clone(), courier: Arc::new(courier), clock: self.clone(), ids: self.clone() }
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        self.now()
    }
}

impl Ids for Hands {
    fn fresh(&self) -> Uuid {
        Uuid::nil()
    }

    /// Pauses of the length that is written.
    fn key(&self) -> [u8; 32] {
        [128; 32]
    }
}

#[derive(Debug, Default)]
pub(crate) struct Desk {
    kept: Mutex<BTreeMap<Uuid, Dispatch>>,
    away: AtomicBool,
}

impl Desk {
    pub(crate) fn put(&self, dispatch: Dispatch) {
        self.kept.lock().unwrap().insert(dispatch.id, dispatch);
    }

    pub(crate) fn get(&self, id: u128) -> Dispatch {
        self.kept.lock().unwrap()[&Uuid::from_u128(id)].clone()
    }

    pub(crate) fn states(&self) -> Vec<State> {
        self.kept.lock().unwrap().values().map(|dispatch| dispatch.state).collect()
    }

    pub(crate) fn fail_to_record(&self, fail: bool) {
        self.away.store(fail, Ordering::Relaxed);
    }
}

#[async_trait]
impl Outbox for Desk {
    async fn take_due(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: u32,
    ) -> Result<Vec<Dispatch>, PortError> {
        let mut kept = self.kept.lock().unwrap();
        let due = kept
            .values_mut()
            .filter(|one| one.state == State::Waiting && one.way != Way::Paper && one.due <= now);
        let take = |dispatch: &mut Dispatch| {
            dispatch.tries += 1;
            dispatch.due = until;
            dispatch.clone()
        };
        Ok(due.take(most as usize).map(take).collect())
    }

    async fn move_on(&self, from: &Dispatch, to: &Dispatch) -> Result<(), PortError> {
        if self.away.load(Ordering::Relaxed) {
            return Err(PortError::Unavailable("fallen".into()));
        }
        let mut kept = self.kept.lock().unwrap();
        let there = kept.get_mut(&from.id).unwrap();
        if (there.state, there.tries) != (from.state, from.tries) {
            return Err(PortError::Conflict);
        }
        there.clone_from(to);
        Ok(())
    }

    async fn add(&self, dispatch: Dispatch) -> Result<(), PortError> {
        self.put(dispatch);
        Ok(())
    }

    async fn dispatch(&self, id: Uuid) -> Result<Option<Posted>, PortError> {
        let dispatch = self.kept.lock().unwrap().get(&id).cloned();
        Ok(dispatch.map(|dispatch| Posted { dispatch, number: String::new(), name: String::new() }))
    }

    async fn dispatches(&self, _: CaseId) -> Result<Vec<Dispatch>, PortError> {
        Ok(self.kept.lock().unwrap().values().cloned().collect())
    }

    async fn posted(&self, _: &PostFilter) -> Result<Page<Posted>, PortError> {
        Ok(Page { lines: vec![], total: 0 })
    }

    async fn backlog(&self) -> Result<Backlog, PortError> {
        Ok(Backlog::default())
    }

    async fn let_held(&self, _: bool, _: Timestamp) -> Result<u64, PortError> {
        Ok(0)
    }
}
