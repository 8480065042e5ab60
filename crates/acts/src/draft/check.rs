//! What is wrong with a draft, part by part, and how a finished one becomes an application.

use jiff::civil::Date;
use rules::application::{
    Application, Attachment, AttachmentKind, Channel, Consents, Held, PaperReceipt, Person, Route, Sex,
    Shows, required_documents,
};
use rules::funding::Funding;
use rules::identifiers::{Bin, CentreNumber, Iin, NqfLevel};
use rules::programme::{ExamLanguage, Mode, Programme};

use super::Draft;
use crate::catalogue::Catalogue;
use crate::error::FieldFault;
use crate::ports::DraftRow;

/// The tasks of an application, in the order they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Profession,
    Centre,
    Format,
    About,
    Learning,
    Documents,
    Adjustments,
    Funding,
    Consents,
    /// ¶4: when an application on paper came; asked of the registrar only.
    Paper,
}

impl Part {
    pub const ALL: [Self; 9] = [
        Self::Profession,
        Self::Centre,
        Self::Format,
        Self::About,
        Self::Learning,
        Self::Documents,
        Self::Adjustments,
        Self::Funding,
        Self::Consents,
    ];

    /// The tasks of this application, in the order they are shown.
    pub fn of(draft: &Draft) -> Vec<Self> {
        let paper = draft.paper.then_some(Self::Paper);
        paper.into_iter().chain(Self::ALL).collect()
    }

    /// Key of the part in addresses and words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Profession => "profession",
            Self::Centre => "centre",
            Self::Format => "format",
            Self::About => "about",
            Self::Learning => "learning",
            Self::Documents => "documents",
            Self::Adjustments => "adjustments",
            Self::Funding => "funding",
            Self::Consents => "consents",
            Self::Paper => "paper",
        }
    }

    /// Whether the person has begun this part at all.
    pub fn begun(self, draft: &Draft) -> bool {
        let any = |fields: &[&str]| fields.iter().any(|field| !field.is_empty());
        match self {
            Self::Profession => any(&[&draft.programme]),
            Self::Centre => any(&[&draft.centre]),
            Self::Format => any(&[&draft.mode, &draft.language]),
            Self::About => any(&[&draft.surname, &draft.given, &draft.iin, &draft.address, &draft.mobile]),
            Self::Learning => {
                draft.learning_done || any(&[&draft.knowledge, &draft.skills, &draft.held_level])
            }
            Self::Documents => draft.documents_done || !draft.attachments.is_empty(),
            Self::Adjustments => any(&[&draft.needs_adjustments]),
            Self::Funding => any(&[&draft.funding]),
            Self::Paper => any(&[&draft.received_day, &draft.received_year]),
            Self::Consents => draft.consent_processing || draft.consent_platform || draft.consent_biometric,
        }
    }
}

/// Every part is free of faults.
pub fn finished(draft: &Draft, catalogue: &Catalogue) -> bool {
    Part::of(draft).into_iter().all(|part| faults(part, draft, catalogue).is_empty())
}

fn fault(list: &mut Vec<FieldFault>, wrong: bool, field: &'static str, fault: &'static str) {
    if wrong {
        list.push(FieldFault { field, fault });
    }
}

