//! What the public check shows of a document, from what the acts answer.

use acts::Cx;
use acts::public::{Answer, Check, Standing, check_document};
use jiff::civil::{Date, DateTime};
use rules::Bilingual;
use rules::identifiers::SerialNumber;

use crate::dates::local;

/// A2. The answer of the public check.
#[derive(Debug, Clone)]
pub enum CheckAnswer {
    Found(Box<CheckedDocument>),
    /// The register has no such number.
    NotFound,
    /// The register could not be asked: says nothing about the document.
    Unavailable,
}

/// What the public may see of a document: no full name, no IIN.
#[derive(Debug, Clone)]
pub struct CheckedDocument {
    pub state: DocumentState,
    /// Whether the register's entry, the issued file and the QR's signature agree; `None` where it cannot be found out
    /// now.
    pub unaltered: Option<bool>,
    /// Whether the centre's accreditation was in force on the day of issue.
    pub centre_accredited: bool,
    /// Initials and masked surname: «А. С*****».
    pub holder: String,
    pub profession: Bilingual,
    pub nqf_level: u8,
    pub issued: Date,
    pub valid_until: Date,
    pub centre: Bilingual,
    pub checked_at: DateTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentState {
    InForce,
    Expired,
    Annulled { on: Date },
}

/// Looks a serial number up in the register. `proof` is the signed payload of the QR code, if it was scanned.
pub async fn check(cx: &Cx, serial: &SerialNumber, proof: Option<&str>) -> CheckAnswer {
    let check = check_document(cx, serial, proof).await;
    match check.standing {
        Standing::NotFound => CheckAnswer::NotFound,
        Standing::CannotCheck => CheckAnswer::Unavailable,
        Standing::InForce | Standing::Expired | Standing::Annulled => shown(cx, serial, check)
            .map_or(CheckAnswer::Unavailable, |shown| CheckAnswer::Found(Box::new(shown))),
    }
}

fn shown(cx: &Cx, serial: &SerialNumber, check: Check) -> Option<CheckedDocument> {
    let row = check.row?;
    let programme = cx.catalogue.programme(&row.programme)?;
    Some(CheckedDocument {
        state: match (check.standing, row.annulled_on) {
            (_, Some(on)) => DocumentState::Annulled { on },
            (Standing::Expired, None) => DocumentState::Expired,
            (_, None) => DocumentState::InForce,
        },
        unaltered: match check.unaltered {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::CannotCheck => None,
        },
        centre_accredited: check.centre_accredited == Answer::Yes,
        holder: row.holder,
        profession: programme.profession_name.clone(),
        nqf_level: serial.nqf().get(),
        issued: row.issued_on,
        valid_until: row.valid_until,
        centre: cx.catalogue.centre(&row.centre)?.name.clone(),
        checked_at: local(cx.clock.now()),
    })
}
