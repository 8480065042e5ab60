//! ¶3 ¶4 A1. The application, its attachments, and the set of documents a programme demands.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Clause;
use crate::funding::Funding;
pub use crate::identifiers::Sex;
use crate::identifiers::{Bin, Iin, NkzCode, NqfLevel};
use crate::programme::{ExamLanguage, Mode, Programme};
use crate::refusal::{Reason, Refused};

/// ¶4. How the application reached the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    Online,
    Paper,
}

/// ¶2(4). The candidate applies alone or on an employer's referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "route")]
pub enum Route {
    OnOwn,
    Referral {
        employer: Bin,
        /// What the candidate lets the employer see.
        #[serde(default)]
        shows: Shows,
    },
}

/// ¶2(4). What the candidate consented to show the employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shows {
    /// Where the case stands.
    pub status: bool,
    /// Passed or not, and the document.
    pub result: bool,
}

/// ¶4. An application that came on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperReceipt {
    /// The day of the centre's stamp: the day of registration (¶5).
    pub received_on: Date,
    /// Why it was entered on a later day; empty when it was not.
    pub why_late: String,
    /// Under whose key the person's files are kept: they have no account.
    pub person: String,
    /// Digests of the scans as they were made, where documents were cut out of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<String>,
}

/// A1. Who applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub surname: String,
    pub given: String,
    pub patronymic: Option<String>,
    pub iin: Iin,
    /// Birth date and sex are asked, never derived from the IIN (Q24).
    pub birth_date: Date,
    pub sex: Sex,
    pub address: String,
    pub email: String,
    pub mobile: String,
    pub work_phone: Option<String>,
}

impl Person {
    /// Surname, given name, patronymic (if any), as A1 and A2 order them.
    pub fn full_name(&self) -> String {
        let patronymic = self.patronymic.as_deref().filter(|name| !name.is_empty());
        [Some(self.surname.as_str()), Some(self.given.as_str()), patronymic]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The minimum the public check shows: initials and a masked surname, «Ә.Қ. С*****».
    pub fn masked(&self) -> String {
        let initial = |name: &str| name.chars().next().map(|c| format!("{c}.")).unwrap_or_default();
        let surname = self.surname.chars().next().map(String::from).unwrap_or_default();
        let initials = initial(&self.given) + &self.patronymic.as_deref().map(initial).unwrap_or_default();
        format!("{initials} {surname}*****")
    }

    /// Q24. The IIN's digits speak of another birth date or sex: shown to the registrar, never a ground to refuse.
    pub fn differs_from_iin(&self) -> bool {
        self.iin.birth_hint().is_some_and(|(date, sex)| date != self.birth_date || sex != self.sex)
    }
}

/// ¶4(2)–(4). What kind of document an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentKind {
    /// ¶4(2): education document.
    Education,
    /// ¶4(2): certificate recognising a foreign education document.
    ForeignRecognition,
    /// ¶4(2): document on training passed, short courses included.
    Training,
    /// ¶4(2): statement for people who have not completed technical, vocational or post-secondary education.
    Incomplete,
    /// ¶4(2): certificate of recognised non-formal learning, or of completed learning.
    NonFormal,
    /// ¶4(2): identity document.
    Identity,
    /// ¶4(2): kandas certificate.
    Kandas,
    /// ¶4(3): document that confirms work experience.
    Experience,
    /// ¶4(4): earlier recognition documents.
    EarlierRecognition,
    /// ¶4(1): the application itself, signed by hand.
    SignedApplication,
}

impl AttachmentKind {
    /// What a candidate may enclose (¶4(2)–(4)).
    pub const ENCLOSED: [Self; 9] = [
        Self::Education,
        Self::ForeignRecognition,
        Self::Training,
        Self::Incomplete,
        Self::NonFormal,
        Self::Identity,
        Self::Kandas,
        Self::Experience,
        Self::EarlierRecognition,
    ];

    /// The sub-clause that names the kind.
    pub const fn clause(self) -> Clause {
        match self {
            Self::Experience => Clause::new("¶4(3)"),
            Self::EarlierRecognition => Clause::new("¶4(4)"),
            Self::SignedApplication => Clause::new("¶4(1)"),
            _ => Clause::new("¶4(2)"),
        }
    }

    /// Stable kebab-case key, as serialised.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Education => "education",
            Self::ForeignRecognition => "foreign-recognition",
            Self::Training => "training",
            Self::Incomplete => "incomplete",
            Self::NonFormal => "non-formal",
            Self::Identity => "identity",
            Self::Kandas => "kandas",
            Self::Experience => "experience",
            Self::EarlierRecognition => "earlier-recognition",
            Self::SignedApplication => "signed-application",
        }
    }
}

