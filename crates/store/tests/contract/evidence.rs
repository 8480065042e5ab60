//! The ports `HeadLog` and `Audit`.

use acts::ports::{LogWrite, PortError};
use journal::log::{Head, Log};

use crate::fixture::{Ports, begin, case, go_on, register_row, withdrawn};

/// A write that appends `heads` to a log of the heads `before`.
fn appended(before: &[Head], heads: &[Head]) -> LogWrite {
    let mut log = Log::default();
    for head in before {
        log.append(head).unwrap();
    }
    let expected = log.size();
    let nodes = heads.iter().flat_map(|head| log.append(head).unwrap()).collect();
    LogWrite { expected, heads: heads.to_vec(), nodes, checkpoint: format!("note of {}", log.size()) }
}

/// Two cases; the first has gone on by two entries in one act.
async fn two_cases(ports: &Ports) {
    let first = begin(1);
    ports.cases.commit(first.clone()).await.unwrap();
    ports.cases.commit(go_on(&first.row, vec![withdrawn("а"), withdrawn("б")])).await.unwrap();
    ports.cases.commit(begin(2)).await.unwrap();
}

pub(crate) async fn leaves_a_head_of_each_act(ports: &Ports) {
    two_cases(ports).await;
    let journal = ports.cases.journal(case(1)).await.unwrap();
    let other = ports.cases.journal(case(2)).await.unwrap();
    let heads = [journal[0].head(), journal[2].head(), other[0].head()];
    assert_eq!(ports.log.unlogged(100).await.unwrap(), heads);
    assert_eq!(ports.log.unlogged(1).await.unwrap(), heads[..1]);
}

pub(crate) async fn logs_heads_once(ports: &Ports) {
    two_cases(ports).await;
    let heads = ports.log.unlogged(100).await.unwrap();
    let write = appended(&[], &heads[..2]);
    ports.log.append(write.clone()).await.unwrap();
    assert_eq!(ports.log.append(write.clone()).await, Err(PortError::Conflict), "of another size");
    let twice = appended(&heads[..2], &heads[1..]);
    assert_eq!(ports.log.append(twice).await, Err(PortError::Conflict), "a head that is logged");
    assert_eq!(ports.log.size().await, Ok(2), "all or nothing");
    ports.log.append(appended(&heads[..2], &heads[2..])).await.unwrap();
    assert_eq!(ports.log.unlogged(100).await, Ok(vec![]));
    assert_eq!(ports.audit.records(0, 100).await.unwrap(), heads);
    assert_eq!(ports.audit.records(1, 1).await.unwrap(), heads[1..2]);
    assert_eq!(ports.audit.checkpoints().await.unwrap(), ["note of 2", "note of 3"]);
    assert_eq!(ports.log.newest_checkpoint().await.unwrap().as_deref(), Some("note of 3"));
}

pub(crate) async fn keeps_the_nodes_of_the_log(ports: &Ports) {
    two_cases(ports).await;
    let heads = ports.log.unlogged(100).await.unwrap();
    let write = appended(&[], &heads);
    ports.log.append(write.clone()).await.unwrap();
    let edge = ports.log.nodes(Log::needed(3)).await.unwrap();
    let resumed = Log::resume(3, &edge).unwrap();
    let mut whole = Log::default();
    for head in &heads {
        whole.append(head).unwrap();
    }
    assert_eq!(resumed, whole);
    assert_eq!(ports.audit.log_nodes(0, 100).await.unwrap(), write.nodes);
    assert_eq!(ports.audit.log_nodes(2, 1).await.unwrap(), write.nodes[2..3]);
    let missing = ports.log.nodes(vec![99]).await;
    assert!(matches!(missing, Err(PortError::Inconsistent(_))), "{missing:?}");
}

pub(crate) async fn reads_whole_cases_in_slices(ports: &Ports) {
    two_cases(ports).await;
    let third = begin(3);
    let with_register = acts::ports::CaseWrite { register: Some(register_row(3, 1)), ..third };
    ports.cases.commit(with_register).await.unwrap();
    let heads = ports.log.unlogged(100).await.unwrap();
    ports.log.append(appended(&[], &heads[..2])).await.unwrap();
    let (mut after, mut seen) = (None, vec![]);
    loop {
        let slice = ports.audit.slice(after, 1).await.unwrap();
        let numbers = [slice.entries.len(), slice.rows.len(), slice.logged.len(), slice.waiting.len()];
        seen.push((numbers, slice.register.len()));
        match slice.through {
            Some(place) => after = Some(place),
            None => break,
        }
    }
    // A slice ends with the case in which its limit lies.
    assert_eq!(seen, [([3, 1, 2, 0], 0), ([2, 2, 0, 2], 1), ([0; 4], 0)]);
    let whole = ports.audit.slice(None, 100).await.unwrap();
    assert_eq!(whole.entries.len(), 5);
    let journal = ports.cases.journal(case(1)).await.unwrap();
    assert_eq!(whole.entries[1].body, journal[1].body());
    assert_eq!(whole.entries[1].link, journal[1].link().0);
    assert_eq!(whole.entries[1].at, journal[1].stamp().at.as_microsecond());
    assert_eq!(whole.rows[0], Ok(ports.cases.row(case(1)).await.unwrap().unwrap()));
}
