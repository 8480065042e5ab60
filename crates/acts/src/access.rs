//! Who may do what: the table `regulation/access.toml`, role × act × jurisdiction.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rules::identifiers::CentreNumber;
use serde::{Deserialize, Serialize};

use crate::error::ActError;
use crate::journal::AccountId;
use crate::people::Who;

/// A role of the Rules or of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Candidate,
    Registrar,
    Member,
    Chair,
    Head,
    AppealMember,
    Proctor,
    Employer,
    AuthorisedBody,
    Operator,
    /// A program of a centre, by a token.
    Service,
    Public,
}

impl Role {
    /// Key of the role in the table and in the languages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Registrar => "registrar",
            Self::Member => "member",
            Self::Chair => "chair",
            Self::Head => "head",
            Self::AppealMember => "appeal_member",
            Self::Proctor => "proctor",
            Self::Employer => "employer",
            Self::AuthorisedBody => "authorised_body",
            Self::Operator => "operator",
            Self::Service => "service",
            Self::Public => "public",
        }
    }
}

/// Over which cases a role may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Jurisdiction {
    /// One's own case.
    Own,
    /// Cases of the centre the role is held at.
    Centre,
    /// Of those, the ones whose application came on paper.
    Paper,
    /// Cases whose commission one sits in; before it is named, cases of the centre.
    Commission,
    Country,
    Any,
}

macro_rules! acts {
    ($($name:ident = $key:literal),* $(,)?) => {
        /// An act of a person: a row of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Act { $($name),* }

        impl Act {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Key of the act in the table.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)* _ => None }
            }
        }
    };
}

acts! {
    FileApplication = "file_application",
    ViewCase = "view_case",
    CheckCompleteness = "check_completeness",
    PrepareRefusal = "prepare_refusal",
    SignRefusal = "sign_refusal",
    OfferContract = "offer_contract",
    SignContract = "sign_contract",
    SendNotice = "send_notice",
    HandleMessages = "handle_messages",
    ReportIncapacity = "report_incapacity",
    ConfirmIncapacity = "confirm_incapacity",
    RecordFault = "record_fault",
    RefuseNewDate = "refuse_new_date",
    Acquaint = "acquaint",
    Brief = "brief",
    TickReadiness = "tick_readiness",
    OpenSitting = "open_sitting",
    OpenTheory = "open_theory",
    CloseTheory = "close_theory",
    OpenPractice = "open_practice",
    JudgeStep = "judge_step",
    ClosePractice = "close_practice",
    RegisterViolation = "register_violation",
    ReviewViolation = "review_violation",
    DrawViolationAct = "draw_violation_act",
    SignViolationAct = "sign_violation_act",
    CastVote = "cast_vote",
    Decide = "decide",
    SignProtocol = "sign_protocol",
    IssueDocument = "issue_document",
    InformNotPassed = "inform_not_passed",
    ConfirmReceipt = "confirm_receipt",
    FileAppeal = "file_appeal",
    RegisterAppeal = "register_appeal",
    RefuseLateAppeal = "refuse_late_appeal",
    DecideAppeal = "decide_appeal",
    FileComplaint = "file_complaint",
    AnswerComplaint = "answer_complaint",
    SeeRecords = "see_records",
    ChangeConsent = "change_consent",
    AskCorrection = "ask_correction",
    AnswerCorrection = "answer_correction",
    Refer = "refer",
    AnswerReferral = "answer_referral",
    Withdraw = "withdraw",
    RecordNoShow = "record_no_show",
    AnnulDocument = "annul_document",
    CheckDocument = "check_document",
    UploadFile = "upload_file",
    SeeQueue = "see_queue",
    SeeRegister = "see_register",
    SeeReport = "see_report",
    MendPlatformEntry = "mend_platform_entry",
    SeeReference = "see_reference",
    KeepCentres = "keep_centres",
    KeepCalendar = "keep_calendar",
    KeepProfessions = "keep_professions",
    DraftProgramme = "draft_programme",
    ReviewProgramme = "review_programme",
    KeepCommission = "keep_commission",
    DeclareConflict = "declare_conflict",
    ManageCentre = "manage_centre",
    ManageRooms = "manage_rooms",
    SetReminders = "set_reminders",
    SeeHealth = "see_health",
    ManageTokens = "manage_tokens",
    ManageHooks = "manage_hooks",
    PrepareApplication = "prepare_application",
}

/// One row of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[expect(dead_code, reason = "read by people and by the clause table")]
    clause: String,
    roles: BTreeMap<Role, Jurisdiction>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[expect(dead_code, reason = "lets the file name a wrong role in one place")]
    roles: Vec<Role>,
    /// Which roles a role gives to others.
    gives: BTreeMap<Role, Vec<Role>>,
    acts: BTreeMap<String, Row>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "embedded text; a test reads it")]
    toml::from_str(include_str!("../../../regulation/access.toml"))
        .expect("the embedded access table is readable")
});

