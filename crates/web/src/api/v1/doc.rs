//! The document of the API, made from its handlers: OpenAPI 3.1 for programs, a page for people.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::ask::{Answer, Anybody, shown};
use super::problem::{Kind, Written};
use super::{applications, cases, days, hooks, public};
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::visit::Visit;

/// Every problem that an operation may answer with.
#[derive(Debug)]
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let mut told: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for kind in Kind::ALL {
            told.entry(kind.status().as_str().to_owned()).or_default().push(kind.code());
        }
        let mut responses: BTreeMap<_, RefOr<utoipa::openapi::Response>> = told
            .into_iter()
            .map(|(status, codes)| {
                let schema = RefOr::Ref(Ref::from_schema_name("Problem"));
                let mut response = ResponseBuilder::new()
                    .description(format!("A problem: {}", codes.join(", ")))
                    .content("application/problem+json", Content::new(Some(schema)));
                if status == "429" {
                    let seconds = HeaderBuilder::new().description(Some("Seconds to wait")).build();
                    response = response.header("Retry-After", seconds);
                }
                (status, response.build().into())
            })
            .collect();
        let same = ResponseBuilder::new().description("What the caller has (If-None-Match) is still so");
        responses.insert("304".to_owned(), same.build().into());
        responses
    }
}

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token that the head of the centre made at /centre/tokens"))
            .build();
        if let Some(components) = document.components.as_mut() {
            components.add_security_scheme("token", SecurityScheme::Http(scheme));
        }
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bilikti",
        version = "1",
        description = "Recognition of professional qualifications: cases, terms, sittings and applications of a \
            centre for its own programs, and the public register. Every change carries an Idempotency-Key. \
            Problems follow RFC 9457, in the language of Accept-Language (kk, ru, en).",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/")),
    paths(
        cases::list, cases::one, cases::person, cases::messages,
        days::terms, days::sittings, days::rooms,
        applications::list, applications::begin, applications::one, applications::change, applications::enclose,
        applications::remove,
        hooks::list, hooks::add, hooks::end, hooks::resume, hooks::deliveries, hooks::replay,
        public::document, public::centres, public::programmes,
    ),
    components(schemas(Written, cases::CaseStage, hooks::EventKind, applications::FileKind)),
    tags(
        (name = "cases", description = "Cases of the centre"),
        (name = "days", description = "Terms, sittings and rooms"),
        (name = "applications", description = "Applications on paper, prepared for a registrar"),
        (name = "webhooks", description = "Addresses that are told what happens"),
        (name = "public", description = "What anybody may ask, without a token"),
    ),
    modifiers(&Token),
)]
struct Document;

static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(Document::openapi);

/// The document itself.
pub fn document() -> &'static utoipa::openapi::OpenApi {
    &DOCUMENT
}

/// For programs.
pub async fn json(_: Anybody) -> Answer {
    let mut response = shown(document(), None, "public, max-age=300")?;
    response.headers_mut().remove(header::VARY);
    Ok(response)
}

/// One operation, as people read it.
#[derive(Debug)]
struct Line {
    method: &'static str,
    path: String,
    words: String,
    /// The scope that opens it; empty for anybody.
    scope: String,
    /// Names of the values it takes.
    takes: Vec<String>,
}

#[derive(Debug)]
struct Group {
    id: String,
    title: String,
    lines: Vec<Line>,
}

/// The API, for people.
#[derive(Debug, Template)]
#[template(path = "programs/guide/page.html")]
pub struct ApiPage {
    frame: Frame,
    groups: Vec<Group>,
    problems: Vec<(&'static str, u16, String)>,
    example: String,
}

/// For people, in the language of the page.
pub async fn page(visit: Visit, anybody: Anybody) -> Result<Response, Problem> {
    Ok(show(&ApiPage::new(visit.frame("api-title"), &anybody.cx.public_address)).into_response())
}

fn operations(item: &PathItem) -> Vec<(&'static str, &Operation)> {
    let each = [("GET", &item.get), ("POST", &item.post), ("PATCH", &item.patch), ("DELETE", &item.delete)];
    each.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?))).collect()
}

impl ApiPage {
    pub(super) fn new(frame: Frame, address: &str) -> Self {
        let scopes: BTreeMap<&str, &str> = super::routes()
            .rules()
            .into_iter()
            .filter_map(|route| match route.rule {
                crate::routes::Rule::Scope(scope) => Some((route.path, scope.code())),
                _ => None,
            })
            .collect();
        let mut groups: Vec<Group> = document()
            .tags
            .iter()
            .flatten()
            .map(|tag| Group { id: tag.name.clone(), title: frame.t(tag_key(&tag.name)), lines: vec![] })
            .collect();
        for (path, item) in &document().paths.paths {
            for (method, operation) in operations(item) {
                let tag = operation.tags.iter().flatten().next();
                let Some(group) = groups.iter_mut().find(|group| Some(&group.id) == tag) else { continue };
                let id = operation.operation_id.as_deref().unwrap_or_default();
                let takes = operation.parameters.iter().flatten().filter_map(|one| match one {
                    RefOr::T(parameter) => Some(parameter.name.clone()),
                    RefOr::Ref(_) => None,
                });
                group.lines.push(Line {
                    method,
                    path: path.clone(),
                    words: frame.t(operation_key(id)),
                    scope: scopes.get(path.as_str()).map(|scope| (*scope).to_owned()).unwrap_or_default(),
                    takes: takes.collect(),
                });
            }
        }
        let problem = |kind: &Kind| (kind.code(), kind.status().as_u16(), frame.t(kind.key()));
        let example = format!(
            "curl -H \"Authorization: Bearer $TOKEN\" -H \"Accept-Language: {}\" \\\n  \"{address}/api/v1/cases?stage=contracted\"",
            frame.language.code()
        );
        Self { problems: Kind::ALL.iter().map(problem).collect(), groups, example, frame }
    }
}

fn tag_key(tag: &str) -> &'static str {
    match tag {
        "cases" => "api-tag-cases",
        "days" => "api-tag-days",
        "applications" => "api-tag-applications",
        "webhooks" => "api-tag-webhooks",
        _ => "api-tag-public",
    }
}

fn operation_key(id: &str) -> &'static str {
    match id {
        "listCases" => "api-op-list-cases",
        "readCase" => "api-op-read-case",
        "readPerson" => "api-op-read-person",
        "listMessages" => "api-op-list-messages",
        "listTerms" => "api-op-list-terms",
        "listSittings" => "api-op-list-sittings",
        "listRooms" => "api-op-list-rooms",
        "listApplications" => "api-op-list-applications",
        "beginApplication" => "api-op-begin-application",
        "readApplication" => "api-op-read-application",
        "changeApplication" => "api-op-change-application",
        "encloseFile" => "api-op-enclose-file",
        "removeFile" => "api-op-remove-file",
        "listWebhooks" => "api-op-list-webhooks",
        "addWebhook" => "api-op-add-webhook",
        "endWebhook" => "api-op-end-webhook",
        "resumeWebhook" => "api-op-resume-webhook",
        "listDeliveries" => "api-op-list-deliveries",
        "replayDelivery" => "api-op-replay-delivery",
        "checkDocument" => "api-op-check-document",
        "listCentres" => "api-op-list-centres",
        "listProgrammes" => "api-op-list-programmes",
        _ => "api-op-unknown",
    }
}
