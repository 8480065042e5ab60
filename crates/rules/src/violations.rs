//! ¶12–¶14 (Q5–Q8). Forbidden items, the count of violations, and what each count brings.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Bilingual;
use crate::edition::Edition;
use crate::programme::Programme;
use crate::refusal::{Reason, Refused};
use crate::sitting::MemberId;

/// ¶12. One item of the list, with the words of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    pub id: &'static str,
    pub kk: &'static str,
    pub ru: &'static str,
}

const fn item(id: &'static str, kk: &'static str, ru: &'static str) -> Item {
    Item { id, kk, ru }
}

/// ¶12. The list, in the order's order.
pub const ITEMS: [Item; 18] = [
    item("pager", "пейджер", "пейджер"),
    item("mobile-phone", "ұялы телефон", "мобильный телефон"),
    item("tablet", "планшет", "планшет"),
    item("ipad", "iPad (Айпад)", "iPad (Айпад)"),
    item("ipod", "iPod (Айпод)", "iPod (Айпод)"),
    item("smartphone", "SmartPhone (Смартфон)", "SmartPhone (смартфон)"),
    item("laptop", "ноутбук", "ноутбук"),
    item("player", "ойнатқыш", "плеер"),
    item("modem", "модем (мобильді маршрутизатор)", "модем (мобильный роутер)"),
    item("radio-communication", "радиоэлектрондық байланыс құралы", "средство радиоэлектронной связи"),
    item("smart-watch", "смарт сағат", "смарт-часы"),
    item("smart-glasses", "смарт-көзілдірік", "смарт-очки"),
    item("fitness-band", "фитнес-білезік (трекер)", "фитнес-браслет (трекер)"),
    item("dictaphone", "диктофон", "диктофон"),
    item("calculator", "калькулятор", "калькулятор"),
    item("headphones", "сымды және сымсыз құлаққап", "проводные и беспроводные наушники"),
    item("crib-notes", "шпаргалка", "шпаргалка"),
    item("teaching-literature", "оқу-әдістемелік әдебиет", "учебно-методическая литература"),
];

impl Item {
    pub fn words(self) -> Bilingual {
        Bilingual::new(self.kk, self.ru)
    }
}

/// ¶12. What this programme forbids: the list minus the items it permits.
pub fn forbidden(programme: &Programme) -> Vec<Item> {
    ITEMS.into_iter().filter(|item| !programme.permitted_items.iter().any(|id| id == item.id)).collect()
}

/// Who registered it (¶13; Q7 for online sittings).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Registrant {
    /// ¶13 offline: a member of the commission.
    Member { id: String },
    /// ¶13 online: the proctoring, at the programme's confidence, or a proctor who confirmed.
    Proctoring,
}

/// ¶13. A registered violation of ¶12.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Id of the observation; the same one told twice is one violation.
    pub observation: String,
    pub item: String,
    /// When it was seen, which may be earlier than when it was registered.
    pub seen_at: Timestamp,
    pub registrant: Registrant,
    /// ¶14: the number of the act drawn up, once drawn.
    pub act: Option<String>,
    /// Q6: the commission's word on it.
    pub review: Option<Review>,
    /// ¶14: the members present when it was registered, who sign the act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<MemberId>,
    /// ¶14: who has signed the act, and when.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub signed: BTreeMap<MemberId, Date>,
}

impl Violation {
    /// As registered: no act, no review yet.
    pub fn registered(observation: String, item: String, seen_at: Timestamp, registrant: Registrant) -> Self {
        let signed = BTreeMap::new();
        Self { observation, item, seen_at, registrant, act: None, review: None, witnesses: vec![], signed }
    }

    /// ¶14. Whose signatures the act still waits for; nobody's while it is not drawn up.
    pub fn unsigned(&self) -> impl Iterator<Item = &MemberId> {
        let drawn = self.act.is_some();
        self.witnesses.iter().filter(move |member| drawn && !self.signed.contains_key(*member))
    }
}

/// ¶14. A witness signs an act that is drawn up, once.
pub fn signable(violation: &Violation, member: &str) -> Result<(), Refused> {
    if violation.act.is_none() {
        return Err(Refused::new("¶14", Reason::ActMissing));
    }
    if !violation.witnesses.iter().any(|witness| witness == member) {
        return Err(Refused::new("¶14", Reason::NotSignatory));
    }
    if violation.signed.contains_key(member) {
        return Err(Refused::new("¶14", Reason::SignedAlready));
    }
    Ok(())
}

/// Q6. The commission confirms or annuls by a reasoned decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub confirmed: bool,
    pub reason: String,
}

/// ¶13. What one more registered violation brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consequence {
    /// The first: warning on the screen, or by word of mouth.
    Warning,
    /// The second: the procedure ends (online), the candidate is removed (offline).
    End,
}

/// ¶12. The item is on the list and this programme does not permit it.
pub fn registrable(programme: &Programme, item: &str) -> Result<(), Refused> {
    if !ITEMS.iter().any(|known| known.id == item) {
        return Err(Refused::new("¶12", Reason::ItemUnknown));
    }
    if programme.permitted_items.iter().any(|id| id == item) {
        return Err(Refused::new("¶12", Reason::ItemPermitted));
    }
    Ok(())
}

/// ¶13 Q5. The consequence of registering `observation` after `earlier`: one count for the whole procedure, whatever
/// the stage; annulled ones do not count; an observation already registered brings nothing (`None`).
pub fn consequence(earlier: &[Violation], observation: &str, edition: &Edition) -> Option<Consequence> {
    if earlier.iter().any(|violation| violation.observation == observation) {
        return None;
    }
    let standing = earlier.iter().filter(|violation| stands(violation)).count();
    let ends = standing + 1 >= usize::from(edition.violations.ends_at);
    Some(if ends { Consequence::End } else { Consequence::Warning })
}

/// Not annulled by the commission.
pub fn stands(violation: &Violation) -> bool {
    violation.review.as_ref().is_none_or(|review| review.confirmed)
}

#[cfg(test)]
mod tests;
