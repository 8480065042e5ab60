//! Everything stored about a few cases, in the hands of somebody who may change it.

use std::collections::{BTreeMap, BTreeSet};

use acts::CaseId;
use acts::desk::rows::{SittingRow, TermRow, sitting_row, term_rows};
use acts::journal::{Entry, Stamp};
use acts::ports::{Audit, Place, PortError, RawEntry, Slice};
use acts::projection::{CaseRow, PaperRow, RegisterRow, case_row, paper_row, register_row};
use async_trait::async_trait;
use jiff::Timestamp;
use journal::chain::Link;
use journal::checkpoint::{Checkpoint, LogKey};
use journal::log::{Head, Log, Node};
use rules::case::fold;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use crate::counted::Counted;
use crate::server::Server;

pub(crate) const CASES: usize = 8;

/// Everything stored about a few cases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stock {
    pub(crate) entries: Vec<RawEntry>,
    pub(crate) rows: Vec<CaseRow>,
    pub(crate) register: Vec<RegisterRow>,
    pub(crate) terms: Vec<TermRow>,
    pub(crate) sittings: Vec<SittingRow>,
    pub(crate) papers: Vec<PaperRow>,
    pub(crate) counted: Counted,
    pub(crate) records: Vec<Head>,
    pub(crate) nodes: Vec<(u64, Node)>,
    pub(crate) notes: Vec<String>,
}

#[async_trait]
impl Audit for Stock {
    async fn slice(&self, _: Option<Place>, _: u32) -> Result<Slice, PortError> {
        let Self { entries, rows, register, terms, sittings, papers, counted, records, .. } = self.clone();
        Ok(counted.within(Slice {
            entries,
            rows: rows.into_iter().map(Ok).collect(),
            register: register.into_iter().map(Ok).collect(),
            terms: terms.into_iter().map(Ok).collect(),
            sittings: sittings.into_iter().map(Ok).collect(),
            papers: papers.into_iter().map(Ok).collect(),
            logged: records,
            ..Slice::default()
        }))
    }

    async fn records(&self, from: u64, _: u32) -> Result<Vec<Head>, PortError> {
        Ok(self.records.iter().skip(usize::try_from(from).unwrap()).cloned().collect())
    }

    async fn log_nodes(&self, from: u64, limit: u32) -> Result<Vec<(u64, Node)>, PortError> {
        let nodes = self.nodes.iter().filter(|(position, _)| *position >= from);
        Ok(nodes.take(limit as usize).copied().collect())
    }

    async fn checkpoints(&self) -> Result<Vec<String>, PortError> {
        Ok(self.notes.clone())
    }
}

impl Stock {
    /// Cases of the demonstration in as many stages, logged and signed by `key`.
    pub(crate) async fn of_demo(key: &LogKey) -> Self {
        let mut server = Server::demo();
        server.kill();
        let store = server.store().await;
        let whole = store.audit().slice(None, u32::MAX).await.unwrap();
        let register: Vec<RegisterRow> = whole.register.iter().cloned().map(Result::unwrap).collect();
        // Serial numbers have no gaps from the first one on: only the first two may stay.
        let late: BTreeSet<CaseId> =
            register.iter().filter(|row| row.ordinal > 2).map(|row| row.case).collect();
        let issued = register.iter().filter(|row| row.ordinal <= 2).map(|row| row.case);
        let others = whole.entries.iter().map(|entry| entry.case).filter(|case| !late.contains(case));
        let mut kept = Vec::new();
        for case in issued.chain(others) {
            if !kept.contains(&case) && kept.len() < CASES {
                kept.push(case);
            }
        }
        let counted = Counted::of(&whole, &kept);
        let heads = whole.logged.into_iter().chain(whole.waiting);
        let mut stock = Self {
            entries: whole.entries,
            rows: whole.rows.into_iter().map(Result::unwrap).collect(),
            register,
            terms: whole.terms.into_iter().map(Result::unwrap).collect(),
            sittings: whole.sittings.into_iter().map(Result::unwrap).collect(),
            papers: whole.papers.into_iter().map(Result::unwrap).collect(),
            counted,
            records: heads.filter(|head| kept.contains(&case_of(head))).collect(),
            nodes: vec![],
            notes: vec![],
        };
        stock.entries.retain(|entry| kept.contains(&entry.case));
        stock.rows.retain(|row| kept.contains(&row.case));
        stock.register.retain(|row| kept.contains(&row.case));
        stock.terms.retain(|row| kept.contains(&row.case));
        stock.sittings.retain(|row| kept.contains(&row.case));
        stock.papers.retain(|row| kept.contains(&row.case));
        stock.sign(key);
        stock
    }

