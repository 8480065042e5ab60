//! A passkey in a real browser, with an authenticator that Chromium plays.

use serde_json::json;
use thirtyfour::By;

use super::driver::Browsers;
use crate::server::{Options, Server};

/// ¶5. Made, then signed out; signed in by it without a name; a contract signed by it.
#[tokio::test]
async fn p05_a_passkey_is_made_signs_in_and_signs() {
    let server = Server::start(Options { public_address: Some("http://localhost"), ..Options::default() });
    let case = server.case_in("complete");
    let browsers = Browsers::start().await;
    let head = browsers.person(&server.address().replace("127.0.0.1", "localhost")).await;
    head.sign_in("u.qozhahmetova").await;
    head.devtools("WebAuthn.enable", json!({})).await;
    let device = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true,
    });
    head.devtools("WebAuthn.addVirtualAuthenticator", json!({ "options": device })).await;

    head.visit("/account/passkeys").await;
    head.look("70-passkey-make").await;
    head.fill("name", "Менің телефоным").await;
    head.prove().await;
    head.press("Кілт жасау").await;
    head.says("Менің телефоным").await;
    head.look("71-passkeys").await;

    let out = head.find_by(By::Css("form[action='/sign-out'] button")).await;
    head.go_through(&out).await;
    head.visit("/sign-in/passkey").await;
    head.look("72-passkey-sign-in").await;
    head.press("Кіру кілтімен кіру").await;
    assert_eq!(head.path().await, "/board", "{}", head.text().await);

    head.visit(&format!("/cases/{}/offer-contract", case.id)).await;
    head.look("73-passkey-proof").await;
    head.fill("price", "45 000 теңге").await;
    head.press("Кіру кілтімен растау").await;
    head.says("Әрекет сақталды").await;
    assert_eq!(server.case(&case.id).stage, "offered");
    server.assert_sound();
}