/// The roles that may do `act`, each with its jurisdiction.
pub fn roles(act: Act) -> &'static BTreeMap<Role, Jurisdiction> {
    static NOBODY: BTreeMap<Role, Jurisdiction> = BTreeMap::new();
    TABLE.acts.get(act.key()).map_or(&NOBODY, |row| &row.roles)
}

/// The roles that people in `role` give to others.
pub fn gives(role: Role) -> &'static [Role] {
    TABLE.gives.get(&role).map_or(&[], Vec::as_slice)
}

/// Whether any role that `who` holds may ever do `act`: what a route asks before a case is known.
pub fn may_ever(who: &Who, act: Act) -> bool {
    who.seats.iter().any(|seat| roles(act).contains_key(&seat.role))
}

/// Over which centres a person may do an act that is about no single case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// `None`: the whole country.
    pub centre: Option<CentreNumber>,
}

/// How far `who` may do `act`; `None` when not at all. The widest of the person's seats counts.
pub fn reach(who: &Who, act: Act) -> Option<Reach> {
    let held = |wide: bool| {
        who.seats.iter().find_map(|seat| match roles(act).get(&seat.role)? {
            Jurisdiction::Country | Jurisdiction::Any if wide => Some(Reach { centre: None }),
            Jurisdiction::Centre | Jurisdiction::Commission if !wide => {
                Some(Reach { centre: Some(seat.centre.clone()?) })
            }
            _ => None,
        })
    };
    held(true).or_else(|| held(false))
}

/// The case an act is about, as far as rights are concerned.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    pub centre: &'a CentreNumber,
    pub candidate: Option<AccountId>,
    /// ¶4: the application came on paper.
    pub paper: bool,
    /// Named members of the examination and the appeal commission; empty before the sitting opens.
    pub commission: Vec<String>,
}

/// The proof that the right was checked: only [`permit`] makes one, and no journal entry is written without it.
#[derive(Debug, Clone)]
pub struct Permit {
    account: AccountId,
    role: Role,
}

impl Permit {
    pub const fn account(&self) -> AccountId {
        self.account
    }

    pub const fn role(&self) -> Role {
        self.role
    }
}

/// Checks the right of `who` to do `act` on `subject` against the table.
pub fn permit(who: &Who, act: Act, subject: &Subject) -> Result<Permit, ActError> {
    let allowed = |role: Role| roles(act).get(&role).copied();
    who.seats
        .iter()
        .find(|seat| {
            allowed(seat.role).is_some_and(|reach| reaches(reach, who, seat.centre.as_ref(), subject))
        })
        .map(|seat| Permit { account: who.account, role: seat.role })
        .ok_or(ActError::NotAllowed)
}

fn reaches(reach: Jurisdiction, who: &Who, centre: Option<&CentreNumber>, subject: &Subject) -> bool {
    let at_centre = centre == Some(subject.centre);
    match reach {
        Jurisdiction::Own => subject.candidate == Some(who.account),
        Jurisdiction::Centre => at_centre,
        Jurisdiction::Paper => at_centre && subject.paper,
        Jurisdiction::Commission => {
            let id = who.account.to_string();
            at_centre && (subject.commission.is_empty() || subject.commission.contains(&id))
        }
        Jurisdiction::Country | Jurisdiction::Any => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::people::Seat;

    #[test]
    fn p18_the_register_is_open_to_a_centre_for_its_own_and_to_the_authorised_body_for_all() {
        let centre = Some(CentreNumber::parse("0042").unwrap());
        let seat = |role, centre: &Option<CentreNumber>| Seat { role, centre: centre.clone() };
        let who = |seats: Vec<Seat>| Who {
            account: AccountId(uuid::Uuid::nil()),
            login: "x".into(),
            name: "X".into(),
            seats,
        };
        let head = seat(Role::Head, &centre);
        let own = Some(Reach { centre: centre.clone() });
        assert_eq!(reach(&who(vec![head.clone()]), Act::SeeRegister), own);
        let both = who(vec![head.clone(), seat(Role::AuthorisedBody, &None)]);
        assert_eq!(reach(&both, Act::SeeRegister), Some(Reach { centre: None }));
        assert_eq!(reach(&who(vec![seat(Role::Candidate, &None)]), Act::SeeRegister), None);
        assert_eq!(reach(&who(vec![seat(Role::Registrar, &centre)]), Act::SeeReport), None);
        // A seat without a centre reaches no centre.
        assert_eq!(reach(&who(vec![seat(Role::Head, &None)]), Act::SeeReport), None);
    }

    #[test]
    fn the_table_and_the_code_name_the_same_acts() {
        let table: Vec<&str> = TABLE.acts.keys().map(String::as_str).collect();
        let mut code: Vec<&str> = Act::ALL.iter().map(|act| act.key()).collect();
        code.sort_unstable();
        assert_eq!(table, code);
        for act in Act::ALL {
            assert_eq!(Act::from_key(act.key()), Some(*act));
            assert!(!roles(*act).is_empty(), "{} has no role", act.key());
        }
    }
}
