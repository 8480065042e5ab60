//! Programs of a centre: tokens, what they read and prepare, what they are told. `docs/reference/api.md`, `webhooks.md`.

mod told;

use std::collections::BTreeSet;
use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};

use crate::page::{Page, attribute};
use crate::person::{PASSWORD, Person, over};
use crate::server::{Server, project};

const READS: [&str; 5] = ["cases:read", "persons:read", "terms:read", "sittings:read", "messages:read"];

/// A program with its token.
#[derive(Clone)]
struct Program {
    line: Person,
    token: String,
}

impl Program {
    async fn ask(
        &self,
        method: Method,
        path: &str,
        key: Option<&str>,
        body: Option<(&str, Vec<u8>)>,
    ) -> Page {
        let make = |client: &reqwest::Client, url: String| {
            let mut request = client.request(method, url).header("accept-language", "en");
            if !self.token.is_empty() {
                request = request.bearer_auth(&self.token);
            }
            if let Some(key) = key {
                request = request.header("idempotency-key", key);
            }
            match body {
                Some((kind, bytes)) => request.header("content-type", kind).body(bytes),
                None => request,
            }
        };
        self.line.unusual(make, path).await
    }

    async fn get(&self, path: &str) -> Page {
        self.ask(Method::GET, path, None, None).await
    }

    async fn reads(&self, path: &str) -> Value {
        let page = self.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        read(&page)
    }

    async fn sends(&self, method: Method, path: &str, key: &str, body: &Value) -> Page {
        let body = Some(("application/json", body.to_string().into_bytes()));
        self.ask(method, path, Some(key), body).await
    }
}

fn read(page: &Page) -> Value {
    serde_json::from_slice(&page.bytes).unwrap_or_else(|error| panic!("{error}: {}", page.text()))
}

/// The last part of a problem's `type`, and that it is one.
fn problem(page: &Page) -> String {
    assert_eq!(page.header("content-type"), "application/problem+json", "{}", page.text());
    let told = read(page);
    assert_eq!(told["status"], page.status);
    assert!(told["title"].as_str().unwrap().len() > 5);
    told["type"].as_str().unwrap().strip_prefix("urn:bilikti:problem:").unwrap().to_owned()
}

/// The head makes a token on the page; the secret stands there once.
async fn token(server: &Server, scopes: &[&str]) -> Program {
    let head = server.head().await;
    let path = "/centre/tokens/new";
    let form = head.get(path).await.form(path);
    let ticked = scopes.iter().map(|scope| ("scopes".to_owned(), (*scope).to_owned()));
    let fields = over(form, &[("name", "Кадр есебі"), ("password", PASSWORD)]);
    let fields: Vec<_> = fields.into_iter().chain(ticked).collect();
    let made = head.post(path, &fields).await;
    let text = made.words();
    let start = text.find("bilikti_").unwrap_or_else(|| panic!("{:?} {text}", made.errors()));
    let token = text[start..].split(' ').next().unwrap().to_owned();
    assert!(!head.get("/centre/tokens").await.text().contains(&token), "shown once");
    Program { line: server.visitor(), token }
}

/// ¶2(2) ¶7. A token opens what its scopes say, of its own centre, until it is revoked; each reading is noted.
#[tokio::test]
async fn p02_a_program_reads_what_its_token_opens_and_no_more() {
    let server = Server::demo();
    let program = token(&server, &READS).await;
    let own = server.case_in("issued");
    let other = server.cases().into_iter().find(|case| case.centre != own.centre).unwrap();

    // Page by page, every case of the centre once, none of another.
    let (mut seen, mut path) = (BTreeSet::new(), "/api/v1/cases?limit=3".to_owned());
    loop {
        let page = program.reads(&path).await;
        for item in page["items"].as_array().unwrap() {
            assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "shown twice");
            assert!(item.get("name").is_none() && item.get("iin").is_none());
        }
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/cases?limit=3&after={next}");
    }
    let there: BTreeSet<String> =
        server.cases().into_iter().filter(|case| case.centre == own.centre).map(|case| case.id).collect();
    assert_eq!(seen, there);
    let issued = program.reads("/api/v1/cases?stage=issued").await;
    assert!(issued["items"].as_array().unwrap().iter().all(|case| case["stage"] == "issued"));

    let one = program.get(&format!("/api/v1/cases/{}", own.id)).await;
    assert_eq!((one.status, read(&one)["serial"].as_str()), (200, own.serial.as_deref()));
    let make = |client: &reqwest::Client, url: String| {
        client.get(url).bearer_auth(&program.token).header("if-none-match", one.header("etag"))
    };
    let same = program.line.unusual(make, &format!("/api/v1/cases/{}", own.id)).await;
    assert_eq!((same.status, same.bytes.len()), (304, 0));
    assert_eq!(
        program.reads(&format!("/api/v1/cases/{}/person", own.id)).await["iin"].as_str().unwrap().len(),
        12
    );
    let messages = program.reads(&format!("/api/v1/cases/{}/messages", own.id)).await;
    assert!(messages["items"].as_array().unwrap().iter().all(|one| one.get("address").is_none()));
    let terms = program.reads("/api/v1/terms?limit=100").await;
    let due: Vec<&str> =
        terms["items"].as_array().unwrap().iter().map(|one| one["due"].as_str().unwrap()).collect();
    assert!(due.len() > 3 && due.is_sorted(), "{due:?}");
    assert!(program.reads("/api/v1/sittings").await["items"].is_array());
    assert!(program.reads("/api/v1/rooms").await["items"].is_array());

    // The candidate sees that the program read the file.
    let candidate = server.candidate(&own.login).await;
    let readers = candidate.get(&format!("/my/{}/readers", own.id)).await.words();
    assert!(readers.contains("Кадр есебі") && readers.contains("бағдарлама"), "{readers}");

    // Nothing of another centre, no scope that was not given, no act of a person.
    assert_eq!(problem(&program.get(&format!("/api/v1/cases/{}", other.id)).await), "not-found");
    let nowhere = format!("/api/v1/cases/{}", uuid::Uuid::nil());
    assert_eq!(problem(&program.get(&nowhere).await), "not-found", "as one that does not exist");
    assert_eq!(problem(&program.get("/api/v1/applications").await), "not-allowed");
    assert_eq!(problem(&program.get("/api/v1/webhooks").await), "not-allowed");
    let page = program.get(&format!("/cases/{}", own.id)).await;
    assert!(page.location().starts_with("/sign-in"), "a token opens no page");

    revoke(&server).await;
    let ended = program.get("/api/v1/cases").await;
    assert_eq!((ended.status, problem(&ended).as_str()), (401, "no-token"));
    assert!(ended.header("www-authenticate").starts_with("Bearer"));
    server.assert_sound();
}

