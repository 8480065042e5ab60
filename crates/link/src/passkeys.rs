//! The port `Authenticators`: WebAuthn by `webauthn-rs`. Site and origin come from the public address.

use acts::AccountId;
use acts::ports::{Authenticators, Challenge, Passkey, PortError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Key, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// What the browser shows beside the site's name.
const NAME: &str = "Bilikti";

/// Passkeys of one site.
#[derive(Debug)]
pub struct WebAuthn(Option<Webauthn>);

impl WebAuthn {
    /// None are served where the address is no name: browsers bind passkeys to names alone.
    pub fn of(public_address: &str) -> Self {
        let Ok(origin) = Url::parse(public_address) else { return Self(None) };
        let Some(site) = origin.domain().map(str::to_owned) else { return Self(None) };
        let builder = WebauthnBuilder::new(&site, &origin);
        // On one's own machine, for a try, the port is whatever was free.
        let built = builder.and_then(|one| one.rp_name(NAME).allow_any_port(site == "localhost").build());
        if let Err(error) = &built {
            tracing::warn!(%error, public_address, "passkeys cannot be served");
        }
        Self(built.ok())
    }

    fn site(&self) -> Result<&Webauthn, PortError> {
        self.0.as_ref().ok_or_else(|| PortError::Unavailable("passkeys are not served".into()))
    }
}

fn inconsistent(error: impl std::fmt::Display) -> PortError {
    PortError::Inconsistent(format!("a passkey: {error}"))
}

fn written(value: &impl Serialize) -> Result<String, PortError> {
    serde_json::to_string(value).map_err(inconsistent)
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

impl Authenticators for WebAuthn {
    fn serves(&self) -> bool {
        self.0.is_some()
    }

    fn to_make(
        &self,
        of: AccountId,
        login: &str,
        name: &str,
        known: &[Passkey],
    ) -> Result<Challenge, PortError> {
        let keys = known.iter().filter_map(|one| read::<Key>(&one.public_key));
        let known = keys.map(|key| key.cred_id().clone()).collect();
        let (asked, state) =
            self.site()?.start_passkey_registration(of.0, login, name, Some(known)).map_err(inconsistent)?;
        let mut options = serde_json::to_value(&asked.public_key).map_err(inconsistent)?;
        // Where the device can, it remembers whose passkey it is: nobody types a name to sign in.
        if let Some(wishes) = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
            wishes.insert("residentKey".into(), json!("preferred"));
        }
        Ok(Challenge { options: written(&options)?, state: written(&state)? })
    }

    fn made(&self, state: &str, answer: &str) -> Option<(String, String)> {
        let state: PasskeyRegistration = read(state)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let made = self.0.as_ref()?.finish_passkey_registration(&answer, &state);
        let key = made.inspect_err(|error| tracing::info!(%error, "a passkey was not made")).ok()?;
        Some((URL_SAFE_NO_PAD.encode(key.cred_id()), written(&key).ok()?))
    }

    fn to_use(&self, known: &[Passkey]) -> Result<Challenge, PortError> {
        let (asked, state) = self.site()?.start_discoverable_authentication().map_err(inconsistent)?;
        let mut options = serde_json::to_value(&asked.public_key).map_err(inconsistent)?;
        let known = known.iter().map(|one| json!({ "type": "public-key", "id": one.credential }));
        if let Some(options) = options.as_object_mut() {
            options.insert("allowCredentials".into(), known.collect());
        }
        Ok(Challenge { options: written(&options)?, state: written(&state)? })
    }

    fn credential(&self, answer: &str) -> Option<String> {
        let answer: Value = read(answer)?;
        answer.get("rawId")?.as_str().map(str::to_owned)
    }

    fn used(&self, state: &str, answer: &str, passkey: &Passkey) -> Option<String> {
        let state: DiscoverableAuthentication = read(state)?;
        let answer: PublicKeyCredential = read(answer)?;
        let mut key: Key = read(&passkey.public_key)?;
        // A device that remembers whose passkey it is must remember this person.
        if answer.get_user_unique_id().is_some_and(|of| of != passkey.account.0.as_bytes()) {
            return None;
        }
        let site = self.0.as_ref()?;
        let used = site.finish_discoverable_authentication_v2(&answer, state, &key);
        let used = used.inspect_err(|error| tracing::info!(%error, "a passkey was not taken")).ok()?;
        key.update_credential(&used)?;
        written(&key).ok()
    }
}
