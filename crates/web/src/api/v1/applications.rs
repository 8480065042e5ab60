//! ¶4. Applications on paper, prepared by a program of the centre. A registrar looks at them in the browser and files them:
//! the filing is a legal act and needs a person's fresh proof.

use acts::draft::{Draft, DraftAttachment, Part, attach, detach, faults, load, mine, save};
use acts::ports::DraftRow;
use acts::service;
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::application::AttachmentKind;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ask::{Answer, Asker, Change, KeyHeader, Path, Query};
use super::cases::code;
use super::doc::Problems;
use super::problem::{ApiProblem, Kind};
use crate::answer::field_key;
use crate::words::{Language, t};

/// Letters of one field at most.
const LONGEST: usize = 4_000;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $read:expr, $write:expr;)*) => {
        /// What is known of an application; what is left out stays as it is.
        #[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
        #[serde(deny_unknown_fields, default)]
        #[schema(default)]
        pub struct ApplicationFields {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<$kind>,)*
        }

        impl ApplicationFields {
            /// Puts what is given into the draft.
            fn put(self, draft: &mut Draft) {
                $(if let Some(value) = self.$name { let put: fn(&mut Draft, $kind) = $write; put(draft, value); })*
            }

            fn of(draft: &Draft) -> Self {
                $(let read: fn(&Draft) -> Option<$kind> = $read; let $name = read(draft);)*
                Self { $($name),* }
            }
        }
    };
}

/// Offline or online (¶9).
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExamMode {
    Offline,
    Online,
}

/// The language of the exam (¶9).
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spoken {
    Kk,
    Ru,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PersonSex {
    Male,
    Female,
}

/// Who pays: the person, or a state voucher.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Payer {
    Own,
    Voucher,
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

fn short(value: &str) -> String {
    value.trim().chars().take(LONGEST).collect()
}

fn choice<T: serde::de::DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_value(Value::from(value)).ok()
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Year, month and day as a person would type them.
fn typed(date: Date) -> [String; 3] {
    [date.year().to_string(), date.month().to_string(), date.day().to_string()]
}

fields! {
    /// Id of the programme.
    programme: String = |d| text(&d.programme), |d, v| d.programme = short(&v);
    mode: ExamMode = |d| choice(&d.mode), |d, v| d.mode = code(&v);
    language: Spoken = |d| choice(&d.language), |d, v| d.language = code(&v);
    surname: String = |d| text(&d.surname), |d, v| d.surname = short(&v);
    given: String = |d| text(&d.given), |d, v| d.given = short(&v);
    patronymic: String = |d| text(&d.patronymic), |d, v| d.patronymic = short(&v);
    /// Twelve digits.
    iin: String = |d| text(&d.iin), |d, v| d.iin = short(&v);
    birth_date: Date = |d| day(&d.birth_year, &d.birth_month, &d.birth_day),
        |d, v| [d.birth_year, d.birth_month, d.birth_day] = typed(v);
    sex: PersonSex = |d| choice(&d.sex), |d, v| d.sex = code(&v);
    address: String = |d| text(&d.address), |d, v| d.address = short(&v);
    email: String = |d| text(&d.email), |d, v| d.email = short(&v);
    mobile: String = |d| text(&d.mobile), |d, v| d.mobile = short(&v);
    work_phone: String = |d| text(&d.work_phone), |d, v| d.work_phone = short(&v);
    /// Level of an earlier recognition, 1 to 8.
    held_level: String = |d| text(&d.held_level), |d, v| d.held_level = short(&v);
    /// Year until which it holds.
    held_until: String = |d| text(&d.held_until), |d, v| d.held_until = short(&v);
    knowledge: String = |d| text(&d.knowledge), |d, v| d.knowledge = short(&v);
    skills: String = |d| text(&d.skills), |d, v| d.skills = short(&v);
    /// Adjustments that are asked for (¶11); an empty text says that none are needed.
    adjustments: String = |d| Some(d.adjustments.clone()).filter(|_| !d.needs_adjustments.is_empty()), |d, v| {
        d.adjustments = short(&v);
        d.needs_adjustments = String::from(if d.adjustments.is_empty() { "no" } else { "yes" });
    };
    consent_processing: bool = |d| Some(d.consent_processing), |d, v| d.consent_processing = v;
    consent_platform: bool = |d| Some(d.consent_platform), |d, v| d.consent_platform = v;
    consent_biometric: bool = |d| Some(d.consent_biometric), |d, v| d.consent_biometric = v;
    funding: Payer = |d| choice(&d.funding), |d, v| d.funding = code(&v);
    voucher_number: String = |d| text(&d.voucher_number), |d, v| d.voucher_number = short(&v);
    voucher_date: Date = |d| day(&d.voucher_year, &d.voucher_month, &d.voucher_day),
        |d, v| [d.voucher_year, d.voucher_month, d.voucher_day] = typed(v);
    /// The day of the centre's stamp: the day of registration (¶5).
    received_on: Date = |d| day(&d.received_year, &d.received_month, &d.received_day),
        |d, v| [d.received_year, d.received_month, d.received_day] = typed(v);
    /// Why it is entered on a later day.
    why_late: String = |d| text(&d.why_late), |d, v| d.why_late = short(&v);
}

/// A file of an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationFile {
    /// SHA-256 of the stored bytes.
    digest: String,
    #[schema(example = "education")]
    kind: String,
    name: String,
    size: u64,
}

