#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use async_trait::async_trait;
use axum::body::to_bytes;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use jiff::civil::date;
use tower::ServiceExt;
use tower_sessions::Session;

use super::*;
use crate::pages::public;
use crate::routes::{RouteRule, Rule, get, post};
use crate::testing::silent;

const SERIAL: &str = "25620-072121008-4-231126-0042-000000123";

struct PublicOnly;

#[async_trait]
impl Guard for PublicOnly {
    async fn allow(&self, rule: Rule, _: &mut Parts) -> Result<(), Response> {
        if rule == Rule::Public { Ok(()) } else { Err(Problem::Forbidden.into_response()) }
    }
}

fn routes() -> Routes {
    public::routes()
        .act("send_notice", "/notice", get(async || "seen").post(async || "sent"))
        .signed_in("/my", get(async || "mine"))
        .public("/broken", get(async || Problem::Internal("a secret".to_owned())))
        .public("/kept", get(async |session: Session| session.insert("page", 1).await.is_ok().to_string()))
        .public("/echo", post(async || "done"))
}

fn service() -> Router {
    let site = Site {
        help: Help::default(),
        now: Box::new(|| date(2026, 11, 23).at(10, 0, 0, 0)),
        fresh_id: Box::new(|| Uuid::from_u128(0x0192_7F3A_21C0)),
        statistics: crate::pages::open_data::Kept::default(),
    };
    router(
        App { site: Arc::new(site), cx: silent::cx() },
        routes(),
        &(Arc::new(PublicOnly) as Arc<dyn Guard>),
        false,
    )
}

