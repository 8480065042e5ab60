//! The public check: three separate answers, and the minimum of personal data.

use jiff::civil::Date;
use rules::case::fold;
use rules::identifiers::SerialNumber;
use rules::terms::local_date;

use crate::cx::Cx;
use crate::journal::{AccountId, CaseId, Entry, first_broken, owner};
use crate::ports::PortError;
use crate::projection::{RegisterRow, register_row};

/// One answer of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// Could not be found out now: never the same as "no".
    CannotCheck,
}

/// In the register, and in force?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    InForce,
    Expired,
    Annulled,
    NotFound,
    CannotCheck,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub standing: Standing,
    pub unaltered: Answer,
    pub centre_accredited: Answer,
    /// The register's row: initials and masked surname only.
    pub row: Option<RegisterRow>,
    pub on: Date,
}

/// Checks a serial number, with the QR's signed payload when there is one (Q22).
pub async fn check_document(cx: &Cx, serial: &SerialNumber, payload: Option<&str>) -> Check {
    let on = local_date(cx.clock.now());
    let row = match cx.cases.registered(serial).await {
        Ok(Some(row)) => row,
        Ok(None) => return nothing(Standing::NotFound, on),
        Err(_) => return nothing(Standing::CannotCheck, on),
    };
    Check {
        standing: standing(&row, on),
        unaltered: unaltered(cx, &row, payload).await,
        centre_accredited: accredited(cx, &row),
        row: Some(row),
        on,
    }
}

fn nothing(standing: Standing, on: Date) -> Check {
    let answer = if standing == Standing::CannotCheck { Answer::CannotCheck } else { Answer::No };
    Check { standing, unaltered: answer, centre_accredited: answer, row: None, on }
}

fn standing(row: &RegisterRow, on: Date) -> Standing {
    if row.annulled_on.is_some() {
        Standing::Annulled
    } else if row.valid_until < on {
        Standing::Expired
    } else {
        Standing::InForce
    }
}

/// The register's row is what the case's journal says, the stored PDF has the digest of its issue, and the QR's payload,
/// if given, is the platform's and says the same.
async fn unaltered(cx: &Cx, row: &RegisterRow, payload: Option<&str>) -> Answer {
    if payload.is_some_and(|payload| !payload_agrees(cx, row, payload)) {
        return Answer::No;
    }
    let owner = match journal_agrees(cx, row.case, row).await {
        Ok(None) => return Answer::No,
        Err(_) => return Answer::CannotCheck,
        Ok(Some(owner)) => owner,
    };
    match cx.blobs.get(owner, &row.digest).await {
        Ok(Some(_)) => Answer::Yes,
        Ok(None) | Err(PortError::Inconsistent(_)) => Answer::No,
        Err(_) => Answer::CannotCheck,
    }
}

fn payload_agrees(cx: &Cx, row: &RegisterRow, payload: &str) -> bool {
    cx.seals.open(payload).is_some_and(|sealed| {
        sealed.serial == row.serial
            && sealed.issued == row.issued_on
            && sealed.valid_until == row.valid_until
            && sealed.holder == row.holder
    })
}

/// Whose document it is, when the row says what the journal says.
async fn journal_agrees(cx: &Cx, case: CaseId, row: &RegisterRow) -> Result<Option<AccountId>, PortError> {
    let entries = cx.cases.journal(case).await?;
    let folded = fold(entries.iter().map(Entry::event));
    let same = folded.and_then(|folded| register_row(&folded, case)).as_ref() == Some(row);
    Ok(owner(&entries).filter(|_| same && first_broken(&entries).is_none()))
}

/// Accredited on the day of issue.
fn accredited(cx: &Cx, row: &RegisterRow) -> Answer {
    match cx.catalogue.centre(&row.centre) {
        Some(centre) if centre.accreditation.in_force(row.issued_on) => Answer::Yes,
        Some(_) => Answer::No,
        None => Answer::CannotCheck,
    }
}