/// What is wrong with one part now; empty when it can be sent.
pub fn faults(part: Part, draft: &Draft, catalogue: &Catalogue) -> Vec<FieldFault> {
    let mut list = Vec::new();
    let programme = catalogue.offered(&draft.programme);
    match part {
        Part::Profession => fault(&mut list, programme.is_none(), "programme", "choose-profession"),
        Part::Centre => centre_faults(draft, catalogue, programme, &mut list),
        Part::Format => {
            let mode = mode(draft);
            fault(&mut list, mode.is_none(), "mode", "choose-mode");
            let offered = |mode| programme.is_none_or(|p| p.modes.contains(&mode));
            fault(&mut list, mode.is_some_and(|mode| !offered(mode)), "mode", "mode-not-offered");
            let language = language(draft);
            fault(&mut list, language.is_none(), "language", "choose-language");
        }
        Part::About => about_faults(draft, &mut list),
        Part::Learning => {
            let level = &draft.held_level;
            fault(&mut list, !level.is_empty() && NqfLevel::parse(level).is_err(), "held_level", "level-1-8");
            let until = &draft.held_until;
            let year = until.parse::<i16>().ok().filter(|year| (2000..=2100).contains(year));
            fault(&mut list, !until.is_empty() && year.is_none(), "held_until", "year-wrong");
            fault(&mut list, !draft.learning_done, "knowledge", "answer-or-continue");
        }
        Part::Documents => {
            let attachments: Vec<_> = attachments(draft);
            let owed = programme.map(required_documents).unwrap_or_default();
            let unmet = owed.iter().filter(|required| !required.met_by(&attachments));
            list.extend(
                unmet.map(|required| FieldFault { field: "file", fault: missing_key(required.code()) }),
            );
            let unsigned =
                draft.paper && !attachments.iter().any(|file| file.kind == AttachmentKind::SignedApplication);
            fault(&mut list, unsigned, "file", "missing-signed-application");
            let undecided = !draft.documents_done && list.is_empty();
            fault(&mut list, undecided, "file", "answer-or-continue");
        }
        Part::Adjustments => {
            let needs = draft.needs_adjustments.as_str();
            fault(&mut list, !matches!(needs, "yes" | "no"), "needs_adjustments", "choose-yes-no");
            fault(&mut list, needs == "yes" && draft.adjustments.is_empty(), "adjustments", "say-which");
        }
        Part::Funding => funding_faults(draft, &mut list),
        Part::Paper => {
            let received = date(&draft.received_year, &draft.received_month, &draft.received_day);
            fault(&mut list, received.is_none(), "received", "date-wrong");
        }
        Part::Consents => {
            fault(&mut list, !draft.consent_processing, "consent_processing", "consent-needed");
            fault(&mut list, !draft.consent_platform, "consent_platform", "consent-needed");
            let biometric_owed = mode(draft) == Some(Mode::Online) && !draft.consent_biometric;
            fault(&mut list, biometric_owed, "consent_biometric", "consent-needed-online");
        }
    }
    list
}

fn missing_key(code: &str) -> &'static str {
    match code {
        "identity" => "missing-identity",
        "education" => "missing-education",
        _ => "missing-experience",
    }
}

fn centre_faults(
    draft: &Draft,
    catalogue: &Catalogue,
    programme: Option<&Programme>,
    list: &mut Vec<FieldFault>,
) {
    let number = CentreNumber::parse(&draft.centre).ok();
    let centre = number.as_ref().and_then(|number| catalogue.centre(number));
    fault(list, centre.is_none(), "centre", "choose-centre");
    let covers = centre.zip(programme).is_none_or(|(c, p)| c.accreditation.covers(&p.profession));
    fault(list, !covers, "centre", "centre-not-for-profession");
}

/// Q32. An employer pays on a referral; a voucher has a number and a day.
fn funding_faults(draft: &Draft, list: &mut Vec<FieldFault>) {
    match draft.funding.as_str() {
        "own" => {}
        "employer" => fault(list, Bin::parse(&draft.employer_bin).is_err(), "funding", "no-employer"),
        "voucher" => {
            fault(list, draft.voucher_number.is_empty(), "voucher_number", "voucher-number-needed");
            let issued = date(&draft.voucher_year, &draft.voucher_month, &draft.voucher_day);
            fault(list, issued.is_none(), "voucher_date", "date-wrong");
        }
        _ => fault(list, true, "funding", "choose-funding"),
    }
}

fn funding(draft: &Draft) -> Option<Funding> {
    match draft.funding.as_str() {
        "own" => Some(Funding::Own),
        "employer" => Some(Funding::Employer),
        "voucher" => Some(Funding::Voucher {
            number: draft.voucher_number.clone(),
            issued_on: date(&draft.voucher_year, &draft.voucher_month, &draft.voucher_day)?,
        }),
        _ => None,
    }
}

fn about_faults(draft: &Draft, list: &mut Vec<FieldFault>) {
    let no_name = draft.surname.is_empty() && draft.given.is_empty();
    fault(list, no_name, "surname", "name-needed");
    let iin = Iin::parse(&draft.iin);
    fault(list, draft.iin.is_empty(), "iin", "iin-needed");
    if let (false, Err(error)) = (draft.iin.is_empty(), iin) {
        list.push(FieldFault { field: "iin", fault: error.code() });
    }
    fault(list, birth_date(draft).is_none(), "birth_date", "date-wrong");
    fault(list, sex(draft).is_none(), "sex", "choose-sex");
    fault(list, draft.address.is_empty(), "address", "address-needed");
    fault(list, !is_email(&draft.email), "email", "email-wrong");
    fault(list, !is_phone(&draft.mobile), "mobile", "phone-wrong");
    let bin = &draft.employer_bin;
    fault(list, !bin.is_empty() && Bin::parse(bin).is_err(), "employer_bin", "bin-wrong");
}

