//! ¶18–¶23: the document, the notification, the appeal, and what may come after.

use jiff::civil::date;
use rules::appeal::AppealOutcome;
use rules::calendar::Calendar;
use rules::case::{Command, Event, Stage};
use rules::consent::Consent;
use rules::decision::Outcome;
use rules::{Reason, Refused};

use crate::walk::{self, Walk, ids, to};

fn said(clause: &str, code: &str) -> (String, String) {
    (clause.into(), code.into())
}

/// Notified, and received on Tuesday 8 December 2026: the last day of the window is the 15th.
fn received() -> Walk {
    let walk = to(Stage::Informed).must(walk::receipt()).clone();
    assert_eq!(walk.terms("¶20")[0].term.due, date(2026, 12, 15));
    walk
}

#[test]
fn p2_3_p18_a2_the_document_carries_the_day_the_procedure_ended() {
    let mut walk = to(Stage::Passed);
    walk.later(2).must(walk::issue(17));
    let document = walk.case().document.clone().unwrap();
    assert_eq!(document.serial.to_string(), "25620-072121008-3-081226-0042-000000017");
    assert_eq!((document.issued_on, document.valid_until), (date(2026, 12, 10), date(2031, 12, 9)));
    assert_eq!(walk.case().document_digest.as_deref(), Some("cd34"));
    assert_eq!(walk.refused(walk::issue(18)), said("¶18(1)", "out-of-order"));
}

#[test]
fn p18_an_impossible_number_and_a_missing_consent_give_no_document() {
    let mut walk = to(Stage::Passed);
    assert_eq!(walk.refused(walk::issue(0)), said("A2", "serial-impossible"));
    assert_eq!(walk.refused(walk::issue(1_000_000_000)), said("A2", "serial-impossible"));
    walk.must(walk::consent(Consent::Platform, false));
    assert_eq!(walk.refused(walk::issue(17)), said("¶18(2)", "consent-missing"));
}

#[test]
fn p18_q21_an_annulled_document_keeps_its_number() {
    let mut walk = to(Stage::Issued);
    assert_eq!(walk.refused(walk::annul("head", "head")), said("¶18(2)", "two-persons"));
    let blank = Command::AnnulDocument { reason: " ".into(), by: ["head".into(), "registrar".into()] };
    assert_eq!(walk.refused(blank), said("¶18(2)", "no-ground-named"));
    let serial = walk.case().document.as_ref().unwrap().serial.clone();
    walk.later(1).must(walk::annul("head", "registrar"));
    let document = walk.case().document.as_ref().unwrap();
    assert_eq!(document.serial, serial);
    let annulment = document.annulled.as_ref().unwrap();
    assert_eq!((annulment.on, walk.case().closed_on), (date(2026, 12, 9), Some(date(2026, 12, 9))));
    assert_eq!(annulment.by, ["head".to_owned(), "registrar".to_owned()]);
}

#[test]
fn p18_receipt_of_a_document_is_recorded_once_and_starts_no_window() {
    let mut walk = to(Stage::Issued);
    let events = walk.give(walk::receipt()).unwrap();
    assert!(matches!(events.as_slice(), [Event::ReceiptProven { .. }]));
    assert_eq!(walk.give(walk::receipt()).unwrap(), []);
    assert!(walk.terms("¶20").is_empty());
    assert_eq!(walk.refused(walk::appeal()), said("¶20", "out-of-order"));
}

#[test]
fn p20_q14_a_signature_on_paper_counts_from_its_own_day() {
    let mut walk = to(Stage::Informed);
    let sent = walk.case().informed_on.unwrap();
    walk.later(3);
    let next = walk.today().tomorrow().unwrap();
    assert_eq!(walk.refused(walk::paper_receipt(next)), said("¶20", "day-in-future"));
    let early = walk::paper_receipt(sent.yesterday().unwrap());
    assert_eq!(walk.refused(early), said("¶20", "day-before-sending"));
    // Tuesday 8 December: five working days, with the days off of 16 and 17 December between.
    walk.must(walk::paper_receipt(sent));
    assert_eq!(walk.case().received_on, Some(sent));
    assert_eq!(walk.terms("¶20")[0].term.due, date(2026, 12, 15));
    // Told again on another day, the first proof stays.
    let today = walk.today();
    assert_eq!(walk.give(walk::paper_receipt(today)).unwrap(), []);
    assert_eq!(walk.give(walk::receipt()).unwrap(), []);
}

#[test]
fn p19_1_p19_2_the_notification_carries_the_recommendations() {
    let walk = to(Stage::Informed);
    let case = walk.case();
    assert_eq!((case.recommendations.len(), case.informed_on), (1, Some(date(2026, 12, 8))));
    assert!(case.document.is_none());
}

