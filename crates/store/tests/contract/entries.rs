//! The port `Entries`.

use acts::ports::{
    CaseWrite, EntriesStanding, EntryFilter, EntryKey, EntryKind, EntryState, PlatformEntry, PortError,
};

use crate::fixture::{Ports, at, begin, case, centre, go_on, register_row, serial, withdrawn};

fn entry(number: u128, kind: EntryKind) -> PlatformEntry {
    let ordinal = u32::try_from(number).unwrap();
    PlatformEntry {
        key: EntryKey { centre: centre("0042"), case: case(number), kind },
        serial: serial(ordinal),
        ordinal,
        state: EntryState::Waiting,
        made_at: at(i64::from(ordinal)),
        tries: 0,
        next_at: at(i64::from(ordinal)),
        reference: None,
        reason: None,
        moved_at: at(0),
    }
}

/// A document with its pass in the entries.
fn issued(number: u128) -> CaseWrite {
    let mut write = begin(number);
    write.register = Some(register_row(number, u32::try_from(number).unwrap()));
    write.platform = Some(entry(number, EntryKind::Pass));
    write
}

fn annulled(number: u128) -> CaseWrite {
    let mut write = go_on(&begin(number).row, vec![withdrawn("жою")]);
    write.platform = Some(entry(number, EntryKind::Annulment));
    write
}

async fn due(ports: &Ports, micros: i64) -> Vec<(u32, EntryKind)> {
    let due = ports.entries.due(at(micros), 100).await.unwrap();
    due.into_iter().map(|entry| (entry.ordinal, entry.key.kind)).collect()
}

pub(crate) async fn leaves_an_entry_with_the_act(ports: &Ports) {
    ports.cases.commit(issued(1)).await.unwrap();
    assert_eq!(ports.entries.entries_of(case(1)).await, Ok(vec![entry(1, EntryKind::Pass)]));
    assert_eq!(ports.entries.entries_of(case(2)).await, Ok(vec![]));
    // All or nothing: an act that comes to nothing owes nothing.
    let mut late = annulled(1);
    late.expected = 0;
    assert!(ports.cases.commit(late).await.is_err());
    assert_eq!(ports.entries.entries_of(case(1)).await.unwrap().len(), 1);
    // A case is entered once.
    let mut twice = annulled(1);
    twice.platform = Some(entry(1, EntryKind::Pass));
    assert_eq!(ports.cases.commit(twice).await, Err(PortError::Conflict));
    let slice = ports.audit.slice(None, 100).await.unwrap();
    assert_eq!(slice.platform, [Ok(entry(1, EntryKind::Pass))]);
}

pub(crate) async fn sends_the_pass_before_the_annulment(ports: &Ports) {
    for number in [2, 1] {
        ports.cases.commit(issued(number)).await.unwrap();
    }
    ports.cases.commit(annulled(1)).await.unwrap();
    assert_eq!(due(ports, 0).await, [], "nothing was made yet");
    assert_eq!(due(ports, 1).await, [(1, EntryKind::Pass)]);
    assert_eq!(due(ports, 9).await, [(1, EntryKind::Pass), (2, EntryKind::Pass)]);
    assert_eq!(ports.entries.due(at(9), 1).await.unwrap().len(), 1);

    let waiting = entry(1, EntryKind::Pass);
    let sent = waiting.sent(at(10), at(20));
    ports.entries.step(&waiting, &sent).await.unwrap();
    assert_eq!(due(ports, 19).await, [(2, EntryKind::Pass)]);
    assert_eq!(due(ports, 20).await, [(1, EntryKind::Pass), (2, EntryKind::Pass)], "no answer: once more");
    let confirmed = sent.confirmed(at(11), "R-1".into());
    ports.entries.step(&sent, &confirmed).await.unwrap();
    assert_eq!(due(ports, 20).await, [(1, EntryKind::Annulment), (2, EntryKind::Pass)]);
    let kept = ports.entries.entries_of(case(1)).await.unwrap();
    assert_eq!(kept, [confirmed, entry(1, EntryKind::Annulment)]);
}

pub(crate) async fn gives_an_entry_to_one_sender(ports: &Ports) {
    ports.cases.commit(issued(1)).await.unwrap();
    let waiting = entry(1, EntryKind::Pass);
    let sent = waiting.sent(at(10), at(20));
    ports.entries.step(&waiting, &sent).await.unwrap();
    assert_eq!(ports.entries.step(&waiting, &sent).await, Err(PortError::Conflict));
    // Sent once more by another node: the slow answer of the first changes nothing.
    let again = sent.sent(at(20), at(50));
    ports.entries.step(&sent, &again).await.unwrap();
    let late = sent.confirmed(at(21), "R-1".into());
    assert_eq!(ports.entries.step(&sent, &late).await, Err(PortError::Conflict));
    assert_eq!(ports.entries.entries_of(case(1)).await, Ok(vec![again]));
}

pub(crate) async fn lists_what_waits_and_what_was_refused(ports: &Ports) {
    assert_eq!(ports.entries.standing().await, Ok(EntriesStanding::default()));
    for number in 1..=3 {
        ports.cases.commit(issued(number)).await.unwrap();
    }
    let waiting = entry(2, EntryKind::Pass);
    let sent = waiting.sent(at(10), at(20));
    let refused = sent.refused(at(11), "ЖСН табылмады".into());
    ports.entries.step(&waiting, &sent).await.unwrap();
    ports.entries.step(&sent, &refused).await.unwrap();
    assert_eq!(due(ports, 99).await, [(1, EntryKind::Pass), (3, EntryKind::Pass)]);
    let standing = EntriesStanding { open: 2, oldest: Some(at(1)), refused: 1 };
    assert_eq!(ports.entries.standing().await, Ok(standing));

    let list = async |at: Option<&str>, refused| {
        let filter = EntryFilter { centre: at.map(centre), refused, page: 0, per_page: 10 };
        let page = ports.entries.entries(&filter).await.unwrap();
        assert_eq!(page.total, page.lines.len() as u64);
        page.lines
    };
    assert_eq!(list(None, true).await, std::slice::from_ref(&refused));
    assert_eq!(list(Some("0042"), true).await, std::slice::from_ref(&refused));
    assert_eq!(list(Some("0043"), true).await, []);
    assert_eq!(list(None, false).await, [entry(1, EntryKind::Pass), entry(3, EntryKind::Pass)]);

    ports.entries.step(&refused, &refused.again(at(30))).await.unwrap();
    assert_eq!(ports.entries.step(&refused, &refused.again(at(31))).await, Err(PortError::Conflict));
    assert_eq!(due(ports, 30).await.len(), 3);
}
