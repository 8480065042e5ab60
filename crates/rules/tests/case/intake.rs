//! ¶2–¶11: from the application to the day of the procedure.

use jiff::civil::date;
use rules::application::{AttachmentKind, Channel, PaperReceipt, Route, Shows};
use rules::briefing::Acquaintance;
use rules::case::{Command, Event, Stage};
use rules::completeness::Checked;
use rules::identifiers::{Bin, NkzCode};
use rules::incapacity::Period;
use rules::notice::{Appointment, Cause};
use rules::programme::{ExamLanguage, Mode};

use crate::walk::{self, Walk, ids, to};

fn said(clause: &str, code: &str) -> (String, String) {
    (clause.into(), code.into())
}

#[test]
fn p4_1_filing_keeps_edition_centre_and_application_for_life() {
    let walk = to(Stage::Filed);
    let case = walk.case();
    assert_eq!((case.edition.as_str(), case.number.as_str()), ("2023-09-04", "Ө-2026-1"));
    assert_eq!((case.centre.as_str(), case.filed_on), ("0042", date(2026, 11, 23)));
    assert_eq!((case.version, walk.events.len()), (2, 2));
    let annulled = to(Stage::Annulled);
    assert_eq!((&annulled.case().application, annulled.case().filed_on), (&case.application, case.filed_on));
}

#[test]
fn p2_4_p2_7_p04_both_entries_and_both_routes_are_taken() {
    for channel in [Channel::Online, Channel::Paper] {
        for route in [
            Route::OnOwn,
            Route::Referral { employer: Bin::parse("240640000426").unwrap(), shows: Shows::default() },
        ] {
            let mut walk = Walk::new();
            let mut application = walk::application(&walk.programme);
            (application.channel, application.route) = (channel, route.clone());
            walk.must(walk::file_this(application));
            assert_eq!((walk.case().application.channel, &walk.case().application.route), (channel, &route));
        }
    }
}

#[test]
fn p02_a_centre_without_accreditation_takes_no_application_and_offers_no_contract() {
    type Spoil = fn(&mut Walk);
    let spoil: [(&str, Spoil); 4] = [
        ("centre-not-accredited", |walk| walk.centre.accreditation.suspended = true),
        ("centre-not-accredited", |walk| walk.centre.accreditation.until = date(2026, 11, 22)),
        ("centre-not-accredited", |walk| walk.centre.accreditation.from = date(2026, 11, 24)),
        ("profession-outside-accreditation", |walk| walk.centre.accreditation.professions.clear()),
    ];
    for (code, spoil) in spoil {
        let mut walk = Walk::new();
        spoil(&mut walk);
        let command = walk::file(&walk.programme);
        assert_eq!(walk.refused(command), said("¶2(2)", code));
    }
    let mut walk = to(Stage::Complete);
    walk.centre.accreditation.suspended = true;
    assert_eq!(walk.refused(walk::offer()), said("¶2(2)", "centre-not-accredited"));
}

#[test]
fn p2_1_p03_p09_a1_the_entry_refuses_what_the_register_the_programme_or_the_form_lack() {
    type Spoil = fn(&mut rules::application::Application);
    let spoil: [(&str, &str, Spoil); 5] = [
        ("¶9", "mode-not-offered", |a| a.mode = Mode::Online),
        ("A1", "consent-missing", |a| a.consents.processing = false),
        ("A1", "consent-missing", |a| a.consents.platform = false),
        ("A1", "name-missing", |a| {
            a.person.surname = " ".into();
            a.person.given = String::new();
        }),
        // Outside the centre's accreditation before it is outside the programme.
        ("¶2(2)", "profession-outside-accreditation", |a| {
            a.profession = NkzCode::parse("5120-9-005").unwrap();
        }),
    ];
    for (clause, code, spoil) in spoil {
        let mut walk = Walk::new();
        let mut application = walk::application(&walk.programme);
        spoil(&mut application);
        assert_eq!(walk.refused(walk::file_this(application)), said(clause, code));
    }
    let mut walk = Walk::new();
    walk.programme.languages = vec![ExamLanguage::Ru];
    let command = walk::file(&walk.programme);
    assert_eq!(walk.refused(command), said("¶9", "language-not-offered"));
}

