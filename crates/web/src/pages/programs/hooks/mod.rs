//! Webhooks of a centre, with what became of their last deliveries.

use acts::Cx;
use acts::ports::{Delivery, DeliveryState, Hook};
use acts::service::{self, Occasion};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::tokens::{Asked, MadePage};
use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::people::place::moment;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "programs/hooks/page.html")]
pub struct HooksPage {
    frame: Frame,
    done: bool,
    hooks: Vec<HookLine>,
}

#[derive(Debug)]
struct HookLine {
    id: String,
    address: String,
    events: Vec<String>,
    standing: String,
    colour: &'static str,
    /// Since when nothing came through.
    since: String,
}

/// One webhook and its last deliveries.
#[derive(Debug, Template)]
#[template(path = "programs/hooks/one.html")]
pub struct HookPage {
    frame: Frame,
    done: bool,
    hook: HookLine,
    paused: bool,
    deliveries: Vec<DeliveryLine>,
}

#[derive(Debug)]
struct DeliveryLine {
    event: String,
    words: String,
    made: String,
    standing: String,
    colour: &'static str,
    tries: u32,
    answer: String,
}

/// The words of a kind of event.
fn occasion_words(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::StageChanged => "api-event-stage-changed",
        Occasion::TermOverdue => "api-event-term-overdue",
        Occasion::SittingSet => "api-event-sitting-set",
        Occasion::SittingMoved => "api-event-sitting-moved",
        Occasion::DocumentIssued => "api-event-document-issued",
        Occasion::DocumentAnnulled => "api-event-document-annulled",
        Occasion::AppealRegistered => "api-event-appeal-registered",
        Occasion::AppealDecided => "api-event-appeal-decided",
    }
}

fn hook_line(frame: &Frame, hook: &Hook) -> HookLine {
    let (standing, colour) = match (hook.paused_at, hook.failing_since) {
        (Some(_), _) => ("api-hook-paused", "red"),
        (None, Some(_)) => ("api-hook-failing", "orange"),
        (None, None) => ("api-hook-told", "green"),
    };
    HookLine {
        id: hook.id.to_string(),
        address: hook.address.clone(),
        events: hook.occasions.iter().map(|occasion| frame.t(occasion_words(*occasion))).collect(),
        standing: frame.t(standing),
        colour,
        since: hook
            .failing_since
            .map(|since| frame.t1("api-hook-since", "date", moment(since)))
            .unwrap_or_default(),
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let hooks = service::hooks(&cx, &who).await.map_err(problem)?;
    Ok(show(&HooksPage::new(visit.frame("api-hooks-title").dense(), &hooks, asked.is_done())))
}

impl HooksPage {
    pub(in crate::pages::programs) fn new(frame: Frame, hooks: &[Hook], done: bool) -> Self {
        Self { done, hooks: hooks.iter().map(|hook| hook_line(&frame, hook)).collect(), frame }
    }
}

pub async fn one(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (hook, deliveries) = service::deliveries(&cx, &who, id).await.map_err(problem)?;
    let frame = visit.frame("api-hook-title").dense();
    Ok(show(&HookPage::new(frame, &hook, &deliveries, asked.is_done())))
}

impl HookPage {
    pub(in crate::pages::programs) fn new(
        frame: Frame,
        hook: &Hook,
        deliveries: &[Delivery],
        done: bool,
    ) -> Self {
        let line = |one: &Delivery| {
            let (standing, colour) = match one.state {
                DeliveryState::Waiting => ("api-delivery-waiting", "blue"),
                DeliveryState::Done => ("api-delivery-done", "green"),
                DeliveryState::Failed => ("api-delivery-failed", "red"),
            };
            DeliveryLine {
                event: one.event.to_string(),
                words: frame.t(occasion_words(one.occasion)),
                made: moment(one.made_at),
                standing: frame.t(standing),
                colour,
                tries: one.tries,
                answer: one.answer.clone(),
            }
        };
        Self {
            done,
            hook: hook_line(&frame, hook),
            paused: hook.paused_at.is_some(),
            deliveries: deliveries.iter().map(line).collect(),
            frame,
        }
    }
}

pub(in crate::pages::programs) fn page(visit: &Visit, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("api-hook-new", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let event =
        |event: &Occasion| Choice::new(event.code(), frame.t(occasion_words(*event))).hint(event.code());
    QuestionPage {
        errors: form.error_lines(),
        back: "/centre/webhooks".to_owned(),
        action: "/centre/webhooks/new".to_owned(),
        blocks: vec![
            Block::Text(frame.t("api-hook-new-text")),
            Block::Line(form.field("address", "api-hook-address").hint(frame.t("api-hook-address-hint"))),
            Block::Boxes(form.choices(
                "events",
                "api-hook-events",
                Occasion::ALL.iter().map(event).collect(),
            )),
        ],
        button: frame.t("api-hook-add"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn new_page(visit: Visit) -> Response {
    show(&page(&visit, &Values::new(), &Errors::none()))
}

pub async fn add_one(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let events: Vec<Occasion> =
        Occasion::ALL.iter().copied().filter(|event| values.has("events", event.code())).collect();
    let added = service::add(&cx, &who, values.one("address"), &events, request_id(&values)?).await;
    match added.map_err(|error| stopped(error, "address")) {
        Ok((hook, secret)) => {
            let frame = visit.frame("api-hook-made").dense();
            let use_words = "webhook-signature".to_owned();
            Ok(show(&MadePage { frame, name: hook.address, secret, back: "/centre/webhooks", use_words }))
        }
        Err(Stopped::Say(errors)) => Ok(show(&page(&visit, &values, &errors))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

/// Ends or resumes the webhook, or sends an event of it once more.
pub async fn change(
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    values: Values,
) -> Result<Response, Problem> {
    match values.one("do") {
        "end" => {
            service::end(&cx, &who, id).await.map_err(problem)?;
            return Ok(Redirect::to("/centre/webhooks?done=1").into_response());
        }
        "resume" => service::resume(&cx, &who, id).await.map_err(problem)?,
        _ => {
            let event = values.one("event").parse().map_err(|_| Problem::NotFound)?;
            service::replay(&cx, &who, id, event).await.map_err(problem)?;
        }
    }
    Ok(Redirect::to(&format!("/centre/webhooks/{id}?done=1")).into_response())
}
