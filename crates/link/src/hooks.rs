//! Telling programs of centres what happened: Standard Webhooks (<https://www.standardwebhooks.com>), to public addresses
//! alone. An address is looked at twice: when it is set up, and each time its name is resolved.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use acts::ports::{AddressFault, Bell, Rung};
use async_trait::async_trait;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use reqwest::Client;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use sha2::Sha256;
use url::{Host, Url};
use uuid::Uuid;

/// Whoever does not answer within this time has not taken it.
const PATIENCE: Duration = Duration::from_secs(15);
/// Letters of an answer that are kept.
const KEPT: usize = 200;

/// The way to the addresses.
#[derive(Debug)]
pub struct HookBell {
    client: Client,
    loopback: bool,
}

impl HookBell {
    /// `loopback`: addresses of this machine are told too, also without TLS.
    pub fn new(loopback: bool) -> Result<Self, reqwest::Error> {
        // The same TLS as everywhere; a second choice changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(PATIENCE)
            // Where it leads to was not looked at.
            .redirect(Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Public { loopback }))
            .build()?;
        Ok(Self { client, loopback })
    }
}

/// Resolves names to addresses of the public network alone: a name may lead elsewhere from one moment to the next.
#[derive(Debug)]
struct Public {
    loopback: bool,
}

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let loopback = self.loopback;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| open(address.ip(), loopback)).collect();
            if allowed.is_empty() {
                return Err(Box::<dyn std::error::Error + Send + Sync>::from("not a public address"));
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

fn open(ip: IpAddr, loopback: bool) -> bool {
    match ip.to_canonical() {
        ip if ip.is_loopback() => loopback,
        IpAddr::V4(ip) => public_v4(ip),
        IpAddr::V6(ip) => public_v6(ip),
    }
}

/// Not private, of this link, shared by a carrier, for documents and tests, to many, or reserved.
fn public_v4(ip: Ipv4Addr) -> bool {
    let [first, second, third, _] = ip.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let assigned = first == 192 && second == 0 && third == 0;
    let benchmark = first == 198 && (18..20).contains(&second);
    !(first == 0
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_documentation()
        || shared
        || assigned
        || benchmark
        || first >= 224)
}

/// Global unicast (2000::/3), without documents and without those that carry an IPv4 address inside.
fn public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let global = first & 0xe000 == 0x2000;
    let documents = first == 0x2001 && second == 0x0db8;
    let tunnel = first == 0x2002 || (first == 0x2001 && second == 0);
    global && !documents && !tunnel
}

#[async_trait]
impl Bell for HookBell {
    fn takes(&self, address: &str) -> Result<(), AddressFault> {
        let url = Url::parse(address).map_err(|_| AddressFault::Unreadable)?;
        let host = url.host().ok_or(AddressFault::Unreadable)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::Unreadable);
        }
        let here = match &host {
            Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        match url.scheme() {
            "https" => {}
            "http" if here && self.loopback => {}
            "http" => return Err(AddressFault::NotSecret),
            _ => return Err(AddressFault::Unreadable),
        }
        let open = match host {
            Host::Domain(name) if here => self.loopback && !name.is_empty(),
            Host::Domain(name) => name.contains('.'),
            Host::Ipv4(ip) => open(ip.into(), self.loopback),
            Host::Ipv6(ip) => open(ip.into(), self.loopback),
        };
        if open { Ok(()) } else { Err(AddressFault::NotPublic) }
    }

    async fn ring(&self, address: &str, key: &[u8; 32], event: Uuid, at: Timestamp, body: &str) -> Rung {
        if let Err(fault) = self.takes(address) {
            return Rung::NotTaken(fault.to_string());
        }
        let (event, seconds) = (event.to_string(), at.as_second());
        let signature = signed(key, &event, seconds, body);
        let post = self
            .client
            .post(address)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", event)
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", signature)
            .body(body.to_owned());
        match post.send().await {
            // What it says beside its status is nobody's concern, and may be endless.
            Ok(answer) if answer.status().is_success() => Rung::Taken(answer.status().to_string()),
            Ok(answer) => Rung::NotTaken(answer.status().to_string()),
            Err(error) => Rung::NotTaken(why(&error.without_url())),
        }
    }
}

