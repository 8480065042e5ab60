//! The secret address by which a calendar program reads the sittings: made, shown once, ended.

use acts::Cx;
use acts::desk::calendar::{end_feed, open_feed};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;

use crate::answer::problem;
use crate::form::Values;
use crate::page::{Frame, show, switched};
use crate::pages::staff::local_time;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "day/calendar/address.html")]
pub struct AddressPage {
    frame: Frame,
    /// Shown once, right after it was made.
    address: Option<String>,
    /// Since when there is one.
    since: Option<String>,
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let since = cx.desk.feed(who.account).await.map_err(|error| problem(error.into()))?;
    Ok(show(&AddressPage::new(&visit, None, since)))
}

/// Made again, the earlier address ends; ended again, it stays ended.
pub async fn post(
    visit: Visit,
    person: Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    let who = &person.0;
    let mut address = None;
    match (values.language_switch(), values.one("do")) {
        (None, "open") => {
            let secret = open_feed(&cx, who).await.map_err(problem)?;
            address = Some(format!("{}/calendar/feed/{secret}.ics", cx.public_address));
        }
        (None, "end") => end_feed(&cx, who).await.map_err(problem)?,
        _ => {}
    }
    let since = cx.desk.feed(who.account).await.map_err(|error| problem(error.into()))?;
    match values.language_switch() {
        Some(language) => {
            Ok(switched(language, &AddressPage::new(&visit.in_language(language), None, since)))
        }
        None => Ok(show(&AddressPage::new(&visit, address, since))),
    }
}

impl AddressPage {
    pub(crate) fn new(visit: &Visit, address: Option<String>, since: Option<Timestamp>) -> Self {
        Self {
            address,
            since: since.map(local_time),
            frame: visit.form_frame("board-address-title", None).dense(),
        }
    }
}
