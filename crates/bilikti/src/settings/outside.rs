//! Settings of what is told outside: the national platform, and programs of centres.

use std::time::Duration;

use link::platform::{HttpPlatform, NoClient};
use serde::{Deserialize, Serialize};

use super::Secret;

/// ¶18(2). The national platform outside, told of each document and its annulment (docs/reference/platform-port.md).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PlatformSettings {
    /// `https://platform.example/nqs`; left out, nobody is told, and entries wait until somebody is.
    pub(crate) address: Option<String>,
    /// Sent with each entry, as a bearer's.
    pub(crate) token: Option<Secret>,
}

/// Webhooks of centres (docs/reference/webhooks.md).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WebhookSettings {
    /// Whether an address on this very machine may be told, also without TLS: for trying things out.
    pub(crate) allow_loopback: bool,
}

impl PlatformSettings {
    /// Whoever does not answer within this time is away.
    const PATIENCE: Duration = Duration::from_secs(10);

    pub(crate) fn connect(&self) -> Result<Option<HttpPlatform>, NoClient> {
        let Some(address) = &self.address else { return Ok(None) };
        let token = self.token.as_ref().map(|token| token.reveal().to_owned());
        HttpPlatform::new(address, token, Self::PATIENCE).map(Some)
    }
}
