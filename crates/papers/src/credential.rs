//! Q22. What the QR code of a document carries: a few facts and the platform's signature, checkable with no network.
//!
//! `base64url(facts) . base64url(signature)`, the facts a JSON list (serial number, issued, valid until, masked holder,
//! profession) and the signature Ed25519 over the first part as written. About 215 characters.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::civil::Date;
use serde_json::json;

/// The facts a QR code carries. They name nobody: the holder is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// A2: the six levels.
    pub serial: String,
    pub issued: Date,
    /// Last day on which it is valid.
    pub valid_until: Date,
    /// «Ә.Қ. С*****».
    pub holder_mask: String,
    /// NKZ code, or `0`.
    pub profession: String,
}

/// Signs facts with the platform's key.
#[derive(Clone)]
pub struct Sealer(SigningKey);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(..)")
    }
}

impl Sealer {
    /// From the secret seed of an Ed25519 key.
    pub fn new(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// What a checker needs.
    pub fn public_key(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The signed payload, of the letters, digits, `-`, `_` and one `.` alone.
    pub fn payload(&self, sealed: &Sealed) -> String {
        // A list, not an object: each name of a field would cost the code modules that a phone must tell apart.
        let Sealed { serial, issued, valid_until, holder_mask, profession } = sealed;
        let list = json!([serial, issued, valid_until, holder_mask, profession]).to_string();
        let facts = BASE64_URL_SAFE_NO_PAD.encode(list);
        let signature = BASE64_URL_SAFE_NO_PAD.encode(self.0.sign(facts.as_bytes()).to_bytes());
        format!("{facts}.{signature}")
    }
}

/// The facts, if the payload bears the signature of `public_key`; `None` for anything else.
pub fn check(payload: &str, public_key: &[u8; 32]) -> Option<Sealed> {
    let (facts, signature) = payload.split_once('.')?;
    let signature = Signature::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    VerifyingKey::from_bytes(public_key).ok()?.verify_strict(facts.as_bytes(), &signature).ok()?;
    let (serial, issued, valid_until, holder_mask, profession) =
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(facts).ok()?).ok()?;
    Some(Sealed { serial, issued, valid_until, holder_mask, profession })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sealed() -> Sealed {
        Sealed {
            serial: "25620-072121008-3-201126-0042-000000017".into(),
            issued: date(2026, 11, 23),
            valid_until: date(2031, 11, 22),
            holder_mask: "Ә.Қ. С*****".into(),
            profession: "7212-1-008".into(),
        }
    }

    #[test]
    fn q22_a_payload_reads_back_and_stays_short() {
        let sealer = Sealer::new(&[7; 32]);
        let payload = sealer.payload(&sealed());
        assert_eq!(check(&payload, &sealer.public_key()), Some(sealed()));
        assert!(payload.len() <= 222, "{} characters leave too few for the address", payload.len());
        assert_eq!(payload, sealer.payload(&sealed()));
    }

    #[test]
    fn q22_one_changed_character_anywhere_is_refused() {
        let sealer = Sealer::new(&[7; 32]);
        let payload = sealer.payload(&sealed());
        for (at, old) in payload.char_indices() {
            for new in ['A', 'b', '5', '-', '.'].into_iter().filter(|new| *new != old) {
                let mut changed = payload.clone();
                changed.replace_range(at..=at, new.encode_utf8(&mut [0; 4]));
                assert_eq!(check(&changed, &sealer.public_key()), None, "{new} at {at}");
            }
        }
    }

    #[test]
    fn q22_another_key_and_broken_texts_are_refused() {
        let sealer = Sealer::new(&[7; 32]);
        let payload = sealer.payload(&sealed());
        assert_eq!(check(&payload, &Sealer::new(&[8; 32]).public_key()), None);
        for broken in ["", ".", "a.b", "…", payload.trim_end_matches(char::is_alphanumeric)] {
            assert_eq!(check(broken, &sealer.public_key()), None);
        }
        assert_eq!(check(&payload, &[0xff; 32]), None);
    }
}
