//! What lists, deadlines, search and the register show: rows computed from a folded case, written in the transaction
//! of the act, and computed again by `verify`.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rules::case::{Case, Event, Stage};
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

/// A kind of numbered paper that is listed by its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// ¶5.
    Refusal,
    /// ¶5.
    Contract,
    /// ¶8: a line of the journal of briefings.
    Briefing,
    /// ¶14.
    ViolationAct,
    /// ¶17.
    Protocol,
    /// ¶18.
    Document,
    /// ¶21.
    Appeal,
    /// ¶8(2).
    Complaint,
}

impl PaperKind {
    pub const ALL: [Self; 8] = [
        Self::Protocol,
        Self::ViolationAct,
        Self::Briefing,
        Self::Document,
        Self::Refusal,
        Self::Contract,
        Self::Appeal,
        Self::Complaint,
    ];

    /// Stable kebab-case key, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refusal => "refusal",
            Self::Contract => "contract",
            Self::Briefing => "briefing",
            Self::ViolationAct => "violation-act",
            Self::Protocol => "protocol",
            Self::Document => "document",
            Self::Appeal => "appeal",
            Self::Complaint => "complaint",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One numbered paper of a case: what journals and registers by date list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperRow {
    pub case: CaseId,
    pub centre: CentreNumber,
    /// Of the entry that made it.
    pub seq: u64,
    pub kind: PaperKind,
    pub number: String,
    pub on: Date,
}

/// A paper with the case it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    pub paper: PaperRow,
    pub case_number: String,
    pub name: String,
    pub programme: String,
}

/// Papers of a kind at a centre, from day to day (both included), by day and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFilter {
    pub centre: CentreNumber,
    pub kind: PaperKind,
    pub from: Date,
    pub until: Date,
    pub page: u32,
    /// At most 1000.
    pub per_page: u32,
}

/// The paper that an entry made, if it made one.
pub fn paper_row(entry: &Entry) -> Option<PaperRow> {
    let (kind, number, on) = match entry.event() {
        Event::RefusalSigned { number, on } => (PaperKind::Refusal, number.clone(), *on),
        Event::ContractOffered { number, on, .. } => (PaperKind::Contract, number.clone(), *on),
        Event::Briefed { briefing } => (PaperKind::Briefing, briefing.journal_line.clone(), briefing.on),
        Event::ViolationActDrawn { number, on, .. } => (PaperKind::ViolationAct, number.clone(), *on),
        Event::Decided { protocol, on, .. } => (PaperKind::Protocol, protocol.clone(), *on),
        Event::DocumentIssued { serial, on, .. } => (PaperKind::Document, serial.to_string(), *on),
        Event::AppealRegistered { number, on, .. } => (PaperKind::Appeal, number.clone(), *on),
        Event::ComplaintFiled { number, on, .. } => (PaperKind::Complaint, number.clone(), *on),
        _ => return None,
    };
    let stamp = entry.stamp();
    Some(PaperRow { case: stamp.case, centre: stamp.centre.clone(), seq: stamp.seq, kind, number, on })
}

/// Digests of every stored file that the case names.
pub fn files(case: &Case) -> Vec<String> {
    let attachments = case.application.attachments.iter().map(|attachment| attachment.digest.clone());
    let sheet = case.incapacity.as_ref().and_then(|incapacity| incapacity.sheet.clone());
    let appeal = case.appeal.iter().flat_map(|appeal| appeal.files.clone());
    let complaints = case.complaints.iter().flat_map(|complaint| complaint.files.clone());
    let ours = case.theory_sheet.clone().into_iter().chain(case.document_digest.clone());
    let scans = case.application.paper.iter().flat_map(|paper| paper.scans.clone());
    let corrections = case.corrections.iter().flat_map(|correction| correction.files.clone());
    attachments
        .chain(scans)
        .chain(sheet)
        .chain(ours)
        .chain(appeal)
        .chain(complaints)
        .chain(corrections)
        .collect()
}

/// The row of a case. `first` and `last` are its first and last journal entries.
pub fn case_row(case: &Case, first: &Entry, last: &Entry) -> CaseRow {
    let due: Option<&Term> = case.next_term();
    let name = case.person.full_name();
    let online = case.application.channel == rules::application::Channel::Online;
    CaseRow {
        case: first.stamp().case,
        centre: case.centre.clone(),
        number: case.number.clone(),
        version: case.version,
        candidate: first.stamp().actor.filter(|_| online),
        name_key: fold_name(&name),
        name,
        iin: case.person.iin.to_string(),
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
        holder: case.person.masked(),
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