/// What is still to be mended before a registrar can file it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToMend {
    #[schema(example = "about")]
    part: String,
    #[schema(example = "iin")]
    field: String,
    /// Stable key of what is wrong.
    #[schema(example = "iin-check-digit")]
    fault: String,
    /// In the language of the request.
    detail: String,
}

/// Where an application stands, without the person it is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationState {
    id: Uuid,
    version: u64,
    changed_at: Timestamp,
    /// Nothing is to be mended: a registrar can file it.
    ready: bool,
    to_mend: Vec<ToMend>,
    files: Vec<ApplicationFile>,
    /// Where a registrar files it.
    page: String,
}

/// An application with what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationWhole {
    #[serde(flatten)]
    state: ApplicationState,
    fields: ApplicationFields,
}

/// Applications that this token prepares, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Applications {
    items: Vec<ApplicationState>,
}

/// The kind of a file (¶4(2)–(4)).
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    Education,
    ForeignRecognition,
    Training,
    Incomplete,
    NonFormal,
    Identity,
    Kandas,
    Experience,
    EarlierRecognition,
    SignedApplication,
}

/// What a file is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    kind: FileKind,
    /// Its name, for people.
    name: String,
}

/// The parts that the registrar's page has to look at are left by the program as done.
fn seen(draft: &mut Draft) {
    draft.learning_done = true;
    draft.documents_done = true;
}

fn state(asker: &Asker, row: &DraftRow) -> ApplicationState {
    let draft = &row.draft;
    let wrong = |part: Part| {
        faults(part, draft, &asker.cx.catalogue).into_iter().map(move |fault| (part.code(), fault))
    };
    let to_mend: Vec<ToMend> = Part::of(draft)
        .into_iter()
        .flat_map(wrong)
        .map(|(part, fault)| mend(part, fault.field, fault.fault, asker.language))
        .collect();
    let file = |file: &DraftAttachment| ApplicationFile {
        digest: file.digest.clone(),
        kind: code(&file.kind),
        name: file.name.clone(),
        size: file.size,
    };
    ApplicationState {
        id: row.id,
        version: row.version,
        changed_at: row.at,
        ready: to_mend.is_empty(),
        to_mend,
        files: draft.attachments.iter().map(file).collect(),
        page: format!("{}/apply/{}", asker.cx.public_address, row.id),
    }
}

fn mend(part: &str, field: &str, fault: &str, language: Language) -> ToMend {
    let detail = t(language, field_key(fault));
    // As the fields are called here.
    let field = match field {
        "needs_adjustments" => "adjustments",
        "received" => "received_on",
        field => field,
    };
    ToMend { part: part.to_owned(), field: field.to_owned(), fault: fault.to_owned(), detail }
}

/// What is kept as the first answer: nothing of the person, and no name of a file.
fn told(asker: &Asker, row: &DraftRow) -> Value {
    let state = state(asker, row);
    let files: Vec<Value> = state
        .files
        .iter()
        .map(|file| json!({ "digest": file.digest, "kind": file.kind, "size": file.size }))
        .collect();
    json!({
        "id": state.id, "version": state.version, "changed_at": state.changed_at, "ready": state.ready,
        "to_mend": state.to_mend, "files": files, "page": state.page,
    })
}

/// The answer to a change of an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationTold {
    id: Uuid,
    version: u64,
    changed_at: Timestamp,
    ready: bool,
    to_mend: Vec<ToMend>,
    files: Vec<FileTold>,
    page: String,
}

/// A file of an application, without its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileTold {
    digest: String,
    kind: String,
    size: u64,
}

