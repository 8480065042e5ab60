//! ¶9, ¶12–¶17: the two stages, violations, the decision and the protocol.

use jiff::civil::date;
use rules::case::{Case, Command, Event, Stage};
use rules::decision::Outcome;
use rules::notice::Cause;
use rules::violations::{Consequence, Registrant};
use rules::{Reason, Refused};

use crate::walk::{self, Walk, ids, to};

fn said(clause: &str, code: &str) -> (String, String) {
    (clause.into(), code.into())
}

/// What the registration brought; `None` for nothing.
fn brings(walk: &mut Walk, observation: &str) -> Option<Consequence> {
    let now = walk.now;
    walk.give(walk::violation(observation, now)).unwrap().first().map(|event| match event {
        Event::ViolationRegistered { consequence, .. } => *consequence,
        other => panic!("{other:?}"),
    })
}

/// Ended by two violations, in the theory stage.
fn ended_by_violations() -> Walk {
    let mut walk = to(Stage::Theory);
    assert_eq!(brings(&mut walk, "o-1"), Some(Consequence::Warning));
    assert_eq!(brings(&mut walk, "o-2"), Some(Consequence::End));
    walk
}

#[test]
fn p13_offline_the_first_is_a_warning_and_the_second_ends_the_procedure() {
    let mut walk = to(Stage::Theory);
    assert_eq!(brings(&mut walk, "o-1"), Some(Consequence::Warning));
    assert_eq!((walk.stage(), walk.case().ended_by_violation), (Stage::Theory, false));
    assert_eq!(brings(&mut walk, "o-2"), Some(Consequence::End));
    assert_eq!((walk.stage(), walk.case().ended_by_violation), (Stage::Ended, true));
    assert_eq!(walk.case().ended_on, Some(date(2026, 12, 8)));
    let now = walk.now;
    assert_eq!(walk.refused(walk::violation("o-3", now)), said("¶13", "out-of-order"));
}

#[test]
fn p13_the_count_runs_across_both_stages() {
    for second_in in [Stage::Admitted, Stage::Practice] {
        let mut walk = to(Stage::Theory);
        assert_eq!(brings(&mut walk, "o-1"), Some(Consequence::Warning));
        walk.must(walk::theory(40, 40));
        if second_in == Stage::Practice {
            walk.must(Command::OpenPractice { present: ids(&walk::MEMBERS) });
        }
        assert_eq!(brings(&mut walk, "o-2"), Some(Consequence::End), "{second_in:?}");
        assert_eq!(walk.stage(), Stage::Ended);
    }
}

#[test]
fn p13_a_duplicate_observation_is_one_violation() {
    let mut walk = to(Stage::Theory);
    assert_eq!(brings(&mut walk, "o-1"), Some(Consequence::Warning));
    assert_eq!(brings(&mut walk, "o-1"), None);
    walk.must(walk::theory(29, 40));
    assert_eq!(brings(&mut walk, "o-1"), None);
    assert_eq!((walk.stage(), walk.case().violations.len()), (Stage::Admitted, 1));
}

#[test]
fn p13_late_and_reordered_observations_count_the_same_in_any_order() {
    let seen = |observation: &str| format!("2026-12-08T07:{observation}:00Z").parse().unwrap();
    for order in [["10", "20", "10"], ["20", "10", "20"], ["10", "10", "20"], ["20", "10", "10"]] {
        let mut walk = to(Stage::Theory);
        walk.at("2026-12-08T09:00:00Z");
        for observation in order {
            if walk.stage() == Stage::Theory {
                walk.must(walk::violation(observation, seen(observation)));
            }
        }
        let case = walk.case();
        assert_eq!((case.stage, case.violations.len()), (Stage::Ended, 2), "{order:?}");
        assert_eq!(case.violations[0].seen_at, seen(order[0]), "the moment it was seen stays");
    }
}

