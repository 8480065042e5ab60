//! What figures are counted from: every term of a case with what became of it, and how the case went. Functions of the
//! folded case, written in the transaction of the act and computed again by `verify`.

use jiff::civil::Date;
use rules::appeal::{Appeal, AppealOutcome};
use rules::case::{Case, TermState};
use rules::decision::Outcome;
use rules::identifiers::CentreNumber;
use rules::violations::stands;

use crate::journal::CaseId;

/// What became of a term, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermEnd {
    Running,
    Met,
    /// The ground fell away.
    Void,
}

/// How an appeal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AppealEnd {
    Upheld,
    Rejected,
    /// Q15: too late, answered by a refusal.
    Late,
}

macro_rules! codes {
    ($name:ident { $($one:ident = $code:literal),+ }) => {
        impl $name {
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// Stable key.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$one => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

codes!(TermEnd { Running = "running", Met = "met", Void = "void" });
codes!(AppealEnd { Upheld = "upheld", Rejected = "rejected", Late = "late" });

/// One term of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFact {
    pub centre: CentreNumber,
    pub case: CaseId,
    /// Place among the case's terms, from 0.
    pub place: u32,
    pub clause: String,
    /// The day of the event; it does not count.
    pub started: Date,
    pub due: Date,
    pub state: TermEnd,
    /// The day it was met.
    pub closed_on: Option<Date>,
}

/// How one case went, without a word about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    pub centre: CentreNumber,
    pub case: CaseId,
    pub programme: String,
    pub filed_on: Date,
    /// ¶15.
    pub theory: Option<bool>,
    /// ¶16 ¶17.
    pub practice: Option<bool>,
    /// ¶17.
    pub passed: Option<bool>,
    pub decided_on: Option<Date>,
    /// ¶13: registered and not annulled.
    pub violations: u32,
    /// ¶13: the procedure was ended by them.
    pub terminated: bool,
    pub issued_on: Option<Date>,
    pub annulled_on: Option<Date>,
    pub appealed_on: Option<Date>,
    pub appeal: Option<AppealEnd>,
    pub closed_on: Option<Date>,
}

/// All terms of a case, in the order they began.
pub fn term_facts(case: &Case, id: CaseId) -> Vec<TermFact> {
    let row = |(place, running): (u32, &rules::case::RunningTerm)| {
        let (state, closed_on) = match running.state {
            TermState::Running => (TermEnd::Running, None),
            TermState::Met(on) => (TermEnd::Met, Some(on)),
            TermState::Void => (TermEnd::Void, None),
        };
        TermFact {
            centre: case.centre.clone(),
            case: id,
            place,
            clause: running.term.clause.to_string(),
            started: running.term.start,
            due: running.term.due,
            state,
            closed_on,
        }
    };
    (0..).zip(&case.terms).map(row).collect()
}

pub fn outcome_row(case: &Case, id: CaseId) -> OutcomeRow {
    let document = case.document.as_ref();
    let standing = case.violations.iter().filter(|violation| stands(violation)).count();
    OutcomeRow {
        centre: case.centre.clone(),
        case: id,
        programme: case.application.programme.clone(),
        filed_on: case.filed_on,
        theory: case.theory.map(|admission| admission.admitted),
        practice: case.practice.as_ref().map(|result| result.performed),
        passed: case.decision.as_ref().map(|decision| decision.outcome == Outcome::Passed),
        decided_on: case.decision.as_ref().map(|decision| decision.on),
        violations: u32::try_from(standing).unwrap_or(u32::MAX),
        terminated: case.ended_by_violation,
        issued_on: document.map(|document| document.issued_on),
        annulled_on: document.and_then(|document| document.annulled.as_ref()).map(|annulment| annulment.on),
        appealed_on: case.appeal.as_ref().map(|appeal| appeal.filed_on),
        appeal: case.appeal.as_ref().and_then(appeal_end),
        closed_on: case.closed_on,
    }
}

fn appeal_end(appeal: &Appeal) -> Option<AppealEnd> {
    match appeal.outcome {
        Some(AppealOutcome::Upheld) => Some(AppealEnd::Upheld),
        Some(AppealOutcome::Rejected) => Some(AppealEnd::Rejected),
        // A refusal of a late appeal has its reasons and no outcome.
        None => (!appeal.reasons.is_empty()).then_some(AppealEnd::Late),
    }
}

/// What an act changed: the terms that are not what they were.
pub(crate) fn moved_terms(before: Option<&Case>, after: &Case, id: CaseId) -> Vec<TermFact> {
    let known = before.map(|case| term_facts(case, id)).unwrap_or_default();
    term_facts(after, id).into_iter().filter(|row| !known.contains(row)).collect()
}

/// The outcome, when the act changed it.
pub(crate) fn moved_outcome(before: Option<&Case>, after: &Case, id: CaseId) -> Option<OutcomeRow> {
    let row = outcome_row(after, id);
    (before.map(|case| outcome_row(case, id)).as_ref() != Some(&row)).then_some(row)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use jiff::civil::date;
    use rules::Clause;
    use rules::application::{Application, Channel, Consents, Person, Route, Sex};
    use rules::calendar::Calendar;
    use rules::case::{Event, fold};
    use rules::identifiers::{Iin, NkzCode, SerialNumber};
    use rules::issue::Annulment;
    use rules::programme::{ExamLanguage, Mode};
    use rules::terms::term;

    use super::*;
    use crate::platform::owed_entry;
    use crate::ports::EntryKind;

    const DAY: Date = date(2026, 11, 23);

    fn id() -> CaseId {
        CaseId(uuid::Uuid::nil())
    }

    fn application() -> Application {
        Application {
            channel: Channel::Online,
            route: Route::OnOwn,
            person: Person {
                surname: "Қабдолла".into(),
                given: "Әйгерім".into(),
                patronymic: None,
                iin: Iin::parse("900101300017").unwrap(),
                birth_date: date(1990, 1, 1),
                sex: Sex::Female,
                address: String::new(),
                email: String::new(),
                mobile: String::new(),
                work_phone: None,
            },
            profession: NkzCode::parse("7212-1-008").unwrap(),
            programme: "welder".into(),
            programme_version: 1,
            mode: Mode::Offline,
            language: ExamLanguage::Kk,
            held: None,
            knowledge: String::new(),
            skills: String::new(),
            adjustments: String::new(),
            attachments: vec![],
            consents: Consents { processing: true, platform: true, biometric: false },
            retake_of: None,
            funding: rules::funding::Funding::Own,
            paper: None,
        }
    }

    fn started(clause: &'static str) -> Event {
        Event::TermStarted { term: term(Calendar::kazakhstan(), Clause::new(clause), DAY, 3) }
    }

    fn case(more: &[Event]) -> Case {
        let filed = Event::Filed {
            number: "0042-2026-000001".into(),
            edition: "2023-09-04".into(),
            centre: CentreNumber::parse("0042").unwrap(),
            application: Box::new(application()),
            on: DAY,
        };
        fold(std::iter::once(&filed).chain(more)).unwrap()
    }

    #[test]
    fn p05_a_term_is_written_when_it_begins_and_when_it_ends_and_never_between() {
        let (before, begun) = (case(&[]), case(&[started("¶5")]));
        let row = &moved_terms(Some(&before), &begun, id())[0];
        assert_eq!((row.clause.as_str(), row.state, row.closed_on), ("¶5", TermEnd::Running, None));
        assert_eq!((row.started, row.due), (DAY, date(2026, 11, 26)));

        let met_on = date(2026, 11, 27);
        let concluded = Event::ContractConcluded { on: met_on };
        let met = case(&[started("¶5"), concluded, started("¶6")]);
        let moved = moved_terms(Some(&begun), &met, id());
        let told: Vec<_> = moved.iter().map(|row| (row.place, row.state, row.closed_on)).collect();
        assert_eq!(told, [(0, TermEnd::Met, Some(met_on)), (1, TermEnd::Running, None)]);
        assert_eq!(moved_terms(Some(&met), &met, id()), []);

        let withdrawn = Event::Withdrawn { reason: "x".into(), on: met_on };
        let withdrawn = case(&[started("¶5"), withdrawn]);
        assert_eq!(moved_terms(Some(&begun), &withdrawn, id())[0].state, TermEnd::Void);
        assert_eq!(moved_outcome(Some(&begun), &withdrawn, id()).unwrap().closed_on, Some(met_on));
        assert_eq!(moved_outcome(Some(&begun), &begun, id()), None);
    }

    #[test]
    fn p20_an_appeal_waits_until_it_is_decided_or_refused_as_late() {
        let filed = Event::AppealFiled { grounds: "x".into(), files: vec![], on: DAY };
        let end =
            |more: &[Event]| outcome_row(&case(&[std::slice::from_ref(&filed), more].concat()), id()).appeal;
        let decided = |outcome| Event::AppealDecided { outcome, reasons: "y".into(), on: DAY };
        assert_eq!(end(&[]), None);
        assert_eq!(end(&[decided(AppealOutcome::Upheld)]), Some(AppealEnd::Upheld));
        assert_eq!(end(&[decided(AppealOutcome::Rejected)]), Some(AppealEnd::Rejected));
        assert_eq!(end(&[Event::LateAppealRefused { reasons: "y".into(), on: DAY }]), Some(AppealEnd::Late));
    }

    #[test]
    fn p18_the_platform_is_owed_the_pass_once_and_the_annulment_once() {
        let issued = Event::DocumentIssued {
            serial: SerialNumber::parse("25620-072121008-3-201126-0042-000000017").unwrap(),
            valid_until: date(2031, 11, 22),
            digest: "ab".repeat(32),
            on: DAY,
        };
        let by = ["a".into(), "b".into()];
        let annulled = Event::DocumentAnnulled { annulment: Annulment { on: DAY, reason: "x".into(), by } };
        let (none, pass, end) =
            (case(&[]), case(std::slice::from_ref(&issued)), case(&[issued.clone(), annulled.clone()]));
        let owed = |before: &Case, after: &Case| {
            owed_entry(Some(before), after, id(), jiff::Timestamp::UNIX_EPOCH).map(|entry| entry.key.kind)
        };
        assert_eq!(owed(&none, &pass), Some(EntryKind::Pass));
        assert_eq!(owed(&pass, &pass), None);
        assert_eq!(owed(&pass, &end), Some(EntryKind::Annulment));
        assert_eq!(owed(&end, &end), None);
        let row = outcome_row(&end, id());
        assert_eq!((row.issued_on, row.annulled_on, row.closed_on), (Some(DAY), Some(DAY), Some(DAY)));
    }
}
