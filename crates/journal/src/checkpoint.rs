//! Signed checkpoints: how large the log was, and its root (C2SP tlog-checkpoint; signed-note with Ed25519).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use signed_note::{Note, Signer as _, StandardSigner, StandardVerifier, Verifier as _, VerifierList};
use tlog_tiles::Hash;

use crate::log::Node;

/// Ed25519 in the key format of signed-note.
const ED25519: u8 = 1;

/// Size and root of the log at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub size: u64,
    pub root: Node,
}

/// Why a text is not a checkpoint of this log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("not a key of a log: {0}")]
    Key(String),
    #[error("not a signed checkpoint: {0}")]
    Note(String),
    #[error("a checkpoint of another log: {0}")]
    OtherLog(String),
}

/// The key that signs checkpoints; its name is the log's origin.
#[derive(Clone)]
pub struct LogKey {
    signer: StandardSigner,
    public: PublicKey,
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogKey").field("public", &self.public).finish_non_exhaustive()
    }
}

/// The key's public half, `origin+id+base64`: whoever has it and a checkpoint can check the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(String);

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl LogKey {
    /// The log is named by the beginning of its public key.
    pub fn new(seed: &[u8; 32]) -> Result<Self, CheckpointError> {
        let public = ed25519_dalek::SigningKey::from_bytes(seed).verifying_key().to_bytes();
        let origin =
            public.iter().take(8).fold("bilikti/".to_owned(), |name, byte| format!("{name}{byte:02x}"));
        let encoded = |key: &[u8; 32]| BASE64_STANDARD.encode([&[ED25519], key.as_slice()].concat());
        let id = signed_note::key_id(&origin, &[&[ED25519], public.as_slice()].concat());
        let signer = StandardSigner::new(&format!("PRIVATE+KEY+{origin}+{id:08x}+{}", encoded(seed)))
            .map_err(|error| CheckpointError::Key(error.to_string()))?;
        Ok(Self { signer, public: PublicKey(format!("{origin}+{id:08x}+{}", encoded(&public))) })
    }

    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The checkpoint as text.
    pub fn sign(&self, checkpoint: &Checkpoint) -> Result<String, CheckpointError> {
        let failed = |error: &dyn std::fmt::Display| CheckpointError::Note(error.to_string());
        let Checkpoint { size, root } = checkpoint;
        let body = tlog_tiles::Checkpoint::new(self.signer.name(), *size, Hash(*root), "")
            .map_err(|error| failed(&error))?;
        let mut note = Note::new(&body.to_bytes(), &[]).map_err(|error| failed(&error))?;
        note.add_sigs(&[&self.signer]).map_err(|error| failed(&error))?;
        String::from_utf8(note.to_bytes()).map_err(|error| failed(&error))
    }
}

impl PublicKey {
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        StandardVerifier::new(text.trim()).map_err(|error| CheckpointError::Key(error.to_string()))?;
        Ok(Self(text.trim().to_owned()))
    }

    /// Reads a checkpoint that this key signed.
    pub fn open(&self, text: &str) -> Result<Checkpoint, CheckpointError> {
        let failed = |error: &dyn std::fmt::Display| CheckpointError::Note(error.to_string());
        let verifier =
            StandardVerifier::new(&self.0).map_err(|error| CheckpointError::Key(error.to_string()))?;
        let origin = verifier.name().to_owned();
        let note = Note::from_bytes(text.as_bytes()).map_err(|error| failed(&error))?;
        note.verify(&VerifierList::new(vec![Box::new(verifier)])).map_err(|error| failed(&error))?;
        let body = tlog_tiles::Checkpoint::from_bytes(note.text()).map_err(|error| failed(&error))?;
        if body.origin() != origin {
            return Err(CheckpointError::OtherLog(body.origin().into()));
        }
        Ok(Checkpoint { size: body.size(), root: body.hash().0 })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const CHECKPOINT: Checkpoint = Checkpoint { size: 17, root: [9; 32] };

    #[test]
    fn what_was_signed_is_read_back() {
        let key = LogKey::new(&[1; 32]).unwrap();
        let text = key.sign(&CHECKPOINT).unwrap();
        assert_eq!(text.lines().nth(1), Some("17"), "{text}");
        let public = PublicKey::parse(&key.public().to_string()).unwrap();
        assert_eq!(public.open(&text), Ok(CHECKPOINT));
    }

    #[test]
    fn what_was_changed_or_signed_by_another_is_refused() {
        let key = LogKey::new(&[1; 32]).unwrap();
        let text = key.sign(&CHECKPOINT).unwrap();
        assert!(LogKey::new(&[2; 32]).unwrap().public().open(&text).is_err());
        assert!(key.public().open(&text.replace("\n17\n", "\n18\n")).is_err());
        assert!(key.public().open("").is_err());
        assert!(PublicKey::parse("bilikti/x+00000000+AAAA").is_err());
    }
}
