//! A1 Q47. What the person asked to be corrected: what was, what became, and why the rest stayed.

use rules::correction::{Correction, Wish};

use crate::page::Frame;
use crate::pages::case::person::{field_key, value};

pub(super) fn rows(frame: &Frame, correction: &Correction) -> Vec<(String, String)> {
    let asked = (frame.t("correct-asked-on"), frame.language.date(correction.asked_on));
    let wishes = correction
        .wishes
        .iter()
        .map(|wish| (frame.t(field_key(wish.field)), became(frame, correction, wish)));
    let reason = correction.answered.iter().map(|answer| answer.reason.clone());
    let reason = reason.filter(|text| !text.is_empty()).map(|text| (frame.t("correct-reason"), text));
    std::iter::once(asked).chain(wishes).chain(reason).collect()
}

fn became(frame: &Frame, correction: &Correction, wish: &Wish) -> String {
    let wished = value(frame, wish.field, &wish.should_be);
    let Some(answer) = &correction.answered else { return frame.t1("correct-waits", "value", wished) };
    match answer.made.iter().find(|made| made.field == wish.field) {
        Some(made) => format!("{} → {wished}", value(frame, made.field, &made.was)),
        None => frame.t1("correct-refused", "value", wished),
    }
}