#[test]
fn p12_p13_only_items_of_the_list_that_the_programme_does_not_permit_are_violations() {
    let mut walk = to(Stage::Theory);
    walk.programme.permitted_items = vec!["calculator".into()];
    let now = walk.now;
    let register = |item: &str, id: &str| Command::RegisterViolation {
        observation: "o-1".into(),
        item: item.into(),
        seen_at: now,
        registrant: Registrant::Member { id: id.into() },
    };
    assert_eq!(walk.refused(register("pencil", "aigul")), said("¶12", "item-unknown"));
    assert_eq!(walk.refused(register("calculator", "aigul")), said("¶12", "item-permitted"));
    assert_eq!(walk.refused(register("pager", "stranger")), said("¶13", "not-member"));
    walk.must(register("pager", "aigul"));
    assert_eq!(walk.case().violations[0].item, "pager");
}

#[test]
fn p13_online_the_proctoring_registers_by_itself() {
    let mut walk = to(Stage::Theory);
    let (observation, seen_at) = ("o-1".into(), walk.now);
    let registrant = Registrant::Proctoring;
    walk.must(Command::RegisterViolation { observation, item: "smartphone".into(), seen_at, registrant });
    assert_eq!(walk.case().violations.len(), 1);
}

#[test]
fn p13_q6_annulled_end_keeps_the_answers_and_sets_a_new_day() {
    for annulled in ["o-1", "o-2"] {
        let mut walk = to(Stage::Theory);
        walk.must(walk::theory(30, 40));
        brings(&mut walk, "o-1");
        brings(&mut walk, "o-2");
        walk.must(walk::vote("aigul", Outcome::NotPassed)).must(walk::review(annulled, false));
        let case = walk.case();
        assert_eq!((case.stage, case.cause), (Stage::Postponed, Some(Cause::AnnulledEnd)));
        assert_eq!((case.ended_by_violation, case.ended_on, case.votes.len()), (false, None, 0));
        assert_eq!(case.theory.unwrap().correct, 30);
        walk.notice().on(date(2026, 12, 9)).must(walk::open());
        assert_eq!(walk.stage(), Stage::Admitted);
        assert_eq!(brings(&mut walk, "o-3"), Some(Consequence::End), "one of the two still stands");
    }
}

#[test]
fn p13_q6_an_annulled_warning_does_not_count_and_ends_nothing() {
    let mut walk = to(Stage::Theory);
    brings(&mut walk, "o-1");
    walk.must(walk::review("o-1", false));
    assert_eq!(walk.stage(), Stage::Theory);
    assert_eq!(brings(&mut walk, "o-2"), Some(Consequence::Warning));
    assert_eq!(brings(&mut walk, "o-3"), Some(Consequence::End));
}

#[test]
fn p13_q6_a_review_is_reasoned_and_given_once() {
    let mut walk = ended_by_violations();
    let blank = Command::ReviewViolation { observation: "o-1".into(), confirmed: true, reason: " ".into() };
    assert_eq!(walk.refused(blank), said("¶13", "no-ground-named"));
    assert_eq!(walk.refused(walk::review("o-9", true)), said("¶14", "violation-unknown"));
    walk.must(walk::review("o-1", true));
    assert_eq!(walk.refused(walk::review("o-1", false)), said("¶13", "violation-reviewed"));
    assert_eq!(walk.stage(), Stage::Ended);
}

#[test]
fn p14_one_act_per_registered_violation_before_the_decision() {
    let mut walk = ended_by_violations();
    walk.must(walk::review("o-1", true)).must(walk::review("o-2", true)).vote_all(Outcome::NotPassed);
    let decide = || Command::Decide { protocol: "Х-7".into() };
    assert_eq!(walk.refused(decide()), said("¶14", "act-missing"));
    walk.must(walk::act("o-1"));
    assert_eq!(walk.refused(decide()), said("¶14", "act-missing"));
    assert_eq!(walk.refused(walk::act("o-1")), said("¶14", "signed-already"));
    assert_eq!(walk.refused(walk::act("o-9")), said("¶14", "violation-unknown"));
    walk.must(walk::act("o-2")).must(decide());
    let acts: Vec<_> = walk.case().violations.iter().map(|violation| violation.act.clone()).collect();
    assert_eq!(acts, [Some("А-o-1".to_owned()), Some("А-o-2".to_owned())]);
}