/// The applications that this token prepares and nobody has filed yet.
#[utoipa::path(get, path = "/api/v1/applications", operation_id = "listApplications", tag = "applications",
    security(("token" = [])), responses((status = 200, description = "The applications", body = Applications), Problems))]
pub async fn list(asker: Asker) -> Answer {
    let rows = mine(&asker.cx, &asker.who).await?;
    asker.show(&Applications { items: rows.iter().map(|row| state(&asker, row)).collect() })
}

/// One application with what is known of it.
#[utoipa::path(get, path = "/api/v1/applications/{id}", operation_id = "readApplication", tag = "applications",
    params(("id" = Uuid, Path, description = "Id of the application")), security(("token" = [])),
    responses((status = 200, description = "The application", body = ApplicationWhole), Problems))]
pub async fn one(asker: Asker, Path(id): Path<Uuid>) -> Answer {
    let row = load(&asker.cx, &asker.who, id).await?;
    asker.show(&ApplicationWhole { state: state(&asker, &row), fields: ApplicationFields::of(&row.draft) })
}

/// Begins an application that came on paper.
#[utoipa::path(post, path = "/api/v1/applications", operation_id = "beginApplication", tag = "applications",
    params(KeyHeader),
    request_body = ApplicationFields, security(("token" = [])),
    responses((status = 201, description = "Begun", body = ApplicationTold), Problems))]
pub async fn begin(change: Change) -> Answer {
    let fields: ApplicationFields = change.json()?;
    let asker = &change.asker;
    change
        .once(async {
            let fill = |draft: &mut Draft| {
                fields.put(draft);
                seen(draft);
            };
            let row = service::begun(&asker.cx, &asker.who, change.request(), fill).await?;
            Ok((StatusCode::CREATED, told(asker, &row)))
        })
        .await
}

/// Changes fields of an application.
#[utoipa::path(patch, path = "/api/v1/applications/{id}", operation_id = "changeApplication", tag = "applications",
    params(("id" = Uuid, Path, description = "Id of the application"),
        KeyHeader),
    request_body = ApplicationFields, security(("token" = [])),
    responses((status = 200, description = "Changed", body = ApplicationTold), Problems))]
pub async fn change(Path(id): Path<Uuid>, change: Change) -> Answer {
    let fields: ApplicationFields = change.json()?;
    let asker = &change.asker;
    change
        .once(async {
            let row = save(&asker.cx, &asker.who, id, |draft| fields.put(draft)).await?;
            Ok((StatusCode::OK, told(asker, &row)))
        })
        .await
}

/// Encloses a file: PDF, JPEG or PNG.
#[utoipa::path(post, path = "/api/v1/applications/{id}/files", operation_id = "encloseFile", tag = "applications",
    params(("id" = Uuid, Path, description = "Id of the application"), FileQuery,
        KeyHeader),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), security(("token" = [])),
    responses((status = 200, description = "Enclosed", body = ApplicationTold), Problems))]
pub async fn enclose(Path(id): Path<Uuid>, Query(query): Query<FileQuery>, change: Change) -> Answer {
    change.of_kind("application/octet-stream")?;
    let kind: AttachmentKind = choice(&code(&query.kind)).ok_or(Kind::Unreadable)?;
    let asker = &change.asker;
    change
        .once(async {
            let bytes = change.body.to_vec();
            let row = attach(&asker.cx, &asker.who, id, kind, &query.name, bytes).await?;
            Ok((StatusCode::OK, told(asker, &row)))
        })
        .await
}

/// Takes a file out again.
#[utoipa::path(delete, path = "/api/v1/applications/{id}/files/{digest}", operation_id = "removeFile", tag = "applications",
    params(("id" = Uuid, Path, description = "Id of the application"),
        ("digest" = String, Path, description = "SHA-256 of the file"),
        KeyHeader),
    security(("token" = [])), responses((status = 200, description = "Taken out", body = ApplicationTold), Problems))]
pub async fn remove(Path((id, digest)): Path<(Uuid, String)>, change: Change) -> Answer {
    let asker = &change.asker;
    change
        .once(async {
            let known = load(&asker.cx, &asker.who, id).await?;
            if !known.draft.attachments.iter().any(|file| file.digest == digest) {
                return Err(ApiProblem::from(Kind::NotFound));
            }
            let row = detach(&asker.cx, &asker.who, id, &digest).await?;
            Ok((StatusCode::OK, told(asker, &row)))
        })
        .await
}
