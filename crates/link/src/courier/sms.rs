//! SMS by the small HTTP port that `docs/reference/sms-port.md` describes.

use std::time::Duration;

use acts::ports::{Handed, Report, Undelivered};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use super::cut;

const PATIENCE: Duration = Duration::from_secs(20);
/// What an answer begins with when the carrier signs it.
const SIGNED: &str = "sha256=";

/// Which carrier, by which keys.
#[derive(Clone)]
pub struct SmsCarrier {
    /// `https://…`: each SMS is a POST to it.
    pub url: String,
    /// Sent as `Authorization: Bearer …`.
    pub key: Option<String>,
    /// Shared with the carrier, for its reports; without it no report is believed.
    pub report_secret: Option<String>,
}

impl std::fmt::Debug for SmsCarrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmsCarrier").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Why SMS cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("sms.url: {0}")]
pub struct SmsFault(#[from] reqwest::Error);

/// A way to a carrier.
#[derive(Debug)]
pub struct Sms {
    client: Client,
    carrier: SmsCarrier,
}

#[derive(Serialize)]
struct Posted<'a> {
    id: Uuid,
    to: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct Told {
    id: Uuid,
    state: Outcome,
    at: Option<Timestamp>,
    #[serde(default)]
    answer: String,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Delivered,
    Failed,
}

impl Sms {
    pub fn new(carrier: SmsCarrier) -> Result<Self, SmsFault> {
        // The same TLS as everywhere; a second choice changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().timeout(PATIENCE).redirect(Policy::none()).build()?;
        // An address that cannot be used is told now, not by every SMS.
        client.post(&carrier.url).build()?;
        Ok(Self { client, carrier })
    }

    /// The carrier takes an `id` once, however often it comes.
    pub(super) async fn send(&self, id: Uuid, to: &str, text: &str) -> Result<Handed, Undelivered> {
        let mut post = self.client.post(&self.carrier.url).json(&Posted { id, to, text });
        if let Some(key) = &self.carrier.key {
            post = post.bearer_auth(key);
        }
        // The address of the carrier may hold a key.
        let away = |error: reqwest::Error| Undelivered::Later(cut(&error.without_url().to_string()));
        let answer = post.send().await.map_err(away)?;
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        let answer = cut(&format!("{} {text}", status.as_u16()));
        match status {
            _ if status.is_success() => Ok(Handed { answer }),
            StatusCode::BAD_REQUEST | StatusCode::GONE | StatusCode::UNPROCESSABLE_ENTITY => {
                Err(Undelivered::Never(answer))
            }
            _ => Err(Undelivered::Later(answer)),
        }
    }

    /// `signature` is `sha256=` and the HMAC-SHA256 of the body in hex.
    pub(super) fn report(&self, body: &[u8], signature: &str) -> Option<Report> {
        let secret = self.carrier.report_secret.as_ref()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
        mac.update(body);
        mac.verify_slice(&from_hex(signature.strip_prefix(SIGNED)?)?).ok()?;
        let Told { id, state, at, answer } = serde_json::from_slice(body).ok()?;
        Some(Report { id, delivered: state == Outcome::Delivered, at, answer: cut(&answer) })
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
