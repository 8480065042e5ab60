//! Cases, the person of one, and its messages.

use acts::journal::CaseId;
use acts::outbox::Dispatch;
use acts::projection::CaseRow;
use acts::service::{self, Cursor};
use acts::walk::Loaded;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::case::{Stage, TermState};
use rules::decision::Outcome;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use super::ask::{Answer, Asker, Path, Query};
use super::doc::Problems;
use super::problem::{ApiProblem, Kind};

/// Lines of a page where the caller does not say.
pub(super) const USUAL: u32 = 50;

/// Where a case stands.
#[derive(Debug)]
pub struct CaseStage;

impl PartialSchema for CaseStage {
    fn schema() -> RefOr<Schema> {
        let codes: Vec<&str> = Stage::ALL.iter().map(|stage| stage.code()).collect();
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).into()
    }
}

impl ToSchema for CaseStage {}

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CasesQuery {
    /// Only cases that stand here.
    #[param(value_type = Option<CaseStage>)]
    stage: Option<Stage>,
    /// Only cases that changed at this moment or later.
    changed_since: Option<Timestamp>,
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page; 50 where nothing is said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// One case, without the person it is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLine {
    id: Uuid,
    #[schema(example = "0042-2026-000017")]
    number: String,
    #[schema(value_type = CaseStage, example = "noticed")]
    stage: Stage,
    #[schema(example = "welder")]
    programme: String,
    filed_on: Date,
    /// The last day of the term that falls due first.
    due: Option<Date>,
    #[schema(example = "¶6")]
    due_clause: Option<String>,
    sitting_on: Option<Date>,
    /// Local time, `HH:MM:SS`.
    #[schema(example = "10:00:00")]
    sitting_at: Option<String>,
    protocol: Option<String>,
    serial: Option<String>,
    /// Number of the last entry of its journal.
    version: u64,
    changed_at: Timestamp,
}

/// A page of cases, in the order of their filing.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasesPage {
    items: Vec<CaseLine>,
    /// `after` of the next page; null on the last one.
    next: Option<String>,
}

impl From<CaseRow> for CaseLine {
    fn from(row: CaseRow) -> Self {
        Self {
            id: row.case.0,
            number: row.number,
            stage: row.stage,
            programme: row.programme,
            filed_on: row.filed_on,
            due: row.due,
            due_clause: row.due_clause,
            sitting_on: row.sitting_on,
            sitting_at: row.sitting_at.map(|time| time.to_string()),
            protocol: row.protocol,
            serial: row.serial,
            version: row.version,
            changed_at: row.changed_at,
        }
    }
}

/// The lines that are asked for.
pub(super) fn lines(limit: Option<u32>) -> Result<u32, ApiProblem> {
    let limit = limit.unwrap_or(USUAL);
    if (1..=100).contains(&limit) { Ok(limit) } else { Err(ApiProblem::unreadable("limit: 1 to 100")) }
}

/// Where a page begins; what is no cursor leads nowhere.
pub(super) fn cursor(after: Option<&str>) -> Result<Option<Cursor>, ApiProblem> {
    after.map(|after| after.parse().map_err(|()| Kind::NotFound.into())).transpose()
}

/// The cases of the centre.
#[utoipa::path(get, path = "/api/v1/cases", operation_id = "listCases", tag = "cases", params(CasesQuery),
    security(("token" = [])), responses((status = 200, description = "A page of cases", body = CasesPage), Problems))]
pub async fn list(asker: Asker, Query(query): Query<CasesQuery>) -> Answer {
    let after = match cursor(query.after.as_deref())? {
        None => None,
        Some(Cursor::Case(case)) => Some(case),
        Some(Cursor::Term(..)) => return Err(Kind::NotFound.into()),
    };
    let limit = lines(query.limit)?;
    let (rows, next) =
        service::cases(&asker.cx, &asker.who, query.stage, query.changed_since, after, limit).await?;
    let next = next.map(|cursor| cursor.to_string());
    asker.show(&CasesPage { items: rows.into_iter().map(CaseLine::from).collect(), next })
}

/// A term of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseTerm {
    #[schema(example = "¶5")]
    clause: String,
    /// The day of the event; it does not count.
    start: Date,
    due: Date,
    working_days: u16,
    state: TermStanding,
    /// The day on which it was met.
    met_on: Option<Date>,
}

/// How a term stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TermStanding {
    Running,
    Met,
    /// Its ground fell away.
    Void,
}

/// A case with its terms, day and outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseWhole {
    id: Uuid,
    number: String,
    #[schema(value_type = CaseStage, example = "noticed")]
    stage: Stage,
    version: u64,
    /// Edition of the Rules it was filed under.
    edition: String,
    programme: String,
    programme_version: u32,
    #[schema(example = "offline")]
    mode: String,
    #[schema(example = "kk")]
    language: String,
    filed_on: Date,
    terms: Vec<CaseTerm>,
    sitting_on: Option<Date>,
    sitting_at: Option<String>,
    place: Option<String>,
    protocol: Option<String>,
    /// Passed or not, once decided.
    passed: Option<bool>,
    serial: Option<String>,
    valid_until: Option<Date>,
    annulled_on: Option<Date>,
}

