//! A day of the calendar: who sits where, and what is free beside them.

use std::collections::BTreeMap;

use acts::AccountId;
use acts::access::{Act, may_ever};
use acts::people::Who;
use acts::ports::{Room, SittingCard};
use jiff::civil::Date;
use rules::case::Stage;

use crate::case_words::{exam_language_key, stage_key};
use crate::dates::short;
use crate::page::Frame;
use crate::pages::day::rooms::list::name;

#[derive(Debug, Clone)]
pub(super) struct DayView {
    pub(super) date: String,
    pub(super) weekday: &'static str,
    pub(super) today: bool,
    /// Of another month than the one looked at.
    pub(super) outside: bool,
    pub(super) slots: Vec<Slot>,
    pub(super) href: String,
    /// ¶8: the briefing is recorded by this person.
    pub(super) briefs: bool,
}

/// Those who begin at one time in one place.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) time: String,
    pub(super) place: String,
    pub(super) lang: &'static str,
    /// Seats taken and free, in a room of the centre.
    pub(super) seats: Option<(u32, u32)>,
    pub(super) people: Vec<Sitter>,
}

#[derive(Debug, Clone)]
pub(super) struct Sitter {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) language: String,
    pub(super) adjustments: String,
    pub(super) commission: String,
    pub(super) stage: String,
    pub(super) noticed: bool,
}

impl DayView {
    pub(super) fn new(
        frame: &Frame,
        who: &Who,
        day: Date,
        today: Date,
        outside: bool,
        slots: Vec<Slot>,
    ) -> Self {
        Self {
            date: short(day),
            weekday: frame.language.weekday(day),
            today: day == today,
            outside,
            slots,
            href: format!("/calendar?view=day&from={day}"),
            briefs: may_ever(who, Act::Brief),
        }
    }
}

impl Slot {
    /// The sittings of a day, which come in order of time.
    pub(super) fn of(
        frame: &Frame,
        cards: &[&SittingCard],
        rooms: &[Room],
        names: &BTreeMap<AccountId, String>,
    ) -> Vec<Self> {
        let mut slots: BTreeMap<_, Vec<&SittingCard>> = BTreeMap::new();
        for card in cards {
            let row = &card.row;
            let place = if row.held.is_some() { "" } else { row.place.as_str() };
            slots.entry((row.start, row.held.map(|held| held.room), place)).or_default().push(card);
        }
        slots
            .into_iter()
            .map(|((start, room, place), cards)| {
                let room = room.and_then(|id| rooms.iter().find(|room| room.id == id));
                let taken = u32::try_from(cards.len()).unwrap_or(u32::MAX);
                Self {
                    time: start.strftime("%H:%M").to_string(),
                    place: room.map_or_else(|| place.to_owned(), |room| name(room, frame)),
                    lang: frame.language.picked(),
                    seats: room.map(|room| (taken, room.seats.saturating_sub(taken))),
                    people: cards.iter().map(|card| Sitter::new(frame, card, names)).collect(),
                }
            })
            .collect()
    }
}

impl Sitter {
    fn new(frame: &Frame, card: &SittingCard, names: &BTreeMap<AccountId, String>) -> Self {
        let row = &card.row;
        let name = |id: &AccountId| names.get(id).cloned().unwrap_or_default();
        Self {
            href: format!("/cases/{}", row.case),
            name: card.name.clone(),
            number: card.number.clone(),
            language: frame.t(exam_language_key(row.language)),
            adjustments: row.adjustments.clone(),
            commission: row.commission.iter().map(name).collect::<Vec<_>>().join(", "),
            stage: frame.t(stage_key(card.stage)),
            noticed: card.stage == Stage::Noticed,
        }
    }
}