/// `v1,` and the HMAC-SHA256 of id, time and body in base64.
fn signed(key: &[u8], event: &str, seconds: i64, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(format!("{event}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

/// The innermost reason: «connection refused», «not a public address».
fn why(error: &reqwest::Error) -> String {
    let mut reason: &dyn std::error::Error = error;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    reason.to_string().chars().take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_public_addresses_are_told() {
        let bell = HookBell::new(false).unwrap();
        for (address, answer) in [
            ("https://hr.example.kz/bilikti?x=1", Ok(())),
            ("https://93.184.216.34/x", Ok(())),
            ("https://[2a00:1450:4001::1]/x", Ok(())),
            ("http://hr.example.kz/", Err(AddressFault::NotSecret)),
            ("ftp://hr.example.kz/", Err(AddressFault::Unreadable)),
            ("hr.example.kz", Err(AddressFault::Unreadable)),
            ("https://user:word@hr.example.kz/", Err(AddressFault::Unreadable)),
            ("https://localhost/", Err(AddressFault::NotPublic)),
            ("https://intranet/", Err(AddressFault::NotPublic)),
            ("https://127.0.0.1/", Err(AddressFault::NotPublic)),
            ("https://2130706433/", Err(AddressFault::NotPublic)),
            ("https://0x7f.1/", Err(AddressFault::NotPublic)),
            ("https://10.1.2.3/", Err(AddressFault::NotPublic)),
            ("https://172.16.0.1/", Err(AddressFault::NotPublic)),
            ("https://192.168.0.1/", Err(AddressFault::NotPublic)),
            ("https://169.254.169.254/latest/meta-data", Err(AddressFault::NotPublic)),
            ("https://100.64.0.1/", Err(AddressFault::NotPublic)),
            ("https://0.0.0.0/", Err(AddressFault::NotPublic)),
            ("https://224.0.0.1/", Err(AddressFault::NotPublic)),
            ("https://[::1]/", Err(AddressFault::NotPublic)),
            ("https://[::ffff:10.0.0.1]/", Err(AddressFault::NotPublic)),
            ("https://[fd00::1]/", Err(AddressFault::NotPublic)),
            ("https://[fe80::1]/", Err(AddressFault::NotPublic)),
            ("https://[2002:7f00:1::]/", Err(AddressFault::NotPublic)),
        ] {
            assert_eq!(bell.takes(address), answer, "{address}");
        }
    }

    #[test]
    fn an_address_of_this_machine_is_told_where_the_settings_say_so() {
        let bell = HookBell::new(true).unwrap();
        for address in ["http://127.0.0.1:8099/x", "http://localhost:1/", "https://[::1]/"] {
            assert_eq!(bell.takes(address), Ok(()), "{address}");
        }
        assert_eq!(bell.takes("http://10.0.0.1/"), Err(AddressFault::NotSecret));
        assert_eq!(bell.takes("https://10.0.0.1/"), Err(AddressFault::NotPublic));
    }

    #[tokio::test]
    async fn a_name_that_leads_into_the_house_is_not_told() {
        let resolver = Public { loopback: false };
        let found = resolver.resolve("localhost".parse().unwrap()).await;
        assert!(found.is_err(), "the name was set up as a public one and leads here now");
        assert!(Public { loopback: true }.resolve("localhost".parse().unwrap()).await.is_ok());
    }

    /// The example of the specification.
    #[test]
    fn a_signature_is_that_of_standard_webhooks() {
        let key = BASE64_STANDARD.decode("plJ3nmyCDGBKInavdOK15jsl").unwrap();
        let body = r#"{"event_type":"ping","data":{"success":true}}"#;
        let signature = signed(&key, "msg_loFOjxBNrRLzqYUf", 1_731_705_121, body);
        assert_eq!(signature, "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
    }
}
