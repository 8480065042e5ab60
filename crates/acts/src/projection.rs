//! What lists, deadlines, search and the register show: rows computed from a folded case, written in the transaction
//! of the act, and computed again by `verify`.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rules::case::{Case, Stage};
use rules::identifiers::CentreNumber;
use rules::terms::Term;
use serde::{Deserialize, Serialize};

use crate::journal::{AccountId, CaseId, Entry};

/// One line of a list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub case: CaseId,
    pub centre: CentreNumber,
    pub number: String,
    pub version: u64,
    /// The account that filed; `None` for a paper application.
    pub candidate: Option<AccountId>,
    pub name: String,
    /// Folded for search and order: [`fold_name`].
    pub name_key: String,
    pub iin: String,
    pub stage: Stage,
    pub programme: String,
    pub filed_on: Date,
    /// The term that falls due first.
    pub due: Option<Date>,
    pub due_clause: Option<String>,
    pub sitting_on: Option<Date>,
    pub sitting_at: Option<Time>,
    pub protocol: Option<String>,
    pub serial: Option<String>,
    pub changed_at: Timestamp,
}

/// One entry of the register of recognition documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    pub serial: String,
    /// A2 level 6 (Q21).
    pub ordinal: u32,
    pub case: CaseId,
    pub centre: CentreNumber,
    pub programme: String,
    /// Initials and masked surname: all that the public check shows of the holder.
    pub holder: String,
    pub issued_on: Date,
    pub valid_until: Date,
    pub annulled_on: Option<Date>,
    /// SHA-256 of the document's PDF.
    pub digest: String,
}

/// Which cases a list shows. Fields that are `None` or empty do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    pub centre: Option<CentreNumber>,
    pub candidate: Option<AccountId>,
    pub stages: Vec<Stage>,
    /// Due on this day or before.
    pub due_until: Option<Date>,
    /// Only cases with a running term.
    pub with_due: bool,
    pub sitting_on: Option<Date>,
    pub protocol: Option<String>,
    /// Number, IIN, serial number, or the beginning of any part of the name.
    pub search: Option<String>,
    pub page: u32,
    /// At most 100.
    pub per_page: u32,
}

/// One page of a list, with the number of all lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub lines: Vec<T>,
    pub total: u64,
}

/// Digests of every stored file that the case names.
pub fn files(case: &Case) -> Vec<String> {
    let attachments = case.application.attachments.iter().map(|attachment| attachment.digest.clone());
    let sheet = case.incapacity.as_ref().and_then(|incapacity| incapacity.sheet.clone());
    attachments.chain(sheet).chain(case.theory_sheet.clone()).chain(case.document_digest.clone()).collect()
}

/// The row of a case. `first` and `last` are its first and last journal entries.
pub fn case_row(case: &Case, first: &Entry, last: &Entry) -> CaseRow {
    let due: Option<&Term> = case.next_term();
    let name = case.application.person.full_name();
    let online = case.application.channel == rules::application::Channel::Online;
    CaseRow {
        case: first.stamp().case,
        centre: case.centre.clone(),
        number: case.number.clone(),
        version: case.version,
        candidate: first.stamp().actor.filter(|_| online),
        name_key: fold_name(&name),
        name,
        iin: case.application.person.iin.to_string(),
        stage: case.stage,
        programme: case.application.programme.clone(),
        filed_on: case.filed_on,
        due: due.map(|term| term.due),
        due_clause: due.map(|term| term.clause.to_string()),
        sitting_on: case.appointment.as_ref().map(|appointment| appointment.date),
        sitting_at: case.appointment.as_ref().map(|appointment| appointment.time),
        protocol: case.decision.as_ref().map(|decision| decision.protocol.clone()),
        serial: case.document.as_ref().map(|document| document.serial.to_string()),
        changed_at: last.stamp().at,
    }
}

/// The register's row, once a document was issued.
pub fn register_row(case: &Case, id: CaseId) -> Option<RegisterRow> {
    let document = case.document.as_ref()?;
    Some(RegisterRow {
        serial: document.serial.to_string(),
        ordinal: document.serial.ordinal(),
        case: id,
        centre: case.centre.clone(),
        programme: case.application.programme.clone(),
        holder: case.application.person.masked(),
        issued_on: document.issued_on,
        valid_until: document.valid_until,
        annulled_on: document.annulled.as_ref().map(|annulment| annulment.on),
        digest: case.document_digest.clone().unwrap_or_default(),
    })
}

/// Folds a name for search: lower case, and the Kazakh letters to those that people type instead (domain practice:
/// Ә→А, Ғ→Г, Қ→К, Ң→Н, Ө→О, Ұ Ү→У, Һ→Х, І→И, Ё→Е). Stored names stay as written.
pub fn fold_name(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' => 'и',
            'ё' => 'е',
            other => other,
        })
        .collect()
}
