//! The words in which each consent is asked for, and their editions.

use std::sync::LazyLock;

use jiff::civil::Date;
use rules::case::Stage;
use rules::consent::{Consent, Consequence};
use serde::Deserialize;

/// Purpose, data, term, transfer.
pub(super) const ROWS: [&str; 4] =
    ["apply-consent-purpose", "apply-consent-data", "apply-consent-term", "apply-consent-transfer"];

/// What one consent says, in the order of [`ROWS`].
pub(super) const fn words(consent: Consent) -> [&'static str; 4] {
    match consent {
        Consent::Processing => [
            "apply-consent-processing-purpose",
            "apply-consent-processing-data",
            "apply-consent-processing-term",
            "apply-consent-processing-transfer",
        ],
        Consent::Platform => [
            "apply-consent-platform-purpose",
            "apply-consent-platform-data",
            "apply-consent-platform-term",
            "apply-consent-platform-transfer",
        ],
        Consent::Biometric => [
            "apply-consent-biometric-purpose",
            "apply-consent-biometric-data",
            "apply-consent-biometric-term",
            "apply-consent-biometric-transfer",
        ],
        Consent::EmployerStatus => [
            "keys-consent-employer-purpose",
            "keys-consent-status-data",
            "keys-consent-employer-term",
            "keys-consent-employer-transfer",
        ],
        Consent::EmployerResult => [
            "keys-consent-employer-purpose",
            "keys-consent-result-data",
            "keys-consent-employer-term",
            "keys-consent-employer-transfer",
        ],
        Consent::Sms => [
            "keys-consent-sms-purpose",
            "keys-consent-sms-data",
            "keys-consent-sms-term",
            "keys-consent-sms-transfer",
        ],
    }
}

/// What follows a withdrawal: the sentence that is said before.
pub(super) const fn consequence(consent: Consent, of: Consequence, stage: Stage) -> &'static str {
    match (of, consent) {
        (Consequence::CaseStops, _) => "keys-after-case-stops",
        (Consequence::OnlyKept, Consent::Processing) if matches!(stage, Stage::Issued) => {
            "keys-after-kept-document"
        }
        (Consequence::OnlyKept, _) => "keys-after-kept",
        (Consequence::NoDocument, _) => "keys-after-no-document",
        (Consequence::ExamMoves, _) => "keys-after-exam-moves",
        (Consequence::NoOnlineExam, _) => "keys-after-no-online",
        (Consequence::EmployerSeesNothing, Consent::EmployerResult) => "keys-after-employer-result",
        (Consequence::EmployerSeesNothing, _) => "keys-after-employer-status",
        (Consequence::NoSms, _) => "keys-after-no-sms",
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edition {
    id: String,
    from: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with the words"))]
    words: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Editions {
    edition: Vec<Edition>,
}

static EDITIONS: LazyLock<Editions> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "embedded text; a test reads it")]
    toml::from_str(include_str!("../../../../../../regulation/consents.toml"))
        .expect("the embedded editions are readable")
});

/// The edition of the words that stood on `day`.
pub(super) fn edition(day: Date) -> &'static str {
    let stood = EDITIONS.edition.iter().rfind(|edition| edition.from <= day);
    stood.map_or("", |edition| edition.id.as_str())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::case_words::consent_key;
    use crate::words::{Language, t};

    #[test]
    fn a1_q23_the_newest_edition_is_of_the_words_as_they_are() {
        let mut said = Sha256::new();
        for language in Language::ALL {
            for consent in Consent::ALL {
                for key in std::iter::once(&consent_key(consent)).chain(&words(consent)) {
                    said.update(t(language, key).as_bytes());
                    said.update([0]);
                }
            }
        }
        let said = said.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let newest = EDITIONS.edition.last().unwrap();
        assert_eq!(newest.words, said, "words of a consent were changed: add an edition");
        assert!(EDITIONS.edition.is_sorted_by_key(|edition| edition.from));
    }

    #[test]
    fn q23_a_consent_was_given_in_the_edition_of_its_day() {
        assert_eq!(edition(jiff::civil::date(2026, 11, 23)), "1");
        assert_eq!(edition(jiff::civil::date(2025, 1, 1)), "");
    }
}
