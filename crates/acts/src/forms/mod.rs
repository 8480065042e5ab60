//! The legal forms as plain data: what is written on each paper, in the order of the paper. `papers` sets them.
//!
//! Dates are civil dates of Asia/Almaty; instants are UTC and are printed in Asia/Almaty. Texts that people wrote
//! themselves are `String` (one language, theirs); words of the product and of the programme are [`Bilingual`].

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rules::Bilingual;
use rules::programme::{ExamLanguage, Mode};
use serde::Serialize;

mod acts;

pub use acts::{AppealDecision, AppealWord, ComplaintAnswer, Reviewed, ViolationAct};

/// A legal form, ready to be set as PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum Form {
    /// ¶4(1) A1.
    Application(Application),
    /// ¶5: reasoned refusal to conclude the contract.
    Refusal(Refusal),
    /// ¶5.
    Contract(Contract),
    /// ¶6 (and ¶7, ¶11 for a new date).
    Notice(Notice),
    /// ¶8: one sheet of the journal, signed by hand.
    BriefingJournal(BriefingJournal),
    /// ¶17.
    Protocol(Protocol),
    /// ¶14 Q8: one act for each registered violation.
    ViolationAct(ViolationAct),
    /// ¶19.
    NotPassed(NotPassed),
    /// ¶22, or Q15 for a late appeal.
    AppealDecision(AppealDecision),
    /// ¶8(2) Q31.
    ComplaintAnswer(ComplaintAnswer),
    /// ¶18 A2.
    Document(Document),
}

/// ¶2(2). The centre as the head of a paper shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Centre {
    pub name: Bilingual,
    pub address: Bilingual,
    /// Twelve digits.
    pub bin: String,
    /// Four digits, received at accreditation.
    pub number: String,
    pub phone: String,
    pub email: String,
}

/// Number and day of another paper that this one refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    pub number: String,
    pub date: Date,
}

/// How a signature came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedHow {
    /// Signed in, and confirmed with the password.
    Password,
    /// By hand on paper; the scan is kept in the personal file.
    OnPaper,
}

/// A signature given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Signed {
    pub at: Timestamp,
    pub how: SignedHow,
}

/// A place for a signature; without `signed` a line to sign by hand is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    pub role: Bilingual,
    pub name: String,
    pub signed: Option<Signed>,
}

/// ¶4(1) A1. The application, its fields in the order's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Application {
    pub centre: Bilingual,
    /// Surname, given name, patronymic (if any).
    pub full_name: String,
    pub iin: String,
    pub birth_date: Date,
    pub address: String,
    pub email: String,
    pub mobile: String,
    pub work_phone: Option<String>,
    pub profession: Bilingual,
    /// The qualification level held, if any.
    pub held: Option<Held>,
    /// Knowledge gained; may be empty.
    pub knowledge: String,
    /// Abilities and skills held; may be empty.
    pub skills: String,
    pub enclosed: Vec<Enclosed>,
    pub consent_processing: bool,
    pub consent_platform: bool,
    pub filed_on: Date,
    pub signed: Option<Signed>,
    /// Mark of the office in the foot of the page; not a field of A1.
    pub registered: Option<Reference>,
}

/// A1. Level of the national qualifications framework, and the year until which its document is valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    pub level: u8,
    pub until_year: Option<i16>,
}

/// A1. One enclosed document: its kind and the name of the file or paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enclosed {
    pub kind: Bilingual,
    pub name: String,
}

/// ¶5. The reasoned refusal to conclude the contract, signed by the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    pub centre: Centre,
    pub number: String,
    pub date: Date,
    pub candidate: String,
    pub application: Reference,
    pub profession: Bilingual,
    /// At least one (¶5).
    pub reasons: Vec<Bilingual>,
    /// The centre's own words, if any.
    pub own_words: String,
    /// What the candidate can do now.
    pub next: Vec<Bilingual>,
    pub head: Signature,
}

/// ¶5. The contract with the candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contract {
    pub centre: Centre,
    pub number: String,
    pub date: Date,
    pub town: Bilingual,
    pub application: Reference,
    pub candidate: Party,
    pub profession: Bilingual,
    pub programme: ProgrammeRef,
    pub mode: Mode,
    pub language: ExamLanguage,
    /// Q12: years of validity of the document.
    pub validity_years: u8,
    /// The price as given, with its currency; `None` prints a dash.
    pub price: Option<Bilingual>,
    pub head: Signature,
    /// The candidate's signature.
    pub signature: Signature,
}

/// The candidate as a party of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    pub full_name: String,
    pub iin: String,
    pub address: String,
    pub phone: String,
    pub email: String,
}

/// ¶2(1). Which programme, in which version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeRef {
    pub title: Bilingual,
    pub version: u32,
    pub nqf_level: u8,
}