    /// Nodes and checkpoint of the records as they are.
    pub(crate) fn sign(&mut self, key: &LogKey) {
        let mut log = Log::default();
        self.nodes = self.records.iter().flat_map(|head| log.append(head).unwrap()).collect();
        let checkpoint = Checkpoint { size: log.size(), root: log.root().unwrap() };
        self.notes = if log.size() == 0 { vec![] } else { vec![key.sign(&checkpoint).unwrap()] };
    }

    /// Chains and projections of the journals as they are, as far as they can be read.
    pub(crate) fn relink(&mut self) {
        self.rows.clear();
        self.register.clear();
        self.terms.clear();
        self.sittings.clear();
        self.papers.clear();
        self.counted = Counted::default();
        for raw in self.entries.chunk_by_mut(|one, next| one.case == next.case) {
            let mut entries: Vec<Entry> = vec![];
            for (seq, raw) in (1..).zip(raw.iter_mut()) {
                raw.seq = seq;
                let stamp = Stamp {
                    case: raw.case,
                    centre: CentreNumber::parse(&raw.centre).unwrap(),
                    seq,
                    at: Timestamp::from_microsecond(raw.at).unwrap(),
                    actor: raw.actor,
                };
                let Ok(entry) = Entry::after_written(entries.last(), stamp, raw.body.clone()) else { break };
                raw.link = entry.link().0;
                entries.push(entry);
            }
            let Some(case) = fold(entries.iter().map(Entry::event)) else { continue };
            self.rows.push(case_row(&case, &entries[0], entries.last().unwrap()));
            let id = entries[0].stamp().case;
            self.register.extend(register_row(&case, id));
            self.terms.extend(term_rows(&case, id));
            self.sittings.extend(sitting_row(&case, id));
            self.papers.extend(entries.iter().filter_map(paper_row));
            self.counted.add(&case, entries[0].stamp().case);
        }
    }

    /// Records of the journals as they are.
    pub(crate) fn relog(&mut self) {
        let links: BTreeMap<(CaseId, u64), (String, Link)> = self
            .entries
            .iter()
            .map(|entry| ((entry.case, entry.seq), (entry.centre.clone(), Link(entry.link))))
            .collect();
        self.records.retain_mut(|head| {
            let Some((centre, link)) = links.get(&(case_of(head), head.version)) else { return false };
            head.centre.clone_from(centre);
            head.link = *link;
            true
        });
        let logged: BTreeSet<(CaseId, u64)> =
            self.records.iter().map(|head| (case_of(head), head.version)).collect();
        for run in self.entries.chunk_by(|one, next| one.case == next.case) {
            let last = run.last().unwrap();
            if !logged.contains(&(last.case, last.seq)) {
                self.records.push(Head {
                    centre: last.centre.clone(),
                    case: last.case.0.into_bytes(),
                    version: last.seq,
                    link: Link(last.link),
                });
            }
        }
    }

    /// The store as it was when the log had `size` records.
    pub(crate) fn put_back(&mut self, size: usize) {
        self.records.truncate(size);
        let ends: BTreeMap<CaseId, u64> =
            self.records.iter().map(|head| (case_of(head), head.version)).collect();
        self.entries.retain(|entry| ends.get(&entry.case).is_some_and(|end| entry.seq <= *end));
        self.relink();
    }
}

pub(crate) fn case_of(head: &Head) -> CaseId {
    CaseId(Uuid::from_bytes(head.case))
}