#[test]
fn p14_an_act_may_be_drawn_after_a_fault_moved_the_day_and_an_annulled_one_needs_none() {
    let mut walk = to(Stage::Theory);
    brings(&mut walk, "o-1");
    brings(&mut walk, "o-2");
    walk.must(walk::review("o-2", false)).must(walk::act("o-1"));
    walk.notice().on(date(2026, 12, 9)).must(walk::open()).must(walk::theory(28, 40));
    walk.conclude(Outcome::NotPassed);
    assert_eq!(walk.stage(), Stage::NotPassed);
}

#[test]
fn p13_p17_an_end_by_violations_is_confirmed_before_the_decision_and_is_not_passed() {
    let mut walk = ended_by_violations();
    walk.must(walk::act("o-1")).must(walk::act("o-2")).vote_all(Outcome::NotPassed);
    let decide = || Command::Decide { protocol: "Х-7".into() };
    assert_eq!(walk.refused(decide()), said("¶13", "violation-unreviewed"));
    walk.must(walk::review("o-1", true));
    assert_eq!(walk.refused(decide()), said("¶13", "violation-unreviewed"));
    walk.must(walk::review("o-2", true)).vote_all(Outcome::Passed);
    assert_eq!(walk.refused(decide()), said("¶13", "ended-by-violation"));
    walk.vote_all(Outcome::NotPassed).must(decide());
    assert_eq!(walk.case().decision.as_ref().unwrap().outcome, Outcome::NotPassed);
}

#[test]
fn p17_one_warning_asks_for_no_review_before_the_decision() {
    let mut walk = to(Stage::Theory);
    brings(&mut walk, "o-1");
    walk.must(walk::act("o-1")).must(walk::theory(28, 40)).conclude(Outcome::NotPassed);
    assert_eq!(walk.stage(), Stage::NotPassed);
}

#[test]
fn p15_q9_not_admitted_ends_the_procedure_and_keeps_the_sheet() {
    let mut walk = to(Stage::Theory);
    let Command::CloseTheory { score, .. } = walk::theory(28, 40) else { unreachable!() };
    walk.must(Command::CloseTheory { score, sheet: Some("9f".into()) });
    let case = walk.case();
    assert_eq!((case.stage, case.admitted(), case.ended_on), (Stage::Ended, false, Some(date(2026, 12, 8))));
    assert_eq!(case.theory_sheet.as_deref(), Some("9f"));
    let practice = Command::OpenPractice { present: ids(&walk::MEMBERS) };
    assert_eq!(walk.refused(practice), said("¶9", "out-of-order"));
}

#[test]
fn p15_twenty_nine_of_forty_is_admitted_and_the_procedure_goes_on() {
    let case = to(Stage::Admitted).case.unwrap();
    assert!(case.admitted() && case.ended_on.is_none());
    assert!(!to(Stage::Theory).case().admitted());
}

#[test]
fn p16_only_present_members_judge_and_only_steps_of_the_map() {
    let mut walk = to(Stage::Practice);
    let step = walk.programme.map.steps[0].id.clone();
    assert_eq!(walk.refused(walk::judge("no-such", "aigul", true)), said("¶16", "step-unknown"));
    assert_eq!(walk.refused(walk::judge(&step, "stranger", true)), said("¶16", "not-member"));
    assert_eq!(walk.give(walk::judge(&step, "aigul", true)).unwrap().len(), 1);
    assert_eq!(walk.give(walk::judge(&step, "aigul", true)).unwrap(), [], "said twice");
    assert_eq!(walk.give(walk::judge(&step, "aigul", false)).unwrap().len(), 1, "changed");
    let missing = Refused::new("¶16", Reason::StepsUnjudged { missing: 8 });
    assert_eq!(walk.give(Command::ClosePractice).unwrap_err(), missing);
}

