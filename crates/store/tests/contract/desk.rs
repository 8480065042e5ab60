//! The port `Desk`: the board, hands, reminders, calendars.

use acts::Role;
use acts::desk::rows::TermRow;
use acts::journal::AccountId;
use acts::ports::{
    Account, Assignment, CaseWrite, PortError, Reminder, ReminderRule, TakenBy, TermCard, TermFilter,
};
use jiff::civil::{Date, date};
use rules::Clause;
use rules::calendar::Calendar;
use rules::terms::term;

use crate::fixture::{Ports, account, at, begin, case, centre, go_on, message, withdrawn};

/// A term of `clause` from a day, three working days long.
pub(crate) fn running(number: u128, place: u32, clause: &'static str, start: Date, owed_by: Role) -> TermRow {
    let term = term(Calendar::kazakhstan(), Clause::new(clause), start, 3);
    TermRow {
        case: case(number),
        centre: centre("0042"),
        place,
        clause: clause.into(),
        due: term.due,
        owed_by,
        owed_to: vec![],
        term,
    }
}

pub(crate) fn with(number: u128, terms: Vec<TermRow>) -> CaseWrite {
    CaseWrite { terms, ..begin(number) }
}

fn all() -> TermFilter {
    TermFilter {
        centre: centre("0042"),
        owed: None,
        from: None,
        until: None,
        taken: None,
        page: 0,
        per_page: 100,
    }
}

async fn found(ports: &Ports, filter: TermFilter) -> Vec<TermCard> {
    let page = ports.desk.terms(&filter).await.unwrap();
    assert_eq!(page.total, page.lines.len() as u64, "{filter:?}");
    page.lines
}

async fn cases(ports: &Ports, filter: TermFilter) -> Vec<u128> {
    found(ports, filter).await.iter().map(|card| card.row.case.0.as_u128()).collect()
}

async fn staff(ports: &Ports, number: u128, name: &str) -> AccountId {
    let person = Account {
        id: account(number),
        login: format!("staff{number}"),
        name: name.into(),
        password: "x".into(),
        seats: vec![],
    };
    ports.people.create(person, at(0)).await.unwrap();
    account(number)
}

fn assignment(number: u128, holder: AccountId) -> Assignment {
    let (case, centre) = (case(number), centre("0042"));
    Assignment { case, centre, account: holder, at: at(0), given_by: None, word: String::new() }
}

/// Due on 23, 25 and 26 November 2026; a window of appeal beside them.
async fn three_terms(ports: &Ports) {
    let first = running(1, 0, "¶5", date(2026, 11, 18), Role::Registrar);
    let second = running(2, 1, "¶6", date(2026, 11, 20), Role::Registrar);
    let mut third = running(3, 2, "¶17", date(2026, 11, 23), Role::Member);
    third.owed_to = vec![account(21), account(22)];
    let window = running(4, 0, "¶20", date(2026, 11, 18), Role::Candidate);
    for write in [with(1, vec![first]), with(2, vec![second]), with(3, vec![third]), with(4, vec![window])] {
        ports.cases.commit(write).await.unwrap();
    }
}

pub(crate) async fn shows_running_terms_by_day(ports: &Ports) {
    three_terms(ports).await;
    assert_eq!(cases(ports, all()).await, [1, 2, 3], "the window of ¶20 is nobody's delay");
    let from = Some(date(2026, 11, 25));
    assert_eq!(cases(ports, TermFilter { from, ..all() }).await, [2, 3]);
    assert_eq!(cases(ports, TermFilter { from, until: from, ..all() }).await, [2]);
    assert!(cases(ports, TermFilter { centre: centre("0043"), ..all() }).await.is_empty());
    let card = &found(ports, all()).await[2];
    assert_eq!(card.row.owed_to, [account(21), account(22)]);
    assert_eq!(card.row.term.due, card.row.due);
    assert_eq!((card.number.as_str(), &card.taken), ("0042-2026-000003", &None));
    // The next act of the case says anew which terms run.
    let first = ports.cases.row(case(1)).await.unwrap().unwrap();
    ports.cases.commit(go_on(&first, vec![withdrawn("а")])).await.unwrap();
    assert_eq!(cases(ports, all()).await, [2, 3]);
    let slice = ports.audit.slice(None, 100).await.unwrap();
    assert_eq!(slice.terms.len(), 3);
    assert!(slice.terms.iter().all(Result::is_ok), "{:?}", slice.terms);
}

