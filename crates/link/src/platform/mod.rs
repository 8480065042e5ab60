//! ¶18(2). The national platform outside, by HTTP: docs/reference/platform-port.md. An entry is put under its case and
//! ordinal, so that putting it again is the same entry.

pub mod double;

use std::time::Duration;

use acts::CaseId;
use acts::ports::{EntryKind, Platform, PlatformData, PlatformFault};
use async_trait::async_trait;
use reqwest::{Client, Response, StatusCode};
use serde::{Deserialize, Serialize};

/// An answer is a few words; more is read from nobody.
const LONGEST_ANSWER: usize = 64 * 1024;
/// Characters of a refusal that are kept.
const LONGEST_REASON: usize = 500;

/// What the platform answers to an entry that it has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub case: CaseId,
    pub ordinal: u32,
    pub kind: EntryKind,
    /// What it knows the entry by.
    pub reference: String,
}

/// What it answers to one that it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    pub reason: String,
}

/// Cannot be made a client of the platform.
#[derive(Debug, thiserror::Error)]
#[error("platform: {0}")]
pub struct NoClient(#[from] reqwest::Error);

/// The platform at an address.
pub struct HttpPlatform {
    client: Client,
    address: String,
    token: Option<String>,
}

impl std::fmt::Debug for HttpPlatform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpPlatform").field("address", &self.address).finish_non_exhaustive()
    }
}

impl HttpPlatform {
    /// `address` without a slash at its end; `token` is sent as a bearer's. Whoever does not answer within `patience` is away.
    pub fn new(address: &str, token: Option<String>, patience: Duration) -> Result<Self, NoClient> {
        // A second choice of the same changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(patience)
            // Where it is sent elsewhere, personal data do not follow.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, address: address.trim_end_matches('/').to_owned(), token })
    }

    async fn put(&self, path: &str, body: &impl Serialize) -> Result<Response, PlatformFault> {
        let mut request = self.client.put(format!("{}/{path}", self.address)).json(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request.send().await.map_err(away)
    }
}

#[async_trait]
impl Platform for HttpPlatform {
    async fn enter(&self, data: &PlatformData) -> Result<String, PlatformFault> {
        let (case, ordinal, kind) = key(data);
        let path = format!("entries/{case}/{ordinal}/{}", kind.code());
        let response = match data {
            PlatformData::Pass(pass) => self.put(&path, pass).await?,
            PlatformData::Annulment(annulled) => self.put(&path, annulled).await?,
        };
        let status = response.status();
        let body = body(response).await?;
        match status {
            StatusCode::OK | StatusCode::CREATED => {
                let taken: Taken = serde_json::from_slice(&body).map_err(away)?;
                // An answer that went astray says nothing about this entry.
                if (taken.case, taken.ordinal, taken.kind) == (case, ordinal, kind) {
                    Ok(taken.reference)
                } else {
                    Err(PlatformFault::Away(format!("answered about {} {}", taken.case, taken.ordinal)))
                }
            }
            StatusCode::BAD_REQUEST | StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
                Err(PlatformFault::Refused(reason(status, &body)))
            }
            // Not let in, not found, too many, broken: nothing of it is about what the entry says.
            other => Err(PlatformFault::Away(other.to_string())),
        }
    }
}

/// What an entry is known by.
fn key(data: &PlatformData) -> (CaseId, u32, EntryKind) {
    match data {
        PlatformData::Pass(pass) => (pass.case, pass.ordinal, EntryKind::Pass),
        PlatformData::Annulment(annulled) => (annulled.case, annulled.ordinal, EntryKind::Annulment),
    }
}

/// The text is for the log: an address, never what was sent.
fn away(error: impl std::fmt::Display) -> PlatformFault {
    PlatformFault::Away(error.to_string())
}

async fn body(mut response: Response) -> Result<Vec<u8>, PlatformFault> {
    let mut whole = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(away)? {
        whole.extend_from_slice(&piece);
        if whole.len() > LONGEST_ANSWER {
            return Err(PlatformFault::Away("the answer does not end".into()));
        }
    }
    Ok(whole)
}

/// The platform's own words, as far as it has any.
fn reason(status: StatusCode, body: &[u8]) -> String {
    let told = serde_json::from_slice::<Rejected>(body).map(|rejected| rejected.reason).unwrap_or_default();
    let told: String = told.chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect();
    if told.trim().is_empty() { status.to_string() } else { told }
}
