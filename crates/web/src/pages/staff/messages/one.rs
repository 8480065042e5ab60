//! One dispatch: the proof of its sending, and what its state allows — send again, hand over on paper, take the signature.

use acts::outbox::{self, Dispatch, State as Stands};
use acts::papers::{FormKind, PaperLanguage};
use acts::ports::Posted;
use acts::{ActResult, Cx, RequestId};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::case_words::message_key;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::sent::Sent;
use crate::pages::staff::local_time;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// What can be done about a dispatch by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ByHand {
    Again,
    HandOver,
    Sign,
}

impl ByHand {
    const fn of(dispatch: &Dispatch) -> Option<Self> {
        match (dispatch.on_paper(), dispatch.state) {
            (true, Stands::Waiting | Stands::Failed) => Some(Self::HandOver),
            (true, Stands::Handed) => Some(Self::Sign),
            (false, Stands::Handed | Stands::Delivered | Stands::Failed) => Some(Self::Again),
            _ => None,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::HandOver => "hand-over",
            Self::Sign => "sign",
        }
    }
}

#[derive(Debug, Template)]
#[template(path = "staff/messages/one.html")]
pub struct OnePage {
    frame: Frame,
    done: bool,
    proof: String,
    rows: Vec<(String, String)>,
    state: String,
    colour: &'static str,
    held: bool,
    forms: Vec<String>,
    subject: String,
    paragraphs: Vec<String>,
    short: String,
    lang: &'static str,
    form: Option<ActForm>,
    /// Where an error leads: to the field of the day, else to the state.
    asks_day: bool,
    errors: Vec<ErrorLine>,
}

