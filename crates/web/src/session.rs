//! Who is signed in: sessions kept on the server, and the guard in front of every route.

use std::sync::Arc;

use acts::access::{Act, Role, may_ever};
use acts::people::Who;
use acts::ports::{People, PortError, SessionRow};
use acts::{AccountId, Cx};
use async_trait::async_trait;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result as StoreResult};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use crate::api::v1::admit::{Limits, admit};
use crate::page::{MenuLink, UserMenu, query_value};
use crate::problem::Problem;
use crate::routes::{Guard, Rule};

/// Hours without a request after which a person must sign in again.
const IDLE_HOURS: i64 = 8;
/// The page where an authenticator app is set up.
const SECOND_FACTOR: &str = "/account/factor";
const ACCOUNT: &str = "account";
const HALF_WAY: &str = "half-way";

/// Sessions in the product's own store. The store sees a digest of the cookie, never the cookie.
#[derive(Debug, Clone)]
pub struct Sessions {
    people: Arc<dyn People>,
}

impl Sessions {
    /// The layer around all routes. `secure` where the site is reached over TLS.
    pub fn layer(people: Arc<dyn People>, secure: bool) -> SessionManagerLayer<Self> {
        SessionManagerLayer::new(Self { people })
            .with_name(if secure { "__Host-session" } else { "session" })
            .with_secure(secure)
            .with_http_only(true)
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(time::Duration::hours(IDLE_HOURS)))
    }
}

fn digest(id: &Id) -> String {
    Sha256::digest(id.0.to_le_bytes()).iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn failed(error: &PortError) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn save(&self, record: &Record) -> StoreResult<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let expires = Timestamp::from_second(record.expiry_date.unix_timestamp())
            .map_err(|error| Error::Encode(error.to_string()))?;
        self.people
            .save_session(SessionRow { id: digest(&record.id), data, expires })
            .await
            .map_err(|error| failed(&error))
    }

    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let Some(row) = self.people.session(&digest(id)).await.map_err(|error| failed(&error))? else {
            return Ok(None);
        };
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires.as_second())
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> StoreResult<()> {
        self.people.end_session(&digest(id)).await.map_err(|error| failed(&error))
    }
}

/// Signs `who` in under a fresh session id; nothing of what the session held before stays.
pub async fn begin(session: &Session, who: &Who) -> Result<(), Problem> {
    let unavailable = |_| Problem::Unavailable;
    session.clear().await;
    session.cycle_id().await.map_err(unavailable)?;
    session.insert(ACCOUNT, who.account).await.map_err(unavailable)
}

/// Who gave the right password and still owes the second factor.
pub async fn half_way(session: &Session) -> Result<Option<AccountId>, Problem> {
    session.get(HALF_WAY).await.map_err(|_| Problem::Unavailable)
}

/// The password was right; the second factor is asked for next.
pub async fn begin_half(session: &Session, who: &Who) -> Result<(), Problem> {
    let unavailable = |_| Problem::Unavailable;
    session.clear().await;
    session.cycle_id().await.map_err(unavailable)?;
    session.insert(HALF_WAY, who.account).await.map_err(unavailable)
}

/// Signs out: nothing of the session stays.
pub async fn end(session: &Session) -> Result<(), Problem> {
    session.flush().await.map_err(|_| Problem::Unavailable)
}

/// The signed-in person of this request. Only behind a rule that demands one.
#[derive(Debug, Clone)]
pub struct Person(pub Who);

impl<S: Sync> FromRequestParts<S> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Who>().cloned().map(Person).ok_or(Problem::Forbidden)
    }
}

/// Loads the person and holds each request against the rule its route declared.
#[derive(Debug, Clone)]
pub struct AccessGuard {
    cx: Cx,
    limits: Limits,
}

impl AccessGuard {
    pub fn new(cx: Cx) -> Self {
        Self { limits: Limits::new(Arc::clone(&cx.clock)), cx }
    }
}

#[async_trait]
impl Guard for AccessGuard {
    async fn allow(&self, rule: Rule, parts: &mut Parts) -> Result<(), Response> {
        if let Rule::Scope(scope) = rule {
            let admitted = admit(&self.cx, &self.limits, scope, parts).await;
            return admitted.map_err(IntoResponse::into_response);
        }
        let who = match signed_in(&self.cx, parts).await {
            Ok(who) => who,
            // A public page is shown without a menu rather than not at all.
            Err(_) if rule == Rule::Public => None,
            Err(problem) => return Err(problem.into_response()),
        };
        let allowed = match (rule, &who) {
            (Rule::Public, _) | (Rule::SignedIn, Some(_)) => true,
            (_, None) => return Err(to_sign_in(parts)),
            (Rule::Act(key), Some(who)) => Act::from_key(key).is_some_and(|act| may_ever(who, act)),
            // Answered above.
            (Rule::Scope(_), Some(_)) => false,
        };
        if !allowed {
            return Err(Problem::Forbidden.into_response());
        }
        if let Some(who) = who.as_ref().filter(|_| rule != Rule::Public)
            && owes_second_factor(&self.cx, who, parts).await?
        {
            return Err(Redirect::to(SECOND_FACTOR).into_response());
        }
        if let Some(who) = who {
            parts.extensions.insert(menu(&self.cx, &who).await);
            parts.extensions.insert(who);
        }
        Ok(())
    }
}

