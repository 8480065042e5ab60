//! A fresh proof of who acts, before a legal act: asked for in the form of the act itself, so that nothing typed is lost,
//! and not asked for again within ten minutes of the same session.

use acts::Cx;
use acts::error::{ActError, ActResult};
use acts::people::Who;
use acts::people::passkey::{self, Kept};
use acts::people::proof::{Proof, prove};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use jiff::Timestamp;
use tower_sessions::Session;

use crate::answer::problem;
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
/// Name of the hidden field that brings a passkey's answer.
pub const PASSKEY: &str = "passkey";
/// In the session: challenges to prove by a passkey.
const PROVING: &str = "passkey-proving";
const MOST_KEPT: usize = 4;

/// The person of this request, and the proof they gave last.
#[derive(Debug, Clone)]
pub struct Proving {
    session: Option<Session>,
    who: Who,
    cx: Cx,
    fresh: Option<Proof>,
    /// Challenges of this session, and the options of the newest.
    kept: Vec<Kept>,
    options: Option<String>,
}

impl Proving {
    /// The proof that a form brings, or the one of this session while it is fresh.
    pub async fn proof(&self, values: &Values) -> ActResult<Proof> {
        let (given, answer) = (values.one(FIELD), values.one(PASSKEY));
        let proof = match (given.is_empty(), answer.is_empty()) {
            (_, false) => passkey::prove(&self.cx, &self.who, &self.kept, answer).await?,
            (false, true) => prove(&self.cx, &self.who, given).await?,
            (true, true) => return self.fresh.ok_or(ActError::ProofNeeded),
        };
        if let Some(session) = &self.session {
            // Only the next act is spared the question by it: where that fails, it is asked again.
            let _ = session.insert(PROVED, proof.at()).await;
        }
        Ok(proof)
    }

    /// Neither in the form nor in the session.
    pub fn missing(&self, values: &Values) -> bool {
        values.one(FIELD).is_empty() && values.one(PASSKEY).is_empty() && self.fresh.is_none()
    }

    /// What the form shows.
    pub fn ask(&self, frame: &Frame, form: &Form<'_>) -> ProofAsked {
        let until = self.fresh.map(|proof| time(local(proof.until())));
        // A wrong answer is shown at its field, also where none was needed.
        let wrong = form.errors.fields().contains(&FIELD);
        let words = || frame.t("keys-prove");
        let asked =
            |options: &String| PasskeyAsked { options: options.clone(), name: PASSKEY, words: words() };
        ProofAsked {
            passkey: self.options.as_ref().filter(|_| until.is_none() || wrong).map(asked),
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
        Self { session: None, who: who.clone(), cx: cx.clone(), fresh: None, kept: vec![], options: None }
    }

    /// Of a person who has a passkey.
    #[cfg(test)]
    pub(crate) fn with_passkey(self) -> Self {
        Self { options: Some(r#"{"challenge":"AA"}"#.into()), ..self }
    }
}

/// A passkey that a page asks the browser for; drawn by `g::passkey`.
#[derive(Debug, Clone)]
pub struct PasskeyAsked {
    /// JSON of the options of `navigator.credentials`.
    pub options: String,
    /// Name of the form's hidden field.
    pub name: &'static str,
    /// Of the button.
    pub words: String,
}

/// Keeps a challenge in the session, with those before it: several windows may ask at once.
pub(crate) async fn keep(session: &Session, key: &str, asked: Kept) -> Result<Vec<Kept>, Problem> {
    let mut all = kept(session, key).await?;
    all.push(asked);
    all.drain(..all.len().saturating_sub(MOST_KEPT));
    session.insert(key, &all).await.map_err(|_| Problem::Unavailable)?;
    Ok(all)
}

/// The challenges that the session keeps.
pub(crate) async fn kept(session: &Session, key: &str) -> Result<Vec<Kept>, Problem> {
    Ok(session.get(key).await.map_err(|_| Problem::Unavailable)?.unwrap_or_default())
}

/// The field, or the sentence that says why there is none; drawn by `g::proof`.
#[derive(Debug, Clone)]
pub struct ProofAsked {
    pub field: Option<Field>,
    /// In its place, where the person has a passkey and the browser a script.
    pub passkey: Option<PasskeyAsked>,
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
        let asked = match fresh {
            None => passkey::begin_proof(&cx, &who).await.map_err(problem)?,
            Some(_) => None,
        };
        let (options, kept) = match (asked, &session) {
            (Some(asked), Some(session)) => (Some(asked.options), keep(session, PROVING, asked.kept).await?),
            _ => (None, vec![]),
        };
        Ok(Self { session, who, cx, fresh, kept, options })
    }
}
