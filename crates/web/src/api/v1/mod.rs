//! The API for programs of centres (`docs/reference/api.md`): the acts of the pages, behind tokens with scopes.

pub mod admit;
pub mod applications;
pub mod ask;
pub mod cases;
pub mod days;
pub mod doc;
pub mod hooks;
pub mod problem;
pub mod public;

use acts::service::Scope;

use crate::routes::{Routes, delete, get, post};

/// What every address of the API begins with.
pub const BEGINS: &str = "/api/v1";
/// Bytes of a file that is enclosed.
const FILE: usize = 32 * 1024 * 1024;
/// Bytes of any other body.
const BODY: usize = 256 * 1024;

pub fn routes() -> Routes {
    Routes::new()
        .public("/api", get(doc::page))
        .public("/api/openapi.json", get(doc::json))
        .public("/api/v1/register/{serial}", get(public::document))
        .public("/api/v1/centres", get(public::centres))
        .public("/api/v1/programmes", get(public::programmes))
        .scope(Scope::Cases, "/api/v1/cases", get(cases::list))
        .scope(Scope::Cases, "/api/v1/cases/{id}", get(cases::one))
        .scope(Scope::Persons, "/api/v1/cases/{id}/person", get(cases::person))
        .scope(Scope::Messages, "/api/v1/cases/{id}/messages", get(cases::messages))
        .scope(Scope::Terms, "/api/v1/terms", get(days::terms))
        .scope(Scope::Sittings, "/api/v1/sittings", get(days::sittings))
        .scope(Scope::Sittings, "/api/v1/rooms", get(days::rooms))
        .with(applications())
        .with(webhooks())
}

fn applications() -> Routes {
    let (scope, one) = (Scope::Applications, "/api/v1/applications/{id}");
    Routes::new()
        .scope(
            scope,
            "/api/v1/applications",
            get(applications::list).post(applications::begin).body_limit(BODY),
        )
        .scope(scope, one, get(applications::one).patch(applications::change).body_limit(BODY))
        .scope(scope, "/api/v1/applications/{id}/files", post(applications::enclose).body_limit(FILE))
        .scope(scope, "/api/v1/applications/{id}/files/{digest}", delete(applications::remove))
}

fn webhooks() -> Routes {
    let scope = Scope::Hooks;
    Routes::new()
        .scope(scope, "/api/v1/webhooks", get(hooks::list).post(hooks::add).body_limit(BODY))
        .scope(scope, "/api/v1/webhooks/{id}", delete(hooks::end))
        .scope(scope, "/api/v1/webhooks/{id}/resume", post(hooks::resume))
        .scope(scope, "/api/v1/webhooks/{id}/deliveries", get(hooks::deliveries))
        .scope(scope, "/api/v1/webhooks/{id}/deliveries/{event}/replay", post(hooks::replay))
}

#[cfg(test)]
mod tests;