#[test]
fn p4_last_p05_complete_needs_each_owed_document_and_each_line_ticked() {
    let mut walk = Walk::new();
    let mut application = walk::application(&walk.programme);
    application.attachments.retain(|attachment| attachment.kind != AttachmentKind::Experience);
    walk.must(walk::file_this(application));
    assert_eq!(walk.refused(walk::find_complete()), said("¶5", "document-missing"));

    let mut walk = to(Stage::Filed);
    let unticked = Command::FindComplete { checked: walk::checked(&["identity", "education"]) };
    assert_eq!(walk.refused(unticked), said("¶5", "checklist-unfinished"));
    let mut checked = walk::checked(&["identity", "education"]);
    checked.push(Checked { line: "experience".into(), ok: false });
    assert_eq!(walk.refused(Command::FindComplete { checked }), said("¶5", "checklist-unfinished"));
}

#[test]
fn p05_no_reason_no_refusal_and_the_head_may_return_it() {
    let mut walk = to(Stage::Filed);
    let none = Command::FindIncomplete { grounds: vec![], words: "жоқ".into() };
    assert_eq!(walk.refused(none), said("¶5", "no-ground-named"));
    walk.must(walk::find_incomplete());
    assert_eq!((walk.case().grounds.len(), walk.case().refusal_words.as_str()), (1, "Көшірме оқылмайды"));
    walk.must(Command::ReturnRefusal { remark: "көшірме анық".into() });
    assert_eq!(walk.case().refusal_remark.as_deref(), Some("көшірме анық"));
    walk.must(walk::find_complete());
    let case = walk.case();
    assert_eq!((case.stage, case.checked.len(), case.grounds.len()), (Stage::Complete, 3, 0));
    assert!(case.refusal_words.is_empty() && case.refusal_remark.is_none());
}

#[test]
fn p05_a_refusal_prepared_anew_carries_no_old_remark() {
    let mut walk = to(Stage::Incomplete);
    walk.must(Command::ReturnRefusal { remark: "негізін нақтылаңыз".into() }).must(walk::find_incomplete());
    assert_eq!(walk.case().refusal_remark, None);
    walk.must(Command::SignRefusal { number: "Б-2".into() });
    let case = walk.case();
    assert_eq!((case.refusal_number.as_deref(), case.refused_on), (Some("Б-2"), Some(walk.today())));
    assert_eq!(case.closed_on, case.refused_on);
}

#[test]
fn p05_the_contract_has_two_signatures_on_their_days() {
    let walk = to(Stage::Offered).later(1).must(Command::ConcludeContract).clone();
    let contract = walk.case().contract.as_ref().unwrap();
    assert_eq!((contract.number.as_str(), contract.price.as_str()), ("Ш-1", "40 000"));
    assert_eq!(contract.offered_on, date(2026, 11, 23));
    assert_eq!(contract.concluded_on, Some(date(2026, 11, 24)));
}

#[test]
fn p06_nine_whole_days_are_refused_with_the_earliest_date() {
    let mut walk = to(Stage::Contracted);
    let refused = walk.give(walk::notice_for(date(2026, 12, 7))).unwrap_err();
    let earliest = date(2026, 12, 8);
    assert_eq!(refused.reason, rules::Reason::NoticeTooEarly { earliest });
    assert_eq!(walk.stage(), Stage::Contracted);
    walk.must(walk::notice_for(earliest));
    assert_eq!(walk.case().appointment.as_ref().unwrap().date, earliest);
    assert_eq!((walk.case().noticed_on, walk.case().cause), (Some(date(2026, 11, 23)), None));
}

#[test]
fn p06_a_day_off_is_refused_and_so_is_a_mode_the_programme_lacks() {
    let mut walk = to(Stage::Contracted);
    assert_eq!(walk.refused(walk::notice_for(date(2026, 12, 12))), said("¶6", "not-working-day"));
    assert_eq!(walk.refused(online(date(2026, 12, 8))), said("¶9", "mode-not-offered"));
}

