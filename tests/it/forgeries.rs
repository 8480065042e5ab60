//! Ten thousand forgeries, from a flipped bit to a whole store rewritten by somebody who has its key: each is found
//! against a checkpoint that was kept elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use acts::CaseId;
use acts::desk::rows::{SittingRow, TermRow, sitting_row, term_rows};
use acts::journal::{Entry, Stamp};
use acts::ports::{Audit, Place, PortError, RawEntry, Slice};
use acts::projection::{CaseRow, RegisterRow, case_row, register_row};
use acts::verify::{Checks, Findings, verify};
use async_trait::async_trait;
use jiff::{Timestamp, ToSpan as _};
use journal::chain::Link;
use journal::checkpoint::{Checkpoint, LogKey};
use journal::log::{Head, Log, Node};
use rules::case::fold;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use crate::all_there::AllThere;
use crate::counted::Counted;
use crate::dice::Dice;
use crate::server::Server;

const FORGERIES: u64 = 10_000;
const CASES: usize = 8;

/// Everything stored about a few cases.
#[derive(Debug, Clone, PartialEq)]
struct Stock {
    entries: Vec<RawEntry>,
    rows: Vec<CaseRow>,
    register: Vec<RegisterRow>,
    terms: Vec<TermRow>,
    sittings: Vec<SittingRow>,
    counted: Counted,
    records: Vec<Head>,
    nodes: Vec<(u64, Node)>,
    notes: Vec<String>,
}

