//! The ports `Register` and `Figures`.

use acts::facts::{AppealEnd, OutcomeRow, TermEnd, TermFact};
use acts::ports::{
    AppealCount, CaseWrite, DocumentState, Happening, OutcomeCount, RegisterFilter, RegisterMark, Span,
    Tally, TermCount,
};
use jiff::civil::{Date, date};

use crate::fixture::{Ports, begin, case, centre, go_on, register_row, serial, stamp_anew, withdrawn};

/// A case of `number` at centre 0042, or at 0043 when the number is even.
fn at_centre(number: u128) -> CaseWrite {
    let mut write = begin(number);
    if number.is_multiple_of(2) {
        write.row.centre = centre("0043");
        stamp_anew(&mut write, |stamp| stamp.centre = centre("0043"));
    }
    write
}

/// Five documents: the second annulled, the third of another programme, the fourth expired in 2028, the fifth late.
async fn documents(ports: &Ports) {
    for number in 1..=5 {
        let mut write = at_centre(number);
        let ordinal = u32::try_from(number).unwrap();
        let mut row = register_row(number, ordinal);
        row.centre = write.row.centre.clone();
        match number {
            2 => row.annulled_on = Some(date(2026, 12, 1)),
            3 => row.programme = "cook".into(),
            4 => row.valid_until = date(2028, 11, 20),
            5 => row.issued_on = date(2027, 1, 5),
            _ => {}
        }
        write.register = Some(row);
        ports.cases.commit(write).await.unwrap();
    }
}

fn all() -> RegisterFilter {
    RegisterFilter { per_page: 100, ..RegisterFilter::default() }
}

async fn found(ports: &Ports, filter: RegisterFilter) -> Vec<u32> {
    let page = ports.register.search(&filter).await.unwrap();
    let ordinals: Vec<u32> = page.lines.iter().map(|row| row.ordinal).collect();
    assert_eq!(page.total, ordinals.len() as u64, "{filter:?}");
    let mut streamed = ports.register.following(&filter, 0, 100).await.unwrap();
    streamed.reverse();
    assert_eq!(streamed, page.lines, "{filter:?}");
    ordinals
}

pub(crate) async fn looks_through_the_register(ports: &Ports) {
    assert_eq!(ports.register.mark().await, Ok(RegisterMark { newest: 0, annulled: 0 }));
    documents(ports).await;
    assert_eq!(ports.register.mark().await, Ok(RegisterMark { newest: 5, annulled: 1 }));
    assert_eq!(found(ports, all()).await, [5, 4, 3, 2, 1]);
    assert_eq!(found(ports, RegisterFilter { serial: Some(serial(3)), ..all() }).await, [3]);
    // Q19: typed without the filling zero; the beginning alone; signs of patterns are themselves.
    let short = Some("25620-72121008-3-201126-0042-000000003".into());
    assert_eq!(found(ports, RegisterFilter { serial: short, ..all() }).await, [3]);
    assert_eq!(found(ports, RegisterFilter { serial: Some("25620-07".into()), ..all() }).await.len(), 5);
    assert_eq!(found(ports, RegisterFilter { serial: Some("%".into()), ..all() }).await, [0; 0]);
    assert_eq!(found(ports, RegisterFilter { serial: Some("  ".into()), ..all() }).await.len(), 5);
    let cooks = vec!["cook".to_owned(), "nobody".to_owned()];
    assert_eq!(found(ports, RegisterFilter { programmes: cooks, ..all() }).await, [3]);
    assert_eq!(found(ports, RegisterFilter { centre: Some(centre("0043")), ..all() }).await, [4, 2]);
    let issued = |from, until| RegisterFilter { issued_from: from, issued_until: until, ..all() };
    assert_eq!(found(ports, issued(Some(date(2027, 1, 5)), None)).await, [5]);
    assert_eq!(found(ports, issued(None, Some(date(2027, 1, 4)))).await, [4, 3, 2, 1]);
}

pub(crate) async fn tells_states_on_a_day(ports: &Ports) {
    documents(ports).await;
    let in_state = async |state, on: Date| {
        let found = found(ports, RegisterFilter { state: Some((state, on)), ..all() }).await;
        let filter = all();
        let all = ports.register.search(&filter).await.unwrap().lines;
        let told: Vec<u32> =
            all.iter().filter(|row| DocumentState::of(row, on) == state).map(|row| row.ordinal).collect();
        assert_eq!(found, told, "the list and the row say the same");
        found
    };
    // Q12: the last day counts.
    assert_eq!(in_state(DocumentState::InForce, date(2028, 11, 20)).await, [5, 4, 3, 1]);
    assert_eq!(in_state(DocumentState::InForce, date(2028, 11, 21)).await, [5, 3, 1]);
    assert_eq!(in_state(DocumentState::Expired, date(2028, 11, 20)).await, [0; 0]);
    assert_eq!(in_state(DocumentState::Expired, date(2028, 11, 21)).await, [4]);
    assert_eq!(in_state(DocumentState::Annulled, date(2040, 1, 1)).await, [2]);
}