async fn revoke(server: &Server) {
    let head = server.head().await;
    let page = head.get("/centre/tokens").await.text();
    let tag = page.split("<button").find(|tag| tag.contains(" name=\"token\"")).unwrap();
    let id = attribute(&format!(" {tag}"), "value").unwrap();
    assert_eq!(head.post("/centre/tokens/end", &[("token", id)]).await.status, 303);
}

/// Problems are told in the language of the caller, by a stable type; routes and methods that are not there too.
#[tokio::test]
async fn a_problem_is_told_to_programs_as_to_people() {
    let server = Server::demo();
    let program = token(&server, &["terms:read", "applications:write"]).await;
    let nobody = Program { line: server.visitor(), token: String::new() };
    for (path, wanted) in [
        ("/api/v1/terms?limit=0", "unreadable"),
        ("/api/v1/terms?due_until=tomorrow", "unreadable"),
        ("/api/v1/terms?after=x", "not-found"),
        ("/api/v1/nowhere", "not-found"),
        ("/api/v1/applications/7", "not-found"),
        ("/api/v1/register/25620-072121008-3-081226-0042-999999999", "not-found"),
    ] {
        assert_eq!(problem(&program.get(path).await), wanted, "{path}");
    }
    assert_eq!(problem(&nobody.get("/api/v1/terms").await), "no-token");
    let method = program.ask(Method::PUT, "/api/v1/terms", None, None).await;
    assert_eq!((method.status, problem(&method).as_str()), (405, "method"));
    assert!(method.header("allow").contains("GET"));

    let fields = Some(("application/json", b"{}".to_vec()));
    let unnamed = program.ask(Method::POST, "/api/v1/applications", None, fields).await;
    assert_eq!(problem(&unnamed), "key-missing");
    let unknown = program.sends(Method::POST, "/api/v1/applications", "k1", &json!({"colour": "red"})).await;
    assert_eq!(problem(&unknown), "unreadable");
    assert!(read(&unknown)["hint"].as_str().unwrap().contains("colour"));
    let typed =
        program.ask(Method::POST, "/api/v1/applications", Some("k2"), Some(("text/plain", vec![]))).await;
    assert_eq!(problem(&typed), "content-type");

    for (language, words) in [("ru-RU,ru;q=0.9", "Такой записи нет."), ("de", "Мұндай жазба жоқ.")]
    {
        let make =
            |client: &reqwest::Client, url: String| client.get(url).header("accept-language", language);
        let told = server.visitor().unusual(make, "/api/v1/nowhere").await;
        assert_eq!(read(&told)["title"], words);
    }
    let serial = server.case_in("issued").serial.unwrap();
    let found = nobody.reads(&format!("/api/v1/register/{serial}")).await;
    assert_eq!(
        (found["state"].as_str(), found["serial"].as_str()),
        (Some("in-force"), Some(serial.as_str()))
    );
    assert!(found["holder"].as_str().unwrap().contains('*'));
    for list in ["/api/v1/centres", "/api/v1/programmes"] {
        assert!(!nobody.reads(list).await["items"].as_array().unwrap().is_empty(), "{list}");
    }
    for language in ["kk", "ru", "en"] {
        let reader = server.visitor();
        reader.reads(language).await;
        assert!(reader.get("/api").await.text().contains("/api/v1/webhooks"));
    }
}

/// The document and what the server does agree, whatever is sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn schemathesis_finds_nothing() {
    let server = Server::demo();
    let scopes: Vec<&str> = READS.into_iter().chain(["applications:write", "webhooks:write"]).collect();
    let program = token(&server, &scopes).await;
    let tools = project().join("tests/tools/schemathesis");
    let address = server.address();
    let output = tokio::task::spawn_blocking(move || {
        Command::new("python3")
            .current_dir(tools.parent().unwrap().parent().unwrap())
            .env("PYTHONPATH", &tools)
            .env("BILIKTI_TOKEN", &program.token)
            .arg(tools.join("bin/schemathesis"))
            .args(["--config-file", "schemathesis.toml", "run", &format!("{address}/api/openapi.json")])
            .output()
            .unwrap()
    });
    let output = output.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}\n{}", String::from_utf8_lossy(&output.stderr), server.log());
    let (sent, passed) = cases(&said);
    assert!(sent > 500 && said.contains("Tested: 22"), "{said}");
    assert!(passed == sent, "{said}");
    server.assert_sound();
}

/// `2805 generated, 2805 passed`.
fn cases(said: &str) -> (u32, u32) {
    let line = said.lines().find(|line| line.contains(" generated, ")).unwrap();
    let count = |part: &str| part.split_whitespace().next().unwrap().parse().unwrap();
    let mut parts = line.split(", ").map(count);
    (parts.next().unwrap(), parts.next().unwrap())
}
