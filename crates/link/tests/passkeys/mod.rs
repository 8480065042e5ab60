//! Passkeys of a site, against a software authenticator.

use acts::AccountId;
use acts::ports::{Authenticators as _, Passkey};
use jiff::Timestamp;
use link::passkeys::WebAuthn;
use serde_json::Value;
use uuid::Uuid;

#[path = "../../../../tests/support/authenticator.rs"]
mod authenticator;

use authenticator::Authenticator;

const SITE: &str = "https://bilikti.example";

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn read(options: &str) -> Value {
    serde_json::from_str(options).unwrap()
}

fn keep(of: AccountId, (credential, public_key): (String, String)) -> Passkey {
    let made_at = Timestamp::UNIX_EPOCH;
    Passkey {
        id: Uuid::nil(),
        account: of,
        name: "телефон".into(),
        credential,
        public_key,
        made_at,
        used_at: None,
    }
}

/// A passkey of account 1 on the device.
fn made(site: &WebAuthn, device: &mut Authenticator) -> Passkey {
    let asked = site.to_make(account(1), "aigerim", "Айгерім", &[]).unwrap();
    let answer = device.make(SITE, &read(&asked.options)).to_string();
    keep(account(1), site.made(&asked.state, &answer).unwrap())
}

#[test]
fn a_passkey_is_made_and_used_without_a_name() {
    let (site, mut device) = (WebAuthn::of(SITE), Authenticator::new(7));
    let asked = site.to_make(account(1), "aigerim", "Айгерім", &[]).unwrap();
    let options = read(&asked.options);
    assert_eq!(options["rp"]["id"], "bilikti.example");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let passkey = made(&site, &mut device);

    let asked = site.to_use(&[]).unwrap();
    assert_eq!(read(&asked.options)["allowCredentials"], serde_json::json!([]));
    let answer = device.use_at(SITE, &read(&asked.options)).to_string();
    assert_eq!(site.credential(&answer).unwrap(), passkey.credential);
    let after = site.used(&asked.state, &answer, &passkey).unwrap();
    assert_ne!(after, passkey.public_key, "its counter moved on");

    let known = site.to_use(std::slice::from_ref(&passkey)).unwrap();
    assert_eq!(read(&known.options)["allowCredentials"][0]["id"], passkey.credential.as_str());
    let again = site.to_make(account(1), "aigerim", "Айгерім", std::slice::from_ref(&passkey)).unwrap();
    assert_eq!(read(&again.options)["excludeCredentials"][0]["id"], passkey.credential.as_str());
}

#[test]
fn another_site_challenge_person_or_key_is_not_taken() {
    let (site, mut device) = (WebAuthn::of(SITE), Authenticator::new(7));
    let passkey = made(&site, &mut device);
    let (asked, other) = (site.to_use(&[]).unwrap(), site.to_use(&[]).unwrap());
    let options = read(&asked.options);
    let taken = |answer: &Value, of: &Passkey| site.used(&asked.state, &answer.to_string(), of).is_some();

    for origin in ["https://bilikti.example.evil.kz", "http://bilikti.example", "https://www.bilikti.example"]
    {
        assert!(!taken(&device.use_at(origin, &options), &passkey), "{origin}");
    }
    assert!(!taken(&device.use_at(SITE, &read(&other.options)), &passkey), "of another challenge");
    let mut unseen = device.clone();
    unseen.verifies = false;
    assert!(!taken(&unseen.use_at(SITE, &options), &passkey), "nobody was verified");
    let stolen = Passkey { account: account(2), ..passkey.clone() };
    assert!(!taken(&device.use_at(SITE, &options), &stolen), "the device knows whose it is");
    let mut foreign = Authenticator::new(8);
    made(&site, &mut foreign);
    assert!(!taken(&foreign.use_at(SITE, &options), &passkey), "signed by another key");
    assert!(taken(&device.use_at(SITE, &options), &passkey));

    let asked = site.to_make(account(1), "aigerim", "Айгерім", &[]).unwrap();
    let elsewhere = Authenticator::new(9).make("https://evil.kz", &read(&asked.options)).to_string();
    assert_eq!(site.made(&asked.state, &elsewhere), None);
    assert_eq!(site.made(&asked.state, "{}"), None);
}

#[test]
fn a_copy_is_told_by_its_counter() {
    let (site, mut device) = (WebAuthn::of(SITE), Authenticator::new(7));
    let mut passkey = made(&site, &mut device);
    let mut copy = device.clone();
    let mut use_once = |device: &mut Authenticator| {
        let asked = site.to_use(&[]).unwrap();
        let answer = device.use_at(SITE, &read(&asked.options)).to_string();
        let after = site.used(&asked.state, &answer, &passkey);
        passkey.public_key = after.clone().unwrap_or(passkey.public_key.clone());
        after.is_some()
    };
    assert!(use_once(&mut device) && use_once(&mut device));
    assert!(!use_once(&mut copy), "it counts from where it was copied");
    assert!(use_once(&mut device));
}

#[test]
fn a_site_without_a_name_serves_none() {
    for address in ["http://127.0.0.1:8080", "https://192.0.2.7", "", "nonsense"] {
        let site = WebAuthn::of(address);
        assert!(!site.serves(), "{address}");
        assert!(site.to_use(&[]).is_err());
    }
    assert!(WebAuthn::of("http://localhost:8099").serves());
}
