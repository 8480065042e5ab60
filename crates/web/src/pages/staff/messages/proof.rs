//! ¶5 ¶6 ¶19 ¶22. All messages of a case with the times of each way: the proof of sending, to be printed.

use acts::{outbox, view};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::pages::case::CaseAt;
use crate::pages::case::sent::{Told, told};
use crate::pages::staff::local_time;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/messages/proof.html")]
pub struct ProofPage {
    frame: Frame,
    back: String,
    name: String,
    made: String,
    messages: Vec<Told>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if !at.for_staff() {
        return Ok(Redirect::to(&format!("/my/{}", at.loaded.id)).into_response());
    }
    let messages = view::messages(&at.cx, &at.loaded).await.map_err(problem)?;
    let dispatches = outbox::of_case(&at.cx, &at.loaded).await.map_err(problem)?;
    let frame = at.visit.frame("notify-proof-title").dense();
    let messages = told(&frame, &messages, &dispatches);
    Ok(show(&ProofPage::new(&at, frame, messages)))
}

impl ProofPage {
    pub(super) fn new(at: &CaseAt, frame: Frame, messages: Vec<Told>) -> Self {
        let case = &at.loaded.case;
        Self {
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            made: local_time(at.cx.clock.now()),
            messages,
            frame,
        }
    }
}