pub(crate) async fn goes_through_the_register_in_steps(ports: &Ports) {
    documents(ports).await;
    let step = async |after, limit| {
        let rows = ports.register.following(&all(), after, limit).await.unwrap();
        rows.iter().map(|row| row.ordinal).collect::<Vec<_>>()
    };
    assert_eq!(step(0, 2).await, [1, 2]);
    assert_eq!(step(2, 2).await, [3, 4]);
    assert_eq!(step(4, 2).await, [5]);
    assert_eq!(step(5, 2).await, [0; 0]);
    let page = async |page| {
        let filter = RegisterFilter { page, per_page: 2, ..RegisterFilter::default() };
        let page = ports.register.search(&filter).await.unwrap();
        assert_eq!(page.total, 5);
        page.lines.iter().map(|row| row.ordinal).collect::<Vec<_>>()
    };
    assert_eq!((page(0).await, page(2).await, page(9).await), (vec![5, 4], vec![1], vec![]));
}

fn term(number: u128, place: u32, clause: &str, due: Date, met: Option<Date>) -> TermFact {
    TermFact {
        centre: at_centre(number).row.centre,
        case: case(number),
        place,
        clause: clause.into(),
        started: date(2026, 11, 20),
        due,
        state: if met.is_some() { TermEnd::Met } else { TermEnd::Running },
        closed_on: met,
    }
}

pub(crate) async fn counts_terms(ports: &Ports) {
    let (due, later) = (date(2026, 11, 25), date(2026, 12, 9));
    for number in 1..=3 {
        let mut write = at_centre(number);
        write.term_facts = vec![term(number, 0, "¶5", due, None), term(number, 1, "¶6", later, None)];
        ports.cases.commit(write).await.unwrap();
    }
    // The first of them meets its first term.
    let mut met = go_on(&at_centre(1).row, vec![withdrawn("бір")]);
    met.term_facts = vec![term(1, 0, "¶5", due, Some(due))];
    ports.cases.commit(met).await.unwrap();

    let span = |centre: Option<&str>, until| Span {
        centre: centre.map(crate::fixture::centre),
        from: date(2026, 11, 1),
        until,
    };
    let count = |number, state, closed_on, n| TermCount {
        centre: at_centre(number).row.centre,
        clause: "¶5".into(),
        started: date(2026, 11, 20),
        due,
        state,
        closed_on,
        n,
    };
    let (of_1, of_2, of_3) = (
        count(1, TermEnd::Met, Some(due), 1),
        count(2, TermEnd::Running, None, 1),
        count(3, TermEnd::Running, None, 1),
    );
    let counted = ports.figures.terms(&span(None, due)).await.unwrap();
    assert_eq!(counted, [of_1.clone(), of_3.clone(), of_2.clone()]);
    assert_eq!(ports.figures.terms(&span(Some("0043"), due)).await.unwrap(), [of_2]);
    assert_eq!(ports.figures.terms(&span(Some("0042"), due)).await.unwrap(), [of_1, of_3]);
    assert_eq!(ports.figures.terms(&span(None, date(2026, 11, 24))).await, Ok(vec![]));

    let tally =
        |centre: &str, of: &str, n| Tally { centre: crate::fixture::centre(centre), of: of.into(), n };
    assert_eq!(ports.figures.overdue(None, due).await, Ok(vec![]), "due today is not overdue");
    let overdue = ports.figures.overdue(None, date(2026, 11, 26)).await.unwrap();
    assert_eq!(overdue, [tally("0042", "¶5", 1), tally("0043", "¶5", 1)]);
    let all = ports.figures.overdue(Some(&centre("0042")), date(2027, 1, 1)).await.unwrap();
    assert_eq!(all, [tally("0042", "¶5", 1), tally("0042", "¶6", 2)]);
}

fn outcome(number: u128) -> OutcomeRow {
    OutcomeRow {
        centre: at_centre(number).row.centre,
        case: case(number),
        programme: "welder".into(),
        filed_on: date(2026, 11, 20),
        theory: None,
        practice: None,
        passed: None,
        decided_on: None,
        violations: 0,
        terminated: false,
        issued_on: None,
        annulled_on: None,
        appealed_on: None,
        appeal: None,
        closed_on: None,
    }
}