/// The one form that the state allows.
#[derive(Debug)]
struct ActForm {
    action: String,
    act: &'static str,
    title: String,
    meaning: String,
    date: Option<Field>,
    button: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let posted = outbox::one(&cx, &who, id).await.map_err(problem)?;
    let by = name_of(&cx, &posted.dispatch).await?;
    Ok(show(&OnePage::new(&visit, &posted, by, &Values::new(), &Errors::none(), !asked.done.is_empty())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    values: Values,
) -> Result<Response, Problem> {
    let posted = outbox::one(&cx, &who, id).await.map_err(problem)?;
    let by = name_of(&cx, &posted.dispatch).await?;
    let again =
        |visit: &Visit, errors: &Errors| OnePage::new(visit, &posted, by.clone(), &values, errors, false);
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &again(&visit.in_language(language), &Errors::none())));
    }
    let request = request_id(&values)?;
    let mut errors = values.errors();
    let done = match values.one("act") {
        "again" => outbox::send_again(&cx, &who, id, request).await.map(|()| request.0),
        act => match values.date("day") {
            Ok(Some(day)) => by_hand(&cx, &who, id, act, day, request).await.map(|()| id),
            Ok(None) => {
                errors.add("day", "notify-paper-say-date");
                return Ok(show(&again(&visit, &errors)));
            }
            Err(_) => {
                errors.add("day", "reasons-date-wrong");
                return Ok(show(&again(&visit, &errors)));
            }
        },
    };
    match done.map_err(|error| stopped(error, "day")) {
        Ok(at) => Ok(Redirect::to(&format!("/desk/messages/{at}?done=1")).into_response()),
        Err(Stopped::Say(errors)) => Ok(show(&again(&visit, &errors))),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

async fn by_hand(
    cx: &Cx,
    who: &acts::Who,
    id: Uuid,
    act: &str,
    day: Date,
    request: RequestId,
) -> ActResult<()> {
    if act == ByHand::Sign.code() {
        outbox::mark_signed(cx, who, id, day, request).await
    } else {
        outbox::mark_handed_over(cx, who, id, day).await
    }
}

async fn name_of(cx: &Cx, dispatch: &Dispatch) -> Result<String, Problem> {
    let Some(by) = dispatch.by else { return Ok(String::new()) };
    let found = cx.people.by_id(by).await.map_err(|error| problem(error.into()))?;
    Ok(found.map_or_else(|| by.to_string(), |account| account.name))
}

impl OnePage {
    pub(super) fn new(
        visit: &Visit,
        posted: &Posted,
        by: String,
        values: &Values,
        errors: &Errors,
        done: bool,
    ) -> Self {
        let dispatch = &posted.dispatch;
        let form = ByHand::of(dispatch);
        let frame = if form.is_some() {
            visit.form_frame("notify-one-title", values.request_id()).with_errors(!errors.is_empty())
        } else {
            visit.frame("notify-one-title")
        };
        let frame = frame.dense();
        let sent = Sent::new(&frame, dispatch);
        let case = format!("/cases/{}", dispatch.case);
        let paper = dispatch.on_paper().then(|| form_of(&dispatch.kind)).flatten();
        let language = dispatch.letter.language;
        Self {
            done,
            rows: rows(&frame, posted, &sent, by),
            state: sent.state,
            colour: sent.colour,
            held: dispatch.state == Stands::Held,
            forms: paper
                .map(|kind| format!("{case}/form/{}?language={}", kind.code(), language.code()))
                .into_iter()
                .collect(),
            proof: format!("{case}/messages"),
            subject: dispatch.letter.subject.clone(),
            paragraphs: dispatch.letter.lines.clone(),
            short: dispatch.letter.short.clone(),
            lang: match language {
                PaperLanguage::Kk => "kk",
                PaperLanguage::Ru => "ru",
            },
            asks_day: form.is_some_and(|form| form != ByHand::Again),
            form: form.map(|form| ActForm::new(&frame, dispatch, form, values, errors)),
            errors: errors.lines(frame.language),
            frame,
        }
    }
}

/// The paper that a message on paper goes with.
fn form_of(kind: &str) -> Option<FormKind> {
    Some(match kind {
        "application-registered" => FormKind::Application,
        "contract-offered" => FormKind::Contract,
        "refused" => FormKind::Refusal,
        "notice" => FormKind::Notice,
        "not-passed" => FormKind::NotPassed,
        "document-issued" => FormKind::Document,
        _ => return None,
    })
}

fn rows(frame: &Frame, posted: &Posted, sent: &Sent, by: String) -> Vec<(String, String)> {
    let dispatch = &posted.dispatch;
    let (handed, delivered) = if dispatch.on_paper() {
        ("notify-one-handed-paper", "notify-one-delivered-paper")
    } else {
        ("notify-one-handed", "notify-one-delivered")
    };
    let waits = dispatch.state == Stands::Waiting && !dispatch.on_paper();
    let rows = [
        ("notify-one-case", format!("{} · № {}", posted.name, posted.number)),
        ("notify-desk-what", frame.t(message_key(&dispatch.kind))),
        ("notify-desk-way", sent.way.clone()),
        ("notify-one-address", sent.address.clone()),
        ("notify-one-owed", sent.owed.clone()),
        (handed, sent.handed.clone()),
        (delivered, sent.delivered.clone()),
        ("notify-one-tries", if dispatch.tries > 0 { dispatch.tries.to_string() } else { String::new() }),
        ("notify-one-next-try", if waits { local_time(dispatch.due) } else { String::new() }),
        ("notify-one-answer", sent.answer.clone()),
        ("notify-one-by", by),
        ("notify-one-id", dispatch.id.to_string()),
    ];
    let told = rows.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(key, value)| (frame.t(key), value)).collect()
}

impl ActForm {
    fn new(frame: &Frame, dispatch: &Dispatch, act: ByHand, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let (title, meaning, date, button) = match act {
            ByHand::Again => {
                ("notify-one-again", frame.t("notify-one-again-meaning"), None, "notify-one-again")
            }
            ByHand::HandOver => (
                "notify-paper-handed-title",
                String::new(),
                Some(form.field("day", "notify-paper-handed")),
                "notify-paper-handed-send",
            ),
            ByHand::Sign => (
                "notify-paper-signed-title",
                String::new(),
                Some(form.field("day", "notify-paper-signed").hint(frame.t("notify-paper-signed-hint"))),
                "notify-paper-signed-send",
            ),
        };
        Self {
            action: format!("/desk/messages/{}", dispatch.id),
            act: act.code(),
            title: frame.t(title),
            meaning,
            date,
            button: frame.t(button),
        }
    }
}
