//! Where the reference data are.

use acts::access::{Act, may_ever};
use askama::Template;
use axum::response::Response;

use crate::page::{Frame, show};
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/index/page.html")]
pub struct IndexPage {
    frame: Frame,
    places: Vec<Place>,
}

#[derive(Debug)]
struct Place {
    href: &'static str,
    name: String,
    what: String,
    clause: &'static str,
}

pub async fn get(visit: Visit, Person(who): Person) -> Response {
    show(&IndexPage::new(visit.frame("reference-title").dense(), may_ever(&who, Act::DeclareConflict)))
}

impl IndexPage {
    pub(super) fn new(frame: Frame, commission: bool) -> Self {
        let place = |href, clause, name: &str, what: &str| Place {
            href,
            clause,
            name: frame.t(name),
            what: frame.t(what),
        };
        let mut places = vec![
            place("/reference/centres", "¶2(2)", "reference-centres-title", "reference-centres-what"),
            place(
                "/reference/programmes",
                "¶2(1)",
                "reference-programmes-title",
                "reference-programmes-what",
            ),
            place("/reference/professions", "¶3", "professions-title", "professions-what"),
            place("/reference/oked", "A2", "professions-oked-title", "professions-oked-what"),
            place("/reference/calendar", "¶5", "reference-calendar-title", "reference-calendar-what"),
            place("/reference/editions", "¶1", "reference-editions-title", "reference-editions-what"),
        ];
        if commission {
            places.push(place(
                "/centre/commission",
                "¶9",
                "reference-commission-title",
                "reference-commission-what",
            ));
        }
        Self { frame, places }
    }
}
