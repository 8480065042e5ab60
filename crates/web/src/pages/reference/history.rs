//! Who changed what of a centre or a programme, when and why.

use std::sync::Arc;

use acts::Cx;
use acts::ports::Recorded;
use acts::reference::{Change, Subject};

use crate::answer::problem;
use crate::dates::short;
use crate::page::Frame;
use crate::pages::people::place::moment;
use crate::problem::Problem;

/// One line, newest first.
#[derive(Debug)]
pub struct Line {
    pub at: String,
    pub who: String,
    pub what: String,
    pub reason: String,
}

/// The changes of a subject, in words.
pub async fn lines(cx: &Cx, frame: &Frame, subject: Subject<'_>) -> Result<Vec<Line>, Problem> {
    told(cx, frame, cx.shelf.history(subject)).await
}

/// These changes, in words.
pub async fn told(cx: &Cx, frame: &Frame, changes: Vec<Arc<Recorded>>) -> Result<Vec<Line>, Problem> {
    let mut lines = vec![];
    for recorded in changes {
        let account = cx.people.by_id(recorded.by).await.map_err(|error| problem(error.into()))?;
        lines.push(line(frame, &recorded, account.map_or_else(String::new, |account| account.name)));
    }
    Ok(lines)
}

pub(super) fn line(frame: &Frame, recorded: &Arc<Recorded>, who: String) -> Line {
    let change = &recorded.change;
    Line { at: moment(recorded.at), who, what: words(frame, change), reason: change.reason().to_owned() }
}

fn words(frame: &Frame, change: &Change) -> String {
    match change {
        Change::CentreAdded { .. } => frame.t("reference-did-added"),
        Change::CentreDescribed { .. } => frame.t("reference-did-described"),
        Change::CentreScoped { professions, .. } => frame.t1("reference-did-scoped", "n", professions.len()),
        Change::CentreAccredited { from, .. } => frame.t1("reference-did-renewed", "date", short(*from)),
        Change::CentreSuspended { from, until: None, .. } => {
            frame.t1("reference-did-suspended", "date", short(*from))
        }
        Change::CentreSuspended { from, until: Some(until), .. } => {
            frame.t2("reference-did-suspended-until", "from", short(*from), "until", short(*until))
        }
        Change::SuspensionLifted { last, .. } => frame.t1("reference-did-lifted", "date", short(*last)),
        Change::AccreditationEnded { last, .. } => frame.t1("reference-did-ended", "date", short(*last)),
        Change::ProgrammeDrafted { programme } => frame.t1("reference-did-drafted", "n", programme.version),
        Change::ProgrammeReviewed { version, .. } => frame.t1("reference-did-reviewed", "n", *version),
        Change::ProgrammeReturned { version, .. } => frame.t1("reference-did-returned", "n", *version),
        Change::ProgrammeApproved { version, from, .. } => {
            frame.t2("reference-did-approved", "n", *version, "date", short(*from))
        }
        Change::CalendarChanged { days, .. } => {
            let named = days.iter().map(|day| {
                let kind = if day.is_working() { "reference-day-worked" } else { "reference-day-off" };
                format!("{}: {}", short(day.date), frame.t(kind))
            });
            named.collect::<Vec<_>>().join("; ")
        }
        Change::ProgrammeRetired { last, .. } => frame.t1("reference-did-retired", "date", short(*last)),
        Change::ProfessionsTaken { professions, .. } => frame.t1("professions-did", "n", professions.len()),
    }
}