impl CaseWhole {
    fn of(loaded: &Loaded) -> Self {
        let case = &loaded.case;
        let terms = case.terms.iter().map(|one| {
            let (state, met_on) = match one.state {
                TermState::Running => (TermStanding::Running, None),
                TermState::Met(on) => (TermStanding::Met, Some(on)),
                TermState::Void => (TermStanding::Void, None),
            };
            let term = &one.term;
            let (clause, working_days) = (term.clause.to_string(), term.working_days);
            CaseTerm { clause, start: term.start, due: term.due, working_days, state, met_on }
        });
        let set = case.appointment.as_ref();
        let document = case.document.as_ref();
        Self {
            id: loaded.id.0,
            number: case.number.clone(),
            stage: case.stage,
            version: case.version,
            edition: case.edition.clone(),
            programme: case.application.programme.clone(),
            programme_version: case.application.programme_version,
            mode: code(&case.application.mode),
            language: code(&case.application.language),
            filed_on: case.filed_on,
            terms: terms.collect(),
            sitting_on: set.map(|set| set.date),
            sitting_at: set.map(|set| set.time.to_string()),
            place: set.map(|set| set.place.clone()),
            protocol: case.decision.as_ref().map(|decision| decision.protocol.clone()),
            passed: case.decision.as_ref().map(|decision| decision.outcome == Outcome::Passed),
            serial: document.map(|document| document.serial.to_string()),
            valid_until: document.map(|document| document.valid_until),
            annulled_on: document.and_then(|document| document.annulled.as_ref()).map(|end| end.on),
        }
    }
}

/// The code that serde writes for a value.
pub(super) fn code(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().map(str::to_owned).unwrap_or_default()
}

/// One case. That it is opened is noted, and the candidate sees it.
#[utoipa::path(get, path = "/api/v1/cases/{id}", operation_id = "readCase", tag = "cases",
    params(("id" = Uuid, Path, description = "Id of the case")), security(("token" = [])),
    responses((status = 200, description = "The case", body = CaseWhole), Problems))]
pub async fn one(asker: Asker, Path(id): Path<Uuid>) -> Answer {
    let loaded = service::case(&asker.cx, &asker.who, CaseId(id)).await?;
    asker.show(&CaseWhole::of(&loaded))
}

/// Who a case is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasePerson {
    surname: String,
    given: String,
    patronymic: Option<String>,
    iin: String,
    birth_date: Date,
    address: String,
    email: String,
    mobile: String,
    work_phone: Option<String>,
}

/// The person of a case. That it is read is noted, and the candidate sees it.
#[utoipa::path(get, path = "/api/v1/cases/{id}/person", operation_id = "readPerson", tag = "cases",
    params(("id" = Uuid, Path, description = "Id of the case")), security(("token" = [])),
    responses((status = 200, description = "The person", body = CasePerson), Problems))]
pub async fn person(asker: Asker, Path(id): Path<Uuid>) -> Answer {
    let person = service::person(&asker.cx, &asker.who, CaseId(id)).await?;
    asker.show(&CasePerson {
        surname: person.surname,
        given: person.given,
        patronymic: person.patronymic,
        iin: person.iin.to_string(),
        birth_date: person.birth_date,
        address: person.address,
        email: person.email,
        mobile: person.mobile,
        work_phone: person.work_phone,
    })
}

/// A message of a case on one way; without its address.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseMessage {
    id: Uuid,
    #[schema(example = "notice")]
    kind: String,
    #[schema(example = "email")]
    way: String,
    /// waiting, handed-over, delivered, failed or held.
    #[schema(example = "delivered")]
    state: String,
    owed_at: Timestamp,
    handed_at: Option<Timestamp>,
    delivered_at: Option<Timestamp>,
}

/// Messages of a case, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseMessages {
    items: Vec<CaseMessage>,
}

/// What became of the messages of a case.
#[utoipa::path(get, path = "/api/v1/cases/{id}/messages", operation_id = "listMessages", tag = "cases",
    params(("id" = Uuid, Path, description = "Id of the case")), security(("token" = [])),
    responses((status = 200, description = "The messages", body = CaseMessages), Problems))]
pub async fn messages(asker: Asker, Path(id): Path<Uuid>) -> Answer {
    let line = |dispatch: Dispatch| CaseMessage {
        id: dispatch.id,
        kind: dispatch.kind,
        way: dispatch.way.code().to_owned(),
        state: dispatch.state.code().to_owned(),
        owed_at: dispatch.owed_at,
        handed_at: dispatch.handed_at,
        delivered_at: dispatch.delivered_at,
    };
    let dispatches = service::messages(&asker.cx, &asker.who, CaseId(id)).await?;
    asker.show(&CaseMessages { items: dispatches.into_iter().map(line).collect() })
}