/// Plausible as an address for mail.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Ten to fifteen digits, whatever stands between them.
pub(crate) fn is_phone(text: &str) -> bool {
    (10..=15).contains(&text.chars().filter(char::is_ascii_digit).count())
}

fn mode(draft: &Draft) -> Option<Mode> {
    match draft.mode.as_str() {
        "offline" => Some(Mode::Offline),
        "online" => Some(Mode::Online),
        _ => None,
    }
}

fn language(draft: &Draft) -> Option<ExamLanguage> {
    match draft.language.as_str() {
        "kk" => Some(ExamLanguage::Kk),
        "ru" => Some(ExamLanguage::Ru),
        _ => None,
    }
}

fn sex(draft: &Draft) -> Option<Sex> {
    match draft.sex.as_str() {
        "male" => Some(Sex::Male),
        "female" => Some(Sex::Female),
        _ => None,
    }
}

fn birth_date(draft: &Draft) -> Option<Date> {
    date(&draft.birth_year, &draft.birth_month, &draft.birth_day)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().filter(|date| date.year() >= 1900)
}

fn attachments(draft: &Draft) -> Vec<Attachment> {
    let one = |file: &super::DraftAttachment| Attachment {
        kind: file.kind,
        name: file.name.clone(),
        digest: file.digest.clone(),
    };
    draft.attachments.iter().map(one).collect()
}

fn optional(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn route(draft: &Draft) -> Route {
    let shows = Shows { status: draft.shows_status, result: draft.shows_result };
    Bin::parse(&draft.employer_bin).map_or(Route::OnOwn, |employer| Route::Referral { employer, shows })
}

fn paper(row: &DraftRow) -> Option<PaperReceipt> {
    let draft = &row.draft;
    let received_on = date(&draft.received_year, &draft.received_month, &draft.received_day)?;
    let why_late = draft.why_late.clone();
    let scans = draft.scans.iter().map(|scan| scan.digest.clone()).collect();
    draft.paper.then(|| PaperReceipt { received_on, why_late, person: row.owner().to_string(), scans })
}

/// A1. The application a finished draft makes; `None` while any part has a fault.
pub fn to_application(row: &DraftRow, catalogue: &Catalogue) -> Option<(CentreNumber, Application)> {
    let draft = &row.draft;
    if !finished(draft, catalogue) {
        return None;
    }
    let programme = catalogue.offered(&draft.programme)?;
    let held = NqfLevel::parse(&draft.held_level).ok();
    let application = Application {
        channel: if draft.paper { Channel::Paper } else { Channel::Online },
        route: route(draft),
        person: Person {
            surname: draft.surname.clone(),
            given: draft.given.clone(),
            patronymic: optional(&draft.patronymic),
            iin: Iin::parse(&draft.iin).ok()?,
            birth_date: birth_date(draft)?,
            sex: sex(draft)?,
            address: draft.address.clone(),
            email: draft.email.clone(),
            mobile: draft.mobile.clone(),
            work_phone: optional(&draft.work_phone),
        },
        profession: programme.profession.clone(),
        programme: programme.id.clone(),
        programme_version: programme.version,
        mode: mode(draft)?,
        language: language(draft)?,
        held: held.map(|level| Held { level, until_year: draft.held_until.parse().ok() }),
        knowledge: draft.knowledge.clone(),
        skills: draft.skills.clone(),
        adjustments: if draft.needs_adjustments == "yes" { draft.adjustments.clone() } else { String::new() },
        attachments: attachments(draft),
        consents: Consents {
            processing: draft.consent_processing,
            platform: draft.consent_platform,
            biometric: draft.consent_biometric,
        },
        retake_of: draft.retake_of.clone(),
        funding: funding(draft)?,
        paper: paper(row),
    };
    Some((CentreNumber::parse(&draft.centre).ok()?, application))
}
