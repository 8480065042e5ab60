//! Ten thousand forgeries, from a flipped bit to a whole store rewritten by somebody who has its key: each is found
//! against a checkpoint that was kept elsewhere.

use std::collections::BTreeMap;

use acts::CaseId;
use acts::ports::RawEntry;
use acts::verify::{Checks, Findings, verify};
use jiff::ToSpan as _;
use journal::checkpoint::LogKey;
use uuid::Uuid;

use crate::all_there::AllThere;
use crate::dice::Dice;
use crate::stock::{CASES, Stock, case_of};

const FORGERIES: u64 = 10_000;

/// What the forger can do beside the change itself.
const SKILLS: [&str; 3] = ["by hand", "with chains and lists made anew", "with the log made anew and signed"];
/// What is done to a journal.
const DEEDS: [fn(&mut Stock, &mut Dice); 8] =
    [other_digit, other_time, other_person, removed, swapped, cut, gone, doubled];
/// What is done to the rest, by hand.
const SCRATCHES: [fn(&mut Stock, &mut Dice); 8] = [
    bit_of_link,
    row_changed,
    register_changed,
    paper_gone,
    bit_of_record,
    bit_of_node,
    note_changed,
    records_swapped,
];

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

fn paper_gone(stock: &mut Stock, dice: &mut Dice) {
    let chosen = dice.roll(stock.papers.len());
    stock.papers.remove(chosen);
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
