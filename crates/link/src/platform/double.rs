//! A platform to practise with: it keeps its word about entries, and misbehaves in every other way that a network and a busy
//! service can. The same seed misbehaves in the same way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use acts::CaseId;
use acts::ports::EntryKind;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use futures_util::stream;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Rejected, Taken};

/// How it misbehaves; shares in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// Says that it is busy, and takes nothing.
    pub busy: u8,
    /// Answers at some moment within this time.
    pub slow: Duration,
    /// Takes the entry, and repeats an earlier answer instead of this one.
    pub repeat: u8,
    /// Takes the entry, and loses the answer.
    pub lose: u8,
    /// Refuses an entry for what it says, now and ever.
    pub reject: u8,
}

impl Default for Manners {
    fn default() -> Self {
        Self { busy: 5, slow: Duration::from_millis(40), repeat: 3, lose: 3, reject: 0 }
    }
}

/// An entry as it lies there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    #[serde(flatten)]
    pub taken: Taken,
    pub data: Value,
    /// How often it came.
    pub times: u32,
}

#[derive(Debug)]
struct Desk {
    manners: Manners,
    dice: StdRng,
    /// In the order in which they came first.
    entries: Vec<Entered>,
    places: BTreeMap<(CaseId, u32, EntryKind), usize>,
    last: Option<Taken>,
}

/// What it does this time.
enum Mood {
    Busy,
    Lose,
    Repeat,
    Well,
}

/// The double. Its clones are one and the same.
#[derive(Debug, Clone)]
pub struct Double(Arc<Mutex<Desk>>);

impl Double {
    pub fn new(seed: u64, manners: Manners) -> Self {
        let dice = StdRng::seed_from_u64(seed);
        Self(Arc::new(Mutex::new(Desk {
            manners,
            dice,
            entries: vec![],
            places: BTreeMap::new(),
            last: None,
        })))
    }

    /// `PUT /entries/{case}/{ordinal}/{kind}` and `GET /entries`.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/entries", get(all))
            .route("/entries/{case}/{ordinal}/{kind}", put(enter))
            .with_state(self.clone())
    }

    /// All that was entered, in the order in which it came first.
    pub fn entries(&self) -> Vec<Entered> {
        self.with(|desk| desk.entries.clone())
    }

    fn with<T>(&self, use_desk: impl FnOnce(&mut Desk) -> T) -> T {
        use_desk(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn all(State(double): State<Double>) -> Json<Vec<Entered>> {
    Json(double.entries())
}

async fn enter(
    State(double): State<Double>,
    Path((case, ordinal, kind)): Path<(CaseId, u32, EntryKind)>,
    Json(data): Json<Value>,
) -> Response {
    let (pause, mood) = double.with(Desk::mood);
    tokio::time::sleep(pause).await;
    if matches!(mood, Mood::Busy) {
        return (StatusCode::SERVICE_UNAVAILABLE, "busy").into_response();
    }
    let before = double.with(|desk| desk.last.clone());
    match double.with(|desk| desk.enter((case, ordinal, kind), data)) {
        Err((status, reason)) => (status, Json(Rejected { reason })).into_response(),
        Ok(taken) => match mood {
            Mood::Lose => lost(),
            Mood::Repeat => Json(before.unwrap_or(taken)).into_response(),
            Mood::Busy | Mood::Well => Json(taken).into_response(),
        },
    }
}

/// The line breaks where the answer should stand.
fn lost() -> Response {
    let broken: Result<&str, _> = Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
    Body::from_stream(stream::iter([broken])).into_response()
}

impl Desk {
    fn mood(&mut self) -> (Duration, Mood) {
        let Manners { busy, slow, repeat, lose, .. } = self.manners;
        let pause = slow.mul_f64(self.dice.random_range(0.0..1.0));
        let rolled: u8 = self.dice.random_range(0..100);
        let mood = if rolled < busy {
            Mood::Busy
        } else if rolled < busy.saturating_add(lose) {
            Mood::Lose
        } else if rolled < busy.saturating_add(lose).saturating_add(repeat) {
            Mood::Repeat
        } else {
            Mood::Well
        };
        (pause, mood)
    }

    /// One entry, however often it comes; another one under the same case and ordinal is refused.
    fn enter(&mut self, key: (CaseId, u32, EntryKind), data: Value) -> Result<Taken, (StatusCode, String)> {
        let (case, ordinal, kind) = key;
        let refused = |reason: &str| Err((StatusCode::UNPROCESSABLE_ENTITY, reason.to_owned()));
        if let Some(entered) = self.places.get(&key).and_then(|place| self.entries.get_mut(*place)) {
            if entered.data != data {
                return Err((StatusCode::CONFLICT, "entered before with other data".into()));
            }
            entered.times += 1;
            self.last = Some(entered.taken.clone());
            return Ok(entered.taken.clone());
        }
        if u32::from(self.manners.reject) > ordinal % 100 {
            return refused("the holder is not known to the platform");
        }
        if data.get("serial").and_then(Value::as_str).is_none_or(str::is_empty) {
            return refused("no serial number");
        }
        if kind == EntryKind::Annulment && !self.places.contains_key(&(case, ordinal, EntryKind::Pass)) {
            return refused("no such pass");
        }
        let reference = format!("NQS-{:08}", self.entries.len() + 1);
        let taken = Taken { case, ordinal, kind, reference };
        self.places.insert(key, self.entries.len());
        self.entries.push(Entered { taken: taken.clone(), data, times: 1 });
        self.last = Some(taken.clone());
        Ok(taken)
    }
}