async fn begun(ports: &Ports, number: u128, row: OutcomeRow) {
    let mut write = at_centre(number);
    write.outcome = Some(row);
    ports.cases.commit(write).await.unwrap();
}

pub(crate) async fn counts_outcomes(ports: &Ports) {
    let day = date(2026, 12, 14);
    let passed = OutcomeRow {
        theory: Some(true),
        practice: Some(true),
        passed: Some(true),
        decided_on: Some(day),
        issued_on: Some(day),
        ..outcome(1)
    };
    begun(ports, 1, passed.clone()).await;
    begun(ports, 3, OutcomeRow { case: case(3), violations: 1, ..passed.clone() }).await;
    begun(ports, 5, OutcomeRow { case: case(5), violations: 2, ..passed.clone() }).await;
    let ended = OutcomeRow {
        passed: Some(false),
        decided_on: Some(day),
        violations: 2,
        terminated: true,
        appealed_on: Some(day),
        appeal: Some(AppealEnd::Rejected),
        closed_on: Some(day),
        ..outcome(2)
    };
    begun(ports, 2, ended).await;
    begun(ports, 4, OutcomeRow { appealed_on: Some(day), ..outcome(4) }).await;
    // What an act changes takes the place of what was there.
    begun(ports, 7, outcome(7)).await;
    let mut annulled = go_on(&at_centre(7).row, vec![withdrawn("жеті")]);
    annulled.outcome = Some(OutcomeRow { annulled_on: Some(day), ..outcome(7) });
    ports.cases.commit(annulled).await.unwrap();

    of_each_kind(ports, day).await;
    let span = Span { centre: None, from: day, until: day };
    let mut appeals = ports.figures.appeals(&span).await.unwrap();
    appeals.sort_by_key(|count| count.end);
    let waits = AppealCount { centre: centre("0043"), end: None, n: 1 };
    let rejected = AppealCount { end: Some(AppealEnd::Rejected), ..waits.clone() };
    assert_eq!(appeals, [waits, rejected]);

    let tally = |centre: &str, n| Tally { centre: crate::fixture::centre(centre), of: "welder".into(), n };
    let filed = Span { centre: None, from: date(2026, 11, 20), until: date(2026, 11, 20) };
    let filed = ports.figures.happened(Happening::Filed, &filed).await.unwrap();
    assert_eq!(filed, [tally("0042", 4), tally("0043", 2)]);
    assert_eq!(ports.figures.happened(Happening::Issued, &span).await, Ok(vec![tally("0042", 3)]));
    assert_eq!(ports.figures.happened(Happening::Annulled, &span).await, Ok(vec![tally("0042", 1)]));
    assert_eq!(ports.figures.open(None).await, Ok(vec![tally("0042", 1), tally("0043", 1)]));
    assert_eq!(ports.figures.open(Some(&centre("0043"))).await, Ok(vec![tally("0043", 1)]));
}

/// Cases that were decided on `day`, by what came out.
async fn of_each_kind(ports: &Ports, day: Date) {
    let span = Span { centre: None, from: day, until: day };
    let of = |centre: &str, yes, violated, terminated, n| OutcomeCount {
        centre: crate::fixture::centre(centre),
        programme: "welder".into(),
        theory: Some(true).filter(|_| yes),
        practice: Some(true).filter(|_| yes),
        passed: Some(yes),
        violated,
        terminated,
        n,
    };
    let counted = ports.figures.outcomes(&span).await.unwrap();
    let expected = [
        of("0042", true, false, false, 1),
        of("0042", true, true, false, 2),
        of("0043", false, true, true, 1),
    ];
    assert_eq!(counted, expected);
    let before = Span { until: date(2026, 12, 13), from: date(2026, 1, 1), ..span.clone() };
    assert_eq!(ports.figures.outcomes(&before).await, Ok(vec![]));
}

/// What is counted is read back whole, for `verify`.
pub(crate) async fn reads_what_is_counted_back(ports: &Ports) {
    let mut write = at_centre(1);
    write.term_facts = vec![
        term(1, 0, "¶5", date(2026, 11, 25), Some(date(2026, 11, 24))),
        term(1, 1, "¶6", date(2026, 12, 1), None),
    ];
    let row = OutcomeRow {
        theory: Some(false),
        appeal: Some(AppealEnd::Late),
        violations: 7,
        terminated: true,
        annulled_on: Some(date(2027, 1, 1)),
        ..outcome(1)
    };
    write.outcome = Some(row.clone());
    ports.cases.commit(write.clone()).await.unwrap();
    let slice = ports.audit.slice(None, 100).await.unwrap();
    assert_eq!(slice.term_facts, write.term_facts.into_iter().map(Ok).collect::<Vec<_>>());
    assert_eq!(slice.outcomes, [Ok(row)]);
}