/// A file that the candidate enclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub kind: AttachmentKind,
    /// The name the person gave the file.
    pub name: String,
    /// SHA-256 of the stored bytes, lower-case hex.
    pub digest: String,
}

/// Q23. The three consents, each recorded apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Consents {
    /// Processing of personal data during the procedure (A1).
    pub processing: bool,
    /// Placing on the NQS digital platform (A1, ¶18(2)).
    pub platform: bool,
    /// Biometric and video data, before an online sitting.
    pub biometric: bool,
}

/// ¶4(1) A1. The application as filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub channel: Channel,
    pub route: Route,
    pub person: Person,
    pub profession: NkzCode,
    /// Id and version of the programme; the case keeps it for life.
    pub programme: String,
    pub programme_version: u32,
    pub mode: Mode,
    /// ¶9: at the candidate's choice.
    pub language: ExamLanguage,
    /// A1: the qualification level held, and until which year its document is valid.
    pub held: Option<Held>,
    /// A1: informal learning, knowledge gained.
    pub knowledge: String,
    /// A1: abilities and skills held.
    pub skills: String,
    /// ¶10 ¶11: adjustments needed, in the person's words.
    pub adjustments: String,
    pub attachments: Vec<Attachment>,
    pub consents: Consents,
    /// ¶19: the case that this retake follows.
    pub retake_of: Option<String>,
    #[serde(default, skip_serializing_if = "Funding::is_own")]
    pub funding: Funding,
    /// ¶4: of an application on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperReceipt>,
}

impl Application {
    /// ¶5. The day of registration of an application entered on `today`; one on paper bears its stamp's day.
    pub fn registered_on(&self, today: Date) -> Result<Date, Refused> {
        let Some(paper) = &self.paper else { return Ok(today) };
        if paper.received_on > today {
            return Err(Refused::new("¶5", Reason::ReceiptInFuture));
        }
        if paper.received_on < today && paper.why_late.trim().is_empty() {
            return Err(Refused::new("¶5", Reason::LateEntryUnexplained));
        }
        Ok(paper.received_on)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub level: NqfLevel,
    pub until_year: Option<i16>,
}

/// One line of the required set: any one of the kinds meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Required {
    pub clause: Clause,
    pub any_of: Vec<AttachmentKind>,
}

impl Required {
    pub fn met_by(&self, attachments: &[Attachment]) -> bool {
        attachments.iter().any(|attachment| self.any_of.contains(&attachment.kind))
    }

    /// The first kind names the line.
    pub fn code(&self) -> &'static str {
        self.any_of.first().map_or("identity", |kind| kind.code())
    }
}

/// ¶4 last, Q28. The documents of ¶4(2) and ¶4(3) owed under this programme.
pub fn required_documents(programme: &Programme) -> Vec<Required> {
    use AttachmentKind as K;
    let education = programme.requires_education;
    let experience = programme.experience_years > 0;
    let mut set = Vec::new();
    if education || experience {
        set.push(Required { clause: Clause::new("¶4(2)"), any_of: vec![K::Identity, K::Kandas] });
    }
    if education {
        let any_of = vec![K::Education, K::ForeignRecognition, K::Training, K::Incomplete, K::NonFormal];
        set.push(Required { clause: Clause::new("¶4(2)"), any_of });
    }
    if experience {
        set.push(Required { clause: Clause::new("¶4(3)"), any_of: vec![K::Experience] });
    }
    set
}

/// ¶3 ¶9 A1 Q23. What the entry itself refuses; whether the set is complete is for the centre to check (¶5).
pub fn admissible(application: &Application, programme: &Programme) -> Result<(), Refused> {
    if application.profession != programme.profession {
        return Err(Refused::new("¶3", Reason::NotInRegister));
    }
    if !programme.modes.contains(&application.mode) {
        return Err(Refused::new("¶9", Reason::ModeNotOffered));
    }
    if !programme.languages.contains(&application.language) {
        return Err(Refused::new("¶9", Reason::LanguageNotOffered));
    }
    let person = &application.person;
    if person.surname.trim().is_empty() && person.given.trim().is_empty() {
        return Err(Refused::new("A1", Reason::NameMissing));
    }
    let consents = application.consents;
    let biometric_owed = application.mode == Mode::Online;
    if !consents.processing || !consents.platform || (biometric_owed && !consents.biometric) {
        return Err(Refused::new("A1", Reason::ConsentMissing));
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests;