/// Where the installation demands a second factor of staff, nothing is shown before it is set up.
async fn owes_second_factor(cx: &Cx, who: &Who, parts: &Parts) -> Result<bool, Response> {
    let staff = who.seats.iter().any(|seat| seat.role != Role::Candidate && seat.role != Role::Employer);
    if !cx.second_factor_required || !staff || parts.uri.path().starts_with("/account") {
        return Ok(false);
    }
    let factor = cx.people.factor(who.account).await.map_err(|_| Problem::Unavailable.into_response())?;
    Ok(factor.is_none())
}

async fn signed_in(cx: &Cx, parts: &Parts) -> Result<Option<Who>, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else { return Ok(None) };
    let id: Option<AccountId> = session.get(ACCOUNT).await.map_err(|_| Problem::Unavailable)?;
    let Some(id) = id else { return Ok(None) };
    let account = cx.people.by_id(id).await.map_err(|_| Problem::Unavailable)?;
    Ok(account.map(|account| account.who(cx.clock.now())))
}

/// Where nobody is signed in: to the sign-in page, and back to a page that can be asked for again.
fn to_sign_in(parts: &Parts) -> Response {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let back = if parts.method == axum::http::Method::GET { path } else { "/" };
    Redirect::to(&format!("/sign-in?back={}", query_value(back))).into_response()
}

/// The first page of a person after signing in.
pub fn home(who: &Who) -> &'static str {
    if works(who) {
        "/board"
    } else if who.holds(Role::AuthorisedBody) {
        "/country"
    } else if who.holds(Role::Candidate) {
        "/my"
    } else if who.holds(Role::Employer) {
        "/employer"
    } else if who.holds(Role::Operator) {
        "/operator/people"
    } else {
        "/"
    }
}

fn judges(who: &Who) -> bool {
    [Role::Member, Role::Chair, Role::AppealMember].into_iter().any(|role| who.holds(role))
}

/// Works at a centre, and sees what is owed there.
fn works(who: &Who) -> bool {
    acts::view::queue_centre(who).is_some()
}

async fn menu(cx: &Cx, who: &Who) -> UserMenu {
    let mut links = Vec::new();
    if who.holds(Role::Candidate) {
        links.push(MenuLink { href: "/my", key: "account-menu-my" });
    }
    if works(who) {
        links.push(MenuLink { href: "/board", key: "board-menu" });
        links.push(MenuLink { href: "/calendar", key: "board-calendar" });
    }
    if who.holds(Role::Registrar) || who.holds(Role::Head) {
        links.push(MenuLink { href: "/desk", key: "account-menu-desk" });
        links.push(MenuLink { href: "/desk/messages", key: "notify-desk-title" });
    }
    if who.holds(Role::Head) {
        links.push(MenuLink { href: "/to-sign", key: "account-menu-to-sign" });
    }
    if may_ever(who, Act::SeeReport) {
        let country = who.holds(Role::AuthorisedBody);
        let (href, key) =
            if country { ("/country", "country-title") } else { ("/centre/report", "country-centre-title") };
        links.push(MenuLink { href, key });
    }
    if may_ever(who, Act::SeeRegister) {
        links.push(MenuLink { href: "/register", key: "register-title" });
    }
    if may_ever(who, Act::MendPlatformEntry) {
        links.push(MenuLink { href: "/platform-entries", key: "register-entries-title" });
    }
    if judges(who) {
        links.push(MenuLink { href: "/sittings", key: "account-menu-sittings" });
    }
    if who.holds(Role::Employer) {
        links.push(MenuLink { href: "/employer", key: "employer-menu" });
    }
    if may_ever(who, Act::SeeRecords) {
        links.push(MenuLink { href: "/records", key: "records-menu" });
    }
    if who.holds(Role::Head) {
        links.push(MenuLink { href: "/centre/people", key: "people-menu-centre" });
        links.push(MenuLink { href: "/centre/tokens", key: "api-menu" });
    }
    if who.holds(Role::Operator) {
        links.push(MenuLink { href: "/operator/people", key: "people-menu-operator" });
    }
    if may_ever(who, Act::SeeReference) {
        links.push(MenuLink { href: "/reference", key: "reference-title" });
    }
    links.push(MenuLink { href: "/account", key: "people-menu-account" });
    let mut roles: Vec<_> = who.seats.iter().map(|seat| role_words(seat.role)).collect();
    roles.dedup();
    // A number that cannot be counted now keeps no page back.
    let reminders = if works(who) { cx.desk.unread(who.account).await.ok() } else { None };
    UserMenu { name: who.name.clone(), roles, links, reminders }
}

/// The key of a role's words.
pub fn role_words(role: Role) -> &'static str {
    match role {
        Role::Candidate => "account-role-candidate",
        Role::Registrar => "account-role-registrar",
        Role::Member => "account-role-member",
        Role::Chair => "account-role-chair",
        Role::Head => "account-role-head",
        Role::AppealMember => "account-role-appeal-member",
        Role::Proctor => "account-role-proctor",
        Role::Employer => "account-role-employer",
        Role::AuthorisedBody => "account-role-authorised-body",
        Role::Operator => "account-role-operator",
        Role::Service => "api-role-service",
        Role::Public => "account-role-public",
    }
}