fn online(day: jiff::civil::Date) -> Command {
    let Command::SendNotice { notice } = walk::notice_for(day) else { unreachable!() };
    let appointment = Appointment { mode: Mode::Online, ..notice.appointment };
    Command::SendNotice { notice: rules::case::SendNotice { appointment } }
}

#[test]
fn p09_q23_an_online_sitting_needs_the_consent_to_video_at_filing_or_at_the_notice() {
    let mut walk = Walk::new();
    walk.programme.modes.push(Mode::Online);
    let mut application = walk::application(&walk.programme);
    application.mode = Mode::Online;
    assert_eq!(walk.refused(walk::file_this(application.clone())), said("A1", "consent-missing"));
    application.consents.biometric = true;
    for (consented, command) in [(true, walk::file_this(application)), (false, walk::file(&walk.programme))] {
        let mut walk = walk.clone();
        walk.must(command).must(walk::find_complete()).must(walk::offer()).must(Command::ConcludeContract);
        if consented {
            walk.must(online(date(2026, 12, 8)));
        } else {
            assert_eq!(walk.refused(online(date(2026, 12, 8))), said("A1", "consent-missing"));
        }
    }
}

#[test]
fn p07_the_new_date_opens_with_the_copy_and_without_the_ten_days() {
    let mut walk = to(Stage::Incapacitated);
    assert_eq!(walk.refused(walk::notice_for(date(2026, 12, 9))), said("¶6", "out-of-order"));
    let blank = Command::ConfirmIncapacity { sheet: "  ".into(), period: None };
    assert_eq!(walk.refused(blank), said("¶7", "sheet-missing"));
    walk.must(Command::ConfirmIncapacity { sheet: "ab12".into(), period: None });
    let incapacity = walk.case().incapacity.as_ref().unwrap();
    assert_eq!((incapacity.reported_on, incapacity.sheet.as_deref()), (date(2026, 11, 23), Some("ab12")));
    assert_eq!((walk.case().cause, &walk.case().appointment), (Some(Cause::Incapacity), &None));
    walk.must(walk::notice_for(date(2026, 11, 24)));
    assert_eq!(walk.case().cause, Some(Cause::Incapacity));
}

#[test]
fn p07_illness_told_after_a_no_show_or_during_the_procedure_is_taken_in() {
    let mut walk = to(Stage::Noticed);
    walk.prepare().must(Command::RecordNoShow).must(Command::ReportIncapacity);
    walk.must(Command::ConfirmIncapacity { sheet: "ab12".into(), period: None });
    assert_eq!(walk.case().cause, Some(Cause::Incapacity));
    for stage in [Stage::Theory, Stage::Admitted, Stage::Practice] {
        let mut walk = to(stage);
        walk.must(Command::ReportIncapacity);
        assert_eq!(walk.stage(), Stage::Incapacitated);
    }
}

#[test]
fn p06_q27_a_no_show_keeps_the_ten_days() {
    let mut walk = to(Stage::Noticed);
    assert_eq!(walk.refused(Command::RecordNoShow), said("¶6", "sitting-on-another-day"));
    walk.prepare().must(Command::RecordNoShow);
    let case = walk.case();
    assert_eq!(
        (case.stage, case.cause, case.decision.is_some()),
        (Stage::Postponed, Some(Cause::NoShow), false)
    );
    assert_eq!(walk.refused(walk::notice_for(date(2026, 12, 9))), said("¶6", "notice-too-early"));
    walk.notice();
    assert_eq!(walk.case().appointment.as_ref().unwrap().date, date(2026, 12, 24));
    assert_eq!(walk.refused(Command::RefuseNewDate), said("¶7", "out-of-order"));
}

#[test]
fn p07_q3_a_new_date_set_less_than_two_working_days_ahead_may_be_refused() {
    let mut near = to(Stage::Postponed);
    near.must(walk::notice_for(date(2026, 11, 24))).must(Command::RefuseNewDate);
    assert_eq!((near.stage(), near.case().cause), (Stage::Postponed, Some(Cause::Incapacity)));
    assert!(near.case().appointment.is_none());
    near.must(walk::notice_for(date(2026, 11, 25)));
    assert_eq!(near.refused(Command::RefuseNewDate), said("¶7", "new-date-far-enough"));
    // On the eve of a date that was set in good time it is too late to call it near.
    near.on(date(2026, 11, 24));
    assert_eq!(near.refused(Command::RefuseNewDate), said("¶7", "new-date-far-enough"));
}