/// ¶6. The notice of date, time and place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub centre: Centre,
    pub number: String,
    pub sent_at: Timestamp,
    pub candidate: String,
    pub contract: Reference,
    pub profession: Bilingual,
    pub date: Date,
    pub time: Time,
    /// Address and room offline; the personal link online.
    pub place: String,
    pub mode: Mode,
    pub language: ExamLanguage,
    /// ¶7 ¶11: why a new date is set; `None` for the first notice.
    pub new_date_because: Option<Bilingual>,
    pub bring: Vec<Bilingual>,
    /// ¶12 minus what the programme permits.
    pub forbidden: Vec<Bilingual>,
    /// ¶12 last: what the programme permits.
    pub permitted: Vec<Bilingual>,
    /// Who sent it, by name.
    pub sent_by: String,
}

/// ¶8. One sheet of the journal of introductory briefings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BriefingJournal {
    pub centre: Centre,
    pub sheet: u32,
    /// The day of the sitting that the sheet is printed for.
    pub date: Date,
    pub rows: Vec<Briefed>,
    /// Empty lines to fill by hand, after the filled ones.
    pub empty_rows: u8,
}

/// ¶8. One line of the journal; the two signatures are made by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Briefed {
    pub number: String,
    pub date: Date,
    pub full_name: String,
    pub profession: Bilingual,
    pub content: Bilingual,
    pub briefer: String,
}

/// ¶17. The protocol of the commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Protocol {
    pub centre: Centre,
    pub number: String,
    pub date: Date,
    /// Q10: when the last stage that the candidate sat was closed.
    pub ended_at: Timestamp,
    pub members: Vec<Member>,
    pub candidate: String,
    pub iin: String,
    pub application: Reference,
    pub profession: Bilingual,
    pub programme: ProgrammeRef,
    pub mode: Mode,
    pub language: ExamLanguage,
    /// ¶15; `None` where the stage was not sat.
    pub theory: Option<Theory>,
    /// ¶16; `None` where the stage was not sat.
    pub practice: Option<Practice>,
    pub violations: Vec<Violated>,
    /// ¶17. `passed` of the commission's decision.
    pub passed: bool,
    pub dissents: Vec<Dissent>,
    pub signatures: Vec<Signature>,
}

/// ¶9. A member of the commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    pub name: String,
    pub position: Bilingual,
    pub chair: bool,
    pub present: bool,
    /// Q11: the vote for "passed"; `None` where the member did not vote.
    pub voted_passed: Option<bool>,
}

/// ¶15. The theory score with the rule in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Theory {
    pub correct: u16,
    pub total: u16,
    /// The smallest number of correct answers that admits.
    pub needed: u16,
    pub admitted: bool,
}

/// ¶16. The practical task by the technological map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Practice {
    pub task: Bilingual,
    pub steps: Vec<MapStep>,
    /// ¶17: at least this many steps, and every critical one.
    pub needed: u16,
    pub performed: bool,
}

/// ¶16. One step of the map with the commission's word on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapStep {
    pub action: Bilingual,
    pub criterion: Bilingual,
    pub critical: bool,
    pub done: bool,
    pub note: String,
}

/// ¶13 ¶14. A registered violation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violated {
    pub at: Timestamp,
    pub item: Bilingual,
    pub consequence: Bilingual,
    /// Number of the act (¶14); empty while none is drawn up.
    pub act: String,
}

/// Q11. A dissent, in the member's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dissent {
    pub name: String,
    pub text: String,
}

/// ¶19. The notification of "not passed", with recommendations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotPassed {
    pub centre: Centre,
    pub number: String,
    pub date: Date,
    pub candidate: String,
    pub protocol: Reference,
    pub profession: Bilingual,
    pub theory: Option<Theory>,
    /// What decided it, in one sentence.
    pub ground: Bilingual,
    pub recommendations: Vec<Bilingual>,
    /// ¶20 worked for the day of sending: received on that day, last day to appeal.
    pub appeal: AppealDays,
    pub head: Signature,
}

/// ¶20. If the results are received on `received`, an appeal is in time until the end of `last_day`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealDays {
    pub received: Date,
    pub last_day: Date,
}

/// ¶18 A2. The recognition document, its fields in the order's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    pub centre: Bilingual,
    /// Surname, given name, patronymic (if any).
    pub holder: String,
    pub profession: Bilingual,
    pub issued_on: Date,
    /// Q12: last day on which it is valid.
    pub valid_until: Date,
    /// Q22: the public check address with the signed payload, at most 260 characters.
    pub qr: String,
    pub head: String,
    pub signed: Option<Signed>,
    /// Six levels parted by hyphens, as `rules::identifiers` prints it.
    pub serial: String,
}
