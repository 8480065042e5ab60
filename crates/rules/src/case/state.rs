//! The state of a case, folded from its events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::FaultTeller;
use crate::appeal::Appeal;
use crate::application::{Application, Person};
use crate::briefing::{Acquaintance, Briefing};
use crate::complaint::Complaint;
use crate::completeness::{Checked, Ground};
use crate::consent::{self, Consent};
use crate::correction::Correction;
use crate::decision::{Outcome, Votes};
use crate::identifiers::CentreNumber;
use crate::incapacity::{Incapacity, Period};
use crate::issue::RecognitionDocument;
use crate::not_passed::Recommendation;
use crate::notice::{Appointment, Cause};
use crate::practice::{Judgements, MapResult};
use crate::sitting::{Commission, MemberId};
use crate::terms::Term;
use crate::theory::Admission;
use crate::violations::Violation;

macro_rules! stages {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// Where a case stands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Stage { $($(#[$doc])* #[serde(rename = $code)] $name),* }

        impl Stage {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Stable kebab-case key.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

stages! {
    /// ¶5: registered, not checked yet.
    Filed = "filed",
    /// ¶5: found incomplete, the refusal waits for the head.
    Incomplete = "incomplete",
    /// ¶5: refused. The end.
    Refused = "refused",
    /// ¶5: found complete, the contract waits for the centre's signature.
    Complete = "complete",
    /// ¶5: the contract waits for the candidate's signature.
    Offered = "offered",
    /// ¶6: the notice is owed.
    Contracted = "contracted",
    /// ¶6 ¶8: day, time and place are set.
    Noticed = "noticed",
    /// ¶7: reported, the copy of the sheet is awaited.
    Incapacitated = "incapacitated",
    /// ¶7 ¶11: a new date is owed.
    Postponed = "postponed",
    /// ¶9 1).
    Theory = "theory",
    /// ¶15: admitted to the practical stage.
    Admitted = "admitted",
    /// ¶9 2).
    Practice = "practice",
    /// Q10: the last stage that the candidate sat is closed.
    Ended = "ended",
    /// ¶17: decided, the protocol is being signed.
    Decided = "decided",
    /// ¶18: protocol signed, the document is owed.
    Passed = "passed",
    /// ¶19: protocol signed, the notification is owed.
    NotPassed = "not-passed",
    /// ¶18: document in force.
    Issued = "issued",
    /// ¶19 ¶20: notified; an appeal may come.
    Informed = "informed",
    /// ¶21: filed, waits to be registered.
    Appealed = "appealed",
    /// ¶22: before the appeal commission.
    AppealRegistered = "appeal-registered",
    /// ¶23: upheld, the document is owed.
    Upheld = "upheld",
    /// Nothing more is owed; a late appeal is still answered (Q15).
    Closed = "closed",
    /// The candidate withdrew. The end.
    Withdrawn = "withdrawn",
    /// The document was annulled. The end.
    Annulled = "annulled",
}

impl Stage {
    /// Nothing but a complaint can follow (¶8(2)). A closed case still takes in a late appeal (Q15).
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Annulled)
    }
}

/// ¶5. The contract and its two signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub number: String,
    pub price: String,
    pub offered_on: Date,
    pub concluded_on: Option<Date>,
}

/// ¶17. The decision and the protocol it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub outcome: Outcome,
    pub protocol: String,
    pub on: Date,
}

/// ¶11. A technical fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub by: FaultTeller,
    pub what: String,
    pub on: Date,
}

/// What became of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state", content = "on")]
pub enum TermState {
    Running,
    Met(Date),
    /// The ground fell away: withdrawn, or the end was annulled.
    Void,
}

/// A term of the Rules in this case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningTerm {
    pub term: Term,
    pub state: TermState,
}

