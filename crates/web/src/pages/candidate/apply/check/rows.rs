//! The rows of the check: A1 in its order, then what the exam needs.

use acts::catalogue::Catalogue;
use acts::draft::{Draft, Part};
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use crate::case_words::attachment_key;
use crate::page::Frame;

/// A heading with its rows.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) key: String,
    pub(super) value: String,
    /// Where the answer is changed.
    pub(super) href: String,
}

pub(super) fn sections(frame: &Frame, id: Uuid, draft: &Draft, catalogue: &Catalogue) -> Vec<Section> {
    let row = |part: Part, key: &str, value: &str| Row {
        key: frame.t(key),
        value: if value.is_empty() { frame.t("apply-none") } else { value.to_owned() },
        href: format!("/apply/{id}/{}?from=check", part.code()),
    };
    let section = |title: &str, rows| Section { title: frame.t(title), rows };
    vec![
        section("apply-check-who", who(draft, frame, catalogue, &row)),
        section("apply-check-what", what(draft, frame, catalogue, &row)),
        section("apply-check-enclosed", enclosed(draft, frame, &row)),
        section("apply-check-exam", exam(draft, frame, &row)),
        section("apply-part-funding", funding(draft, frame, &row)),
        section("apply-check-consents", consents(draft, frame, &row)),
    ]
}

type MakeRow<'a> = dyn Fn(Part, &str, &str) -> Row + 'a;

fn who(draft: &Draft, frame: &Frame, catalogue: &Catalogue, row: &MakeRow<'_>) -> Vec<Row> {
    let number = CentreNumber::parse(&draft.centre).ok();
    let centre = number.and_then(|number| catalogue.centre(&number));
    let parts = [&draft.surname, &draft.given, &draft.patronymic];
    let name: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let birth = format!("{:0>2}.{:0>2}.{}", draft.birth_day, draft.birth_month, draft.birth_year);
    let sex = match draft.sex.as_str() {
        "female" => frame.t("apply-sex-female"),
        "male" => frame.t("apply-sex-male"),
        _ => String::new(),
    };
    vec![
        row(Part::Centre, "apply-part-centre", centre.map_or("", |centre| frame.language.pick(&centre.name))),
        row(Part::About, "account-name", &name.join(" ")),
        row(Part::About, "apply-iin", &draft.iin),
        row(Part::About, "apply-birth-date", &birth),
        row(Part::About, "apply-sex", &sex),
        row(Part::About, "apply-address", &draft.address),
        row(Part::About, "apply-email", &draft.email),
        row(Part::About, "apply-mobile", &draft.mobile),
        row(Part::About, "apply-work-phone", &draft.work_phone),
        row(Part::About, "apply-employer-bin", &draft.employer_bin),
    ]
}

fn what(draft: &Draft, frame: &Frame, catalogue: &Catalogue, row: &MakeRow<'_>) -> Vec<Row> {
    let programme = catalogue.programme(&draft.programme);
    let profession = programme.map_or("", |programme| frame.language.pick(&programme.profession_name));
    vec![
        row(Part::Profession, "apply-profession", profession),
        row(Part::Learning, "apply-held-level", &draft.held_level),
        row(Part::Learning, "apply-held-until", &draft.held_until),
        row(Part::Learning, "apply-knowledge", &draft.knowledge),
        row(Part::Learning, "apply-skills", &draft.skills),
    ]
}

fn enclosed(draft: &Draft, frame: &Frame, row: &MakeRow<'_>) -> Vec<Row> {
    if draft.attachments.is_empty() {
        return vec![row(Part::Documents, "apply-part-documents", "")];
    }
    draft
        .attachments
        .iter()
        .map(|file| Row {
            key: frame.t(attachment_key(file.kind)),
            ..row(Part::Documents, "apply-part-documents", &file.name)
        })
        .collect()
}

fn exam(draft: &Draft, frame: &Frame, row: &MakeRow<'_>) -> Vec<Row> {
    let mode = if draft.mode == "online" { "common-mode-online" } else { "common-mode-offline" };
    let language = if draft.language == "ru" { "common-exam-ru" } else { "common-exam-kk" };
    let adjustments = if draft.needs_adjustments == "yes" { draft.adjustments.as_str() } else { "" };
    vec![
        row(Part::Format, "public-profession-modes", &frame.t(mode)),
        row(Part::Format, "apply-language", &frame.t(language)),
        row(Part::Adjustments, "apply-part-adjustments", adjustments),
    ]
}

fn funding(draft: &Draft, frame: &Frame, row: &MakeRow<'_>) -> Vec<Row> {
    let who = match draft.funding.as_str() {
        "employer" => frame.t("apply-funding-employer"),
        "voucher" => format!("{}: № {}", frame.t("apply-funding-voucher"), draft.voucher_number),
        _ => frame.t("apply-funding-own"),
    };
    let mut rows = vec![row(Part::Funding, "apply-funding-question", &who)];
    if draft.paper {
        let received =
            format!("{:0>2}.{:0>2}.{}", draft.received_day, draft.received_month, draft.received_year);
        rows.push(row(Part::Paper, "apply-paper-received", &received));
        rows.push(row(Part::Paper, "apply-paper-why-late", &draft.why_late));
    }
    rows
}

fn consents(draft: &Draft, frame: &Frame, row: &MakeRow<'_>) -> Vec<Row> {
    let given = |given: bool| frame.t(if given { "apply-consent-given" } else { "apply-consent-not-given" });
    let mut rows = vec![
        row(Part::Consents, "apply-consent-processing", &given(draft.consent_processing)),
        row(Part::Consents, "apply-consent-platform", &given(draft.consent_platform)),
    ];
    if draft.mode == "online" {
        rows.push(row(Part::Consents, "apply-consent-biometric", &given(draft.consent_biometric)));
    }
    rows
}
