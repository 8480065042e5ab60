//! What anybody may ask: the register by serial number, the centres, the programmes.

use jiff::civil::Date;
use rules::Bilingual;
use rules::centre::Centre;
use rules::identifiers::SerialNumber;
use rules::programme::Programme;
use rules::terms::local_date;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::{Answer, Anybody, Path};
use super::cases::code;
use super::doc::Problems;
use super::problem::Kind;
use crate::data::{CheckAnswer, DocumentState, check};

/// A text in Kazakh and Russian.
#[derive(Debug, Serialize, ToSchema)]
pub struct Text {
    kk: String,
    ru: String,
}

impl From<&Bilingual> for Text {
    fn from(text: &Bilingual) -> Self {
        Self { kk: text.kk.clone(), ru: text.ru.clone() }
    }
}

/// How a document stands today.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    InForce,
    Expired,
    Annulled,
}

/// What the public may see of a document: no full name, no IIN.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredDocument {
    serial: String,
    state: Standing,
    annulled_on: Option<Date>,
    /// Initials and masked surname.
    #[schema(example = "А. С*****")]
    holder: String,
    profession: Text,
    nqf_level: u8,
    issued_on: Date,
    valid_until: Date,
    centre: Text,
    /// The centre's accreditation was in force on the day of issue.
    centre_accredited: bool,
}

/// Whether a document is in the register, and in force.
#[utoipa::path(get, path = "/api/v1/register/{serial}", operation_id = "checkDocument", tag = "public",
    params(("serial" = String, Path, description = "Serial number of the document",
        example = "25620-072121008-3-081226-0042-000000001")), security(()),
    responses((status = 200, description = "The document", body = RegisteredDocument), Problems))]
pub async fn document(anybody: Anybody, Path(serial): Path<String>) -> Answer {
    let number = SerialNumber::parse(&serial).map_err(|_| Kind::NotFound)?;
    let found = match check(&anybody.cx, &number, None).await {
        CheckAnswer::Found(found) => found,
        CheckAnswer::NotFound => return Err(Kind::NotFound.into()),
        CheckAnswer::Unavailable => return Err(Kind::Away.into()),
    };
    let (state, annulled_on) = match found.state {
        DocumentState::InForce => (Standing::InForce, None),
        DocumentState::Expired => (Standing::Expired, None),
        DocumentState::Annulled { on } => (Standing::Annulled, Some(on)),
    };
    anybody.show(&RegisteredDocument {
        serial: number.to_string(),
        state,
        annulled_on,
        holder: found.holder,
        profession: (&found.profession).into(),
        nqf_level: found.nqf_level,
        issued_on: found.issued,
        valid_until: found.valid_until,
        centre: (&found.centre).into(),
        centre_accredited: found.centre_accredited,
    })
}

/// A centre of recognition.
#[derive(Debug, Serialize, ToSchema)]
pub struct CentreLine {
    #[schema(example = "0042")]
    number: String,
    name: Text,
    town: Text,
    address: Text,
    phone: String,
    email: String,
    accredited_from: Date,
    accredited_until: Date,
    /// The accreditation is in force today.
    accredited: bool,
    /// Codes of the professions it recognises.
    #[schema(example = json!(["7212-1-008"]))]
    professions: Vec<String>,
}

/// The centres.
#[derive(Debug, Serialize, ToSchema)]
pub struct Centres {
    items: Vec<CentreLine>,
}

/// The centres of recognition with their accreditation (¶2(2)).
#[utoipa::path(get, path = "/api/v1/centres", operation_id = "listCentres", tag = "public", security(()),
    responses((status = 200, description = "The centres", body = Centres), Problems))]
pub async fn centres(anybody: Anybody) -> Answer {
    let today = local_date(anybody.cx.clock.now());
    let line = |centre: &Centre| CentreLine {
        number: centre.number.to_string(),
        name: (&centre.name).into(),
        town: (&centre.town).into(),
        address: (&centre.address).into(),
        phone: centre.phone.clone(),
        email: centre.email.clone(),
        accredited_from: centre.accreditation.from,
        accredited_until: centre.accreditation.until,
        accredited: centre.accreditation.in_force(today),
        professions: centre.accreditation.professions.iter().map(ToString::to_string).collect(),
    };
    anybody.show(&Centres { items: anybody.cx.catalogue.centres.iter().map(line).collect() })
}

/// A qualification programme in its newest version.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeLine {
    #[schema(example = "welder")]
    id: String,
    version: u32,
    title: Text,
    #[schema(example = "7212-1-008")]
    profession: String,
    profession_name: Text,
    nqf_level: u8,
    modes: Vec<String>,
    languages: Vec<String>,
    /// ¶4: an education document is asked for.
    requires_education: bool,
    /// ¶4: years of work experience that are asked for.
    experience_years: u8,
    /// How long the document holds.
    validity_years: u8,
}

/// The programmes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Programmes {
    items: Vec<ProgrammeLine>,
}

/// The qualification programmes with their professions (¶2(1)).
#[utoipa::path(get, path = "/api/v1/programmes", operation_id = "listProgrammes", tag = "public", security(()),
    responses((status = 200, description = "The programmes", body = Programmes), Problems))]
pub async fn programmes(anybody: Anybody) -> Answer {
    let catalogue = &anybody.cx.catalogue;
    let newest = catalogue
        .programmes
        .iter()
        .filter(|one| catalogue.programme(&one.id).is_some_and(|newest| newest.version == one.version));
    let line = |programme: &Programme| ProgrammeLine {
        id: programme.id.clone(),
        version: programme.version,
        title: (&programme.title).into(),
        profession: programme.profession.to_string(),
        profession_name: (&programme.profession_name).into(),
        nqf_level: programme.nqf_level.get(),
        modes: programme.modes.iter().map(code).collect(),
        languages: programme.languages.iter().map(code).collect(),
        requires_education: programme.requires_education,
        experience_years: programme.experience_years,
        validity_years: programme.validity_years,
    };
    anybody.show(&Programmes { items: newest.map(line).collect() })
}