/// One case. Fields are filled as the walk goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Number of events folded.
    pub version: u64,
    pub number: String,
    /// ¶1: the edition under which the case was registered, for life.
    pub edition: String,
    pub centre: CentreNumber,
    /// As it was filed, for ever.
    pub application: Application,
    /// The person's data as they stand now: as filed, with every correction made since (Q47).
    pub person: Box<Person>,
    pub filed_on: Date,
    pub stage: Stage,
    pub terms: Vec<RunningTerm>,
    pub checked: Vec<Checked>,
    pub grounds: Vec<Ground>,
    pub refusal_words: String,
    pub refusal_remark: Option<String>,
    pub refusal_number: Option<String>,
    pub refused_on: Option<Date>,
    pub contract: Option<Contract>,
    pub appointment: Option<Appointment>,
    pub noticed_on: Option<Date>,
    /// Why the date in force is a new one, or why a new one is owed.
    pub cause: Option<Cause>,
    pub incapacity: Option<Incapacity>,
    /// ¶7: days of temporary incapacity, by the sheets; they lengthen a voucher (Q32).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sick_periods: Vec<Period>,
    pub faults: Vec<Fault>,
    pub acquainted: Vec<Acquaintance>,
    pub briefing: Option<Briefing>,
    pub commission: Option<Commission>,
    /// Q16: who examined or briefed the candidate at any sitting, or declared a conflict; none of them decides an appeal.
    pub took_part: BTreeSet<MemberId>,
    /// Members present at the last stage opened.
    pub present: Vec<MemberId>,
    pub theory: Option<Admission>,
    pub theory_sheet: Option<String>,
    pub judgements: Judgements,
    pub practice: Option<MapResult>,
    pub violations: Vec<Violation>,
    pub ended_by_violation: bool,
    pub ended_on: Option<Date>,
    pub votes: Votes,
    pub decision: Option<Decision>,
    pub signed: BTreeMap<MemberId, Date>,
    pub protocol_signed_on: Option<Date>,
    pub document: Option<RecognitionDocument>,
    pub document_digest: Option<String>,
    pub recommendations: Vec<Recommendation>,
    pub informed_on: Option<Date>,
    pub received_on: Option<Date>,
    pub appeal: Option<Appeal>,
    pub closed_on: Option<Date>,
    /// ¶8(2): complaints about an action or inaction of the centre, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<Complaint>,
    /// A1 Q47: requests to correct the person's data, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Q23: what the person agrees to now; the application keeps what was agreed to when it was filed.
    pub consents: BTreeSet<Consent>,
}

impl Case {
    /// ¶4 ¶5. A case as it begins.
    pub(super) fn filed(
        number: &str,
        edition: &str,
        centre: &CentreNumber,
        application: &Application,
        on: Date,
    ) -> Self {
        Self {
            version: 1,
            number: number.into(),
            edition: edition.into(),
            centre: centre.clone(),
            application: application.clone(),
            person: Box::new(application.person.clone()),
            filed_on: on,
            stage: Stage::Filed,
            terms: vec![],
            checked: vec![],
            grounds: vec![],
            refusal_words: String::new(),
            refusal_remark: None,
            refusal_number: None,
            refused_on: None,
            contract: None,
            appointment: None,
            noticed_on: None,
            cause: None,
            incapacity: None,
            sick_periods: vec![],
            faults: vec![],
            acquainted: vec![],
            briefing: None,
            commission: None,
            took_part: BTreeSet::new(),
            present: vec![],
            theory: None,
            theory_sheet: None,
            judgements: BTreeMap::new(),
            practice: None,
            violations: vec![],
            ended_by_violation: false,
            ended_on: None,
            votes: BTreeMap::new(),
            decision: None,
            signed: BTreeMap::new(),
            protocol_signed_on: None,
            document: None,
            document_digest: None,
            recommendations: vec![],
            informed_on: None,
            received_on: None,
            appeal: None,
            closed_on: None,
            complaints: vec![],
            corrections: vec![],
            consents: consent::filed(application),
        }
    }

    /// The term now running that falls due first.
    pub fn next_term(&self) -> Option<&Term> {
        self.terms
            .iter()
            .filter(|running| running.state == TermState::Running)
            .map(|running| &running.term)
            .min_by_key(|term| term.due)
    }

    /// The latest term of a clause, whatever became of it.
    pub(crate) fn term(&self, clause: &str) -> Option<&Term> {
        self.terms.iter().map(|running| &running.term).rfind(|term| term.clause.as_str() == clause)
    }

    /// ¶15. Admitted to the practical stage.
    pub fn admitted(&self) -> bool {
        self.theory.is_some_and(|admission| admission.admitted)
    }

    pub(crate) fn chair(&self) -> &str {
        self.commission.as_ref().map_or("", |commission| &commission.chair)
    }
}
