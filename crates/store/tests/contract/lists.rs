//! `Cases::list`: filters, search, order, pages.

use acts::projection::{CaseFilter, fold_name};
use jiff::civil::{date, time};
use rules::case::Stage;

use crate::fixture::{Ports, account, begin, case, centre, serial, stamp_anew};

fn all() -> CaseFilter {
    CaseFilter { per_page: 100, ..CaseFilter::default() }
}

async fn found(ports: &Ports, filter: CaseFilter) -> Vec<u128> {
    let page = ports.cases.list(&filter).await.unwrap();
    assert_eq!(page.total, page.lines.len() as u64, "{filter:?}");
    page.lines.iter().map(|row| row.case.0.as_u128()).collect()
}

async fn search(ports: &Ports, text: &str) -> Vec<u128> {
    let everywhere = found(ports, CaseFilter { search: Some(text.into()), ..all() }).await;
    let at_centre = CaseFilter { search: Some(text.into()), centre: Some(centre("0042")), ..all() };
    assert_eq!(found(ports, at_centre).await, everywhere, "{text}");
    everywhere
}

async fn named(ports: &Ports, names: &[&str]) {
    for (number, name) in (1..).zip(names) {
        let mut write = begin(number);
        write.row.name = (*name).into();
        write.row.name_key = fold_name(name);
        ports.cases.commit(write).await.unwrap();
    }
}

pub(crate) async fn narrows_by_every_field(ports: &Ports) {
    let mut elsewhere = begin(1);
    elsewhere.row.centre = centre("0043");
    stamp_anew(&mut elsewhere, |stamp| stamp.centre = centre("0043"));
    let mut of_another = begin(2);
    of_another.row.candidate = Some(account(8));
    let mut on_paper = begin(3);
    on_paper.row.candidate = None;
    let mut noticed = begin(4);
    noticed.row.stage = Stage::Noticed;
    noticed.row.sitting_on = Some(date(2026, 12, 10));
    noticed.row.sitting_at = Some(time(10, 30, 0, 0));
    let mut late = begin(5);
    late.row.due = Some(date(2026, 11, 24));
    let mut nothing_owed = begin(6);
    nothing_owed.row.stage = Stage::NotPassed;
    nothing_owed.row.protocol = Some("0042-2026-P-1".into());
    (nothing_owed.row.due, nothing_owed.row.due_clause) = (None, None);
    for write in [&elsewhere, &of_another, &on_paper, &noticed, &late, &nothing_owed] {
        ports.cases.commit(write.clone()).await.unwrap();
    }

    assert_eq!(found(ports, all()).await, [5, 1, 2, 3, 4, 6]);
    assert_eq!(found(ports, CaseFilter { centre: Some(centre("0043")), ..all() }).await, [1]);
    assert_eq!(found(ports, CaseFilter { candidate: Some(account(8)), ..all() }).await, [2]);
    let stages = vec![Stage::Noticed, Stage::NotPassed];
    assert_eq!(found(ports, CaseFilter { stages, ..all() }).await, [4, 6]);
    assert_eq!(found(ports, CaseFilter { due_until: Some(date(2026, 11, 24)), ..all() }).await, [5]);
    assert_eq!(found(ports, CaseFilter { due_until: Some(date(9999, 12, 31)), ..all() }).await.len(), 5);
    assert_eq!(found(ports, CaseFilter { with_due: true, ..all() }).await, [5, 1, 2, 3, 4]);
    assert_eq!(found(ports, CaseFilter { sitting_on: Some(date(2026, 12, 10)), ..all() }).await, [4]);
    let protocol = Some("0042-2026-P-1".into());
    assert_eq!(found(ports, CaseFilter { protocol, ..all() }).await, [6]);
    let both = CaseFilter { stages: vec![Stage::Filed], centre: Some(centre("0042")), ..all() };
    assert_eq!(found(ports, both).await, [5, 2, 3]);
    assert_eq!(ports.cases.row(case(4)).await, Ok(Some(noticed.row)));
}

