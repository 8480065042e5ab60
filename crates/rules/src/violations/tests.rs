#![allow(clippy::unwrap_used)]

use super::*;
use crate::programme::tests::welder;

fn registered(observation: &str, confirmed: Option<bool>) -> Violation {
    let review = confirmed.map(|confirmed| Review { confirmed, reason: "а".into() });
    let registrant = Registrant::Proctoring;
    Violation {
        review,
        ..Violation::registered(observation.into(), "pager".into(), Timestamp::UNIX_EPOCH, registrant)
    }
}

#[test]
fn p12_the_list_is_the_list_of_the_order() {
    let kk = ITEMS.map(|item| item.kk);
    assert_eq!(
        kk,
        [
            "пейджер",
            "ұялы телефон",
            "планшет",
            "iPad (Айпад)",
            "iPod (Айпод)",
            "SmartPhone (Смартфон)",
            "ноутбук",
            "ойнатқыш",
            "модем (мобильді маршрутизатор)",
            "радиоэлектрондық байланыс құралы",
            "смарт сағат",
            "смарт-көзілдірік",
            "фитнес-білезік (трекер)",
            "диктофон",
            "калькулятор",
            "сымды және сымсыз құлаққап",
            "шпаргалка",
            "оқу-әдістемелік әдебиет",
        ]
    );
    let ids: std::collections::BTreeSet<_> = ITEMS.iter().map(|item| item.id).collect();
    assert_eq!(ids.len(), ITEMS.len());
    assert!(ITEMS.iter().all(|item| item.words() == Bilingual::new(item.kk, item.ru)));
}

#[test]
fn p12_what_the_programme_permits_is_taken_off_the_list() {
    let mut programme = welder();
    assert_eq!(forbidden(&programme), ITEMS);
    programme.permitted_items = vec!["calculator".into(), "teaching-literature".into()];
    let left = forbidden(&programme);
    assert_eq!(left.len(), 16);
    assert!(left.iter().all(|item| !["calculator", "teaching-literature"].contains(&item.id)));
    let said = |item: &str| registrable(&programme, item).map_err(|refused| refused.reason);
    assert_eq!(said("calculator"), Err(Reason::ItemPermitted));
    assert_eq!(said("pencil"), Err(Reason::ItemUnknown));
    assert_eq!(said("crib-notes"), Ok(()));
}

#[test]
fn p13_q5_q6_the_consequence_counts_what_stands() {
    let brings =
        |earlier: &[Violation], observation: &str| consequence(earlier, observation, Edition::current());
    let first = registered("a", None);
    assert_eq!(brings(&[], "a"), Some(Consequence::Warning));
    assert_eq!(brings(std::slice::from_ref(&first), "a"), None);
    assert_eq!(brings(&[first], "b"), Some(Consequence::End));
    assert_eq!(brings(&[registered("a", Some(true))], "b"), Some(Consequence::End));
    assert_eq!(brings(&[registered("a", Some(false))], "b"), Some(Consequence::Warning));
    assert_eq!(brings(&[registered("a", Some(false))], "a"), None, "annulled and told again is nothing new");
}

#[test]
fn p13_stands_until_annulled() {
    assert!(stands(&registered("a", None)) && stands(&registered("a", Some(true))));
    assert!(!stands(&registered("a", Some(false))));
}

#[test]
fn p13_who_registered_keeps_its_stored_form() {
    let member = Registrant::Member { id: "m".into() };
    assert_eq!(serde_json::to_string(&member).unwrap(), r#"{"by":"member","id":"m"}"#);
    assert_eq!(serde_json::to_string(&Registrant::Proctoring).unwrap(), r#"{"by":"proctoring"}"#);
}
