//! ¶18(2). The register of recognition documents: for the authorised body the whole country's, for a centre its own; and what
//! the platform outside was told of it.

pub mod document;
pub mod list;
pub mod platform;
mod take;

use acts::ports::{EntryState, PortError};
use acts::{CaseId, Cx};

use crate::pages::staff::local_time;
use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .act("see_register", "/register", get(list::get))
        .act("see_register", "/register/documents.csv", get(take::csv))
        .act("see_register", "/register/documents.xlsx", get(take::xlsx))
        .act("see_register", "/register/{serial}", get(document::get))
        .act("mend_platform_entry", "/platform-entries", get(platform::get).post(platform::post))
}

/// Since when the platform outside has yet to confirm something of the case; none where nobody outside is told.
pub async fn pending_since(cx: &Cx, case: CaseId) -> Result<Option<String>, PortError> {
    if !cx.platform_told {
        return Ok(None);
    }
    let entries = cx.entries.entries_of(case).await?;
    let open = entries.iter().find(|entry| matches!(entry.state, EntryState::Waiting | EntryState::Sent));
    Ok(open.map(|entry| local_time(entry.made_at)))
}

#[cfg(test)]
mod tests;
