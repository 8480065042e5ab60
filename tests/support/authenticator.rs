//! A software authenticator: ES256 keys, a counter, no attestation. What a device in a pocket would answer.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 4;
const KEY_ENCLOSED: u8 = 64;

/// One device with one passkey.
#[derive(Debug, Clone)]
pub(crate) struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    /// Whose passkey it is, as the site said when it was made.
    user: Vec<u8>,
    pub(crate) counter: u32,
    /// Whether it asked its person for a finger or a PIN.
    pub(crate) verifies: bool,
}

impl Authenticator {
    /// The same number is the same device.
    pub(crate) fn new(number: u8) -> Self {
        let key = SigningKey::from_slice(&[number; 32]).unwrap();
        Self { key, id: vec![number; 16], user: vec![], counter: 0, verifies: true }
    }

    /// Answers `navigator.credentials.create` on a page of `origin`.
    pub(crate) fn make(&mut self, origin: &str, options: &Value) -> Value {
        self.user = decoded(&options["user"]["id"]);
        let mut data = self.data(options["rp"]["id"].as_str().unwrap(), KEY_ENCLOSED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        // COSE: EC2, ES256, P-256, x, y.
        data.extend([0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(point.x().unwrap().iter());
        data.extend([0x22, 0x58, 32]);
        data.extend(point.y().unwrap().iter());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        json!({
            "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "attestationObject": encoded(&object),
                "clientDataJSON": encoded(&client_data("webauthn.create", origin, options)),
            },
        })
    }

    /// Answers `navigator.credentials.get` on a page of `origin`.
    pub(crate) fn use_at(&mut self, origin: &str, options: &Value) -> Value {
        self.counter += 1;
        let client = client_data("webauthn.get", origin, options);
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let signature: Signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client)].concat());
        json!({
            "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": encoded(&data),
                "clientDataJSON": encoded(&client),
                "signature": encoded(signature.to_der().as_bytes()),
                "userHandle": encoded(&self.user),
            },
        })
    }

    fn data(&self, site: &str, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(site).to_vec();
        data.push(USER_PRESENT | if self.verifies { USER_VERIFIED } else { 0 } | more);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

fn client_data(kind: &str, origin: &str, options: &Value) -> Vec<u8> {
    let data = json!({
        "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false,
    });
    data.to_string().into_bytes()
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}
