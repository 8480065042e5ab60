//! ¶2(1) ¶2(2). Reference data that people keep: centres and their accreditation, programmes and their versions, professions. Every change
//! is a dated entry of one list; what holds on a day is the installation's files with the list on top of them.

pub mod calendar;
pub mod centres;
pub mod compare;
pub mod professions;
pub mod programmes;
mod shelf;

use jiff::civil::Date;
use rules::Bilingual;
use rules::calendar::Day;
use rules::centre::{Centre, Region};
use rules::identifiers::{CentreNumber, NkzCode};
use rules::profession::Profession;
use rules::programme::Programme;
use rules::terms::local_date;
use serde::{Deserialize, Serialize};

use crate::access::{Act, Jurisdiction, roles};
use crate::catalogue::Catalogue;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::RequestId;
use crate::people::Who;
use crate::ports::{PortError, Recorded};
use crate::walk::TRIES;

pub use self::shelf::Shelf;

/// One change. Days are legal days of Kazakhstan (Q1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub enum Change {
    CentreAdded {
        centre: Box<Centre>,
    },
    CentreDescribed {
        number: CentreNumber,
        described: Box<Described>,
    },
    /// The accreditation covers these professions from now on, and no others.
    CentreScoped {
        number: CentreNumber,
        professions: Vec<NkzCode>,
        reason: String,
    },
    /// A new accreditation, of three years from this day.
    CentreAccredited {
        number: CentreNumber,
        from: Date,
        reason: String,
    },
    CentreSuspended {
        number: CentreNumber,
        from: Date,
        until: Option<Date>,
        reason: String,
    },
    /// The suspension that began on `from` ends with `last`.
    SuspensionLifted {
        number: CentreNumber,
        from: Date,
        last: Date,
        reason: String,
    },
    AccreditationEnded {
        number: CentreNumber,
        last: Date,
        reason: String,
    },
    /// A version, or its words again.
    ProgrammeDrafted {
        programme: Box<Programme>,
    },
    ProgrammeReviewed {
        id: String,
        version: u32,
    },
    ProgrammeReturned {
        id: String,
        version: u32,
        reason: String,
    },
    ProgrammeApproved {
        id: String,
        version: u32,
        from: Date,
    },
    /// It takes no application after `last`; cases that have it keep it.
    ProgrammeRetired {
        id: String,
        last: Date,
        reason: String,
    },
    /// Q25. What an act of the government makes of these days; `act` is its name, number and date.
    CalendarChanged {
        days: Vec<Day>,
        act: String,
    },
    /// These stand in the register of professions from now on, in place of what it has under their codes.
    ProfessionsTaken {
        professions: Vec<Profession>,
        reason: String,
    },
}

/// What may change of a centre at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    pub name: Bilingual,
    pub town: Bilingual,
    pub region: Option<Region>,
    pub address: Bilingual,
    pub head: String,
    pub phone: String,
    pub email: String,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    Centre(&'a CentreNumber),
    Programme(&'a str),
    Calendar,
    Professions,
}

impl Change {
    /// Stable kebab-case key, as stored.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CentreAdded { .. } => "centre-added",
            Self::CentreDescribed { .. } => "centre-described",
            Self::CentreScoped { .. } => "centre-scoped",
            Self::CentreAccredited { .. } => "centre-accredited",
            Self::CentreSuspended { .. } => "centre-suspended",
            Self::SuspensionLifted { .. } => "suspension-lifted",
            Self::AccreditationEnded { .. } => "accreditation-ended",
            Self::ProgrammeDrafted { .. } => "programme-drafted",
            Self::ProgrammeReviewed { .. } => "programme-reviewed",
            Self::ProgrammeReturned { .. } => "programme-returned",
            Self::ProgrammeApproved { .. } => "programme-approved",
            Self::ProgrammeRetired { .. } => "programme-retired",
            Self::CalendarChanged { .. } => "calendar-changed",
            Self::ProfessionsTaken { .. } => "professions-taken",
        }
    }

    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::CentreAdded { centre } => Subject::Centre(&centre.number),
            Self::CentreDescribed { number, .. }
            | Self::CentreScoped { number, .. }
            | Self::CentreAccredited { number, .. }
            | Self::CentreSuspended { number, .. }
            | Self::SuspensionLifted { number, .. }
            | Self::AccreditationEnded { number, .. } => Subject::Centre(number),
            Self::ProgrammeDrafted { programme } => Subject::Programme(&programme.id),
            Self::ProgrammeReviewed { id, .. }
            | Self::ProgrammeReturned { id, .. }
            | Self::ProgrammeApproved { id, .. }
            | Self::ProgrammeRetired { id, .. } => Subject::Programme(id),
            Self::CalendarChanged { .. } => Subject::Calendar,
            Self::ProfessionsTaken { .. } => Subject::Professions,
        }
    }

    /// Why, in the words of whoever made it; empty where no reason is asked.
    pub fn reason(&self) -> &str {
        match self {
            Self::CentreScoped { reason, .. }
            | Self::CentreAccredited { reason, .. }
            | Self::CentreSuspended { reason, .. }
            | Self::SuspensionLifted { reason, .. }
            | Self::AccreditationEnded { reason, .. }
            | Self::ProgrammeReturned { reason, .. }
            | Self::ProgrammeRetired { reason, .. }
            | Self::ProfessionsTaken { reason, .. } => reason,
            Self::CalendarChanged { act, .. } => act,
            _ => "",
        }
    }
}

