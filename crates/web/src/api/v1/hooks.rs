//! Webhooks: addresses that are told what happens (`docs/reference/webhooks.md`).

use acts::ports::{Delivery, Hook};
use acts::service::{self, Occasion};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use super::ask::{Answer, Asker, Change, KeyHeader, Path};
use super::doc::Problems;

/// A kind of event.
#[derive(Debug)]
pub struct EventKind;

impl PartialSchema for EventKind {
    fn schema() -> RefOr<Schema> {
        let codes: Vec<&str> = Occasion::ALL.iter().map(|occasion| occasion.code()).collect();
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).into()
    }
}

impl ToSchema for EventKind {}

/// An address to be told.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HookWanted {
    /// https alone, and public.
    #[schema(max_length = 500, example = "https://hr.example.kz/bilikti")]
    address: String,
    #[schema(value_type = Vec<EventKind>, min_items = 1)]
    events: Vec<Occasion>,
}

/// An address that is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct HookLine {
    id: Uuid,
    address: String,
    #[schema(value_type = Vec<EventKind>)]
    events: Vec<Occasion>,
    made_at: Timestamp,
    /// Since when nothing came through.
    failing_since: Option<Timestamp>,
    /// Told no more until it is resumed.
    paused_at: Option<Timestamp>,
}

/// The address with the secret that signs its events, told this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct HookMade {
    #[serde(flatten)]
    hook: HookLine,
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    secret: String,
}

/// The addresses of the centre.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hooks {
    items: Vec<HookLine>,
}

/// One event on its way to an address.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryLine {
    /// `webhook-id` of every try.
    event: Uuid,
    #[schema(value_type = EventKind)]
    kind: Occasion,
    case: Uuid,
    /// waiting, done or failed.
    #[schema(example = "done")]
    state: String,
    tries: u32,
    made_at: Timestamp,
    /// Not sent before.
    next_at: Timestamp,
    /// What the address answered last.
    answer: String,
}

/// The last deliveries, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Deliveries {
    items: Vec<DeliveryLine>,
}

/// A change was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {
    done: bool,
}

fn line(hook: Hook) -> HookLine {
    HookLine {
        id: hook.id,
        address: hook.address,
        events: hook.occasions,
        made_at: hook.made_at,
        failing_since: hook.failing_since,
        paused_at: hook.paused_at,
    }
}

fn delivery(one: Delivery) -> DeliveryLine {
    DeliveryLine {
        event: one.event,
        kind: one.occasion,
        case: one.case.0,
        state: one.state.code().to_owned(),
        tries: one.tries,
        made_at: one.made_at,
        next_at: one.next_at,
        answer: one.answer,
    }
}

/// The webhooks of the centre.
#[utoipa::path(get, path = "/api/v1/webhooks", operation_id = "listWebhooks", tag = "webhooks", security(("token" = [])),
    responses((status = 200, description = "The webhooks", body = Hooks), Problems))]
pub async fn list(asker: Asker) -> Answer {
    let hooks = service::hooks(&asker.cx, &asker.who).await?;
    asker.show(&Hooks { items: hooks.into_iter().map(line).collect() })
}

/// Sets up a webhook; its secret is told this once.
#[utoipa::path(post, path = "/api/v1/webhooks", operation_id = "addWebhook", tag = "webhooks",
    params(KeyHeader),
    request_body = HookWanted, security(("token" = [])),
    responses((status = 201, description = "Set up", body = HookMade), Problems))]
pub async fn add(change: Change) -> Answer {
    let wanted: HookWanted = change.json()?;
    let Asker { cx, who, .. } = &change.asker;
    change
        .again(async {
            let (hook, secret) =
                service::add(cx, who, &wanted.address, &wanted.events, change.request()).await?;
            Ok((StatusCode::CREATED, json!(HookMade { hook: line(hook), secret })))
        })
        .await
}

/// Ends a webhook.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", operation_id = "endWebhook", tag = "webhooks",
    params(("id" = Uuid, Path, description = "Id of the webhook"),
        KeyHeader),
    security(("token" = [])), responses((status = 200, description = "Ended", body = Done), Problems))]
pub async fn end(Path(id): Path<Uuid>, change: Change) -> Answer {
    let Asker { cx, who, .. } = &change.asker;
    change
        .once(async {
            service::end(cx, who, id).await?;
            Ok((StatusCode::OK, json!({ "done": true })))
        })
        .await
}

/// Lets a webhook go on that was stopped after a long failure.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/resume", operation_id = "resumeWebhook", tag = "webhooks",
    params(("id" = Uuid, Path, description = "Id of the webhook"),
        KeyHeader),
    security(("token" = [])), responses((status = 200, description = "Resumed", body = Done), Problems))]
pub async fn resume(Path(id): Path<Uuid>, change: Change) -> Answer {
    let Asker { cx, who, .. } = &change.asker;
    change
        .once(async {
            service::resume(cx, who, id).await?;
            Ok((StatusCode::OK, json!({ "done": true })))
        })
        .await
}

/// The last deliveries of a webhook.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", operation_id = "listDeliveries", tag = "webhooks",
    params(("id" = Uuid, Path, description = "Id of the webhook")), security(("token" = [])),
    responses((status = 200, description = "The deliveries", body = Deliveries), Problems))]
pub async fn deliveries(asker: Asker, Path(id): Path<Uuid>) -> Answer {
    let (_, deliveries) = service::deliveries(&asker.cx, &asker.who, id).await?;
    asker.show(&Deliveries { items: deliveries.into_iter().map(delivery).collect() })
}

/// Sends one event once more, under its own id.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/deliveries/{event}/replay", operation_id = "replayDelivery",
    tag = "webhooks",
    params(("id" = Uuid, Path, description = "Id of the webhook"), ("event" = Uuid, Path, description = "Id of the event"),
        KeyHeader),
    security(("token" = [])), responses((status = 200, description = "To be sent again", body = Done), Problems))]
pub async fn replay(Path((id, event)): Path<(Uuid, Uuid)>, change: Change) -> Answer {
    let Asker { cx, who, .. } = &change.asker;
    change
        .once(async {
            service::replay(cx, who, id, event).await?;
            Ok((StatusCode::OK, json!({ "done": true })))
        })
        .await
}
