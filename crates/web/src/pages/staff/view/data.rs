//! The application's data in the order of A1.

use rules::application::{Application, Channel, Route};
use rules::case::Case;
use rules::consent::Consent;
use rules::funding::Funding;
use rules::identifiers::Sex;
use rules::programme::Programme;

use crate::case_words::{exam_language_key, mode_key};
use crate::dates::short;
use crate::page::Frame;

/// One line: its name, its value, the language of the value.
#[derive(Debug, Clone)]
pub struct Row {
    pub key: String,
    pub value: String,
    pub lang: &'static str,
}

pub fn rows(frame: &Frame, case: &Case, programme: &Programme) -> Vec<Row> {
    let application = &case.application;
    let person = &case.person;
    let language = frame.language;
    let row = |key: &str, value: String| Row { key: frame.t(key), value, lang: language.code() };
    let own = |key: &str, value: &str| row(key, or_dash(value));
    // As it stands now, not as it was filed.
    let stands = |consent: Consent| {
        frame.t(if case.consents.contains(&consent) { "staff-data-yes" } else { "staff-data-no" })
    };
    let mut rows = vec![
        own("staff-data-name", &person.full_name()),
        own("staff-data-iin", &person.iin.to_string()),
        row("staff-data-birth", short(person.birth_date)),
        row(
            "staff-data-sex",
            frame.t(match person.sex {
                Sex::Male => "staff-data-male",
                Sex::Female => "staff-data-female",
            }),
        ),
        own("staff-data-address", &person.address),
        own("staff-data-email", &person.email),
        own("staff-data-mobile", &person.mobile),
        own("staff-data-work-phone", person.work_phone.as_deref().unwrap_or_default()),
        Row {
            key: frame.t("staff-data-profession"),
            value: format!("{} ({})", language.pick(&programme.profession_name), application.profession),
            lang: language.picked(),
        },
        own("staff-data-held", &held(application)),
        own("staff-data-knowledge", &application.knowledge),
        own("staff-data-skills", &application.skills),
        row("staff-data-mode", frame.t(mode_key(application.mode))),
        row("staff-data-language", frame.t(exam_language_key(application.language))),
        own("staff-data-adjustments", &application.adjustments),
        row("staff-data-consent-processing", stands(Consent::Processing)),
        row("staff-data-consent-platform", stands(Consent::Platform)),
        row("staff-data-consent-biometric", stands(Consent::Biometric)),
        row(
            "staff-data-channel",
            frame.t(match application.channel {
                Channel::Online => "staff-data-online",
                Channel::Paper => "staff-data-paper",
            }),
        ),
        row("staff-data-filed", short(case.filed_on)),
    ];
    rows.push(row("staff-data-funding", funding(frame, case)));
    if let Route::Referral { employer, .. } = &application.route {
        rows.push(own("staff-data-employer", &employer.to_string()));
    }
    if let Some(paper) = &application.paper {
        rows.push(own("staff-data-why-late", &paper.why_late));
    }
    if let Some(earlier) = &application.retake_of {
        rows.push(own("staff-data-retake", earlier));
    }
    rows
}

/// The level held now, and until which year.
fn held(application: &Application) -> String {
    let words = application.held.map(|held| {
        let until = held.until_year.map(|year| format!(", {year}")).unwrap_or_default();
        format!("{}{until}", held.level)
    });
    words.unwrap_or_default()
}

/// Q32. Who pays; of a voucher also its number and its last day.
fn funding(frame: &Frame, case: &Case) -> String {
    let funding = &case.application.funding;
    match (funding, funding.holds_until(&case.sick_periods)) {
        (Funding::Voucher { number, .. }, Some(until)) => {
            frame.t2("staff-data-voucher", "number", number.clone(), "until", short(until))
        }
        (Funding::Employer, _) => frame.t("apply-funding-employer"),
        _ => frame.t("apply-funding-own"),
    }
}

fn or_dash(value: &str) -> String {
    if value.trim().is_empty() { "—".to_owned() } else { value.to_owned() }
}
