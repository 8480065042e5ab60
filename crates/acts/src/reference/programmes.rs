//! ¶2(1). Versions of programmes: drafted, reviewed by somebody else, in force from a day, retired. A case keeps its version.

use std::ops::Range;

use jiff::civil::Date;
use rules::programme::{Programme, Unsound};

use super::{Change, Keeping, Present, Subject, fault, keep, reasoned};
use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::AccountId;
use crate::people::Who;

/// Bytes of a programme's text.
pub const LONGEST: usize = 512 * 1024;

/// A version that is not in force yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub programme: Programme,
    /// Everybody whose words are in it.
    pub authors: Vec<AccountId>,
    pub standing: Standing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Draft,
    /// By the reviewer, with what is to be mended.
    Returned {
        reason: String,
    },
    Reviewed {
        by: AccountId,
    },
    /// In force from this day on.
    Approved {
        from: Date,
    },
}

impl Version {
    /// Two pairs of eyes: who wrote in it does not review it.
    pub fn reviewable_by(&self, who: &Who) -> bool {
        self.standing == Standing::Draft && !self.authors.contains(&who.account)
    }
}

/// Why a text is no programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFault {
    TooLong,
    NotText,
    /// By the line of the text, from 1; what is wrong is said in English by the reader of the format.
    Line {
        line: usize,
        said: String,
    },
    Unsound(Unsound),
    IdWrong,
}

/// The programme that a text in the format of the catalogue's files holds.
pub fn read(bytes: &[u8]) -> Result<Programme, TextFault> {
    if bytes.len() > LONGEST {
        return Err(TextFault::TooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| TextFault::NotText)?;
    let programme: Programme = toml::from_str(text).map_err(|error| TextFault::Line {
        line: line(text, error.span()),
        said: error.message().to_owned(),
    })?;
    match programme.unsound() {
        Some(unsound) => Err(TextFault::Unsound(unsound)),
        None if !is_id(&programme.id) => Err(TextFault::IdWrong),
        None => Ok(programme),
    }
}

fn line(text: &str, span: Option<Range<usize>>) -> usize {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    before.bytes().filter(|byte| *byte == b'\n').count() + 1
}

/// Latin small letters, digits and hyphens: it stands in addresses.
fn is_id(id: &str) -> bool {
    let sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    (2..=60).contains(&id.len()) && id.chars().all(sign) && id != "new"
}

/// The programme in the format of the catalogue's files.
pub fn text(programme: &Programme) -> ActResult<String> {
    toml::to_string_pretty(programme).map_err(|error| {
        ActError::Port(crate::ports::PortError::Inconsistent(format!("programme {}: {error}", programme.id)))
    })
}

/// A draft of the programme's next version, or of the one being drafted. The number is given here, whatever the text says.
pub async fn draft(cx: &Cx, keeping: Keeping<'_>, programme: &Programme) -> ActResult<()> {
    let decide = |present: &Present<'_>| {
        let mut programme = Box::new(programme.clone());
        programme.version = version_of_draft(present, &programme.id)?;
        Ok(Change::ProgrammeDrafted { programme })
    };
    keep(cx, keeping, Act::DraftProgramme, "draft", Subject::Programme(&programme.id), &decide).await
}

/// One draft at a time: a version that was reviewed is put in force or returned first.
fn version_of_draft(present: &Present<'_>, id: &str) -> ActResult<u32> {
    let catalogue = present.catalogue;
    let coming = || catalogue.coming.iter().filter(|version| version.programme.id == id);
    if let Some(open) = coming().find(|version| !matches!(version.standing, Standing::Approved { .. })) {
        return match open.standing {
            Standing::Reviewed { .. } => Err(fault("text", "programme-reviewed")),
            _ => Ok(open.programme.version),
        };
    }
    let numbers = coming().map(|version| version.programme.version);
    let newest = numbers.chain(catalogue.programme(id).map(|programme| programme.version)).max();
    Ok(newest.unwrap_or(0) + 1)
}

/// What a second person says of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    Reviewed,
    Returned { reason: String },
}

/// ¶2(1). The word of somebody who has not written in it.
pub async fn review(cx: &Cx, keeping: Keeping<'_>, id: &str, version: u32, word: &Word) -> ActResult<()> {
    if let Word::Returned { reason } = word {
        reasoned(reason)?;
    }
    let who = keeping.who;
    let decide = |present: &Present<'_>| {
        let known = coming(present, id, version)?;
        let id = id.to_owned();
        match (&known.standing, word) {
            (Standing::Draft, _) if known.authors.contains(&who.account) => {
                Err(fault("reason", "programme-own-draft"))
            }
            (Standing::Draft, Word::Reviewed) => Ok(Change::ProgrammeReviewed { id, version }),
            (Standing::Draft | Standing::Reviewed { .. }, Word::Returned { reason }) => {
                Ok(Change::ProgrammeReturned { id, version, reason: reason.clone() })
            }
            _ => Err(ActError::ChangedMeanwhile),
        }
    };
    let what = format!("review {version}");
    keep(cx, keeping, Act::ReviewProgramme, &what, Subject::Programme(id), &decide).await
}

/// Puts a reviewed version in force from today or a later day.
pub async fn approve(cx: &Cx, keeping: Keeping<'_>, id: &str, version: u32, from: Date) -> ActResult<()> {
    let decide = |present: &Present<'_>| {
        let known = coming(present, id, version)?;
        if !matches!(known.standing, Standing::Reviewed { .. }) {
            return Err(fault("from", "programme-not-reviewed"));
        }
        if from < present.today {
            return Err(fault("from", "day-in-past"));
        }
        let earlier = present.catalogue.coming.iter().filter(|one| one.programme.id == id);
        if earlier.filter_map(Version::from).any(|before| before > from) {
            return Err(fault("from", "programme-before-other"));
        }
        Ok(Change::ProgrammeApproved { id: id.to_owned(), version, from })
    };
    let what = format!("approve {version}");
    keep(cx, keeping, Act::ReviewProgramme, &what, Subject::Programme(id), &decide).await
}

impl Version {
    /// The day it comes into force, once approved.
    pub fn from(&self) -> Option<Date> {
        if let Standing::Approved { from } = self.standing { Some(from) } else { None }
    }
}

/// ¶3. The programme takes applications until `last` and none after it; cases that have it go on.
pub async fn retire(cx: &Cx, keeping: Keeping<'_>, id: &str, last: Date, reason: &str) -> ActResult<()> {
    reasoned(reason)?;
    let decide = |present: &Present<'_>| {
        present.catalogue.offered(id).ok_or(ActError::NotFound)?;
        // Yesterday ends it at once.
        if last < present.today.yesterday().unwrap_or(present.today) {
            return Err(fault("last", "day-in-past"));
        }
        Ok(Change::ProgrammeRetired { id: id.to_owned(), last, reason: reason.to_owned() })
    };
    keep(cx, keeping, Act::ReviewProgramme, "retire", Subject::Programme(id), &decide).await
}

fn coming<'a>(present: &'a Present<'_>, id: &str, version: u32) -> ActResult<&'a Version> {
    let of = |known: &&Version| known.programme.id == id && known.programme.version == version;
    present.catalogue.coming.iter().find(of).ok_or(ActError::NotFound)
}