#[test]
fn p16_a_practice_that_goes_on_with_other_members_is_judged_by_those_present() {
    let mut walk = to(Stage::Practice);
    walk.judge_all(|_, _| false).must(walk::fault()).notice();
    walk.on(date(2026, 12, 9)).must(walk::open_with(&["aigul", "saule", "timur"], &[]));
    walk.must(Command::OpenPractice { present: ids(&["aigul", "saule", "timur"]) });
    let judges = |case: &Case| case.judgements.values().map(std::collections::BTreeMap::len).sum::<usize>();
    assert_eq!(judges(walk.case()), 3, "aigul's three words stay");
    walk.judge_all(|_, member| member != "aigul").must(Command::ClosePractice);
    assert!(walk.case().practice.as_ref().unwrap().performed);
}

#[test]
fn p16_p17_performed_by_the_map_is_passed() {
    let walk = to(Stage::Ended);
    let result = walk.case().practice.clone().unwrap();
    assert!(result.performed && result.failed.is_empty());
    assert_eq!((result.steps_done, result.steps_needed), (3, 2));
    assert_eq!(to(Stage::Passed).case().decision.as_ref().unwrap().outcome, Outcome::Passed);
}

#[test]
fn p16_p17_a_critical_step_not_done_is_not_passed() {
    let mut walk = to(Stage::Practice);
    let critical = walk.programme.map.steps[0].id.clone();
    walk.judge_all(|step, _| step != critical).must(Command::ClosePractice);
    let result = walk.case().practice.clone().unwrap();
    assert_eq!((result.performed, result.steps_done), (false, 2));
    assert_eq!((&result.failed, &result.critical_failed), (&vec![critical.clone()], &vec![critical]));
    walk.vote_all(Outcome::Passed);
    let decide = Command::Decide { protocol: "Х-7".into() };
    assert_eq!(walk.refused(decide), said("¶17", "against-the-map"));
    walk.conclude(Outcome::NotPassed);
    assert_eq!(walk.stage(), Stage::NotPassed);
}

#[test]
fn p16_p17_in_an_even_commission_the_chair_breaks_the_tie_at_the_step_and_at_the_vote() {
    let four = ["aigul", "berik", "daniyar", "saule"];
    let with_the_chair = |member: &str| ["aigul", "berik"].contains(&member);
    for chair_says_done in [true, false] {
        let mut walk = to(Stage::Noticed);
        walk.prepare().must(walk::open_with(&four, &[])).must(walk::theory(29, 40));
        walk.must(Command::OpenPractice { present: ids(&four) });
        walk.judge_all(|_, member| with_the_chair(member) == chair_says_done).must(Command::ClosePractice);
        assert_eq!(walk.case().practice.as_ref().unwrap().performed, chair_says_done);
        let (mut of_chair, mut of_others) = (Outcome::Passed, Outcome::NotPassed);
        if !chair_says_done {
            std::mem::swap(&mut of_chair, &mut of_others);
        }
        for member in four {
            walk.must(walk::vote(member, if with_the_chair(member) { of_chair } else { of_others }));
        }
        walk.must(Command::Decide { protocol: "Х-7".into() });
        assert_eq!(walk.case().decision.as_ref().unwrap().outcome, of_chair);
    }
}

#[test]
fn p15_p17_a_majority_against_the_score_is_refused() {
    let mut walk = to(Stage::Theory);
    walk.must(walk::theory(28, 40)).vote_all(Outcome::Passed);
    let decide = Command::Decide { protocol: "Х-7".into() };
    assert_eq!(walk.refused(decide), said("¶15", "against-the-score"));
}

#[test]
fn p17_quorum_is_more_than_half_at_least_three_and_the_chair() {
    let present = |members: &[&str], present: &[&str]| {
        let mut walk = to(Stage::Noticed);
        walk.prepare();
        let commission = walk::commission(members);
        let open = Command::OpenSitting {
            commission,
            present: ids(present),
            ticked: (0..40).collect(),
            conflicted: vec![],
        };
        walk.give(open).map(|_| ()).map_err(|refused| refused.reason.code())
    };
    let five = ["a", "b", "c", "d", "e"];
    assert_eq!(present(&five, &["a", "b", "c"]), Ok(()));
    assert_eq!(present(&five, &["a", "b"]), Err("commission-too-small".into()));
    assert_eq!(present(&five, &["a", "b", "b"]), Err("commission-too-small".into()));
    assert_eq!(present(&five, &["b", "c", "d"]), Err("chair-absent".into()));
    assert_eq!(present(&five, &["a", "b", "z"]), Err("not-member".into()));
}

