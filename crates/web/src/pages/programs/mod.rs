//! The head's pages about programs of the centre: tokens, and webhooks with what became of them.

pub mod hooks;
pub mod tokens;

use crate::routes::{Routes, get, post};

pub fn routes() -> Routes {
    Routes::new()
        .act("manage_tokens", "/centre/tokens", get(tokens::get))
        .act("manage_tokens", "/centre/tokens/new", get(tokens::new_page).post(tokens::make_one))
        .act("manage_tokens", "/centre/tokens/end", post(tokens::end_one))
        .act("manage_hooks", "/centre/webhooks", get(hooks::get))
        .act("manage_hooks", "/centre/webhooks/new", get(hooks::new_page).post(hooks::add_one))
        .act("manage_hooks", "/centre/webhooks/{hook}", get(hooks::one).post(hooks::change))
}

#[cfg(test)]
mod tests;