#[test]
fn p19_q13_a_retake_is_a_new_case_linked_to_the_old_one() {
    let first = to(Stage::Informed);
    let mut retake = Walk::new();
    let mut application = walk::application(&retake.programme);
    application.retake_of = Some(first.case().number.clone());
    retake.now = first.now;
    retake.must(walk::file_this(application));
    let case = retake.case();
    assert_eq!(case.application.retake_of.as_deref(), Some("Ө-2026-1"));
    assert!(case.theory.is_none(), "both stages are sat again");
    retake.must(walk::find_complete());
}

#[test]
fn p20_q14_the_window_starts_with_the_proof_of_receipt_only() {
    let mut walk = to(Stage::Informed);
    assert_eq!(walk.refused(Command::Close), said("¶20", "receipt-not-proven"));
    walk.later(60).must(walk::appeal()).must(walk::register());
    assert!(walk.terms("¶20").is_empty());
    let refused = walk.give(walk::refuse_late()).unwrap_err();
    assert_eq!(refused.reason.code(), "appeal-in-time");
    walk.vote_appeal(AppealOutcome::Upheld).must(walk::decide_appeal());
}

#[test]
fn p20_the_last_day_of_the_window_counts_until_its_last_second() {
    for (filed_at, in_time) in [("2026-12-15T18:59:59Z", true), ("2026-12-15T19:00:00Z", false)] {
        let mut walk = received();
        walk.at(filed_at).must(walk::appeal()).must(walk::register());
        let last_day = date(2026, 12, 15);
        if in_time {
            let refused = Refused::new("¶20", Reason::AppealInTime { last_day });
            assert_eq!(walk.give(walk::refuse_late()).unwrap_err(), refused);
            walk.vote_appeal(AppealOutcome::Rejected).must(walk::decide_appeal());
        } else {
            for command in [walk::appeal_vote("gulnar", AppealOutcome::Upheld), walk::decide_appeal()] {
                let refused = Refused::new("¶20", Reason::AppealTooLate { last_day });
                assert_eq!(walk.give(command).unwrap_err(), refused);
            }
            walk.must(walk::refuse_late());
        }
        assert_eq!(walk.stage(), Stage::Closed);
    }
}

#[test]
fn p20_an_appeal_names_its_grounds() {
    let mut walk = received();
    let blank = Command::FileAppeal { grounds: "  ".into(), files: vec![] };
    assert_eq!(walk.refused(blank), said("¶20", "no-ground-named"));
    walk.must(walk::appeal());
    let appeal = walk.case().appeal.clone().unwrap();
    assert_eq!((appeal.filed_on, appeal.grounds.as_str()), (date(2026, 12, 8), "Жауабым дұрыс еді"));
}

#[test]
fn p20_a_case_rests_only_after_the_window() {
    let mut walk = received();
    walk.at("2026-12-15T18:59:59Z");
    let last_day = date(2026, 12, 15);
    let open = Refused::new("¶20", Reason::AppealWindowOpen { last_day });
    assert_eq!(walk.give(Command::Close).unwrap_err(), open);
    walk.at("2026-12-15T19:00:00Z").must(Command::Close);
    assert_eq!((walk.stage(), walk.case().closed_on), (Stage::Closed, Some(date(2026, 12, 16))));
}

#[test]
fn p20_q15_a_late_appeal_is_registered_and_answered_with_reasons_even_after_the_case_was_closed() {
    let mut walk = to(Stage::Closed);
    walk.later(20).must(walk::appeal());
    assert_eq!((walk.stage(), walk.case().closed_on), (Stage::Appealed, None));
    walk.must(walk::register());
    let blank = Command::RefuseLateAppeal { reasons: String::new() };
    assert_eq!(walk.refused(blank), said("¶20", "no-ground-named"));
    let events = walk.give(walk::refuse_late()).unwrap();
    assert!(matches!(events.as_slice(), [Event::LateAppealRefused { .. }, Event::Closed { .. }]));
    let appeal = walk.case().appeal.as_ref().unwrap();
    assert_eq!((appeal.reasons.as_str(), appeal.outcome), ("Мерзімі өткен", None));
    assert_eq!(walk.refused(walk::appeal()), said("¶20", "out-of-order"), "one appeal in a case");
}

