//! Signing out: nothing of the session stays.

use axum::response::Redirect;
use tower_sessions::Session;

use crate::problem::Problem;
use crate::session;

pub async fn post(session: Session) -> Result<Redirect, Problem> {
    session::end(&session).await?;
    Ok(Redirect::to("/"))
}