pub(crate) async fn narrows_terms_by_duty_and_hands(ports: &Ports) {
    three_terms(ports).await;
    let owed = |roles: &[Role], number| Some((roles.to_vec(), account(number)));
    let of = async |owed| cases(ports, TermFilter { owed, ..all() }).await;
    assert_eq!(of(owed(&[Role::Registrar], 5)).await, [1, 2]);
    assert_eq!(of(owed(&[Role::Member], 21)).await, [3], "named in the case");
    assert!(of(owed(&[Role::Member], 5)).await.is_empty(), "a member of another commission");
    assert_eq!(of(owed(&[Role::Registrar, Role::Member], 22)).await, [1, 2, 3]);
    let me = staff(ports, 5, "Дүйсен Мақсат").await;
    ports.desk.assign(assignment(2, me), None).await.unwrap();
    let taken = async |taken| cases(ports, TermFilter { taken: Some(taken), ..all() }).await;
    assert_eq!(taken(TakenBy::Person(me)).await, [2]);
    assert_eq!(taken(TakenBy::Nobody).await, [1, 3]);
    let card = &found(ports, all()).await[1];
    assert_eq!(card.taken, Some((me, "Дүйсен Мақсат".to_owned())));
}

pub(crate) async fn reads_all_terms_through(ports: &Ports) {
    three_terms(ports).await;
    let until = date(2026, 11, 25);
    let (mut after, mut seen) = (None, vec![]);
    loop {
        let step = ports.desk.terms_due(until, after, 1).await.unwrap();
        let Some(row) = step.first() else { break };
        seen.push(row.case.0.as_u128());
        after = Some((row.centre.clone(), row.case, row.place));
    }
    assert_eq!(seen, [1, 2, 4]);
}

