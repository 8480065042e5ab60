//! The master key, and the keys of persons under it.
//!
//! Each person's files have a key of their own; it lies in the database, sealed with the master key, which lies elsewhere.
//! A person's key destroyed, their files are noise, also in every back-up.

use acts::journal::AccountId;
use acts::ports::PortError;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::hex;

const NONCE: usize = 24;
const PERSON: &[u8] = b"bilikti: a person's key, 1";

/// The installation's master key: 32 bytes that no store holds.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKey({})", self.fingerprint())
    }
}

impl MasterKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Tells two keys apart and says nothing about either: 16 hex digits.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.0)
    }

    /// A key for one purpose (HKDF-SHA256, RFC 5869).
    pub(crate) fn derive(&self, purpose: &str, of: &[u8]) -> Zeroizing<[u8; 32]> {
        derive(&self.0, purpose, of)
    }

    /// `fresh` is used once: a key, and the randomness that seals it.
    pub(super) fn seal(&self, of: AccountId, key: &[u8; 32], fresh: &[u8; 32]) -> Result<Vec<u8>, PortError> {
        let nonce = fresh.get(..NONCE).unwrap_or_default();
        let sealing: [u8; NONCE] = nonce.try_into().map_err(super::inconsistent)?;
        let sealed = self.cipher().encrypt(&sealing.into(), payload(key, &bound(of)));
        let sealed = sealed.map_err(super::inconsistent)?;
        Ok([nonce, &sealed].concat())
    }

    pub(crate) fn open(&self, of: AccountId, sealed: &[u8]) -> Result<PersonKey, PortError> {
        let not_ours =
            || PortError::Inconsistent(format!("the key of {of} was not sealed with this master key"));
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or_else(not_ours)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(super::inconsistent)?;
        let opened = self.cipher().decrypt(&nonce.into(), payload(sealed, &bound(of)));
        let opened = Zeroizing::new(opened.map_err(|_| not_ours())?);
        let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| not_ours())?;
        Ok(PersonKey(Zeroizing::new(key)))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.derive("bilikti: keys of persons, 1", b"")).into())
    }
}

/// Of any key of 32 bytes: 16 hex digits.
pub(crate) fn fingerprint(key: &[u8; 32]) -> String {
    hex(derive(key, "bilikti: fingerprint, 1", b"").get(..8).unwrap_or_default())
}

/// A key is bound to its person: put beside another, it does not open.
fn bound(of: AccountId) -> Vec<u8> {
    [PERSON, of.0.as_bytes()].concat()
}

fn payload<'a>(msg: &'a [u8], aad: &'a [u8]) -> Payload<'a, 'a> {
    Payload { msg, aad }
}

/// A person's key, while files are sealed or opened with it.
pub(crate) struct PersonKey(Zeroizing<[u8; 32]>);

impl PersonKey {
    /// Each object has a key of its own, so that no nonce is ever used twice.
    pub(crate) fn of_object(&self, object: Uuid) -> Zeroizing<[u8; 32]> {
        derive(&self.0, "bilikti: an object, 1", object.as_bytes())
    }
}

fn derive(key: &[u8; 32], purpose: &str, of: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    // Fails only for more than 255 times 32 bytes.
    let _ = Hkdf::<Sha256>::new(None, key).expand_multi_info(&[purpose.as_bytes(), of], &mut *derived);
    derived
}