#[test]
fn p17_a_quorum_is_needed_for_the_practical_stage_too() {
    let mut walk = to(Stage::Admitted);
    let two = Command::OpenPractice { present: ids(&["aigul", "berik"]) };
    assert_eq!(walk.refused(two), said("¶17", "commission-too-small"));
}

#[test]
fn p17_every_present_member_votes_and_a_vote_may_be_changed_until_the_decision() {
    let mut walk = to(Stage::Ended);
    assert_eq!(walk.refused(walk::vote("stranger", Outcome::Passed)), said("¶17", "not-member"));
    walk.must(walk::vote("aigul", Outcome::NotPassed)).must(walk::vote("berik", Outcome::NotPassed));
    let decide = || Command::Decide { protocol: "Х-7".into() };
    let refused = walk.give(decide()).unwrap_err();
    assert_eq!(refused.reason, Reason::VoteMissing { missing: 1 });
    walk.must(walk::vote("daniyar", Outcome::Passed));
    assert_eq!(walk.refused(decide()), said("¶17", "against-the-map"));
    walk.must(walk::vote("berik", Outcome::Passed));
    assert_eq!(walk.give(walk::vote("berik", Outcome::Passed)).unwrap(), [], "said twice");
    walk.must(decide());
    assert_eq!(walk.case().votes["aigul"].outcome, Outcome::NotPassed, "the dissent stays");
}

#[test]
fn p17_last_the_protocol_is_signed_once_by_each_member_present() {
    let mut walk = to(Stage::Decided);
    let sign = |member: &str| Command::SignProtocol { member: member.into() };
    assert_eq!(walk.refused(sign("stranger")), said("¶17", "not-signatory"));
    walk.must(sign("daniyar")).must(sign("aigul"));
    assert_eq!(walk.refused(sign("aigul")), said("¶17", "signed-already"));
    assert_eq!((walk.stage(), walk.case().protocol_signed_on), (Stage::Decided, None));
    walk.later(1).must(sign("berik"));
    let case = walk.case();
    assert_eq!((case.stage, case.protocol_signed_on), (Stage::Passed, Some(date(2026, 12, 9))));
    assert_eq!(case.decision.as_ref().unwrap().protocol, "Х-7");
}

#[test]
fn p14_the_act_is_signed_by_those_who_were_present_and_by_nobody_else() {
    let mut walk = to(Stage::Theory);
    walk.must(walk::violation("o-1", walk.now));
    assert_eq!(walk.refused(walk::sign_act("o-1", "aigul")), said("¶14", "act-missing"));
    walk.must(walk::act("o-1"));
    assert_eq!(walk.refused(walk::sign_act("o-1", "maqsat")), said("¶14", "not-signatory"));
    assert_eq!(walk.refused(walk::sign_act("o-9", "aigul")), said("¶14", "violation-unknown"));
    for member in walk::MEMBERS {
        walk.must(walk::sign_act("o-1", member));
    }
    assert_eq!(walk.refused(walk::sign_act("o-1", "aigul")), said("¶14", "signed-already"));
    let violation = &walk.case().violations[0];
    assert_eq!((violation.signed.len(), violation.unsigned().count()), (3, 0));
}

#[test]
fn p14_who_was_present_signs_the_acts_before_the_protocol() {
    let mut walk = to(Stage::Theory);
    walk.must(walk::violation("o-1", walk.now)).must(walk::act("o-1"));
    walk.must(walk::sign_act("o-1", "daniyar"));
    walk.must(walk::review("o-1", true)).must(walk::theory(28, 40)).vote_all(Outcome::NotPassed);
    walk.must(Command::Decide { protocol: "Х-7".into() });
    let sign = |member: &str| Command::SignProtocol { member: member.into() };
    walk.must(sign("daniyar"));
    assert_eq!(walk.refused(sign("aigul")), said("¶14", "act-unsigned"));
    walk.must(walk::sign_act("o-1", "aigul")).must(sign("aigul"));
}
