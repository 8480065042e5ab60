//! An application being written: everything as typed, so that nothing is lost, and what is wrong with it.

mod check;
mod save;
mod scan;

use rules::application::AttachmentKind;
use serde::{Deserialize, Serialize};

pub use check::{Part, faults, finished, to_application};
pub(crate) use check::{is_email, is_phone};
pub use save::{attach, begin, detach, load, mine, save};
pub use scan::{
    Assigned, PagesFault, Part as ScanPart, assigned, divide, drop_scan, keep_scan, scan_file, scan_page,
};

/// The candidate's answers, as typed. Empty means not answered yet.
#[expect(clippy::struct_excessive_bools, reason = "each is one tick of the paper form")]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    /// Programme id; it names the profession.
    pub programme: String,
    pub centre: String,
    /// `offline` | `online`.
    pub mode: String,
    /// `kk` | `ru`.
    pub language: String,
    pub surname: String,
    pub given: String,
    pub patronymic: String,
    pub iin: String,
    pub birth_day: String,
    pub birth_month: String,
    pub birth_year: String,
    /// `male` | `female`.
    pub sex: String,
    pub address: String,
    pub email: String,
    pub mobile: String,
    pub work_phone: String,
    /// 1–8, or empty.
    pub held_level: String,
    pub held_until: String,
    pub knowledge: String,
    pub skills: String,
    /// `yes` | `no`: whether adjustments are needed.
    pub needs_adjustments: String,
    pub adjustments: String,
    pub attachments: Vec<DraftAttachment>,
    /// ¶4: of an application on paper, scans that hold several papers.
    pub scans: Vec<DraftScan>,
    /// The page of documents was left by "continue".
    pub documents_done: bool,
    /// The page of education and skills was left by "continue".
    pub learning_done: bool,
    pub consent_processing: bool,
    pub consent_platform: bool,
    pub consent_biometric: bool,
    /// BIN of the employer, on a referral.
    pub employer_bin: String,
    /// The referral that the person accepted.
    pub referral: Option<uuid::Uuid>,
    /// What the employer may see.
    pub shows_status: bool,
    pub shows_result: bool,
    /// `own` | `employer` | `voucher`; empty is `own`.
    pub funding: String,
    pub voucher_number: String,
    pub voucher_day: String,
    pub voucher_month: String,
    pub voucher_year: String,
    /// ¶4: a registrar keys in what came on paper.
    pub paper: bool,
    /// The day of the centre's stamp.
    pub received_day: String,
    pub received_month: String,
    pub received_year: String,
    /// Why it is entered on a later day.
    pub why_late: String,
    /// Number of the case this is a retake of.
    pub retake_of: Option<String>,
}

/// A file already taken in and stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAttachment {
    pub kind: AttachmentKind,
    pub name: String,
    pub digest: String,
    pub size: u64,
}

/// A scan that holds several papers, taken in and stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftScan {
    pub name: String,
    pub digest: String,
    /// At least 1.
    pub pages: u32,
    /// Its pages were given to documents.
    pub divided: bool,
}
