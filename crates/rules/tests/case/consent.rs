//! Q23 ¶2(4): each consent withdrawn, with what follows at once, and given again.

use std::collections::BTreeSet;

use jiff::civil::date;
use rules::application::{Route, Shows};
use rules::case::{Command, Event, SendNotice, Stage, TermState};
use rules::consent::{Consent, Consequence, withdrawal};
use rules::identifiers::Bin;
use rules::notice::Cause;
use rules::programme::Mode;

use crate::walk::{self, Walk, to};

fn said(clause: &str, code: &str) -> (String, String) {
    (clause.into(), code.into())
}

const RUNNING: [Stage; 11] = [
    Stage::Filed,
    Stage::Incomplete,
    Stage::Complete,
    Stage::Offered,
    Stage::Contracted,
    Stage::Noticed,
    Stage::Incapacitated,
    Stage::Postponed,
    Stage::Theory,
    Stage::Admitted,
    Stage::Practice,
];

/// Contracted, on an employer's referral, with an online exam wished for.
fn referred() -> Walk {
    let mut walk = Walk::new();
    walk.programme.modes.push(Mode::Online);
    let mut application = walk::application(&walk.programme);
    application.mode = Mode::Online;
    application.consents.biometric = true;
    let employer = Bin::parse("240640000426").unwrap();
    application.route = Route::Referral { employer, shows: Shows { status: true, result: true } };
    walk.must(walk::file_this(application)).must(walk::find_complete()).must(walk::offer());
    walk.must(Command::ConcludeContract).clone()
}

fn online(walk: &mut Walk) -> &mut Walk {
    let day = rules::working_days::earliest_after_whole_days(&walk.calendar, walk.today(), 10).due;
    let Command::SendNotice { notice } = walk::notice_for(day) else { unreachable!() };
    let mut appointment = notice.appointment;
    appointment.mode = Mode::Online;
    walk.must(Command::SendNotice { notice: SendNotice { appointment } })
}

#[test]
fn p04_q23_a1_what_is_agreed_to_in_the_application_stands() {
    assert_eq!(referred().case().consents, BTreeSet::from(Consent::ALL));
    let own = to(Stage::Filed);
    let expected = [Consent::Processing, Consent::Platform, Consent::Sms];
    assert_eq!(own.case().consents, BTreeSet::from(expected));
}

#[test]
fn p03_q23_without_the_consent_to_processing_the_procedure_stops() {
    for stage in RUNNING {
        let mut walk = to(stage);
        assert_eq!(withdrawal(walk.case(), Consent::Processing), Ok(Consequence::CaseStops));
        walk.must(walk::consent(Consent::Processing, false));
        assert_eq!(walk.stage(), Stage::Withdrawn, "{stage:?}");
        assert_eq!(walk.refused(walk::consent(Consent::Processing, true)), said("¶4", "out-of-order"));
        assert!(walk.case().terms.iter().all(|running| running.state != TermState::Running));
    }
    let mut walk = referred();
    let events = walk.give(walk::consent(Consent::Processing, false)).unwrap();
    let withdrawn = events.iter().filter(|event| matches!(event, Event::ConsentChanged { given: false, .. }));
    assert_eq!(withdrawn.count(), 4, "with it go the recordings and what the employer sees");
    let left = [Consent::Platform, Consent::Sms];
    assert_eq!(walk.case().consents, BTreeSet::from(left));
    assert!(walk.case().application.consents.processing, "what was filed stays as it was filed");
}

#[test]
fn p17_p20_q23_what_the_person_began_is_first_brought_to_its_end() {
    use Stage as S;
    for stage in [S::Ended, S::Decided, S::Passed, S::NotPassed, S::Appealed, S::AppealRegistered, S::Upheld]
    {
        let mut walk = to(stage);
        let refused = walk.refused(walk::consent(Consent::Processing, false));
        assert_eq!(refused, said("¶17", "consent-owed"), "{stage:?}");
    }
    for stage in [S::Issued, S::Informed, S::Closed, S::Refused, S::Withdrawn, S::Annulled] {
        let mut walk = to(stage);
        walk.must(walk::consent(Consent::Processing, false));
        assert_eq!(walk.stage(), stage, "what the law keeps is kept");
    }
}

#[test]
fn p18_2_q23_without_the_consent_to_the_platform_there_is_no_document_and_its_term_rests() {
    let mut walk = to(Stage::Passed);
    walk.must(walk::consent(Consent::Platform, false));
    assert_eq!(walk.refused(walk::issue(17)), said("¶18(2)", "consent-missing"));
    assert_eq!(walk.terms("¶18")[0].state, TermState::Void);
    walk.later(5).must(walk::consent(Consent::Platform, true));
    let [_, again] = walk.terms("¶18")[..] else { panic!("a whole term anew") };
    assert_eq!((again.term.start, again.state), (walk.today(), TermState::Running));
    walk.must(walk::issue(17));
    assert_eq!(walk.refused(walk::consent(Consent::Platform, false)), said("¶18(2)", "consent-in-register"));

    let mut upheld = to(Stage::Upheld);
    upheld
        .must(walk::consent(Consent::Platform, false))
        .later(5)
        .must(walk::consent(Consent::Platform, true));
    assert_eq!(upheld.terms("¶23").len(), 2);
    assert_eq!(to(Stage::Annulled).refused(walk::consent(Consent::Platform, false)).0, "¶18(2)");
}

#[test]
fn p02_8_p06_q23_without_the_consent_to_be_recorded_no_exam_is_online() {
    let mut walk = referred();
    online(&mut walk);
    assert_eq!(withdrawal(walk.case(), Consent::Biometric), Ok(Consequence::ExamMoves));
    walk.must(walk::consent(Consent::Biometric, false));
    let case = walk.case();
    assert_eq!((case.stage, case.cause), (Stage::Postponed, Some(Cause::NoConsent)));
    assert_eq!(case.appointment, None);
    // ¶6 excepts ¶7 and ¶11 alone: the new day leaves ten working days.
    let soon = rules::working_days::after(&walk.calendar, walk.today(), 9).due;
    assert_eq!(walk.refused(walk::notice_for(soon)).1, "notice-too-early");
    walk.notice();
    assert_eq!(withdrawal(walk.case(), Consent::EmployerStatus), Ok(Consequence::EmployerSeesNothing));

    // An exam at the centre stands; agreed to again, it may be online again.
    let mut offline = referred();
    offline.notice();
    offline.must(walk::consent(Consent::Biometric, false));
    assert_eq!(offline.stage(), Stage::Noticed);
    let mut again = referred();
    again.must(walk::consent(Consent::Biometric, false)).must(walk::consent(Consent::Biometric, true));
    online(&mut again);
}

#[test]
fn p02_4_q23_what_was_not_asked_is_not_given_and_said_twice_is_said_once() {
    let mut own = to(Stage::Filed);
    for consent in [Consent::EmployerStatus, Consent::EmployerResult] {
        assert_eq!(own.refused(walk::consent(consent, true)), said("¶4", "consent-not-asked"));
        assert_eq!(own.give(walk::consent(consent, false)), Ok(vec![]), "there is nothing to withdraw");
    }
    let mut walk = referred();
    walk.must(walk::consent(Consent::EmployerResult, false));
    assert!(walk.case().consents.contains(&Consent::EmployerStatus), "each apart");
    assert_eq!(walk.give(walk::consent(Consent::EmployerResult, false)), Ok(vec![]));
    walk.must(walk::consent(Consent::EmployerResult, true));
    assert!(walk.case().consents.contains(&Consent::EmployerResult));
    assert_eq!(walk.today(), date(2026, 11, 23));
}
