//! A fresh proof of who acts, before a legal act: asked for in the form of the act itself, so that nothing typed is lost,
//! and not asked for again within ten minutes of the same session.

use acts::Cx;
use acts::error::{ActError, ActResult};
use acts::people::Who;
use acts::people::proof::{Proof, prove};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use jiff::Timestamp;
use tower_sessions::Session;

use crate::app::App;
use crate::dates::{local, time};
use crate::form::{Field, Form, Values};
use crate::page::{Frame, query_value};
use crate::problem::Problem;
use crate::session::Person;

/// In the session: when the person proved who they are.
pub(crate) const PROVED: &str = "proved";
/// Name of the form's field.
pub const FIELD: &str = "password";

/// The person of this request, and the proof they gave last.
#[derive(Debug, Clone)]
pub struct Proving {
    session: Option<Session>,
    who: Who,
    cx: Cx,
    fresh: Option<Proof>,
}

impl Proving {
    /// The proof that a form brings, or the one of this session while it is fresh.
    pub async fn proof(&self, values: &Values) -> ActResult<Proof> {
        let given = values.one(FIELD);
        if given.is_empty() {
            return self.fresh.ok_or(ActError::ProofNeeded);
        }
        let proof = prove(&self.cx, &self.who, given).await?;
        if let Some(session) = &self.session {
            // Only the next act is spared the question by it: where that fails, it is asked again.
            let _ = session.insert(PROVED, proof.at()).await;
        }
        Ok(proof)
    }

    /// Neither in the form nor in the session.
    pub fn missing(&self, values: &Values) -> bool {
        values.one(FIELD).is_empty() && self.fresh.is_none()
    }

    /// What the form shows.
    pub fn ask(&self, frame: &Frame, form: &Form<'_>) -> ProofAsked {
        let until = self.fresh.map(|proof| time(local(proof.until())));
        // A wrong answer is shown at its field, also where none was needed.
        let wrong = form.errors.fields().contains(&FIELD);
        ProofAsked {
            field: (until.is_none() || wrong).then(|| {
                let field = form.field(FIELD, "people-proof").hint(frame.t("people-proof-hint"));
                field.password("current-password").width(20)
            }),
            by_code: self.cx.sends_codes(),
            code_href: format!("/sign-in/code?back={}", query_value(&frame.path_and_query)),
            fresh: until.map(|until| frame.t1("people-proof-fresh", "time", until)).unwrap_or_default(),
        }
    }

    #[cfg(test)]
    pub(crate) fn proved(cx: &Cx, who: &Who) -> Self {
        let now = cx.clock.now();
        Self { fresh: Proof::given(who.account, now, now), ..Self::unproved(cx, who) }
    }

    #[cfg(test)]
    pub(crate) fn sample() -> Self {
        let account = acts::AccountId(uuid::Uuid::nil());
        let who = Who { account, login: String::new(), name: String::new(), seats: vec![] };
        Self::unproved(&crate::testing::silent::cx(), &who)
    }

    /// Of a person without a session: the form always asks.
    #[cfg(test)]
    pub(crate) fn unproved(cx: &Cx, who: &Who) -> Self {
        Self { session: None, who: who.clone(), cx: cx.clone(), fresh: None }
    }
}

/// The field, or the sentence that says why there is none; drawn by `g::proof`.
#[derive(Debug, Clone)]
pub struct ProofAsked {
    pub field: Option<Field>,
    pub fresh: String,
    /// A code can be sent instead.
    pub by_code: bool,
    pub code_href: String,
}

impl FromRequestParts<App> for Proving {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Person(who) = Person::from_request_parts(parts, app).await?;
        let cx = Cx::from_ref(app);
        let session = parts.extensions.get::<Session>().cloned();
        let proved: Option<Timestamp> = match &session {
            Some(session) => session.get(PROVED).await.map_err(|_| Problem::Unavailable)?,
            None => None,
        };
        let fresh = proved.and_then(|at| Proof::given(who.account, at, cx.clock.now()));
        Ok(Self { session, who, cx, fresh })
    }
}