/// Who changes what, under which request id.
#[derive(Debug, Clone, Copy)]
pub struct Keeping<'a> {
    pub who: &'a Who,
    pub request: RequestId,
    /// The newest change of the subject that the person saw; with it, a form does not undo what came between.
    pub seen: Option<u64>,
}

/// What an act is decided on: the reference data of this moment, and the legal day.
pub(crate) struct Present<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) today: Date,
}

/// Refused where no role of the person may do the act for the whole country.
pub(crate) fn allowed(who: &Who, act: Act) -> ActResult<()> {
    let whole = |role| matches!(roles(act).get(&role), Some(Jurisdiction::Country | Jurisdiction::Any));
    if who.seats.iter().any(|seat| whole(seat.role)) { Ok(()) } else { Err(ActError::NotAllowed) }
}

/// Makes a change of the kind `what`: decided on what holds now, recorded at the next position, decided anew when somebody else was quicker.
pub(crate) async fn keep(
    cx: &Cx,
    keeping: Keeping<'_>,
    act: Act,
    what: &str,
    subject: Subject<'_>,
    decide: &(dyn Fn(&Present<'_>) -> ActResult<Change> + Send + Sync),
) -> ActResult<()> {
    allowed(keeping.who, act)?;
    let about = match subject {
        Subject::Centre(number) => format!("{} {what} {number}", act.key()),
        Subject::Programme(id) => format!("{} {what} {id}", act.key()),
        Subject::Calendar | Subject::Professions => format!("{} {what}", act.key()),
    };
    for _ in 0..TRIES {
        cx.shelf.refresh().await?;
        if let Some(first) = cx.shelf.recorded(keeping.request) {
            let same = first.by == keeping.who.account && first.about == about;
            return if same { Ok(()) } else { Err(ActError::ForeignRequest) };
        }
        if keeping.seen.is_some_and(|seen| seen != cx.shelf.newest_of(subject)) {
            return Err(ActError::ChangedMeanwhile);
        }
        let at = cx.clock.now();
        let today = local_date(at);
        let change = decide(&Present { catalogue: &cx.shelf.on(today), today })?;
        let position = cx.shelf.position() + 1;
        let (request, by) = (keeping.request, keeping.who.account);
        match cx.shelf.record(Recorded { position, request, by, at, about: about.clone(), change }).await {
            Err(PortError::Conflict) => {}
            recorded => return Ok(recorded?),
        }
    }
    Err(ActError::ChangedMeanwhile)
}

pub(crate) fn fault(field: &'static str, fault: &'static str) -> ActError {
    ActError::Fields(vec![FieldFault { field, fault }])
}

/// A reason is written down, or the act is not done.
pub(crate) fn reasoned(reason: &str) -> ActResult<()> {
    if reason.trim().is_empty() { Err(fault("reason", "reason-needed")) } else { Ok(()) }
}