#[test]
fn p07_q3_a_date_that_has_passed_cannot_be_refused_any_more() {
    let mut walk = to(Stage::Postponed);
    walk.must(walk::notice_for(date(2026, 11, 24)));
    walk.on(date(2026, 11, 25));
    assert_eq!(walk.refused(Command::RefuseNewDate), said("¶7", "date-in-past"));
    walk.on(date(2026, 11, 24)).must(Command::RefuseNewDate);
}

#[test]
fn p07_q3_a_first_date_cannot_be_refused() {
    assert_eq!(to(Stage::Noticed).refused(Command::RefuseNewDate), said("¶7", "out-of-order"));
}

#[test]
fn p08_the_stage_opens_after_both_acquaintances_and_the_briefing_each_with_its_record() {
    let mut walk = to(Stage::Noticed);
    let day = date(2026, 12, 8);
    walk.on(day);
    assert_eq!(walk.refused(walk::open()), said("¶8(1)", "not-acquainted"));
    walk.must(Command::Acquaint { with: Acquaintance::Methodology });
    assert_eq!(walk.refused(walk::open()), said("¶8(2)", "not-acquainted"));
    walk.must(Command::Acquaint { with: Acquaintance::Appeal });
    assert_eq!(walk.refused(walk::open()), said("¶8", "not-briefed"));
    walk.must(walk::brief(day)).must(walk::open());
    let case = walk.case();
    assert_eq!(case.acquainted, [Acquaintance::Methodology, Acquaintance::Appeal]);
    assert_eq!(case.briefing.as_ref().unwrap().journal_line, "12");
}

#[test]
fn p08_said_twice_is_recorded_once_and_a_briefing_is_not_of_tomorrow() {
    let mut walk = to(Stage::Noticed);
    let acquaint = Command::Acquaint { with: Acquaintance::Appeal };
    assert_eq!(walk.give(acquaint.clone()).unwrap().len(), 1);
    assert_eq!(walk.give(acquaint).unwrap(), []);
    assert_eq!(walk.refused(walk::brief(date(2026, 11, 24))), said("¶8", "briefing-before-start"));
    walk.must(walk::brief(date(2026, 11, 23)));
}

#[test]
fn p09_p10_the_sitting_opens_on_its_day_with_a_quorum_without_conflicts_and_ready() {
    let mut walk = to(Stage::Noticed);
    walk.prepare();
    walk.on(date(2026, 12, 7));
    assert_eq!(walk.refused(walk::open()), said("¶6", "sitting-on-another-day"));
    walk.on(date(2026, 12, 9));
    assert_eq!(walk.refused(walk::open()), said("¶6", "sitting-on-another-day"));
    walk.on(date(2026, 12, 8));
    assert_eq!(walk.refused(walk::open_with(&["aigul", "berik"], &[])), said("¶17", "commission-too-small"));
    let conflict = walk::open_with(&walk::MEMBERS, &["berik"]);
    assert_eq!(walk.refused(conflict), said("¶9", "conflict-of-interest"));
    let Command::OpenSitting { commission, present, conflicted, .. } = walk::open() else { unreachable!() };
    let unticked = Command::OpenSitting { commission, present, ticked: vec![0, 1], conflicted };
    assert_eq!(walk.refused(unticked), said("¶10(2)", "not-ready"));
    walk.must(walk::open());
    assert_eq!(walk.case().present, ids(&walk::MEMBERS));
}

