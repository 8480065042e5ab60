//! One document of the register: what it says, the three checks made now, and its history.

use std::collections::BTreeMap;

use acts::access::{Act, may_ever};
use acts::ports::{DocumentState, EntryKind, EntryState, PlatformEntry};
use acts::public::{Answer, Standing};
use acts::register::{DocumentHistory, Done, document};
use acts::{Cx, Who};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::identifiers::SerialNumber;
use rules::terms::local_date;

use super::list::{state_colour, state_key};
use crate::answer::problem;
use crate::dates::short;
use crate::page::{Frame, show};
use crate::pages::staff::local_time;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "register/document/page.html")]
pub struct DocumentPage {
    frame: Frame,
    serial: String,
    state: &'static str,
    colour: &'static str,
    checks: Vec<Checked>,
    facts: Vec<(String, String, &'static str)>,
    history: Vec<Happened>,
    /// Where the case is, for those who may open it.
    case: String,
    /// Shown while the platform outside has not confirmed it: since when.
    pending: Option<String>,
    refused: Option<String>,
}

/// One of the three answers.
#[derive(Debug)]
struct Checked {
    sign: &'static str,
    words: String,
}

/// One line of the history.
#[derive(Debug)]
struct Happened {
    at: String,
    what: String,
    by: String,
    why: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(path): Path<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let serial = path.get("serial").and_then(|serial| SerialNumber::parse(serial).ok());
    let found = document(&cx, &who, &serial.ok_or(Problem::NotFound)?).await.map_err(problem)?;
    let title = visit.frame("register-document-title").dense();
    Ok(show(&DocumentPage::new(title, &cx, &who, &found)))
}

impl DocumentPage {
    fn new(frame: Frame, cx: &Cx, who: &Who, found: &DocumentHistory) -> Self {
        let state = DocumentState::of(&found.row, local_date(cx.clock.now()));
        // The authorised body opens a case by its own way, with a reason.
        let opens = may_ever(who, Act::SeeQueue);
        let open = found.entries.iter().filter(|_| cx.platform_told);
        let pending =
            open.clone().find(|entry| matches!(entry.state, EntryState::Waiting | EntryState::Sent));
        let refused = open.clone().find(|entry| entry.state == EntryState::Refused);
        Self {
            serial: found.row.serial.clone(),
            state: state_key(state),
            colour: state_colour(state),
            checks: checks(&frame, found),
            facts: facts(&frame, cx, found),
            history: history(&frame, found, cx.platform_told),
            case: if opens { format!("/cases/{}", found.row.case) } else { String::new() },
            pending: pending.map(|entry| local_time(entry.made_at)),
            refused: refused.and_then(|entry| entry.reason.clone()),
            frame,
        }
    }
}

/// The three answers, apart: in the register, unaltered, by an accredited centre.
fn checks(frame: &Frame, found: &DocumentHistory) -> Vec<Checked> {
    let standing = match found.check.standing {
        Standing::InForce => ("good", "check-register-yes"),
        Standing::Expired => ("warn", "check-register-expired"),
        Standing::Annulled => ("bad", "check-register-annulled"),
        Standing::NotFound | Standing::CannotCheck => ("none", "check-unavailable"),
    };
    let of = |answer: Answer, yes: &'static str, no: &'static str| match answer {
        Answer::Yes => ("good", yes),
        Answer::No => ("bad", no),
        Answer::CannotCheck => ("none", "check-unavailable"),
    };
    let all = [
        ("check-register", standing),
        ("check-unaltered", of(found.check.unaltered, "register-unaltered-yes", "register-unaltered-no")),
        ("check-centre", of(found.check.centre_accredited, "check-centre-yes", "check-centre-no")),
    ];
    all.into_iter()
        .map(|(what, (sign, words))| Checked {
            sign,
            words: format!("{}: {}", frame.t(what), frame.t(words)),
        })
        .collect()
}

fn facts(frame: &Frame, cx: &Cx, found: &DocumentHistory) -> Vec<(String, String, &'static str)> {
    let (row, language) = (&found.row, frame.language);
    let own = |key: &str, value: String| (frame.t(key), value, language.code());
    let of_law = |key: &str, value: &str| (frame.t(key), value.to_owned(), language.picked());
    let programme = cx.catalogue.programme(&row.programme);
    let centre = cx.catalogue.centre(&row.centre);
    let level = SerialNumber::parse(&row.serial).map(|serial| serial.nqf().to_string());
    vec![
        own("check-holder", row.holder.clone()),
        of_law(
            "register-profession",
            programme.map_or(&row.programme, |programme| language.pick(&programme.profession_name)),
        ),
        own("register-level", level.unwrap_or_default()),
        of_law("register-centre", centre.map_or(row.centre.as_str(), |centre| language.pick(&centre.name))),
        own("register-issued", short(row.issued_on)),
        own("register-valid-until", short(row.valid_until)),
    ]
}

fn history(frame: &Frame, found: &DocumentHistory, told: bool) -> Vec<Happened> {
    let line = |done: &Done, what: &str, why: &str| Happened {
        at: local_time(done.at),
        what: frame.t(what),
        by: done.by.join(", "),
        why: why.to_owned(),
    };
    let issued = found.issued.iter().map(|done| line(done, "register-was-issued", ""));
    let annulled =
        found.annulled.iter().map(|ended| line(&ended.done, "register-was-annulled", &ended.reason));
    let entries = found.entries.iter().filter(|_| told).filter_map(|entry| confirmed(frame, entry));
    issued.chain(annulled).chain(entries).collect()
}

/// An entry that the platform outside has confirmed.
fn confirmed(frame: &Frame, entry: &PlatformEntry) -> Option<Happened> {
    let what = match entry.key.kind {
        EntryKind::Pass => "register-pass-entered",
        EntryKind::Annulment => "register-annulment-entered",
    };
    let why = entry.reference.as_ref().map(|number| frame.t1("register-reference", "number", number));
    (entry.state == EntryState::Confirmed).then(|| Happened {
        at: local_time(entry.moved_at),
        what: frame.t(what),
        by: String::new(),
        why: why.unwrap_or_default(),
    })
}

#[cfg(test)]
impl DocumentPage {
    pub(super) fn sample(frame: Frame, cx: &Cx, who: &Who, found: &DocumentHistory) -> Self {
        Self::new(frame, cx, who, found)
    }
}
