//! One's own account: roles, second factor, addresses to sign in by a code.

use acts::Cx;
use acts::people::Who;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::{Person, role_words};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "people/account/page.html")]
pub struct AccountPage {
    frame: Frame,
    name: String,
    /// Role, and its centre.
    roles: Vec<(String, String)>,
    factor: String,
    has_factor: bool,
    addresses: Vec<String>,
    /// Whether codes can be sent.
    by_code: bool,
    by_passkey: bool,
}

/// What the account has.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Recovery codes left, where an app is set up.
    pub factor: Option<u64>,
    pub addresses: Vec<String>,
}

impl AccountPage {
    pub(super) fn new(visit: &Visit, cx: &Cx, who: &Who, standing: &Standing) -> Self {
        let frame = visit.frame("people-menu-account");
        let roles = who.seats.iter().map(|seat| {
            let centre = seat.centre.as_ref().and_then(|number| cx.catalogue.centre(number));
            let name = centre.map(|one| frame.language.pick(&one.name).to_owned()).unwrap_or_default();
            (frame.t(role_words(seat.role)), name)
        });
        Self {
            name: who.name.clone(),
            roles: roles.collect(),
            has_factor: standing.factor.is_some(),
            factor: match standing.factor {
                Some(left) => frame.t1("people-factor-on", "n", left),
                None => frame.t("people-factor-off"),
            },
            addresses: standing.addresses.clone(),
            by_code: cx.sends_codes(),
            by_passkey: cx.authenticators.serves(),
            frame,
        }
    }
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let failed = |error: acts::ports::PortError| problem(error.into());
    let factor = match cx.people.factor(who.account).await.map_err(failed)? {
        Some(_) => Some(cx.people.recovery_left(who.account).await.map_err(failed)?),
        None => None,
    };
    let addresses = cx.people.contacts(who.account).await.map_err(failed)?;
    Ok(show(&AccountPage::new(&visit, &cx, &who, &Standing { factor, addresses })))
}
