//! The operator's way to the people of every centre, and to those of the whole country.

use acts::Cx;
use acts::access::Role;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::page::{Frame, show};
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "people/operator.html")]
pub struct OperatorPage {
    frame: Frame,
    /// Name and address of each place.
    places: Vec<(String, String)>,
}

impl OperatorPage {
    pub(super) fn new(visit: &Visit, cx: &Cx) -> Self {
        let frame = visit.frame("people-operator-title").dense();
        let centre = |centre: &rules::centre::Centre| {
            let name = format!("{} {}", centre.number, frame.language.pick(&centre.name));
            (name, format!("/centre/{}/people", centre.number))
        };
        let country = (frame.t("people-country"), "/centre/country/people".to_owned());
        let places = cx.catalogue.centres.iter().map(centre).chain([country]).collect();
        Self { frame, places }
    }
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Response {
    if !who.holds(Role::Operator) {
        return Redirect::to("/centre/people").into_response();
    }
    show(&OperatorPage::new(&visit, &cx))
}