#[test]
fn p11_last_a_fault_moves_the_day_and_keeps_what_was_answered() {
    for (stage, after) in [
        (Stage::Theory, Stage::Theory),
        (Stage::Admitted, Stage::Admitted),
        (Stage::Practice, Stage::Admitted),
    ] {
        let mut walk = to(stage);
        let kept = walk.case().theory;
        walk.must(walk::fault());
        let case = walk.case();
        assert_eq!((case.stage, case.cause, case.faults.len()), (Stage::Postponed, Some(Cause::Fault), 1));
        walk.notice();
        assert_eq!(walk.case().appointment.as_ref().unwrap().date, date(2026, 12, 9));
        walk.on(date(2026, 12, 9)).must(walk::open());
        assert_eq!((walk.stage(), walk.case().theory), (after, kept));
    }
}

#[test]
fn p11_before_the_day_there_is_no_fault_during_the_procedure() {
    let mut walk = to(Stage::Noticed);
    assert_eq!(walk.refused(walk::fault()), said("¶11", "sitting-on-another-day"));
    walk.on(date(2026, 12, 8)).must(walk::fault());
    assert_eq!(walk.stage(), Stage::Postponed);
}

#[test]
fn p03_the_candidate_may_withdraw_until_the_procedure_ended() {
    let mut walk = to(Stage::Practice);
    let events = walk.give(walk::withdraw()).unwrap();
    assert!(matches!(events.as_slice(), [Event::Withdrawn { .. }]));
    assert_eq!((walk.stage(), walk.case().closed_on), (Stage::Withdrawn, Some(date(2026, 12, 8))));
    assert_eq!(to(Stage::Ended).refused(walk::withdraw()), said("¶3", "out-of-order"));
}

#[test]
fn p04_p05_a_paper_application_is_registered_on_the_day_of_its_stamp_and_the_three_days_run_from_it() {
    let mut walk = Walk::new();
    let mut application = walk::application(&walk.programme);
    application.channel = Channel::Paper;
    let stamp = walk.today().yesterday().unwrap();
    application.paper = Some(PaperReceipt {
        received_on: stamp,
        why_late: String::new(),
        person: String::new(),
        scans: vec![],
    });
    assert_eq!(walk.refused(walk::file_this(application.clone())), said("¶5", "late-entry-unexplained"));
    application.paper = Some(PaperReceipt {
        received_on: stamp,
        why_late: "Кеш қабылданды".into(),
        person: String::new(),
        scans: vec![],
    });
    walk.must(walk::file_this(application));
    assert_eq!(walk.case().filed_on, stamp);
    assert_eq!(walk.case().terms[0].term.start, stamp);
}

#[test]
fn p2_2_p06_no_day_is_set_outside_the_accreditation() {
    let mut walk = to(Stage::Contracted);
    let until = walk.centre.accreditation.until;
    let day = rules::working_days::after(&walk.calendar, until, 1).due;
    assert_eq!(walk.refused(walk::notice_for(day)), said("¶2(2)", "centre-not-accredited"));
    walk.centre.accreditation.professions.clear();
    let lawful = rules::working_days::after(&walk.calendar, walk.today(), 11).due;
    assert_eq!(walk.refused(walk::notice_for(lawful)), said("¶2(2)", "profession-outside-accreditation"));
}

#[test]
fn p07_q32_the_days_of_the_sheet_are_kept() {
    let period = Period { from: date(2026, 12, 1), until: date(2026, 12, 10) };
    let mut walk = to(Stage::Incapacitated);
    walk.must(Command::ConfirmIncapacity { sheet: "ab12".into(), period: Some(period) });
    assert_eq!(walk.case().sick_periods, [period]);
}

#[test]
fn p08_2_q31_a_complaint_is_taken_even_after_a_refusal_and_its_answer_has_a_term() {
    let mut walk = to(Stage::Refused);
    walk.must(walk::complaint());
    let open = |walk: &Walk| {
        walk.case().next_term().map(|term| (term.clause.as_str().to_owned(), term.working_days))
    };
    assert_eq!(open(&walk), Some(("¶8(2)".into(), 15)));
    assert_eq!(walk.refused(walk::complaint()), said("¶8(2)", "complaint-unanswered"));
    walk.must(walk::answer());
    assert_eq!((open(&walk), walk.stage()), (None, Stage::Refused));
    assert_eq!(walk.refused(walk::answer()), said("¶8(2)", "complaint-unknown"));
}