pub(crate) async fn one_of_two_takes_a_case(ports: &Ports) {
    ports.cases.commit(begin(1)).await.unwrap();
    let (one, other) = (staff(ports, 5, "Ақан").await, staff(ports, 6, "Болат").await);
    let (first, second) = tokio::join!(
        ports.desk.assign(assignment(1, one), None),
        ports.desk.assign(assignment(1, other), None)
    );
    assert_eq!([&first, &second].iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!([first, second].contains(&Err(PortError::Conflict)));
    let held = ports.desk.assignments(vec![case(1), case(9)]).await.unwrap();
    assert_eq!(held.len(), 1);
    let loser = if held[0].0.account == one { other } else { one };
    ports.desk.release(case(1), loser).await.unwrap();
    assert_eq!(ports.desk.assignments(vec![case(1)]).await.unwrap(), held, "not in the loser's hands");
    ports.desk.release(case(1), held[0].0.account).await.unwrap();
    assert!(ports.desk.assignments(vec![case(1)]).await.unwrap().is_empty());
    assert!(ports.desk.assignments(vec![]).await.unwrap().is_empty());
}

pub(crate) async fn hands_a_case_over(ports: &Ports) {
    ports.cases.commit(begin(1)).await.unwrap();
    let (one, other) = (staff(ports, 5, "Ақан").await, staff(ports, 6, "Болат").await);
    ports.desk.assign(assignment(1, one), None).await.unwrap();
    let given =
        Assignment { given_by: Some(one), word: "Демалыстамын".into(), ..assignment(1, other) };
    assert_eq!(ports.desk.assign(given.clone(), Some(other)).await, Err(PortError::Conflict));
    ports.desk.assign(given.clone(), Some(one)).await.unwrap();
    let held = ports.desk.assignments(vec![case(1)]).await.unwrap();
    assert_eq!(held, [(given.clone(), "Болат".to_owned())]);
    assert_eq!(ports.desk.assign(given, Some(one)).await, Err(PortError::Conflict), "it is not theirs now");
}

fn reminder(number: u128, distance: i32, person: AccountId) -> Reminder {
    Reminder {
        account: person,
        case: case(number),
        place: 0,
        distance,
        centre: centre("0042"),
        clause: "¶5".into(),
        due: date(2026, 11, 23),
        at: at(i64::from(-distance)),
        read_at: None,
    }
}

pub(crate) async fn reminds_once(ports: &Ports) {
    three_terms(ports).await;
    let me = staff(ports, 5, "Ақан").await;
    let both = vec![reminder(1, 1, me), reminder(1, -1, me)];
    assert_eq!(ports.desk.remind(both.clone()).await, Ok(2));
    assert_eq!(ports.desk.remind(both).await, Ok(0));
    assert_eq!(ports.desk.remind(vec![reminder(1, -2, me), reminder(1, 1, me)]).await, Ok(1));
    assert_eq!(ports.desk.remind(vec![]).await, Ok(0));
    let page = ports.desk.reminders(me, 0, 2).await.unwrap();
    assert_eq!((page.total, page.lines.len()), (3, 2));
    assert_eq!(page.lines[0].reminder, reminder(1, -2, me), "newest first");
    assert_eq!((page.lines[0].number.as_str(), page.lines[0].running), ("0042-2026-000001", true));
    assert_eq!(ports.desk.reminders(account(6), 0, 10).await.unwrap().total, 0);
}

pub(crate) async fn marks_reminders_as_read(ports: &Ports) {
    three_terms(ports).await;
    let me = staff(ports, 5, "Ақан").await;
    let mut second = reminder(2, 1, me);
    second.place = 1;
    ports.desk.remind(vec![reminder(1, 1, me), second]).await.unwrap();
    assert_eq!(ports.desk.unread(me).await, Ok(2));
    ports.desk.mark_read(me, Some(case(1)), at(7)).await.unwrap();
    assert_eq!(ports.desk.unread(me).await, Ok(1));
    let page = ports.desk.reminders(me, 0, 10).await.unwrap();
    let order: Vec<_> = page.lines.iter().map(|line| line.reminder.case).collect();
    assert_eq!(order, [case(2), case(1)], "unread first");
    assert_eq!(page.lines[1].reminder.read_at, Some(at(7)));
    ports.desk.mark_read(me, None, at(8)).await.unwrap();
    assert_eq!(ports.desk.unread(me).await, Ok(0));
    let read = ports.desk.reminders(me, 0, 10).await.unwrap().lines;
    let first = read.iter().find(|line| line.reminder.case == case(1)).unwrap();
    assert_eq!(first.reminder.read_at, Some(at(7)), "read once");
    // What is met needs no reminding.
    ports.desk.remind(vec![reminder(3, 1, me)]).await.unwrap();
    assert_eq!(ports.desk.unread(me).await, Ok(0), "the case has no such term");
}

pub(crate) async fn keeps_a_rule_of_each_centre(ports: &Ports) {
    let usual = ports.desk.reminder_rule(&centre("0042")).await.unwrap();
    assert_eq!((usual.owed, usual.head), (1, 0));
    for rule in [ReminderRule { owed: 3, head: 1 }, ReminderRule { owed: 10, head: 0 }] {
        ports.desk.set_reminder_rule(&centre("0042"), rule).await.unwrap();
        assert_eq!(ports.desk.reminder_rule(&centre("0042")).await, Ok(rule));
    }
    let refused = ports.desk.set_reminder_rule(&centre("0042"), ReminderRule { owed: 11, head: 0 }).await;
    assert!(matches!(refused, Err(PortError::Inconsistent(_))), "{refused:?}");
    assert_eq!(ports.desk.reminder_rule(&centre("0043")).await, Ok(usual));
}

pub(crate) async fn tells_a_message_once(ports: &Ports) {
    ports.cases.commit(begin(1)).await.unwrap();
    assert_eq!(ports.desk.tell(message(5, 1, 0)).await, Ok(true));
    assert_eq!(ports.desk.tell(message(5, 1, 9)).await, Ok(false));
    assert_eq!(ports.cases.messages(case(1)).await.unwrap(), [message(5, 1, 0)]);
}

pub(crate) async fn keeps_one_feed_of_a_person(ports: &Ports) {
    let me = staff(ports, 5, "Ақан").await;
    let secret = |sign: &str| sign.repeat(64);
    assert_eq!(ports.desk.feed(me).await, Ok(None));
    ports.desk.set_feed(me, Some(secret("a")), at(1)).await.unwrap();
    assert_eq!(ports.desk.feed_owner(&secret("a")).await, Ok(Some(me)));
    ports.desk.set_feed(me, Some(secret("b")), at(2)).await.unwrap();
    assert_eq!(ports.desk.feed_owner(&secret("a")).await, Ok(None), "the earlier address ended");
    assert_eq!(ports.desk.feed(me).await, Ok(Some(at(2))));
    ports.desk.set_feed(me, None, at(3)).await.unwrap();
    assert_eq!(ports.desk.feed_owner(&secret("b")).await, Ok(None));
    assert_eq!(ports.desk.feed(me).await, Ok(None));
}
