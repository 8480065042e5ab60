//! Q23. Three consents, each for itself: who, why, which data, how long, to whom; and what follows a withdrawal.

use rules::identifiers::CentreNumber;

use super::Seen;
use super::fields::CONSENTS;
use crate::form::{Choice, Form};
use crate::pages::candidate::question::Block;
use crate::words::t;

/// The words of one consent: heading, purpose, data, term, transfer, what follows a withdrawal, the tick's label.
const WORDS: [[&str; 7]; 3] = [
    [
        "apply-consent-processing",
        "apply-consent-processing-purpose",
        "apply-consent-processing-data",
        "apply-consent-processing-term",
        "apply-consent-processing-transfer",
        "apply-consent-processing-withdrawal",
        "apply-consent-processing-label",
    ],
    [
        "apply-consent-platform",
        "apply-consent-platform-purpose",
        "apply-consent-platform-data",
        "apply-consent-platform-term",
        "apply-consent-platform-transfer",
        "apply-consent-platform-withdrawal",
        "apply-consent-platform-label",
    ],
    [
        "apply-consent-biometric",
        "apply-consent-biometric-purpose",
        "apply-consent-biometric-data",
        "apply-consent-biometric-term",
        "apply-consent-biometric-transfer",
        "apply-consent-biometric-withdrawal",
        "apply-consent-biometric-label",
    ],
];

pub(super) fn blocks(form: &Form<'_>, seen: &Seen<'_>) -> Vec<Block> {
    let words = |key: &str| t(form.language, key);
    // The third is asked only where the exam is online.
    let asked = if seen.draft.mode == "online" { 3 } else { 2 };
    let operator = operator(form, seen);
    let mut blocks = vec![Block::Text(words("apply-consents-text"))];
    for ((name, _), keys) in CONSENTS.into_iter().zip(WORDS).take(asked) {
        let [heading, purpose, data, term, transfer, withdrawal, label] = keys;
        let rows = [
            ("apply-consent-operator", operator.clone()),
            ("apply-consent-purpose", words(purpose)),
            ("apply-consent-data", words(data)),
            ("apply-consent-term", words(term)),
            ("apply-consent-transfer", words(transfer)),
            ("apply-consent-withdrawal", words(withdrawal)),
        ];
        blocks.push(Block::Heading(words(heading)));
        blocks.push(Block::Rows(rows.map(|(key, value)| (words(key), value)).into()));
        blocks.push(Block::Boxes(form.choices(
            name,
            "apply-consent-question",
            vec![Choice::new("yes", words(label))],
        )));
    }
    blocks
}

/// The centre is the operator of the data.
fn operator(form: &Form<'_>, seen: &Seen<'_>) -> String {
    let number = CentreNumber::parse(&seen.draft.centre).ok();
    let centre = number.and_then(|number| seen.catalogue.centre(&number));
    centre.map_or_else(
        || t(form.language, "apply-consent-operator-unknown"),
        |centre| format!("{}, {}", form.language.pick(&centre.name), form.language.pick(&centre.address)),
    )
}