#[test]
fn p20_q25_a_newer_calendar_moves_the_last_day_later_and_never_earlier() {
    let calendar = |version: &str, days: &str| {
        Calendar::parse(&[&format!("version = \"{version}\"\nyear = 2026\n{days}")]).unwrap()
    };
    let day = |date: &str, kind: &str| {
        format!(
            "[[day]]\ndate = \"{date}\"\nkind = \"{kind}\"\nstatus = \"confirmed\"\nname = {{ kk = \"а\", ru = \"а\" }}\n"
        )
    };
    let mut longer = received();
    longer.calendar = calendar("2026-12-10", &day("2026-12-14", "swapped-off"));
    longer.on(date(2026, 12, 16));
    let last_day = date(2026, 12, 16);
    let open = Refused::new("¶20", Reason::AppealWindowOpen { last_day });
    assert_eq!(longer.give(Command::Close).unwrap_err(), open);
    let mut never_shorter = received();
    never_shorter.calendar = calendar("2026-12-10", &day("2026-12-12", "swapped-on"));
    never_shorter.on(date(2026, 12, 15)).must(walk::appeal()).must(walk::register());
    never_shorter.vote_appeal(AppealOutcome::Upheld).must(walk::decide_appeal());
}

#[test]
fn p21_q16_nobody_who_took_part_decides_the_appeal() {
    let mut walk = to(Stage::Theory);
    walk.must(walk::fault()).notice().on(date(2026, 12, 9));
    walk.must(walk::open_with(&["saule", "timur", "raushan"], &["mentor"])).must(walk::theory(28, 40));
    walk.conclude(Outcome::NotPassed).must(walk::inform()).must(walk::appeal());
    let register = |member: &str| Command::RegisterAppeal {
        number: "Ап-1".into(),
        commission: ids(&["gulnar", "erlan", member]),
    };
    // The first commission, the second, the briefer, and the teacher who declared it.
    for member in ["aigul", "daniyar", "saule", "raushan", "maqsat", "mentor"] {
        let refused = walk.give(register(member)).unwrap_err();
        let reason = Reason::ConflictOfInterest { member: member.into() };
        assert_eq!(refused, Refused::new("¶21", reason), "{member}");
    }
    assert_eq!(walk.refused(register("erlan")), said("¶21", "commission-too-small"));
    walk.must(register("zhanar"));
    let appeal = walk.case().appeal.as_ref().unwrap();
    assert_eq!(appeal.registered, Some(("Ап-1".to_owned(), date(2026, 12, 9))));
    assert_eq!(appeal.commission, ["gulnar", "erlan", "zhanar"]);
}

#[test]
fn p22_q39_each_member_of_the_appeal_commission_votes_and_the_majority_decides() {
    let mut walk = to(Stage::AppealRegistered);
    let (upheld, rejected) = (AppealOutcome::Upheld, AppealOutcome::Rejected);
    assert_eq!(walk.refused(walk::appeal_vote("aigul", upheld)), said("¶22", "not-member"));
    assert_eq!(walk.refused(walk::decide_appeal()), said("¶22", "vote-missing"));
    walk.must(walk::appeal_vote("gulnar", rejected)).must(walk::appeal_vote("erlan", upheld));
    assert_eq!(walk.refused(walk::decide_appeal()), said("¶22", "vote-missing"));
    walk.must(walk::appeal_vote("zhanar", rejected));
    // Until the decision a vote may be changed.
    walk.must(walk::appeal_vote("gulnar", upheld));
    let wordless = Command::DecideAppeal { reasons: " ".into() };
    assert_eq!(walk.refused(wordless), said("¶22", "no-ground-named"));
    walk.must(walk::decide_appeal());
    assert_eq!(walk.stage(), Stage::Upheld);
}

#[test]
fn p22_a_rejected_appeal_closes_the_case() {
    let mut walk = to(Stage::AppealRegistered);
    let events = walk.vote_appeal(AppealOutcome::Rejected).give(walk::decide_appeal()).unwrap();
    assert!(matches!(events.as_slice(), [Event::AppealDecided { .. }, Event::Closed { .. }]));
    let appeal = walk.case().appeal.as_ref().unwrap();
    assert_eq!((walk.stage(), appeal.outcome), (Stage::Closed, Some(AppealOutcome::Rejected)));
    assert_eq!(appeal.reasons, "Жұмыс қайта қаралды");
}

#[test]
fn p23_an_upheld_appeal_brings_the_document() {
    let mut walk = to(Stage::Upheld);
    assert_eq!(walk.case().appeal.as_ref().unwrap().outcome, Some(AppealOutcome::Upheld));
    walk.later(3).must(walk::issue(18));
    let document = walk.case().document.as_ref().unwrap();
    assert_eq!(document.serial.to_string(), "25620-072121008-3-081226-0042-000000018");
    assert_eq!((document.issued_on, walk.stage()), (date(2026, 12, 11), Stage::Issued));
}
