//! Which fields of a part's form hold which answers of the draft.

use acts::draft::{Draft, Part};

use crate::form::Values;

type Slot = fn(&mut Draft) -> &mut String;

/// Name in the form → answer in the draft.
const fn texts(part: Part) -> &'static [(&'static str, Slot)] {
    match part {
        Part::Profession => &[("programme", |d| &mut d.programme)],
        Part::Centre => &[("centre", |d| &mut d.centre)],
        Part::Format => &[("mode", |d| &mut d.mode), ("language", |d| &mut d.language)],
        Part::About => &[
            ("surname", |d| &mut d.surname),
            ("given", |d| &mut d.given),
            ("patronymic", |d| &mut d.patronymic),
            ("iin", |d| &mut d.iin),
            ("birth-date-day", |d| &mut d.birth_day),
            ("birth-date-month", |d| &mut d.birth_month),
            ("birth-date-year", |d| &mut d.birth_year),
            ("sex", |d| &mut d.sex),
            ("address", |d| &mut d.address),
            ("email", |d| &mut d.email),
            ("mobile", |d| &mut d.mobile),
            ("work-phone", |d| &mut d.work_phone),
            ("employer-bin", |d| &mut d.employer_bin),
        ],
        Part::Learning => &[
            ("knowledge", |d| &mut d.knowledge),
            ("skills", |d| &mut d.skills),
            ("held-level", |d| &mut d.held_level),
            ("held-until", |d| &mut d.held_until),
        ],
        Part::Adjustments => {
            &[("needs-adjustments", |d| &mut d.needs_adjustments), ("adjustments", |d| &mut d.adjustments)]
        }
        Part::Funding => &[
            ("funding", |d| &mut d.funding),
            ("voucher-number", |d| &mut d.voucher_number),
            ("voucher-date-day", |d| &mut d.voucher_day),
            ("voucher-date-month", |d| &mut d.voucher_month),
            ("voucher-date-year", |d| &mut d.voucher_year),
        ],
        Part::Paper => &[
            ("received-day", |d| &mut d.received_day),
            ("received-month", |d| &mut d.received_month),
            ("received-year", |d| &mut d.received_year),
            ("late-because", |d| &mut d.why_late),
        ],
        Part::Documents | Part::Consents => &[],
    }
}

type Tick = fn(&mut Draft) -> &mut bool;

/// Q23. The three consents, each a tick of its own.
pub(super) const CONSENTS: [(&str, Tick); 3] = [
    ("consent-processing", |d| &mut d.consent_processing),
    ("consent-platform", |d| &mut d.consent_platform),
    ("consent-biometric", |d| &mut d.consent_biometric),
];

/// The form's values as the draft has them.
pub(super) fn fill(part: Part, draft: &Draft) -> Values {
    let mut draft = draft.clone();
    let mut values = Values::new();
    for (name, slot) in texts(part) {
        values = values.with(name, slot(&mut draft).clone());
    }
    if part == Part::Consents {
        for (name, tick) in CONSENTS {
            values = if *tick(&mut draft) { values.with(name, "yes") } else { values };
        }
    }
    values
}

/// Puts the form's values into the draft, as typed.
pub(super) fn take(part: Part, draft: &mut Draft, values: &Values) {
    for (name, slot) in texts(part) {
        let typed = values.one(name);
        // People copy these numbers with spaces.
        let kept = if matches!(*name, "iin" | "employer-bin") {
            typed.split_whitespace().collect()
        } else {
            typed.to_owned()
        };
        *slot(draft) = kept;
    }
    match part {
        Part::Learning => draft.learning_done = true,
        Part::Consents => {
            for (name, tick) in CONSENTS {
                *tick(draft) = values.has(name, "yes");
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::candidate::tests::filled;

    #[test]
    fn a1_what_a_part_shows_is_what_it_saves() {
        let before = filled();
        for part in Part::ALL {
            let mut after = before.clone();
            take(part, &mut after, &fill(part, &before));
            assert_eq!(after, before, "{part:?}");
        }
    }

    #[test]
    fn a1_answers_with_faults_are_kept_as_typed() {
        let mut draft = Draft::default();
        let values =
            Values::new().with("iin", "900101 3000 1").with("birth-date-day", "31x").with("surname", "Ә");
        take(Part::About, &mut draft, &values);
        assert_eq!(
            (draft.iin.as_str(), draft.birth_day.as_str(), draft.surname.as_str()),
            ("90010130001", "31x", "Ә")
        );
    }

    #[test]
    fn q23_each_consent_is_ticked_apart() {
        let mut draft = filled();
        take(Part::Consents, &mut draft, &Values::new().with("consent-platform", "yes"));
        assert_eq!(
            (draft.consent_processing, draft.consent_platform, draft.consent_biometric),
            (false, true, false)
        );
    }
}
