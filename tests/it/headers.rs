//! What every answer carries, and who may send forms.

use crate::page::Page;
use crate::person::PASSWORD;
use crate::server::{Options, Server};

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ("content-security-policy", "default-src 'none';"),
];

fn assert_guarded(path: &str, page: &Page) {
    for (name, value) in ALWAYS {
        assert!(
            page.header(name).starts_with(value),
            "{path} {}: {name}: {}",
            page.status,
            page.header(name)
        );
    }
    let policy = page.header("content-security-policy");
    // The browser's own viewer of PDF styles the paper.
    let paper = page.header("content-type") == "application/pdf";
    assert!(paper || !policy.contains("unsafe"), "{path}: {policy}");
    assert!(!policy.contains("script-src"), "{path}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::demo();
    let (visitor, registrar) = (server.visitor(), server.registrar().await);
    let case = server.case_in("issued");
    for path in ["/", "/professions", "/check", "/sign-in", "/nowhere", "/desk", "/t/x", "/static/logo.svg"] {
        assert_guarded(path, &visitor.get(path).await);
    }
    for path in
        ["/desk".into(), format!("/cases/{}", case.id), format!("/cases/{}/form/application", case.id)]
    {
        let page = registrar.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_guarded(&path, &page);
        assert_eq!(page.header("cache-control"), "no-store", "{path} is personal");
    }
    assert_guarded("/sign-in", &visitor.post("/sign-in", &[("login", "x")]).await);
    assert!(visitor.get("/static/logo.svg").await.header("cache-control").contains("max-age"));
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused() {
    let server = Server::demo();
    let registrar = server.registrar().await;
    let case = server.case_in("filed");
    let path = format!("/cases/{}/withdraw", case.id);
    let before = server.entries_of(&case.id);
    let form = registrar.filled(&path, &[("words", "Жеке себеппен")]).await;
    let foreign = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://other.example"),
    ];
    for (name, value) in foreign {
        let refused =
            registrar.unusual(|client, url| client.post(url).header(name, value).form(&form), &path).await;
        assert_eq!(refused.status, 403, "{name}: {value}");
        assert_guarded(&path, &refused);
    }
    assert_eq!(server.entries_of(&case.id), before, "nothing was done");
    let own = |client: &reqwest::Client, url: String| {
        client.post(url).header("sec-fetch-site", "same-origin").form(&form)
    };
    assert_eq!(registrar.unusual(own, &path).await.status, 303);
    assert_eq!(server.entries_of(&case.id), before + 1);
}

#[tokio::test]
async fn the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let plain = Server::demo();
    let fields = [("login", "a.tasybaeva"), ("password", PASSWORD)];
    let cookie = plain.visitor().post("/sign-in", &fields).await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("session="), "{cookie}");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");

    let behind_tls =
        Server::start(Options { public_address: Some("https://bilikti.example"), ..Options::default() });
    let cookie = behind_tls.visitor().post("/sign-in", &fields).await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-session=") && cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn signing_in_begins_a_new_session_and_signing_out_ends_it() {
    let server = Server::demo();
    let person = server.registrar().await;
    let first = person.post("/sign-in", &[("login", "a.tasybaeva"), ("password", PASSWORD)]).await;
    let again = person.post("/sign-in", &[("login", "a.tasybaeva"), ("password", PASSWORD)]).await;
    let value = |page: &Page| page.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_ne!(value(&first), value(&again), "the id of a session never survives a sign-in");
    // The store never sees what the cookie holds.
    let secret = value(&again).split_once('=').unwrap().1.to_owned();
    assert_eq!(server.count(&format!("SELECT count(*) FROM session WHERE id = '{secret}'")), 0);
    assert_eq!(server.count("SELECT count(*) FROM session"), 1);
    assert_eq!(person.get("/desk").await.status, 200);
    person.post("/sign-out", &[("", "")]).await;
    assert_eq!(person.get("/desk").await.location(), "/sign-in?back=/desk");
    assert_eq!(server.count("SELECT count(*) FROM session"), 0);
}