async fn ask(method: Method, path: &str, headers: &[(&str, &str)], body: &'static str) -> (Head, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = service().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

type Head = axum::http::response::Parts;
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn look(path: &str) -> (Head, String) {
    let (parts, body) = ask(Method::GET, path, &[], "").await;
    (parts, String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/", "/check", "/nowhere", "/notice", "/static/bilikti.css", "/language/ru", "/broken"] {
        let (parts, _) = look(path).await;
        for (name, _) in HEADERS {
            assert!(parts.headers.contains_key(&name), "{path} lacks {name}");
        }
        let policy = parts.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
    }
}

#[tokio::test]
async fn the_guard_stands_before_every_method_of_a_route() {
    for (method, path) in [(Method::GET, "/notice"), (Method::POST, "/notice"), (Method::GET, "/my")] {
        let (parts, body) = ask(method, path, &[], "").await;
        assert_eq!(parts.status, StatusCode::FORBIDDEN, "{path}");
        assert!(String::from_utf8(body).unwrap().contains("Бұл бетке кіруге рұқсат жоқ"));
    }
}

#[test]
fn every_route_tells_its_rule() {
    let declared = routes().rules();
    let notice = RouteRule { path: "/notice", methods: vec!["GET", "POST"], rule: Rule::Act("send_notice") };
    assert!(declared.contains(&notice));
    assert!(declared.iter().all(|route| !route.methods.is_empty()));
}

#[tokio::test]
async fn an_error_page_has_a_number_and_no_detail() {
    let (parts, text) = look("/broken").await;
    assert_eq!(parts.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(text.contains("7F3A-21C0") && text.contains("Бізде ақау болды"));
    assert!(!text.contains("a secret"));
    let (parts, text) = look("/nowhere").await;
    assert_eq!(parts.status, StatusCode::NOT_FOUND);
    assert!(text.contains("Бет табылмады"));
}

#[tokio::test]
async fn a_session_that_cannot_be_kept_is_told_in_a_page() {
    let (parts, text) = look("/kept").await;
    assert_eq!(parts.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(text.contains("Бізде ақау болды"), "{text}");
}

#[tokio::test]
async fn a_post_from_another_site_is_refused() {
    let (parts, _) = ask(Method::POST, "/echo", &[("sec-fetch-site", "cross-site")], "").await;
    assert_eq!(parts.status, StatusCode::FORBIDDEN);
    let (parts, _) = ask(Method::POST, "/echo", &[("sec-fetch-site", "same-origin")], "").await;
    assert_eq!(parts.status, StatusCode::OK);
}

#[tokio::test]
async fn the_language_is_remembered_and_comes_back_to_this_site_only() {
    let (parts, _) = look("/language/ru?back=/professions%3Fq%3D7").await;
    assert_eq!(parts.headers[header::LOCATION], "/professions?q=7");
    assert!(parts.headers[header::SET_COOKIE].to_str().unwrap().starts_with("language=ru;"));
    let (parts, _) = look("/language/ru?back=//evil.example").await;
    assert_eq!(parts.headers[header::LOCATION], "/");
    assert_eq!(look("/language/de").await.0.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn chosen_colours_and_letters_are_kept_and_shown() {
    let chosen = "colours=dark&letters=large&back=/check%3Fa%3D1";
    let (parts, _) = ask(Method::POST, "/display", &[FORM], chosen).await;
    assert_eq!(parts.headers[header::LOCATION], "/check?a=1");
    let cookie = parts.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("display=dark-large;"), "{cookie}");
    let kept = ("cookie", "language=ru; display=dark-large");
    let page = |path| ask(Method::GET, path, std::slice::from_ref(&kept), "");
    for path in ["/check", "/nowhere"] {
        let text = String::from_utf8(page(path).await.1).unwrap();
        assert!(text.contains("<html lang=\"ru\" class=\"govuk-template app-dark app-large\">"), "{text}");
    }
    let form = String::from_utf8(page("/display").await.1).unwrap();
    assert_eq!(form.matches(" checked").count(), 2);
    let elsewhere = "colours=contrast&back=//evil.example";
    assert_eq!(ask(Method::POST, "/display", &[FORM], elsewhere).await.0.headers[header::LOCATION], "/");
}

#[tokio::test]
async fn a_switch_of_language_inside_a_form_keeps_what_was_typed() {
    let body = "serial=2562&request-id=0192f5b6-0000-7000-8000-000000000001&switch-language=en";
    let (parts, body) = ask(Method::POST, "/check", &[FORM], body).await;
    let text = String::from_utf8(body).unwrap();
    assert_eq!(parts.status, StatusCode::OK);
    assert!(text.contains("<html lang=\"en\"") && text.contains("value=\"2562\""));
    assert!(text.contains("0192f5b6-0000-7000-8000-000000000001"), "the request id is kept");
    assert!(!text.contains("govuk-error"), "nothing was checked yet");
}

#[tokio::test]
async fn a2_a_typed_number_leads_to_its_address_and_a_wrong_one_to_an_error() {
    let (parts, _) =
        ask(Method::POST, "/check", &[FORM], "serial=25620-072121008-4-231126-0042-000000123").await;
    assert_eq!(parts.headers[header::LOCATION].to_str().unwrap(), format!("/t/{SERIAL}"));
    let (_, body) = ask(Method::POST, "/check", &[FORM], "serial=1").await;
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains("<title>Қате: ") && text.contains("href=\"#serial\""));
}

#[tokio::test]
async fn a2_a_check_that_cannot_be_made_is_503_and_never_says_invalid() {
    let (parts, text) = look(&format!("/t/{SERIAL}")).await;
    assert_eq!(parts.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(text.contains("Тексеру уақытша қолжетімсіз") && text.contains("жарамсыз дегенді білдірмейді"));
    let (parts, text) = look("/t/none").await;
    assert_eq!(parts.status, StatusCode::NOT_FOUND);
    assert!(text.contains("Мұндай құжат жоқ"));
}

#[tokio::test]
async fn u01_the_check_page_with_its_style_weighs_at_most_30_kb() {
    let gzip = [("accept-encoding", "gzip")];
    let mut weight = 0;
    for path in [format!("/t/{SERIAL}"), "/static/bilikti.css".to_owned(), "/static/logo.svg".to_owned()] {
        weight += ask(Method::GET, &path, &gzip, "").await.1.len();
    }
    assert!(weight <= 30_000, "{weight} bytes");
}