#[async_trait]
impl Audit for Stock {
    async fn slice(&self, _: Option<Place>, _: u32) -> Result<Slice, PortError> {
        let Self { entries, rows, register, terms, sittings, counted, records, .. } = self.clone();
        Ok(counted.within(Slice {
            entries,
            rows: rows.into_iter().map(Ok).collect(),
            register: register.into_iter().map(Ok).collect(),
            terms: terms.into_iter().map(Ok).collect(),
            sittings: sittings.into_iter().map(Ok).collect(),
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
    async fn of_demo(key: &LogKey) -> Self {
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
        stock.sign(key);
        stock
    }

    /// Nodes and checkpoint of the records as they are.
    fn sign(&mut self, key: &LogKey) {
        let mut log = Log::default();
        self.nodes = self.records.iter().flat_map(|head| log.append(head).unwrap()).collect();
        let checkpoint = Checkpoint { size: log.size(), root: log.root().unwrap() };
        self.notes = if log.size() == 0 { vec![] } else { vec![key.sign(&checkpoint).unwrap()] };
    }

    /// Chains and projections of the journals as they are, as far as they can be read.
    fn relink(&mut self) {
        self.rows.clear();
        self.register.clear();
        self.terms.clear();
        self.sittings.clear();
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
            self.counted.add(&case, entries[0].stamp().case);
        }
    }

    /// Records of the journals as they are.
    fn relog(&mut self) {
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
    fn put_back(&mut self, size: usize) {
        self.records.truncate(size);
        let ends: BTreeMap<CaseId, u64> =
            self.records.iter().map(|head| (case_of(head), head.version)).collect();
        self.entries.retain(|entry| ends.get(&entry.case).is_some_and(|end| entry.seq <= *end));
        self.relink();
    }
}

fn case_of(head: &Head) -> CaseId {
    CaseId(Uuid::from_bytes(head.case))
}

/// What the forger can do beside the change itself.
const SKILLS: [&str; 3] = ["by hand", "with chains and lists made anew", "with the log made anew and signed"];
/// What is done to a journal.
const DEEDS: [fn(&mut Stock, &mut Dice); 8] =
    [other_digit, other_time, other_person, removed, swapped, cut, gone, doubled];
/// What is done to the rest, by hand.
const SCRATCHES: [fn(&mut Stock, &mut Dice); 7] =
    [bit_of_link, row_changed, register_changed, bit_of_record, bit_of_node, note_changed, records_swapped];

fn forged(honest: &Stock, seed: u64, key: &LogKey) -> (Stock, String) {
    let mut dice = Dice(seed);
    let mut stock = honest.clone();
    let kind = dice.roll(DEEDS.len() + SCRATCHES.len() + 1);
    if let Some(scratch) = kind.checked_sub(DEEDS.len() + 1) {
        SCRATCHES[scratch](&mut stock, &mut dice);
        return (stock, format!("scratch {scratch}"));
    }
    let Some(deed) = DEEDS.get(kind) else {
        let size = dice.roll(honest.records.len());
        stock.put_back(size);
        stock.sign(key);
        return (stock, format!("older store of {size} records"));
    };
    deed(&mut stock, &mut dice);
    let skill = dice.roll(SKILLS.len());
    if skill > 0 {
        stock.relink();
    }
    if skill > 1 {
        stock.relog();
        stock.sign(key);
    }
    (stock, format!("deed {kind} {}", SKILLS[skill]))
}

fn any<'a>(stock: &'a mut Stock, dice: &mut Dice) -> &'a mut RawEntry {
    let number = dice.roll(stock.entries.len());
    &mut stock.entries[number]
}

/// A date, a score, a number: one digit becomes another. The event stays readable.
fn other_digit(stock: &mut Stock, dice: &mut Dice) {
    let entry = any(stock, dice);
    let digits: Vec<usize> =
        entry.body.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = digits[dice.roll(digits.len())];
    let digit = entry.body.as_bytes()[at] - b'0';
    entry.body.replace_range(at..=at, &((digit + 1) % 10).to_string());
}

fn other_time(stock: &mut Stock, dice: &mut Dice) {
    any(stock, dice).at ^= 1 << dice.roll(40);
}

fn other_person(stock: &mut Stock, dice: &mut Dice) {
    let entry = any(stock, dice);
    let known = entry.actor.map_or(0, |account| account.0.as_u128());
    entry.actor = Some(acts::AccountId(Uuid::from_u128(known ^ (1 << dice.roll(128)))));
}

fn removed(stock: &mut Stock, dice: &mut Dice) {
    let number = dice.roll(stock.entries.len());
    stock.entries.remove(number);
}

fn swapped(stock: &mut Stock, dice: &mut Dice) {
    let entries = &mut stock.entries;
    let pairs: Vec<usize> =
        (1..entries.len()).filter(|at| entries[*at].case == entries[at - 1].case).collect();
    let at = pairs[dice.roll(pairs.len())];
    let (one, other) = (entries[at].body.clone(), entries[at - 1].body.clone());
    entries[at].body = other;
    entries[at - 1].body = one;
}

/// The end of a case.
fn cut(stock: &mut Stock, dice: &mut Dice) {
    let RawEntry { case, seq, .. } = any(stock, dice).clone();
    stock.entries.retain(|entry| entry.case != case || entry.seq < seq);
    if seq == 1 {
        forget(stock, case);
    }
}

fn forget(stock: &mut Stock, case: CaseId) {
    stock.rows.retain(|row| row.case != case);
    stock.terms.retain(|row| row.case != case);
    stock.sittings.retain(|row| row.case != case);
}

fn gone(stock: &mut Stock, dice: &mut Dice) {
    let case = any(stock, dice).case;
    stock.entries.retain(|entry| entry.case != case);
    forget(stock, case);
    stock.register.retain(|row| row.case != case);
    if dice.roll(2) == 0 {
        stock.records.retain(|head| case_of(head) != case);
    }
}

/// Not the last entry of a case: with the log made anew that would be one more act, and nothing of before is changed.
fn doubled(stock: &mut Stock, dice: &mut Dice) {
    let entries = &mut stock.entries;
    let inner: Vec<usize> =
        (1..entries.len()).filter(|at| entries[*at].case == entries[at - 1].case).map(|at| at - 1).collect();
    let at = inner[dice.roll(inner.len())];
    let entry = entries[at].clone();
    entries.insert(at + 1, entry);
}

fn flip(bytes: &mut [u8; 32], dice: &mut Dice) {
    bytes[dice.roll(32)] ^= 1 << dice.roll(8);
}

fn bit_of_link(stock: &mut Stock, dice: &mut Dice) {
    let entry = any(stock, dice);
    flip(&mut entry.link, dice);
}

fn row_changed(stock: &mut Stock, dice: &mut Dice) {
    let at = dice.roll(stock.rows.len());
    let row = &mut stock.rows[at];
    match dice.roll(5) {
        0 => row.name.push('а'),
        1 => row.version += 1,
        2 => row.due = Some(row.due.unwrap_or(row.filed_on).checked_add(1.day()).unwrap()),
        3 => row.iin = "900101300017".repeat(2),
        _ => row.serial = Some("25620-072121008-3-201126-0042-000000017".into()),
    }
}

fn register_changed(stock: &mut Stock, dice: &mut Dice) {
    let at = dice.roll(stock.register.len());
    if dice.roll(4) == 0 {
        stock.register.remove(at);
        return;
    }
    let row = &mut stock.register[at];
    row.valid_until =
        row.valid_until.checked_add(i64::try_from(1 + dice.roll(4000)).unwrap().days()).unwrap();
}

fn bit_of_record(stock: &mut Stock, dice: &mut Dice) {
    let at = dice.roll(stock.records.len());
    let record = &mut stock.records[at];
    match dice.roll(3) {
        0 => flip(&mut record.link.0, dice),
        1 => record.version += 1,
        _ => record.case[dice.roll(16)] ^= 1,
    }
}

fn bit_of_node(stock: &mut Stock, dice: &mut Dice) {
    let at = dice.roll(stock.nodes.len());
    flip(&mut stock.nodes[at].1, dice);
}

fn note_changed(stock: &mut Stock, dice: &mut Dice) {
    let note = &mut stock.notes[0];
    let at = dice.roll(note.len());
    if note.as_bytes()[at].is_ascii_alphanumeric() {
        note.replace_range(at..=at, if note.as_bytes()[at] == b'x' { "y" } else { "x" });
    } else {
        note.clear();
    }
}

fn records_swapped(stock: &mut Stock, dice: &mut Dice) {
    let at = 1 + dice.roll(stock.records.len() - 1);
    stock.records.swap(at, at - 1);
}

async fn findings(stock: &Stock, key: &LogKey, elsewhere: &[(String, String)]) -> Findings {
    let checks = Checks { audit: stock, blobs: &AllThere, key: key.public(), checkpoints: elsewhere };
    verify(checks).await.unwrap()
}

#[tokio::test]
async fn ten_thousand_forgeries_are_found_against_a_checkpoint_from_before() {
    let key = LogKey::new(&[7; 32]).unwrap();
    let honest = Stock::of_demo(&key).await;
    let elsewhere = [("the checkpoint elsewhere".to_owned(), honest.notes[0].clone())];
    let clean = findings(&honest, &key, &elsewhere).await;
    assert_eq!(clean.broken, Vec::<String>::new());
    assert!(clean.cases == CASES as u64 && clean.entries > 30 && clean.files > 0, "{clean:?}");
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 0..FORGERIES {
        let (stock, kind) = forged(&honest, seed, &key);
        if stock == honest {
            continue;
        }
        let found = findings(&stock, &key, &elsewhere).await;
        assert!(!found.broken.is_empty(), "seed {seed}: {kind}");
        let kind = kind.split(" of ").next().unwrap_or_default().to_owned();
        *kinds.entry(kind).or_default() += 1;
    }
    println!("forgeries found: {kinds:#?}");
    assert!(kinds.len() > 30 && kinds.values().sum::<u32>() > 9_900, "{kinds:#?}");
}
