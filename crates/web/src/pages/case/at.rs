//! The case that an address names, loaded for the person who asks.

use std::collections::BTreeMap;

use acts::access::{Act, Role, permit};
use acts::people::Who;
use acts::people::reads::{Opened, needs_reason, note};
use acts::walk::{Asked, Loaded};
use acts::{CaseId, Cx, view};
use axum::extract::{FromRef, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use rules::case::{CommandKind, stages};
use rules::terms::local_date;

use super::reason;
use crate::answer;
use crate::app::App;
use crate::form::Values;
use crate::page::Frame;
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::Proving;
use crate::visit::Visit;

/// A person at a case: what the handlers of `/cases/{id}/…` begin with. A case that the person may not see is not found.
#[derive(Debug, Clone)]
pub struct CaseAt {
    pub visit: Visit,
    pub who: Who,
    pub cx: Cx,
    pub loaded: Loaded,
    pub proving: Proving,
}

impl CaseAt {
    pub fn today(&self) -> Date {
        local_date(self.cx.clock.now())
    }

    /// The address of a page of this case: `/cases/{id}` alone, or with `/act`.
    pub fn path(&self, act: &str) -> String {
        let id = self.loaded.id;
        if act.is_empty() { format!("/cases/{id}") } else { format!("/cases/{id}/{act}") }
    }

    /// Who asks for an act on this case, under the id that its form carries.
    pub fn asked(&self, values: &Values) -> Result<Asked<'_>, Problem> {
        Ok(Asked { who: &self.who, case: self.loaded.id, request: answer::request_id(values)? })
    }

    /// The person may do `act` on this case.
    pub fn permits(&self, act: Act) -> bool {
        permit(&self.who, act, &self.loaded.subject()).is_ok()
    }

    /// The case stands where `command` may follow, and the person may give it.
    pub fn may(&self, act: Act, command: CommandKind) -> bool {
        stages(command).contains(&self.loaded.case.stage) && self.permits(act)
    }

    /// The person works at the centre of the case, or oversees it, and is not its candidate.
    pub fn for_staff(&self) -> bool {
        let works = self.who.seats.iter().any(|seat| match seat.role {
            Role::AuthorisedBody => true,
            Role::Candidate | Role::Employer | Role::Operator | Role::Public => false,
            _ => seat.centre.as_ref() == Some(&self.loaded.case.centre),
        });
        works && self.loaded.candidate() != Some(self.who.account)
    }

    /// The frame of a staff page with a form.
    pub fn frame(&self, title_key: &str, values: &Values, has_errors: bool) -> Frame {
        self.visit.form_frame(title_key, values.request_id()).with_errors(has_errors).dense()
    }

    /// After an act: back to the case, which says what comes next.
    pub fn done(&self) -> Response {
        Redirect::to(&format!("{}?done=1", self.path(""))).into_response()
    }

    /// Where the act cannot be done any more: the case says why.
    pub fn to_case(&self) -> Response {
        Redirect::to(&self.path("")).into_response()
    }

    #[must_use]
    pub fn in_language(mut self, language: crate::words::Language) -> Self {
        self.visit = self.visit.in_language(language);
        self
    }
}

impl FromRequestParts<App> for CaseAt {
    type Rejection = Response;

    /// What is opened is noted here, so that no page can forget it.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = Visit::of(parts, app);
        let proving = Proving::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let Person(who) =
            Person::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| Problem::NotFound.into_response())?;
        let id: Option<CaseId> = path.get("id").and_then(|id| id.parse().ok());
        let id = id.ok_or_else(|| Problem::NotFound.into_response())?;
        let what = match (path.get("digest"), path.get("kind")) {
            (Some(digest), _) => Opened::File(digest),
            (_, Some(kind)) => Opened::Form(kind),
            _ => Opened::Case,
        };
        let cx = Cx::from_ref(app);
        let failed = |error| answer::problem(error).into_response();
        let (loaded, role) = view::glance_as(&cx, &who, id).await.map_err(failed)?;
        let reason = reason::given(parts, id).await.map_err(IntoResponse::into_response)?;
        if needs_reason(role) && reason.is_none() {
            return Err(reason::ask(id));
        }
        note(&cx, &who, &loaded, role, what, reason.as_deref()).await.map_err(failed)?;
        Ok(Self { visit, who, cx, loaded, proving })
    }
}
