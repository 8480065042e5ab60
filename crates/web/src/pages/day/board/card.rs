//! One term on the board: who, until when, what to do; folded under it, how the term was counted.

use acts::Cx;
use acts::access::may_ever;
use acts::people::Who;
use acts::ports::TermCard;

use crate::case_words::{calendars, standing_sign, standing_words};
use crate::dates::short;
use crate::page::Frame;
use crate::pages::public::law::anchor;
use crate::pages::staff::next;
use crate::pages::staff::view::terms::Off;
use crate::session::role_words;

#[derive(Debug)]
pub struct Card {
    pub case: String,
    pub href: String,
    pub name: String,
    pub number: String,
    pub due: String,
    pub sign: &'static str,
    pub words: String,
    /// Who has the case in hand.
    pub taken: Option<String>,
    pub mine: bool,
    /// Whose act is awaited.
    pub owed: String,
    /// Straight to the page that does it; to the case where it is somebody else's.
    pub act_href: String,
    pub act: Option<String>,
    pub start: String,
    pub start_event: String,
    pub days: String,
    pub skipped: Vec<Off>,
    pub calendars: String,
    pub estimated: bool,
    pub rule_href: String,
    pub clause: String,
}

impl Card {
    pub fn new(frame: &Frame, cx: &Cx, who: &Who, card: &TermCard) -> Self {
        let TermCard { row, stage, .. } = card;
        let term = &row.term;
        let standing = term.standing(cx.clock.now(), &cx.calendar);
        let href = format!("/cases/{}", row.case);
        let named = row.owed_to.is_empty() || row.owed_to.contains(&who.account);
        let next = next::beside(&row.clause)
            .or_else(|| next::of(*stage))
            .filter(|next| named && may_ever(who, next.act));
        Self {
            case: row.case.to_string(),
            act_href: next.map_or_else(|| href.clone(), |next| format!("{href}/{}", next.path)),
            act: next.map(|next| frame.t(next.key)),
            href,
            name: card.name.clone(),
            number: card.number.clone(),
            due: short(row.due),
            sign: standing_sign(standing),
            words: standing_words(frame.language, standing),
            mine: card.taken.as_ref().is_some_and(|(account, _)| *account == who.account),
            taken: card.taken.as_ref().map(|(_, name)| name.clone()),
            owed: frame.t(role_words(row.owed_by)),
            start: short(term.start),
            start_event: frame.t(start_key(&row.clause)),
            days: frame.working_days(term.working_days),
            skipped: term.skipped.iter().map(|skipped| Off::new(frame, skipped)).collect(),
            calendars: calendars(frame, term),
            estimated: term.estimated,
            rule_href: format!("/rules#{}", anchor(&row.clause)),
            clause: row.clause.clone(),
        }
    }
}

/// What began the term of a clause.
fn start_key(clause: &str) -> &'static str {
    match clause {
        "¶5" => "board-start-registered",
        "¶6" => "board-start-contract",
        "¶17" => "board-start-ended",
        "¶18" | "¶19" => "board-start-protocol",
        "¶22" => "board-start-appeal",
        "¶23" => "board-start-appeal-decided",
        _ => "board-start-other",
    }
}
