//! A centre, or the whole country, as an address names it.

use std::collections::BTreeMap;

use acts::Cx;
use acts::access::Role;
use acts::people::Who;
use acts::people::staff::givable;
use axum::extract::{FromRef, FromRequestParts, Path};
use axum::http::request::Parts;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use rules::terms::local;

use crate::app::App;
use crate::dates::{short, time};
use crate::page::Frame;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// How the whole country stands in an address.
const COUNTRY: &str = "country";

/// A person who manages the people of a place: what the handlers of `/centre/{place}/people…` begin with.
#[derive(Debug, Clone)]
pub struct PlaceAt {
    pub visit: Visit,
    pub who: Who,
    pub cx: Cx,
    /// `None`: the whole country.
    pub centre: Option<CentreNumber>,
    /// The roles that the person gives and takes here.
    pub roles: Vec<Role>,
    /// Other parts of the address.
    pub path: BTreeMap<String, String>,
}

impl PlaceAt {
    /// The address of a page of this place: `/centre/0042/people`, or with `/page`.
    pub fn path(&self, page: &str) -> String {
        let place = self.centre.as_ref().map_or(COUNTRY, CentreNumber::as_str);
        if page.is_empty() {
            format!("/centre/{place}/people")
        } else {
            format!("/centre/{place}/people/{page}")
        }
    }

    /// The name of the centre in the page's language; of the country, the platform.
    pub fn name(&self, frame: &Frame) -> String {
        let centre = self.centre.as_ref().and_then(|number| self.cx.catalogue.centre(number));
        centre
            .map_or_else(|| frame.t("people-country"), |centre| frame.language.pick(&centre.name).to_owned())
    }

    #[must_use]
    pub fn in_language(mut self, language: crate::words::Language) -> Self {
        self.visit = self.visit.in_language(language);
        self
    }
}

impl FromRequestParts<App> for PlaceAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visit = Visit::of(parts, app);
        let Person(who) = Person::from_request_parts(parts, app).await?;
        let Path(path) = Path::<BTreeMap<String, String>>::from_request_parts(parts, app)
            .await
            .map_err(|_| Problem::NotFound)?;
        let cx = Cx::from_ref(app);
        let place = path.get("place").map_or("", String::as_str);
        let centre = match place {
            COUNTRY => None,
            number => {
                let number = CentreNumber::parse(number).map_err(|_| Problem::NotFound)?;
                Some(cx.catalogue.centre(&number).ok_or(Problem::NotFound)?.number.clone())
            }
        };
        // Where the person manages nobody, there is no such page for them.
        let roles = givable(&who, centre.as_ref()).map_err(|_| Problem::NotFound)?;
        Ok(Self { visit, who, cx, centre, roles, path })
    }
}

/// `23.11.2026, 14:05`.
pub fn moment(at: Timestamp) -> String {
    let at = local(at);
    format!("{}, {}", short(at.date()), time(at))
}
