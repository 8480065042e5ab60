//! Every term of the Rules in a case: it starts once, on the right day, with the right length, and is met or void.

use jiff::civil::{Date, date};
use rules::appeal::AppealOutcome;
use rules::calendar::Day;
use rules::case::{Command, Event, Stage, TermState};
use rules::decision::Outcome;
use rules::refusal::Reason;
use rules::terms::{Before, Standing};

use crate::walk::{self, Walk, to};

type Row = (&'static str, Date, u16, Date, TermState);

fn rows(walk: &Walk) -> Vec<(String, Date, u16, Date, TermState)> {
    let row = |running: &rules::case::RunningTerm| {
        let term = &running.term;
        (term.clause.to_string(), term.start, term.working_days, term.due, running.state)
    };
    walk.case().terms.iter().map(row).collect()
}

fn are(walk: &Walk, expected: &[Row]) {
    let expected: Vec<_> =
        expected.iter().map(|row| (row.0.to_owned(), row.1, row.2, row.3, row.4)).collect();
    assert_eq!(rows(walk), expected);
}

const fn nov(day: i8) -> Date {
    date(2026, 11, day)
}

const fn dec(day: i8) -> Date {
    date(2026, 12, day)
}

#[test]
fn p05_p06_p17_p18_the_terms_of_a_passed_case() {
    let mut walk = to(Stage::Filed);
    are(&walk, &[("¶5", nov(23), 3, nov(26), TermState::Running)]);
    walk.later(1).must(walk::find_complete()).later(1).must(walk::offer());
    are(&walk, &[("¶5", nov(23), 3, nov(26), TermState::Running)]);
    walk.later(1).must(Command::ConcludeContract);
    let check = ("¶5", nov(23), 3, nov(26), TermState::Met(nov(26)));
    are(&walk, &[check, ("¶6", nov(26), 5, dec(3), TermState::Running)]);
    walk.later(5).notice();
    let notice = ("¶6", nov(26), 5, dec(3), TermState::Met(dec(3)));
    are(&walk, &[check, notice]);
    walk.prepare().must(walk::open()).must(walk::theory(29, 40));
    assert_eq!(walk.today(), date(2026, 12, 21), "ten whole days, Independence Day among the days off");
    are(&walk, &[check, notice]);
    walk.must(Command::OpenPractice { present: walk::ids(&walk::MEMBERS) }).judge_all(|_, _| true);
    walk.later(1).must(Command::ClosePractice);
    are(&walk, &[check, notice, ("¶17", dec(22), 2, dec(24), TermState::Running)]);
    walk.later(1).conclude(Outcome::Passed);
    let protocol = ("¶17", dec(22), 2, dec(24), TermState::Met(dec(23)));
    are(&walk, &[check, notice, protocol, ("¶18", dec(23), 3, dec(28), TermState::Running)]);
    walk.later(4).must(walk::issue(1));
    are(&walk, &[check, notice, protocol, ("¶18", dec(23), 3, dec(28), TermState::Met(dec(29)))]);
    walk.must(walk::receipt());
    assert_eq!(walk.case().terms.len(), 4);
}

#[test]
fn p19_p20_p22_p23_the_terms_of_an_upheld_appeal() {
    let mut walk = to(Stage::Theory);
    walk.must(walk::theory(28, 40));
    assert_eq!(rows(&walk)[2], ("¶17".into(), dec(8), 2, dec(10), TermState::Running));
    walk.conclude(Outcome::NotPassed);
    assert_eq!(rows(&walk)[3], ("¶19".into(), dec(8), 3, dec(11), TermState::Running));
    walk.later(1).must(walk::inform());
    assert_eq!(rows(&walk)[3].4, TermState::Met(dec(9)));
    walk.later(1).must(walk::receipt());
    assert_eq!(rows(&walk)[4], ("¶20".into(), dec(10), 5, dec(18), TermState::Running));
    walk.later(1).must(walk::appeal());
    assert_eq!(rows(&walk)[4].4, TermState::Met(dec(11)));
    walk.later(1).must(walk::register());
    assert_eq!(rows(&walk)[5], ("¶22".into(), dec(14), 5, dec(22), TermState::Running));
    walk.later(1).vote_appeal(AppealOutcome::Upheld).must(walk::decide_appeal());
    assert_eq!(rows(&walk)[5].4, TermState::Met(dec(15)));
    assert_eq!(rows(&walk)[6], ("¶23".into(), dec(15), 3, dec(21), TermState::Running));
    walk.later(1).must(walk::issue(1));
    assert_eq!(rows(&walk)[6].4, TermState::Met(dec(17)));
    assert_eq!(walk.case().terms.len(), 7);
}

#[test]
fn p05_a_signed_refusal_meets_the_term_and_starts_none() {
    let mut walk = to(Stage::Incomplete);
    walk.must(Command::ReturnRefusal { remark: "нақтылаңыз".into() }).must(walk::find_incomplete());
    are(&walk, &[("¶5", nov(23), 3, nov(26), TermState::Running)]);
    walk.later(2).must(Command::SignRefusal { number: "Б-1".into() });
    are(&walk, &[("¶5", nov(23), 3, nov(26), TermState::Met(nov(25)))]);
}

#[test]
fn p05_an_act_after_its_term_is_taken_and_shown_as_late() {
    let mut walk = to(Stage::Filed);
    walk.later(5).must(walk::find_complete()).must(walk::offer()).must(Command::ConcludeContract);
    assert_eq!(rows(&walk)[0].4, TermState::Met(nov(30)));
    assert!(nov(30) > rows(&walk)[0].3);
}

#[test]
fn p03_withdrawal_voids_what_runs_and_leaves_what_was_met() {
    let mut walk = to(Stage::Contracted);
    walk.must(walk::withdraw());
    let expected = [TermState::Met(nov(23)), TermState::Void];
    assert_eq!(walk.case().terms.iter().map(|running| running.state).collect::<Vec<_>>(), expected);
}

#[test]
fn p20_a_window_that_ran_out_is_void_and_a_late_appeal_meets_only_its_own_term() {
    let mut walk = to(Stage::Closed);
    assert_eq!(walk.terms("¶20")[0].state, TermState::Void);
    walk.must(walk::appeal()).must(walk::register()).later(2).must(walk::refuse_late());
    assert_eq!(walk.terms("¶20")[0].state, TermState::Void);
    let [answer] = walk.terms("¶22")[..] else { panic!("one term of ¶22") };
    assert_eq!(answer.state, TermState::Met(walk.today()));
}

#[test]
fn p17_q6_an_annulled_end_voids_its_term_and_the_next_end_starts_a_new_one() {
    let mut walk = to(Stage::Theory);
    let now = walk.now;
    walk.must(walk::violation("o-1", now)).must(walk::violation("o-2", now));
    assert_eq!(walk.terms("¶17")[0].state, TermState::Running);
    walk.must(walk::review("o-2", false));
    assert_eq!(walk.terms("¶17")[0].state, TermState::Void);
    walk.notice().on(dec(9)).must(walk::open()).must(walk::theory(28, 40));
    let terms = walk.terms("¶17");
    assert_eq!(terms.len(), 2);
    assert_eq!((terms[0].state, terms[1].state), (TermState::Void, TermState::Running));
    assert_eq!(terms[1].term.start, dec(9));
    let check = walk.terms("¶5")[0];
    assert_eq!(check.state, TermState::Met(nov(23)), "other terms are left alone");
}

#[test]
fn p06_a_new_date_starts_no_new_term_of_the_notice() {
    let mut walk = to(Stage::Postponed);
    walk.notice();
    assert_eq!(walk.terms("¶6").len(), 1);
}

#[test]
fn p05_the_day_of_registration_is_the_local_one() {
    for (filed_at, start, due) in
        [("2026-11-23T18:59:59Z", nov(23), nov(26)), ("2026-11-23T19:00:00Z", nov(24), nov(27))]
    {
        let mut walk = Walk::new();
        let command = walk::file(&walk.programme);
        walk.at(filed_at).must(command);
        are(&walk, &[("¶5", start, 3, due, TermState::Running)]);
        assert_eq!(walk.case().filed_on, start);
    }
}

#[test]
fn p05_the_due_day_ends_at_nineteen_utc() {
    let mut walk = to(Stage::Filed);
    let standing = |walk: &Walk| walk.case().next_term().unwrap().standing(walk.now, &walk.calendar);
    assert_eq!(standing(walk.at("2026-11-26T18:59:59Z")), Standing::DueToday);
    assert_eq!(standing(walk.at("2026-11-26T19:00:00Z")), Standing::Overdue(1));
}

#[test]
fn the_next_term_is_the_running_one_that_falls_due_first() {
    let mut walk = to(Stage::Contracted);
    assert_eq!(walk.case().next_term().unwrap().clause.as_str(), "¶6");
    walk.notice();
    assert_eq!(walk.case().next_term(), None);
}

fn off(walk: &mut Walk, days: &[Date]) {
    let days: Vec<Day> = days.iter().map(|day| Day::by_act(*day, false, "№ 712")).collect();
    walk.calendar = walk.calendar.after(&days);
}

#[test]
fn p05_q25_an_act_about_the_calendar_moves_the_running_term_and_both_counts_stay() {
    let mut walk = to(Stage::Filed);
    let issued = walk.calendar.version.clone();
    off(&mut walk, &[nov(24)]);
    walk.must(Command::RecountTerms);
    are(&walk, &[("¶5", nov(23), 3, nov(27), TermState::Running)]);
    let term = &walk.case().terms[0].term;
    assert_eq!(term.calendar, format!("{issued}+1"));
    assert_eq!(term.before, Some(Before { due: nov(26), calendar: issued }));
    assert_eq!(walk.refused(Command::RecountTerms).1, Reason::TermsStand.code(), "counted anew once");
}

#[test]
fn p05_q25_neither_a_met_term_nor_one_that_would_become_shorter_is_moved() {
    let mut walk = to(Stage::Contracted);
    off(&mut walk, &[nov(24)]);
    let moved = walk.give(Command::RecountTerms).unwrap();
    let clauses: Vec<&str> = walk.case().terms.iter().map(|running| running.term.clause.as_str()).collect();
    assert_eq!(clauses, ["¶5", "¶6"]);
    assert!(matches!(moved[..], [Event::TermRecounted { place: 1, .. }]), "{moved:?}");
    let before = walk.case().terms.clone();
    walk.calendar =
        walk.calendar.after(&[Day::by_act(nov(24), true, "№ 713"), Day::by_act(nov(28), true, "№ 713")]);
    assert_eq!(walk.refused(Command::RecountTerms).1, Reason::TermsStand.code());
    assert_eq!(walk.case().terms, before);
}