pub(crate) async fn finds_by_name_in_either_spelling(ports: &Ports) {
    named(ports, &["Қабдолла Әйгерім Үсенқызы", "Кабдоллаев Ерлан", "Ким-Нұрғалиева Өмір"]).await;
    assert_eq!(search(ports, "кабдолла").await, [1, 2]);
    assert_eq!(search(ports, "ҚАБДОЛЛА").await, [1, 2]);
    assert_eq!(search(ports, "айгер").await, [1]);
    assert_eq!(search(ports, "  қабд ұсен ").await, [1]);
    assert_eq!(search(ports, "Әйгерім Қабдолла").await, [1]);
    assert_eq!(search(ports, "нургал").await, [3]);
    assert_eq!(search(ports, "ким-нур").await, [3]);
    // The beginning of a word, not its middle; every word, not any.
    assert!(search(ports, "абдолла").await.is_empty());
    assert!(search(ports, "кабдолла омир").await.is_empty());
    assert_eq!(search(ports, "   ").await, [1, 2, 3]);
}

pub(crate) async fn finds_by_number_iin_and_serial(ports: &Ports) {
    let mut issued = begin(3);
    issued.row.serial = Some(serial(17));
    for write in [begin(1), begin(11), issued] {
        ports.cases.commit(write).await.unwrap();
    }
    assert_eq!(search(ports, "0042-2026-00001").await, [11]);
    assert_eq!(search(ports, " 0042-2026-000001 ").await, [1]);
    assert_eq!(search(ports, "0042-2026").await, [1, 3, 11]);
    assert_eq!(search(ports, "000000000011").await, [11]);
    assert!(search(ports, "00000000001").await.is_empty(), "an IIN is found whole");
    assert_eq!(search(ports, &serial(17)).await, [3]);
    // Q19: level 2 may be typed without the filling zero.
    assert_eq!(search(ports, "25620-72121008-3-201126-0042-000000017").await, [3]);
    assert!(search(ports, &serial(18)).await.is_empty());
}

pub(crate) async fn takes_signs_of_patterns_as_they_are(ports: &Ports) {
    named(ports, &["Ким Олег"]).await;
    for text in ["%", "_", "%им", "_им", "К_м", "*", "К?м", "' OR 1=1 --", "\"", "\\", "%00", "?"] {
        assert!(search(ports, text).await.is_empty(), "{text}");
    }
}

pub(crate) async fn puts_what_is_due_first(ports: &Ports) {
    let due = [None, Some(date(2026, 12, 2)), Some(date(2026, 12, 1)), None, Some(date(2026, 12, 2))];
    let filed_on = [22, 21, 20, 19, 18].map(|day| date(2026, 11, day));
    for (number, (due, filed_on)) in (1..).zip(due.into_iter().zip(filed_on)) {
        let mut write = begin(number);
        (write.row.due, write.row.filed_on) = (due, filed_on);
        ports.cases.commit(write).await.unwrap();
    }
    assert_eq!(found(ports, all()).await, [3, 5, 2, 4, 1]);
    let own = CaseFilter { candidate: Some(account(7)), ..all() };
    assert_eq!(found(ports, own).await, [1, 2, 3, 4, 5]);
}

pub(crate) async fn pages(ports: &Ports) {
    for number in 1..=105 {
        ports.cases.commit(begin(number)).await.unwrap();
    }
    let page = async |page, per_page| {
        let filter = CaseFilter { page, per_page, ..CaseFilter::default() };
        let page = ports.cases.list(&filter).await.unwrap();
        assert_eq!(page.total, 105);
        page.lines.iter().map(|row| row.case.0.as_u128()).collect::<Vec<_>>()
    };
    assert!(page(0, 10).await.into_iter().eq(1..=10));
    assert!(page(10, 10).await.into_iter().eq(101..=105));
    assert!(page(11, 10).await.is_empty());
    assert!(page(u32::MAX, 100).await.is_empty());
    assert_eq!(page(0, 1000).await.len(), 100, "at most 100");
    assert!(page(0, 0).await.is_empty());
}
