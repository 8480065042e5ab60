//! What programs prepare, and what they are told: events that outlive the program and an address that is away.

use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use jiff::ToSpan as _;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{Program, problem, read, token};
use crate::person::{PASSWORD, over};
use crate::server::{DAY, Options, Server, project};
use crate::steps::{SCANS, scan};

/// What came to an address: headers and body. It takes nothing while told to fail.
#[derive(Clone, Default)]
struct Receiver {
    came: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    fails: Arc<Mutex<bool>>,
}

impl Receiver {
    async fn listen(&self) -> String {
        async fn take(State(me): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
            me.came.lock().unwrap().push((headers, body));
            if *me.fails.lock().unwrap() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NO_CONTENT }
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/told", listener.local_addr().unwrap());
        let router = axum::Router::new().route("/told", axum::routing::post(take)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    /// The ids under which the stages of a case were told, try by try.
    fn tries(&self, case: &str) -> Vec<HeaderValue> {
        let all = self.came.lock().unwrap().clone();
        let mine = all.into_iter().filter(|(_, body)| {
            let told: Value = serde_json::from_slice(body).unwrap();
            told["type"] == "case.stage-changed" && told["data"]["case"] == case
        });
        mine.map(|(headers, _)| headers["webhook-id"].clone()).collect()
    }

    /// Waits for an event of a kind that `fits`.
    async fn event(&self, kind: &str, fits: impl Fn(&Value) -> bool) -> (HeaderMap, Bytes) {
        for _ in 0..240 {
            let came = self.came.lock().unwrap().clone();
            let found = came.into_iter().find(|(_, body)| {
                let told: Value = serde_json::from_slice(body).unwrap();
                told["type"] == kind && fits(&told["data"])
            });
            if let Some(found) = found {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("no {kind} came; {} others", self.came.lock().unwrap().len());
    }
}

/// The check of the guide, as it stands there.
fn genuine(secret: &str, headers: &HeaderMap, body: &[u8]) -> bool {
    let guide = std::fs::read_to_string(project().join("docs/reference/webhooks.md")).unwrap();
    let code = guide.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let header = |name: &str| headers[name].to_str().unwrap();
    let now = header("webhook-timestamp");
    let asked = format!(
        "{code}\nimport sys\nprint(genuine({:?}, {{'webhook-id': {:?}, 'webhook-timestamp': {now:?}, \
         'webhook-signature': {:?}}}, sys.stdin.buffer.read(), now={now}))",
        secret,
        header("webhook-id"),
        header("webhook-signature"),
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), body).unwrap();
    let input = std::fs::File::open(file.path()).unwrap();
    let output = Command::new("python3").args(["-c", &asked]).stdin(input).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout.trim_ascii() == b"True"
}

fn with_loopback() -> Options {
    Options { variables: vec![("BILIKTI_WEBHOOKS__ALLOW_LOOPBACK", "true".into())], ..Options::default() }
}

/// What a program writes into the application of somebody who came with papers.
fn written() -> Value {
    json!({
        "programme": "welder", "mode": "offline", "language": "kk",
        "surname": "Сейтқали", "given": "Ерлан", "iin": "900101300017", "birth_date": "1990-01-01", "sex": "male",
        "address": "Шымкент қ., Тәуке хан даңғылы, 5", "email": "erlan@example.kz", "mobile": "+7 701 000 00 00",
        "consent_processing": true, "consent_platform": true, "funding": "own", "received_on": DAY.to_string(),
    })
}

/// The fields that are still to be mended.
fn faults(page: &Value) -> Vec<&str> {
    page["to_mend"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect()
}

/// What is still owed, and the files; then the application is ready.
async fn finishes(program: &Program, path: &str) {
    let unfinished = program.reads(path).await;
    let owed = faults(&unfinished);
    assert!(owed.contains(&"adjustments") && owed.contains(&"file"), "{owed:?}");
    let changed = program.sends(Method::PATCH, path, "change-1", &json!({ "adjustments": "" })).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let papers = [
        ("signed-application", "identity-card-omirzhanov.jpg"),
        ("identity", "identity-card-omirzhanov.jpg"),
    ];
    let scans = SCANS.iter().copied().filter(|(kind, _)| *kind != "identity");
    for (kind, name) in papers.into_iter().chain(scans) {
        let files = format!("{path}/files?kind={kind}&name={name}");
        let body = Some(("application/octet-stream", scan(name)));
        let enclosed = program.ask(Method::POST, &files, Some(&format!("file-{kind}")), body).await;
        assert_eq!(enclosed.status, 200, "{kind}: {}", enclosed.text());
    }
    let wrong = Some(("application/octet-stream", b"MZ no document".to_vec()));
    let wrong =
        program.ask(Method::POST, &format!("{path}/files?kind=training&name=x"), Some("w"), wrong).await;
    assert_eq!((wrong.status, problem(&wrong).as_str()), (422, "fields"));
    let whole = program.reads(path).await;
    assert_eq!(whole["ready"], true, "{whole}");
    assert_eq!(
        (whole["fields"]["surname"].as_str(), whole["fields"]["birth_date"].as_str()),
        (Some("Сейтқали"), Some("1990-01-01"))
    );
}

/// ¶4 ¶5. A program prepares a paper application; a registrar looks at it and files it; the program is told which case it
/// has become. A program that falls in between loses nothing, and a change that is sent twice is made once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p04_a_program_prepares_an_application_and_a_registrar_files_it() {
    let mut server = Server::start(with_loopback());
    let program = token(&server, &["applications:write", "webhooks:write"]).await;
    let receiver = Receiver::default();
    let hook = json!({ "address": receiver.listen().await, "events": ["case.stage-changed"] });
    let made = program.sends(Method::POST, "/api/v1/webhooks", "hook", &hook).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let secret = read(&made)["secret"].as_str().unwrap().to_owned();
    let again = program.sends(Method::POST, "/api/v1/webhooks", "hook", &hook).await;
    assert_eq!(read(&again)["secret"], secret.as_str());

    let fields = written();
    let begun = program.sends(Method::POST, "/api/v1/applications", "begin-1", &fields).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let id = read(&begun)["id"].as_str().unwrap().to_owned();
    assert!(!begun.text().contains("Сейтқали"), "what is kept as an answer tells nothing of a person");
    server.restart();
    let again = program.sends(Method::POST, "/api/v1/applications", "begin-1", &fields).await;
    assert_eq!((again.status, &again.bytes), (201, &begun.bytes), "the first answer");
    let other = json!({ "surname": "Басқа" });
    let reused = program.sends(Method::POST, "/api/v1/applications", "begin-1", &other).await;
    assert_eq!((reused.status, problem(&reused).as_str()), (422, "key-reused"));
    assert_eq!(program.reads("/api/v1/applications").await["items"].as_array().unwrap().len(), 1);

    let path = format!("/api/v1/applications/{id}");
    finishes(&program, &path).await;

    // The registrar finds it, looks at it, and files it with a fresh proof.
    let registrar = server.registrar().await;
    assert!(registrar.get("/desk/paper").await.text().contains(&format!("/apply/{id}")));
    let stranger = server.candidate("omirzhanov").await;
    assert_eq!(stranger.get(&format!("/apply/{id}")).await.status, 404, "a registrar of the centre alone");
    let check = format!("/apply/{id}/check");
    let filed = registrar.does(&check, &[("password", PASSWORD)]).await;
    let case = filed.trim_start_matches("/cases/").split('?').next().unwrap().to_owned();
    assert_eq!(server.case(&case).stage, "filed");
    assert_eq!(problem(&program.get(&path).await), "not-found", "it is a case now");

    let (headers, body) = receiver.event("case.stage-changed", |data| data["case"] == case.as_str()).await;
    let told: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        (told["data"]["application"].as_str(), told["data"]["stage"].as_str()),
        (Some(id.as_str()), Some("filed"))
    );
    assert!(
        !String::from_utf8_lossy(&body).contains("Сейтқали")
            && !String::from_utf8_lossy(&body).contains("900101")
    );
    assert!(genuine(&secret, &headers, &body));
    assert!(!genuine(&secret, &headers, b"{}"), "another body");
    server.assert_sound();
}

/// Events outlive the program and an address that is away; an address inside the house is never told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p05_what_happens_is_told_until_it_is_taken() {
    let mut server = Server::start(with_loopback());
    let head = server.head().await;
    let receiver = Receiver::default();
    *receiver.fails.lock().unwrap() = true;
    let address = receiver.listen().await;
    let page = "/centre/webhooks/new";
    let events = ["case.stage-changed", "term.overdue"].map(|event| ("events".to_owned(), event.to_owned()));
    let add = async |address: &str| {
        let fields = over(head.get(page).await.form(page), &[("address", address)]);
        head.post(page, &fields.into_iter().chain(events.clone()).collect::<Vec<_>>()).await
    };
    for inside in
        ["https://10.0.0.7/x", "https://169.254.169.254/x", "http://example.kz/", "file:///etc/passwd"]
    {
        let refused = add(inside).await;
        assert_eq!(refused.errors().len(), 1, "{inside}: {}", refused.words());
        assert!(refused.text().contains(inside), "what was typed stays");
    }
    let made = add(&address).await;
    assert!(made.words().contains("whsec_"), "{:?}", made.errors());

    let case = server.case_in("filed");
    let registrar = server.registrar().await;
    registrar
        .does(&format!("/cases/{}/withdraw", case.id), &[("words", "Кандидаттың өтініші бойынша")])
        .await;
    receiver.event("case.stage-changed", |data| data["case"] == case.id.as_str()).await;
    server.restart();
    *receiver.fails.lock().unwrap() = false;
    let before = receiver.tries(&case.id).len();
    server.set_time(DAY.at(12, 0, 0, 0));
    for _ in 0..120 {
        if receiver.tries(&case.id).len() > before {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let ids = receiver.tries(&case.id);
    assert!(ids.len() > before && ids.iter().all(|id| *id == ids[0]), "the same event: {ids:?}");
    tokio::time::sleep(Duration::from_secs(4)).await;
    let list = head.get("/centre/webhooks").await.text();
    let start = list.find("/centre/webhooks/0").unwrap();
    let one = list[start..].split('"').next().unwrap().to_owned();
    assert!(head.get(&one).await.words().contains("204"), "{}", head.get(&one).await.words());

    // A month later terms are overdue; each is told once.
    let later = DAY.checked_add(30.days()).unwrap();
    server.set_day(later);
    server.restart();
    receiver
        .event("term.overdue", |data| data["clause"].as_str().is_some_and(|clause| clause.starts_with('¶')))
        .await;
    let head = server.head().await;
    assert_eq!(head.post(&one, &[("do", "end")]).await.status, 303);
    assert_eq!(head.get(&one).await.status, 404);
    server.assert_sound();
}
