//! The journal entry: an event of the Rules with who, when and where, linked to the entry before it.

use jiff::Timestamp;
use journal::chain::{Covered, Link};
use journal::log::Head;
use rules::case::Event;
use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A case, for ever.
    CaseId
);
id!(
    /// An account of a person.
    AccountId
);
id!(
    /// Made by the client for one act; repeated, it returns the first answer.
    RequestId
);

/// Of which case, where in its journal, when, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub case: CaseId,
    /// The centre comes first in every key of a large table.
    pub centre: CentreNumber,
    /// From 1, without gaps.
    pub seq: u64,
    /// UTC, to the microsecond.
    pub at: Timestamp,
    /// Who acted; `None` is the system itself.
    pub actor: Option<AccountId>,
}

/// One entry of a case's journal: the truth of the case is the list of these. Made once, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    stamp: Stamp,
    event: Event,
    body: String,
    link: Link,
}

impl Entry {
    /// The entry after `before`, or the first of a journal.
    pub fn after(before: Option<&Self>, stamp: Stamp, event: Event) -> Result<Self, serde_json::Error> {
        let body = serde_json::to_string(&event)?;
        let link = covered(&stamp, &body).after(link_of(before));
        Ok(Self { stamp, event, body, link })
    }

    /// The entry after `before`, of an event that was written already.
    pub fn after_written(
        before: Option<&Self>,
        stamp: Stamp,
        body: String,
    ) -> Result<Self, serde_json::Error> {
        let link = covered(&stamp, &body).after(link_of(before));
        Self::stored(stamp, body, link)
    }

    /// An entry as a store keeps it. What its link covers is checked by [`Self::follows`].
    pub fn stored(stamp: Stamp, body: String, link: Link) -> Result<Self, serde_json::Error> {
        let event = serde_json::from_str(&body)?;
        Ok(Self { stamp, event, body, link })
    }

    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    pub fn event(&self) -> &Event {
        &self.event
    }

    /// The event's JSON, as written first: what the link covers.
    pub fn body(&self) -> &str {
        &self.body
    }

    pub fn link(&self) -> Link {
        self.link
    }

    /// Whether the link covers this entry and `before`.
    pub fn follows(&self, before: Option<&Self>) -> bool {
        covered(&self.stamp, &self.body).after(link_of(before)) == self.link
    }

    /// The state of the journal after this entry, as the log records it.
    pub fn head(&self) -> Head {
        let Stamp { case, centre, seq, .. } = &self.stamp;
        Head { centre: centre.to_string(), case: *case.0.as_bytes(), version: *seq, link: self.link }
    }
}

fn link_of(before: Option<&Entry>) -> Link {
    before.map_or(Link::BEGINNING, Entry::link)
}

fn covered<'a>(stamp: &'a Stamp, body: &'a str) -> Covered<'a> {
    Covered {
        centre: stamp.centre.as_str(),
        case: stamp.case.0.as_bytes(),
        seq: stamp.seq,
        at: stamp.at.as_microsecond(),
        actor: stamp.actor.as_ref().map(|account| account.0.as_bytes()),
        event: body,
    }
}

/// The person under whose key the files of a case are kept.
pub(crate) fn owner(entries: &[Entry]) -> Option<AccountId> {
    let first = entries.first()?;
    match first.event() {
        Event::Filed { application, .. } => match &application.paper {
            Some(paper) => paper.person.parse().ok(),
            None => first.stamp().actor,
        },
        _ => first.stamp().actor,
    }
}

/// Position of the first entry that does not stand in its place of an unbroken chain, from 1.
pub fn first_broken(entries: &[Entry]) -> Option<u64> {
    let before = std::iter::once(None).chain(entries.iter().map(Some));
    (1..)
        .zip(entries.iter().zip(before))
        .find(|(seq, (entry, before))| entry.stamp.seq != *seq || !entry.follows(*before))
        .map(|(seq, _)| seq)
}

/// What an act answers, once it is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub case: CaseId,
    /// Registration number of the case.
    pub number: String,
    /// Number of journal entries after the act.
    pub version: u64,
    pub at: Timestamp,
}
