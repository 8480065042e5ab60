//! What programs are told: that something happened to a case, by ids, numbers and days. Nothing of it speaks of a person.

use jiff::Timestamp;
use rules::case::{Case, Stage};
use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

use crate::desk::rows::TermRow;
use crate::journal::CaseId;
use crate::ports::Ids;

macro_rules! occasions {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// A kind of event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Occasion { $($(#[$doc])* #[serde(rename = $code)] $name),* }

        impl Occasion {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Stable key.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)* _ => None }
            }
        }
    };
}

occasions! {
    StageChanged = "case.stage-changed",
    /// ¶5 ¶6 ¶17–¶19 ¶22 ¶23: the last day has passed.
    TermOverdue = "term.overdue",
    /// ¶6.
    SittingSet = "sitting.set",
    /// ¶7 ¶11.
    SittingMoved = "sitting.moved",
    /// ¶18(1).
    DocumentIssued = "document.issued",
    /// ¶18(2).
    DocumentAnnulled = "document.annulled",
    /// ¶21.
    AppealRegistered = "appeal.registered",
    /// ¶22.
    AppealDecided = "appeal.decided",
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub event: Uuid,
    pub occasion: Occasion,
    pub centre: CentreNumber,
    pub case: CaseId,
    pub at: Timestamp,
    /// Ids, numbers, days.
    pub data: Map<String, Value>,
}

impl Happened {
    /// What is sent, as JSON.
    pub fn body(&self) -> String {
        json!({ "type": self.occasion.code(), "timestamp": self.at, "data": self.data }).to_string()
    }
}

/// What an act has brought about.
pub(crate) fn happened(
    before: Option<&Case>,
    after: &Case,
    id: CaseId,
    at: Timestamp,
    ids: &dyn Ids,
) -> Vec<Happened> {
    let mut events = Vec::new();
    let mut tell = |occasion, more: Value| {
        let mut data = Map::new();
        data.insert("centre".into(), json!(after.centre));
        data.insert("case".into(), json!(id));
        data.insert("number".into(), json!(after.number));
        data.insert("version".into(), json!(after.version));
        data.insert("stage".into(), json!(after.stage.code()));
        data.extend(more.as_object().cloned().unwrap_or_default());
        let centre = after.centre.clone();
        events.push(Happened { event: ids.fresh(), occasion, centre, case: id, at, data });
    };
    let stage = before.map(|case| case.stage);
    if stage != Some(after.stage) {
        tell(Occasion::StageChanged, json!({ "stage_before": stage.map(Stage::code) }));
    }
    let day = |case: &Case| case.appointment.as_ref().map(|set| (set.date, set.time, set.mode));
    let earlier = before.and_then(day);
    if let Some((date, time, mode)) = day(after).filter(|set| Some(*set) != earlier) {
        let occasion = if earlier.is_some() { Occasion::SittingMoved } else { Occasion::SittingSet };
        tell(occasion, json!({ "date": date, "time": time, "mode": mode }));
    }
    if let Some(document) = &after.document {
        let known = before.and_then(|case| case.document.as_ref());
        let serial = document.serial.to_string();
        if known.is_none() {
            let (issued, until) = (document.issued_on, document.valid_until);
            tell(
                Occasion::DocumentIssued,
                json!({ "serial": serial, "issued_on": issued, "valid_until": until }),
            );
        }
        let annulled = document.annulled.as_ref().map(|annulment| annulment.on);
        if let Some(on) = annulled.filter(|_| known.is_none_or(|known| known.annulled.is_none())) {
            tell(Occasion::DocumentAnnulled, json!({ "serial": serial, "annulled_on": on }));
        }
    }
    let appeal = |case: &Case| case.appeal.clone().map(|appeal| (appeal.registered, appeal.outcome));
    let (registered, outcome) = appeal(after).unwrap_or_default();
    let (was_registered, was_decided) = before.and_then(appeal).unwrap_or_default();
    if let Some((number, on)) = registered.filter(|_| was_registered.is_none()) {
        tell(Occasion::AppealRegistered, json!({ "appeal": number, "registered_on": on }));
    }
    if let Some(outcome) = outcome.filter(|_| was_decided.is_none()) {
        tell(Occasion::AppealDecided, json!({ "outcome": outcome }));
    }
    events
}

/// The last day of a term has passed. The same term makes the same event, however often it is asked.
pub(crate) fn overdue(term: &TermRow, number: &str, at: Timestamp) -> Happened {
    let (case, place, due) = (term.case, term.place, term.due);
    let digest = Sha256::digest(format!("term.overdue {case} {place} {due}"));
    let data = json!({
        "centre": term.centre, "case": case, "number": number, "clause": term.clause, "due": due,
        "owed_by": term.owed_by.code(),
    });
    Happened {
        event: Builder::from_custom_bytes(digest.first_chunk().copied().unwrap_or_default()).into_uuid(),
        occasion: Occasion::TermOverdue,
        centre: term.centre.clone(),
        case,
        at,
        data: data.as_object().cloned().unwrap_or_default(),
    }
}
